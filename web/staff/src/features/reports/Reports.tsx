import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ExportMenu } from "../../parts/ExportMenu.tsx";
import { FileLink } from "../../parts/files.tsx";
import { Page } from "../../parts/Page.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { fileAddress, useWords } from "./asking.ts";
import { FiledReports } from "./FiledReports.tsx";
import { Statement } from "./Statement.tsx";
import "./reports.css";

const SCREENS = [
  { name: "reskontro", to: "/reskontro" },
  { name: "aging", to: "/aging" },
  { name: "proof", to: "/proof" },
  { name: "series", to: "/number-series" },
] as const;
const FILES = [
  { name: "journal", path: "reports/journal" },
  { name: "balance", path: "reports/trial-balance" },
  { name: "currentness", path: "reports/currentness" },
] as const;
const PROGRAMS = ["hledger", "beancount"] as const;

function Shown() {
  const { t } = useTranslation();
  const ledger = useLedger();
  return SCREENS.map(({ name, to }) => (
    <li key={name}>
      <strong>{t(`reportNames.${name}.title`)}</strong>
      <p className="kv-why">{t(`reportNames.${name}.answers`)}</p>
      <Button component={Link} to={to as "/"} search={{ ledger: ledger.id } as never} variant="default">
        {t("reports.open")}
      </Button>
    </li>
  ));
}

/** Reports that are files only: they are as long as the books. */
function Files() {
  const { t } = useTranslation();
  const { id } = useLedger();
  return FILES.map(({ name, path }) => (
    <li key={name}>
      <strong>{t(`reportNames.${name}.title`)}</strong>
      <p className="kv-why">{t(`reportNames.${name}.answers`)}</p>
      <ExportMenu
        quiet
        label={t(`reportNames.${name}.title`)}
        href={(format) => fileAddress(`/api/v1/ledgers/${id}/${path}`, format, {})}
      />
    </li>
  ));
}

function Programs() {
  const { t } = useTranslation();
  const { id } = useLedger();
  if (!useMay("exports.read", id)) return null;
  return PROGRAMS.map((name) => (
    <li key={name}>
      <strong>{t(`reportNames.${name}.title`)}</strong>
      <p className="kv-why">{t(`reportNames.${name}.answers`)}</p>
      <FileLink href={`/api/v1/ledgers/${id}/exports/${name}`}>{t("reports.download")}</FileLink>
    </li>
  ));
}

/** Where the account of one customer is found: by the customer's line. */
function StatementEntry() {
  const { t } = useTranslation();
  const ledger = useLedger();
  return (
    <li>
      <strong>{t("reportNames.statement.title")}</strong>
      <p className="kv-why">{t("reportNames.statement.answers")}</p>
      <Link to="/reskontro" search={{ ledger: ledger.id }} className="kv-report-link">
        {t("reports.chooseCustomer")}
      </Link>
    </li>
  );
}

/** All reports: which question each answers, and the way to it. */
export function Reports() {
  const { t } = useTranslation();
  const ledger = useLedger();
  const { words } = useWords();
  return (
    <Page title={t("reports.title")} lead={t("reports.lead", { ledger: ledger.name })} help={t("reports.help")}>
      <div className="kv-flow">
        {words.party && <Statement key={words.party} partyId={words.party} />}
        <ul className="kv-card kv-reports" aria-label={t("reports.title")}>
          <Shown />
          <StatementEntry />
          <Files />
          <Programs />
        </ul>
        <FiledReports />
      </div>
    </Page>
  );
}
