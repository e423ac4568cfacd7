import type { LevelName } from "../policy-model.ts";
import type { FactGroup, Outcome } from "./model.ts";

/** What became of the invoices of one group. */
export type Told = {
  readonly group: Pick<FactGroup, "count" | "sumMinor" | "behaviour">;
  readonly steps: readonly LevelName[];
  readonly feesMinor: bigint;
  /** For each invoice: what is sent, and what that costs; left out where it is not counted. */
  readonly sent?: { readonly messages: number; readonly papers: number; readonly costMinor: bigint | null };
  readonly paidOn: Temporal.PlainDate | null;
  /** From invoice to payment; null: not paid. */
  readonly days: number | null;
};

/** Adds up what became of groups of invoices. */
export function tally(): { readonly add: (told: Told) => void; readonly outcome: () => Outcome } {
  const steps = new Map<LevelName, number>();
  const months = new Map<string, bigint>();
  let [invoices, paid, daysPaid] = [0, 0, 0];
  let [feesMinor, paidMinor, openMinor, lostMinor] = [0n, 0n, 0n, 0n];
  let [messages, papers, sendingMinor]: [number | null, number | null, bigint | null] = [0, 0, 0n];
  const send = (count: number, sent: Told["sent"]) => {
    messages = messages === null || !sent ? null : messages + sent.messages * count;
    papers = papers === null || !sent ? null : papers + sent.papers * count;
    const costMinor = sent?.costMinor ?? null;
    sendingMinor = sendingMinor === null || costMinor === null ? null : sendingMinor + costMinor * BigInt(count);
  };
  return {
    add({ group: { count, sumMinor, behaviour }, steps: taken, feesMinor: fees, sent, paidOn, days }) {
      send(count, sent);
      invoices += count;
      feesMinor += fees;
      for (const level of taken) steps.set(level, (steps.get(level) ?? 0) + count);
      if (paidOn !== null) {
        const month = paidOn.toString().slice(0, 7);
        months.set(month, (months.get(month) ?? 0n) + sumMinor);
        paid += count;
        paidMinor += sumMinor;
        daysPaid += (days ?? 0) * count;
      } else if (behaviour.kind === "never" && behaviour.lost) lostMinor += sumMinor;
      else openMinor += sumMinor;
    },
    outcome: () => ({
      ...{ invoices, feesMinor, messages, papers, sendingMinor, paid, paidMinor, openMinor, lostMinor },
      steps: Object.fromEntries(steps),
      cashByMonth: [...months]
        .map(([month, minor]) => ({ month, minor }))
        .toSorted((a, b) => (a.month < b.month ? -1 : 1)),
      tenthDaysToPay: paid === 0 ? null : Math.round((daysPaid * 10) / paid),
    }),
  };
}
