/** The words of a policy's simulation: what past invoices were like and how they were paid, and what a policy would have made of them. */
import type { DebtorKind } from "../../markets/index.ts";
import type { LevelName } from "../policy-model.ts";

type PlainDate = Temporal.PlainDate;

/** How a claim came to its end, as the ledger has it. Days are calendar days. */
export type Behaviour =
  /** Paid so many days after the due day (fewer than 0: before it), no reminder having left. */
  | { readonly kind: "byItself"; readonly days: number }
  /** Paid so many days after the last reminder that had left. */
  | { readonly kind: "afterLevel"; readonly level: LevelName; readonly days: number }
  /** Still open; of some of it the loss was entered. */
  | { readonly kind: "never"; readonly lost: boolean };

/** Invoices that share their days and how they were paid: one is followed in the place of all. */
export type FactGroup = {
  readonly issuedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly debtor: DebtorKind;
  readonly behaviour: Behaviour;
  readonly count: number;
  readonly sumMinor: bigint;
};

/** What one message and one letter on paper cost; null: nobody has said. */
export type SendingPrices = { readonly messageMinor: bigint | null; readonly paperMinor: bigint | null };

/** What a policy made of the invoices through a day, or what really happened. Amounts in minor units. */
export type Outcome = {
  readonly invoices: number;
  readonly steps: Readonly<Partial<Record<LevelName, number>>>;
  readonly feesMinor: bigint;
  /** What leaves by telephone or e-mail, and what on paper; null of what really happened, where it is not counted. */
  readonly messages: number | null;
  readonly papers: number | null;
  /** What sending costs by the clinics' price lists; null where one says no price, and of what really happened. */
  readonly sendingMinor: bigint | null;
  readonly paid: number;
  readonly paidMinor: bigint;
  /** By the month of payment, `2026-03`, in order. */
  readonly cashByMonth: readonly { readonly month: string; readonly minor: bigint }[];
  /** Mean days from invoice to payment of what was paid, in tenths; null where nothing was. */
  readonly tenthDaysToPay: number | null;
  readonly openMinor: bigint;
  readonly lostMinor: bigint;
};
