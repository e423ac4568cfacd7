import "./credits.css";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Amount } from "../../parts/Amount.tsx";
import type { Column } from "../../parts/DataTable.tsx";
import { useDone } from "../../parts/Done.tsx";
import { DutyList, type Act } from "../../parts/DutyList.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { useNarrow } from "../../parts/narrow.ts";
import { Page } from "../../parts/Page.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { Back } from "./Back.tsx";
import { MoveDialog } from "./MoveDialog.tsx";
import { Orders } from "./Orders.tsx";
import { useCredits, useKeeping, type Credit } from "./questions.ts";
import { RepayDialog } from "./RepayDialog.tsx";
import { useCreditWords } from "./words.ts";

/** Bank days until a payer's credit is repaid (FR-69). */
const REPAY_BANK_DAYS = 10;

function Who({ of }: { readonly of: Credit }) {
  const { whoOf } = useCreditWords();
  if (of.partyId === null || of.partyName === null) return <>{whoOf(of)}</>;
  return (
    <Link to="/parties/$partyId" params={{ partyId: of.partyId }} search={(old) => ({ ledger: old.ledger })}>
      {of.partyName}
    </Link>
  );
}

/** By when it goes back; a deposit stands. */
function RepayBy({ of }: { readonly of: Credit }) {
  const { t, dayOf } = useCreditWords();
  const { repayBy } = of;
  const age = [
    { label: t("credits.came"), value: dayOf(of.openedOn) },
    { label: t("credits.age"), value: t("credits.days", { count: of.ageDays }) },
  ];
  if (repayBy === null)
    return (
      <Explain of={{ title: t("credits.repayBy"), sentence: t("credits.noDayWhy"), rule: age }}>
        {t("credits.noDay")}
      </Explain>
    );
  return (
    <State tone={of.isLate ? "overdue" : "due"}>
      <Explain
        of={{
          title: t("credits.repayBy"),
          sentence: t("credits.repayWhy", { count: REPAY_BANK_DAYS }),
          change: t("credits.repayChange"),
          rule: [...age, { label: t("credits.repayBy"), value: dayOf(repayBy) }],
        }}
      >
        {t(of.isLate ? "credits.late" : "credits.until", { day: dayOf(repayBy) })}
      </Explain>
    </State>
  );
}

function useColumns(): readonly Column<Credit>[] {
  const { t, groupedOf } = useCreditWords();
  const left: Column<Credit> = {
    key: "left",
    head: t("credits.left"),
    number: true,
    cell: (row) => <Amount minor={row.openMinor} />,
  };
  const both = (row: Credit) => (
    <div className="kv-credit-narrow">
      <Who of={row} />
      <div>
        <RepayBy of={row} />
      </div>
    </div>
  );
  // What does not fit a telephone is said beneath the list, of the row at hand.
  if (useNarrow()) return [{ key: "who", head: t("credits.payer"), cell: both }, left];
  return [
    { key: "who", head: t("credits.payer"), cell: (row) => <Who of={row} />, fill: true },
    {
      key: "by",
      head: t("credits.repayBy"),
      cell: (row) => <RepayBy of={row} />,
    },
    { key: "age", head: t("credits.age"), number: true, cell: (row) => t("credits.days", { count: row.ageDays }) },
    { key: "cause", head: t("credits.causeHead"), cell: (row) => t(`credits.cause.${row.cause}`) },
    {
      key: "from",
      head: t("credits.fromBill"),
      cell: (row) => <span className="kv-mono">{groupedOf(row.parentReference)}</span>,
    },
    left,
  ];
}

/** How much of payers' money is here, and how much of it too long. */
function useLead(rows: readonly Credit[] | undefined): string {
  const { t, amountOf, countOf } = useCreditWords();
  if (!rows) return t("nav.credits");
  if (rows.length === 0) return t("credits.leadNone");
  const amount = amountOf(rows.reduce((sum, { openMinor }) => sum + openMinor, 0));
  const late = rows.filter(({ isLate }) => isLate).length;
  if (late === 0) return t("credits.lead", { count: rows.length, amount });
  return t("credits.leadLate", { count: rows.length, amount, late: countOf(late) });
}

/** A deposit already, or money that is nobody's yet. */
const standsAlready = ({ cause, partyId }: Credit): boolean => cause === "deposit" || partyId === null;

/** What payers have to their credit, oldest first: moved to another bill at their request, or repaid within ten bank days. */
export function Credits() {
  const { t, amountOf, whoOf } = useCreditWords();
  const tell = useDone();
  const { id } = useLedger();
  const credits = useCredits(id);
  const [moving, setMoving] = useState<Credit | undefined>();
  const [repaying, setRepaying] = useState<Credit | undefined>();
  const moves = useMay("customerCredits.move", id);
  const proposes = useMay("refunds.propose", id);
  const keeping = useKeeping((credit) =>
    tell(t("credits.kept", { amount: amountOf(credit.openMinor), name: whoOf(credit) })),
  );
  const keep = (credit: Credit) => {
    if (!standsAlready(credit) && !keeping.isPending) keeping.mutate(credit);
  };
  const acts: Act<Credit>[] = [
    ...(moves ? [{ key: "m", label: t("credits.move"), act: setMoving }] : []),
    ...(moves ? [{ key: "f", label: t("credits.keep"), act: keep, off: standsAlready }] : []),
    ...(proposes ? [{ key: "b", label: t("credits.repay"), act: setRepaying }] : []),
  ];
  return (
    <Page
      title={t("nav.credits")}
      lead={useLead(credits.data?.pages.flatMap((page) => page.items))}
      help={t("credits.help", { count: REPAY_BANK_DAYS })}
    >
      <Problem of={keeping.error} />
      <Orders />
      <DutyList
        of={credits}
        label={t("nav.credits")}
        columns={useColumns()}
        rowKey={(row) => row.itemId}
        partyOf={(row) => (row.partyName === null ? undefined : (row.partyId ?? undefined))}
        why={(row) => t(`credits.whyHere.${row.cause}`, { amount: amountOf(row.openMinor) })}
        acts={acts}
        done={{ said: t("credits.done"), next: t("credits.doneNext") }}
      />
      <Back />
      <MoveDialog credit={moving} close={() => setMoving(undefined)} />
      <RepayDialog credit={repaying} close={() => setRepaying(undefined)} />
    </Page>
  );
}
