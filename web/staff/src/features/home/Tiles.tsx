import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { Explain } from "../../parts/Explain.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { explained, figureText, partName, partText } from "./figure-words.ts";
import { Settled } from "./Settled.tsx";
import { useScope, type Books, type Figure } from "./home-questions.ts";

/** The address of the rows of a part, for a link. */
export function useRowsSearch({ currency, day: on }: Pick<Books, "currency" | "day">) {
  const { id } = useLedger();
  const scope = useScope() === undefined ? "all" : undefined;
  return (part: string) => ({ ledger: id, part, currency, day: on, scope });
}

/** What stands small under a figure: how old it is, or what it is made of. */
function Under({ figure, books }: { readonly figure: Figure; readonly books: Books }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { oldestDay } = figure.explanation.inputs;
  if (figure.name === "cash" && typeof oldestDay === "string")
    return <>{t("home.asOfStatement", { day: day(oldestDay, language) })}</>;
  if (figure.name === "cash") return <>{t("home.noStatement")}</>;
  const [first, second] = figure.parts;
  if (figure.name === "overdue" || !first || !second) return <>{t(`home.under.${figure.name}`)}</>;
  const said = (part: typeof first) => partText(part, books.currency, language, t);
  return (
    <>
      {t("home.ofParts", {
        first: said(first),
        firstName: partName(first.name, t).toLocaleLowerCase(language),
        second: said(second),
        secondName: partName(second.name, t).toLocaleLowerCase(language),
      })}
    </>
  );
}

function Tile({ figure, books }: { readonly figure: Figure; readonly books: Books }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const search = useRowsSearch(books);
  const part = figure.name === "overdue" ? "all" : figure.parts[0]!.name;
  return (
    <div className="kv-card kv-home-tile">
      <Explain of={explained(figure, language, t)}>{t(`home.figure.${figure.name}`)}</Explain>
      <Link
        to="/home/$figure"
        params={{ figure: figure.name }}
        search={search(part)}
        aria-label={t("home.openRows", {
          figure: t(`home.figure.${figure.name}`),
          value: figureText(figure, books.currency, language, t),
        })}
      >
        {figureText(figure, books.currency, language, t)}
      </Link>
      <span className="kv-why">
        <Under figure={figure} books={books} />
      </span>
    </div>
  );
}

/** The figures at a glance; each opens the rows that sum to it. */
export function Tiles({ books }: { readonly books: Books }) {
  const oneLedger = useScope() !== undefined;
  return (
    <div className="kv-home-tiles">
      {books.figures.map((figure) => (
        <Tile key={figure.name} figure={figure} books={books} />
      ))}
      {oneLedger && <Settled />}
    </div>
  );
}
