import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { count } from "../../format.ts";
import { Explain } from "../../parts/Explain.tsx";
import { REACHED_DAYS, useReached } from "../../parts/reached.ts";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useMay } from "../../shell/session.ts";
import { figureText } from "./figure-words.ts";

/** Hundredths of a per cent of a whole. */
const SHARE = 10_000;

/** How many of the bills that reached their receiver are settled: the sum of the rows by channel on the deliveries screen, which it opens (S0-05). */
export function Settled() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { id, currency } = useLedger();
  const sees = useMay("deliveries.read", id);
  const rows = useReached(sees).data?.items;
  if (!sees || !rows) return null;
  const sum = (of: "items" | "settled") => rows.reduce((total, row) => total + row[of], 0);
  const [reached, settled] = [sum("items"), sum("settled")];
  const value = reached === 0 ? null : Math.floor((settled * SHARE) / reached);
  const said = figureText({ unit: "basisPoints", value }, currency, language, t);
  const figure = t("home.settled.figure");
  const rule = [
    { label: t("home.settled.reached"), value: count(reached, language) },
    { label: t("home.settled.settled"), value: count(settled, language) },
    { label: t("home.input.days"), value: count(REACHED_DAYS, language) },
  ];
  return (
    <div className="kv-card kv-home-tile">
      <Explain of={{ title: figure, sentence: t("home.settled.why"), change: t("home.settled.change"), rule }}>
        {figure}
      </Explain>
      <Link to="/deliveries" search={{ ledger: id }} aria-label={t("home.openRows", { figure, value: said })}>
        {said}
      </Link>
      <span className="kv-why">
        {t("home.settled.of", { settled: count(settled, language), reached: count(reached, language) })}
      </span>
    </div>
  );
}
