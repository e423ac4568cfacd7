import type { DateText } from "../../ledger/index.ts";

/** `terminal`: taken on the clinic's own card terminal. `credit`: money that was here already, which the customer lets stand. */
export type DepositOrigin = "terminal" | "credit";

/** Money that a clinic holds for a customer ahead of treatment. */
export type Deposit = {
  readonly id: string;
  readonly ledgerId: string;
  readonly currency: string;
  readonly partyId: string;
  /** The customer's credit that holds it: what is open of it is what is left. */
  readonly itemId: string;
  readonly origin: DepositOrigin;
  readonly receipt: string | null;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly receivedOn: DateText;
};
