/** The words of the simulator. Amounts are whole minor units, days calendar dates. */

import type { JsonAnswer, ServiceFault, Turns } from "@kvitt/simulator-kit";

export type Account = {
  /** A creditor of several clinics is `clientId-name` for each: the same secret, and statuses of its own cases only. */
  readonly clientId: string;
  /** What calls are signed with. */
  readonly secret: string;
  readonly currency: string;
  /** The agency's own name. */
  readonly agency: string;
};

/** What the agency got of a debt, split; `remitted` is what the creditor gets of it. */
export type Amounts = {
  readonly capital: number;
  readonly interest: number;
  readonly fee: number;
  readonly ownCosts: number;
  readonly remitted: number;
};

/** A line of the statuses. `status` is a text, so that one nobody has seen can be told too. */
export type Told = {
  readonly eventId: string;
  readonly caseId: string;
  readonly reference: string;
  readonly status: string;
  readonly occurredOn: string;
  readonly reason?: string;
  readonly amounts?: Amounts;
  /** The lump that the creditor's bank will show. */
  readonly remittance?: string;
};

export type Report = { readonly id: string; readonly amount: number; readonly on: string };
/** That money or a credit was taken back; `corrects` is its report, left out where the packet told of it. */
export type Correction = Report & { readonly corrects?: string | undefined };

export type Case = {
  readonly caseId: string;
  readonly reference: string;
  /** Whose it is: only that client is told of it. */
  readonly client: string;
  /** As it was handed over, byte for byte. */
  readonly body: string;
  readonly capital: number;
  readonly payments: Report[];
  readonly credits: Report[];
  readonly corrections: Correction[];
  status: string;
  paid: number;
  withdrawnFor: string | null;
};

export const operations = ["handOver", "statuses", "payment", "credit", "correction", "withdraw"] as const;
export type Operation = (typeof operations)[number];

/** Misbehaviour of a call. `after` means that the work has been done when it happens; `repeat` tells every status from the first on again. */
export type CallFault =
  ServiceFault | { readonly do: "refuse"; readonly status: number; readonly code: string } | { readonly do: "repeat" };

export type Rule = Turns & {
  readonly on: "call";
  readonly match?: { readonly operation?: Operation | undefined; readonly caseId?: string | undefined } | undefined;
  readonly fault: CallFault;
};

export type WireRequest = {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
};

export type WireAnswer = JsonAnswer;
