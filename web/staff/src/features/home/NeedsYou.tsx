import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { count } from "../../format.ts";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useMay } from "../../shell/session.ts";
import { useAlarms, useFilesToRelease, useQueue, useRunsToDecide } from "./home-questions.ts";

const DUTIES = ["bank", "files", "runs", "alarms"] as const;
type Duty = (typeof DUTIES)[number];
const PLACES: Record<Duty, string> = { bank: "/bank", files: "/files", runs: "/runs", alarms: "/files" };

type Waiting = { readonly duty: Duty; readonly waits: number | undefined; readonly more: boolean };

/** What waits for a person, duty by duty; a duty that is not the reader's is not named. */
export function useDuties(): readonly Waiting[] {
  const { id } = useLedger();
  const [mayBank, mayFiles] = [useMay("bankLines.read", id), useMay("bankFiles.release")];
  const [mayRuns, mayAlarms] = [useMay("proposals.read", id), useMay("alarms.read")];
  const asked = {
    bank: { may: mayBank, page: useQueue(id, mayBank).data },
    files: { may: mayFiles, page: useFilesToRelease(mayFiles).data },
    runs: { may: mayRuns, page: useRunsToDecide(id, mayRuns).data },
    alarms: { may: mayAlarms, page: useAlarms(mayAlarms).data },
  };
  return DUTIES.filter((duty) => asked[duty].may).map((duty) => {
    const { page } = asked[duty];
    return { duty, waits: page?.items.length, more: (page?.nextCursor ?? null) !== null };
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
  return (
    <li>
      <State tone={duty === "alarms" ? "overdue" : "due"}>
        {duty === "alarms" ? (
          said
        ) : (
          <Link to={PLACES[duty] as "/"} search={{ ledger: id }}>
            {said}
          </Link>
        )}
      </State>
    </li>
  );
}

const ALARMS = {
  "bank.fileMissing": "fileMissing",
  "bank.fileReleasedAlone": "releasedAlone",
  "bank.statementGap": "statementGap",
} as const;

/** The alarms themselves: they have no screen of their own, so each says what it is about. */
function Alarms() {
  const { t } = useTranslation();
  const { data } = useAlarms(useMay("alarms.read"));
  const kinds = new Map<string, number>();
  for (const { kind } of data?.items ?? []) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  if (kinds.size === 0) return null;
  const said = (kind: string) => {
    if (kind.startsWith("check.")) return t("home.alarm.check");
    return t(`home.alarm.${Object.hasOwn(ALARMS, kind) ? ALARMS[kind as keyof typeof ALARMS] : "other"}`);
  };
  return (
    <ul className="kv-home-alarms">
      {[...kinds].map(([kind, times]) => (
        <li key={kind}>
          {said(kind)} <span className="kv-why kv-mono">{kind}</span> <span className="kv-why">× {times}</span>
        </li>
      ))}
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
      <h2 id="needs-you">{t("home.today")}</h2>
      <ol className="kv-card kv-home-duties">
        {duties.map((one) => (
          <DutyLine key={one.duty} {...one} />
        ))}
      </ol>
      <Alarms />
    </section>
  );
}
