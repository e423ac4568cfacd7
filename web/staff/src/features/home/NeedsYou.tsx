import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../../format.ts";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { knowLater } from "../../texts/i18n.ts";
import { useLedger, useMay, useWaiting } from "../../shell/session.ts";
import { useAlarms, useFilesToRelease, useRunsToDecide } from "./home-questions.ts";

const DUTIES = ["bank", "files", "runs", "alarms"] as const;
type Duty = (typeof DUTIES)[number];
const PLACES = { bank: "/bank", files: "/files", runs: "/runs" } as const;

type Waiting = { readonly duty: Duty; readonly waits: number | undefined; readonly more: boolean };

type Listed = { readonly items: readonly unknown[]; readonly nextCursor: string | null };
const counted = (page: Listed | undefined) => ({
  waits: page?.items.length,
  more: (page?.nextCursor ?? null) !== null,
});

/** What waits for a person, duty by duty; a duty that is not the reader's is not named. */
export function useDuties(): readonly Waiting[] {
  const { id } = useLedger();
  const [mayBank, mayFiles] = [useMay("bankLines.read", id), useMay("bankFiles.release")];
  const [mayRuns, mayAlarms] = [useMay("proposals.read", id), useMay("alarms.read")];
  const asked = {
    bank: { may: mayBank, waits: useWaiting(id), more: false },
    files: { may: mayFiles, ...counted(useFilesToRelease(mayFiles).data) },
    runs: { may: mayRuns, ...counted(useRunsToDecide(id, mayRuns).data) },
    alarms: { may: mayAlarms, ...counted(useAlarms(mayAlarms).data) },
  };
  return DUTIES.filter((duty) => asked[duty].may).map((duty) => {
    const { waits, more } = asked[duty];
    return { duty, waits, more };
  });
}

function DutyLine({ duty, waits = 0, more }: Waiting) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { id } = useLedger();
  const number = `${count(waits, language)}${more ? "+" : ""}`;
  if (waits === 0)
    return (
      <li>
        <State tone="settled">{t(`home.done.${duty}`)}</State>
      </li>
    );
  const said = t(`home.duty.${duty}`, { count: waits, number });
  if (duty === "alarms")
    return (
      <li>
        <State tone="overdue">{said}</State>
        <Alarms />
      </li>
    );
  return (
    <li>
      <State tone="due">
        <Link to={PLACES[duty]} search={{ ledger: id }}>
          {said}
        </Link>
      </State>
    </li>
  );
}

const ALARMS = {
  "bank.fileMissing": "fileMissing",
  "bank.fileReleasedAlone": "releasedAlone",
  "bank.statementGap": "statementGap",
  "tenant.onePerson": "onePerson",
  "approval.alone": "approvedAlone",
  "approval.matrixSet": "matrixSet",
  "credit.unapproved": "creditUnapproved",
  "loss.recovered": "lossRecovered",
  "loss.unknownCase": "lossUnknownCase",
  "agency.caseBack": "agencyCaseBack",
  "agency.setUp": "agencySetUp",
  "agency.unknownCase": "agencyUnknownCase",
  "agency.unknownStatus": "agencyUnknownStatus",
  "agency.amountWrong": "agencyAmountWrong",
  "agency.eventChanged": "agencyEventChanged",
  "agency.reportRefused": "agencyReportRefused",
  "followUp.dataMissing": "dataMissing",
  "followUp.calendarUnknown": "calendarUnknown",
  "followUp.insurerPartLate": "insurerPartLate",
  "followUp.neglected": "neglected",
  "monthEnd.mismatch": "monthEndMismatch",
  "monthEnd.unsigned": "monthEndUnsigned",
} as const;

const CHECK = "check.";
const checkOf = (kind: string) => kind.slice(CHECK.length);

/** Where an alarm is looked after: the bank's are acknowledged beside its files, the tenant's in its settings, a check beside its rows. */
function usePlaceOf() {
  const [mayFiles, mayTenant, mayChecks] = [useMay("bankFiles.read"), useMay("tenant.read"), useMay("checks.run")];
  const mayFollow = useMay("followUp.read");
  return (kind: string) => {
    if (kind.startsWith(CHECK)) return mayChecks ? ("/settings/checks" as const) : undefined;
    if ((kind === "followUp.dataMissing" || kind === "followUp.neglected") && mayFollow) return "/follow-up" as const;
    if (kind.startsWith("bank.") && mayFiles) return "/files" as const;
    return kind === "tenant.onePerson" && mayTenant ? ("/settings/tenant" as const) : undefined;
  };
}

/** The checks' names are texts of another screen: fetched when an alarm is about one. Until they are here it is said in general words. */
function useCheckNames(wanted: boolean): void {
  const [, setHere] = useState(false);
  useEffect(() => {
    if (wanted)
      void knowLater().then(
        () => setHere(true),
        () => undefined,
      );
  }, [wanted]);
}

/** The alarms by kind, each leading to where it is looked after. */
function Alarms() {
  const { t, i18n } = useTranslation();
  const { language } = useLanguage();
  const { id } = useLedger();
  const placeOf = usePlaceOf();
  const { data } = useAlarms(useMay("alarms.read"));
  const kinds = Map.groupBy(data?.items ?? [], ({ kind }) => kind);
  useCheckNames(kinds.keys().some((kind) => kind.startsWith(CHECK)));
  const said = (kind: string) => {
    if (kind.startsWith(CHECK)) {
      const check = `checkSaid.${checkOf(kind)}`;
      return i18n.exists(check) ? t("checks.alarm", { check: t(check as "checks.list") }) : t("home.alarm.check");
    }
    return t(`home.alarm.${Object.hasOwn(ALARMS, kind) ? ALARMS[kind as keyof typeof ALARMS] : "other"}`);
  };
  return (
    <ul className="kv-home-alarms">
      {[...kinds].map(([kind, { length }]) => {
        const to = placeOf(kind);
        return (
          <li key={kind}>
            {to ? (
              <Link to={to} search={{ ledger: id, subject: kind.startsWith(CHECK) ? checkOf(kind) : undefined }}>
                {said(kind)}
              </Link>
            ) : (
              said(kind)
            )}
            {length > 1 && <span className="kv-why"> × {count(length, language)}</span>}
          </li>
        );
      })}
    </ul>
  );
}

/** What needs the reader today, in the order it should be done; a duty that is done says so (W-01). */
export function NeedsYou() {
  const { t } = useTranslation();
  const duties = useDuties();
  if (duties.length === 0) return null;
  return (
    <section aria-labelledby="needs-you">
      <h2 id="needs-you" className="kv-unseen">
        {t("home.today")}
      </h2>
      <ol className="kv-card kv-home-duties">
        {duties.map((one) => (
          <DutyLine key={one.duty} {...one} />
        ))}
      </ol>
    </section>
  );
}
