import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { count, money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { useLanguage } from "../../shell/language.ts";
import { partName } from "./figure-words.ts";
import type { Books } from "./home-questions.ts";
import { useRowsSearch } from "./Tiles.tsx";

/** What is overdue by age: bars from zero, each with its amount beside it and its rows behind it. The list is its own table (G-02). */
export function AgeBars({ books }: { readonly books: Books }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const search = useRowsSearch(books);
  const figure = books.figures.find(({ name }) => name === "overdue");
  if (!figure) return null;
  const most = Math.max(...figure.parts.map((part) => part.value), 1);
  const top = figure.parts.reduce((best, part) => (part.value > best.value ? part : best), figure.parts[0]!);
  const total = figure.value ?? 0;
  const reading =
    total === 0
      ? t("home.nothingOverdue")
      : t("home.ageReading", {
          percent: Math.round((top.value / total) * 100),
          age: partName(top.name, t).toLocaleLowerCase(language),
          sum: money(top.value, books.currency, language),
        });
  return (
    <section aria-labelledby="home-ages" className="kv-card kv-home-chart">
      <h2 id="home-ages">{t("home.figure.overdue")}</h2>
      <p className="kv-home-reading">{reading}</p>
      <table className="kv-home-ages" aria-labelledby="home-ages">
        <thead className="kv-unseen">
          <tr>
            <th scope="col">{t("home.age")}</th>
            <th scope="col">{t("home.share")}</th>
            <th scope="col">{t("field.amount")}</th>
            <th scope="col">{t("field.items")}</th>
          </tr>
        </thead>
        <tbody>
          {figure.parts.map((part) => (
            <tr key={part.name}>
              <th scope="row">{partName(part.name, t)}</th>
              <td>
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect className="kv-home-bar" width={(part.value / most) * 100} height="10" />
                </svg>
              </td>
              <td className="kv-number">
                <Link to="/home/$figure" params={{ figure: "overdue" }} search={search(part.name)}>
                  <Amount minor={part.value} />
                </Link>
              </td>
              <td className="kv-number kv-why">{count(part.count, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
