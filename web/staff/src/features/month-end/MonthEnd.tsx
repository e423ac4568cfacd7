import { NativeSelect } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import "../../parts/money-dialog.css";
import { Page } from "../../parts/Page.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { Board } from "./Board.tsx";
import "./month-end.css";
import { Packs } from "./Packs.tsx";
import { useBoard, usePacks } from "./questions.ts";
import { monthBefore, useMonthWords } from "./words.ts";

const MONTHS = 12;

/** The month looked at: the one before today's unless the address says another. */
function useMonth(): string {
  const { from } = useSearch({ strict: false });
  const { today } = useLedger();
  return from?.endsWith("-01") ? from : monthBefore(today, 1);
}

function MonthChoice({ monthOn }: { readonly monthOn: string }) {
  const { t, monthOf } = useMonthWords();
  const { today } = useLedger();
  const navigate = useNavigate();
  const months = Array.from({ length: MONTHS }, (_, back) => monthBefore(today, back + 1));
  const known = months.includes(monthOn) ? months : [monthOn, ...months];
  return (
    <div className="kv-filter">
      <NativeSelect
        label={t("monthEnd.month")}
        value={monthOn}
        data={known.map((value) => ({ value, label: monthOf(value) }))}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ to: "/month-end", replace: true, search: (old) => ({ ...old, from: value }) })
        }
      />
    </div>
  );
}

/** How many clinics have signed, and how long the others have: the countdown to the third working day. */
function useBoardLead(monthOn: string): string {
  const { t, monthOf, dayOf, countOf } = useMonthWords();
  const items = useBoard(monthOn).data?.items ?? [];
  const open = items.filter(({ state }) => state !== "signed");
  const month = monthOf(monthOn);
  if (items.length === 0) return t("monthEnd.title", { month });
  if (open.length === 0) return t("monthEnd.leadAll", { month });
  const left = Math.min(...open.map(({ workingDaysLeft }) => workingDaysLeft));
  const dueOn = open.map((row) => row.dueOn).toSorted()[0]!;
  const said = { signed: countOf(items.length - open.length), all: countOf(items.length), month, due: dayOf(dueOn) };
  if (left === 0) return t("monthEnd.leadToday", said);
  return t(left > 0 ? "monthEnd.lead" : "monthEnd.leadLate", { ...said, count: Math.abs(left) });
}

function BoardPage() {
  const { t } = useMonthWords();
  const monthOn = useMonth();
  return (
    <Page title={t("nav.monthEnd")} lead={useBoardLead(monthOn)} help={t("monthEnd.help")}>
      <MonthChoice monthOn={monthOn} />
      <div className="kv-flow">
        <Board monthOn={monthOn} />
        <Packs />
      </div>
    </Page>
  );
}

function ClinicPage() {
  const { t, monthOf, dayOf } = useMonthWords();
  const packs = usePacks(useLedger().id).data?.items;
  const waits = packs?.findLast(({ signedAt, totals }) => signedAt === null && totals.differenceMinor === 0);
  const lead = waits
    ? t("monthEnd.waits", { month: monthOf(waits.monthOn), due: dayOf(waits.dueOn) })
    : t(packs ? "monthEnd.nothingWaits" : "nav.monthEnd");
  return (
    <Page title={t("nav.monthEnd")} lead={lead} help={t("monthEnd.helpClinic")}>
      <Packs />
    </Page>
  );
}

/** The end of a month: head office's board of every clinic, and the chosen clinic's packs, to sign and to take away (H-05). */
export function MonthEnd() {
  return useMay("monthEnd.board") ? <BoardPage /> : <ClinicPage />;
}
