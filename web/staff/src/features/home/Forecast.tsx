import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { count, day, locales, money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { useLanguage } from "../../shell/language.ts";
import { explained } from "./figure-words.ts";
import { ForecastChart } from "./ForecastChart.tsx";
import type { Books, Week } from "./home-questions.ts";
import { useRowsSearch } from "./Tiles.tsx";

/** The chart's numbers as a table: every one opens its rows. */
function Twin({ books }: { readonly books: Books }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const search = useRowsSearch(books);
  const cell = (week: Week, kind: "expected" | "low" | "high") => (
    <td key={kind} className="kv-number">
      <Link to="/home/$figure" params={{ figure: "forecast" }} search={search(week[kind].name)}>
        <Amount minor={week[kind].value} />
      </Link>
    </td>
  );
  return (
    <div className="kv-scroll" role="region" aria-label={t("home.asTable")} tabIndex={0}>
      <table className="kv-table">
        <thead>
          <tr>
            <th scope="col">{t("home.week")}</th>
            {(["low", "expected", "high"] as const).map((kind) => (
              <th key={kind} scope="col" className="kv-number">
                {t(`home.band.${kind}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {books.forecast.weeks.map((week) => (
            <tr key={week.no}>
              <th scope="row">{t("home.weekFrom", { from: day(week.from, language), to: day(week.to, language) })}</th>
              {(["low", "expected", "high"] as const).map((kind) => cell(week, kind))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("common.total")}</th>
            <td />
            <td className="kv-number">
              <Amount minor={books.forecast.value ?? 0} />
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** What comes after the thirteen weeks, and what no habit says anything of. */
function Rest({ books }: { readonly books: Books }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const search = useRowsSearch(books);
  return (
    <p className="kv-why kv-home-rest">
      {books.forecast.parts
        .filter((part) => part.count > 0)
        .map(({ name, value, count: items }) => (
          <Link key={name} to="/home/$figure" params={{ figure: "forecast" }} search={search(name)}>
            {t(`home.rest.${name as "later"}`, {
              sum: money(value, books.currency, language),
              count: items,
              number: count(items, language),
            })}
          </Link>
        ))}
    </p>
  );
}

/** What open receivables will bring week by week, from due days and payers' habits. */
export function Forecast({ books }: { readonly books: Books }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const search = useRowsSearch(books);
  const { weeks, value } = books.forecast;
  const top = weeks.reduce((best, week) => (week.expected.value > best.expected.value ? week : best), weeks[0]!);
  // A picture of nothing says nothing that the sentence does not say.
  const any = weeks.some(({ expected, high }) => expected.value > 0 || high.value > 0);
  const reading =
    (value ?? 0) === 0
      ? t("home.nothingExpected")
      : t("home.forecastReading", {
          sum: money(value!, books.currency, language),
          top: money(top.expected.value, books.currency, language),
          day: day(top.from, language),
        });
  const short = (text: string) =>
    new Date(`${text}T12:00:00Z`).toLocaleDateString(locales[language], {
      day: "numeric",
      month: "numeric",
      timeZone: "UTC",
    });
  const open = ({ expected: { name } }: Week) =>
    void navigate({ to: "/home/$figure", params: { figure: "forecast" }, search: search(name) });
  return (
    <section aria-labelledby="home-forecast" className="kv-card kv-home-chart">
      <h2 id="home-forecast">
        <Explain of={explained(books.forecast, language, t)}>{t("home.figure.forecast")}</Explain>
      </h2>
      <p className="kv-home-reading">{reading}</p>
      {any && (
        <>
          <ForecastChart
            label={reading}
            bars={weeks.map((week) => ({
              key: String(week.no),
              name: short(week.from),
              low: week.low.value,
              value: week.expected.value,
              high: week.high.value,
            }))}
            said={(minor) => count(Math.round(minor / 100), language)}
            open={(at) => open(weeks[at]!)}
          />
          <p className="kv-why">{t("home.bandWhy", { currency: books.currency })}</p>
        </>
      )}
      <Rest books={books} />
      <details className="kv-home-twin">
        <summary>{t("home.asTable")}</summary>
        <Twin books={books} />
      </details>
    </section>
  );
}
