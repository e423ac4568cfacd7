import type { DateText } from "../../ledger/index.ts";
import type { Role } from "../../platform/roles/index.ts";

/** Who may approve what, as data of the tenant with effective dates. Amounts are minor units of the ledger. */

/** What is approved under the matrix. */
export const approvalKinds = ["credit", "loss", "refund", "repayment"] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

/** Amounts up to and including a limit, and the roles any one of which approves them. The last band has no limit. */
export type Band = { readonly upToMinor: bigint | null; readonly roles: readonly Role[] };

export type ApprovalRule = {
  readonly kind: ApprovalKind;
  /** Of one ledger; null is every ledger that has no rule of its own. */
  readonly ledgerId: string | null;
  /** From the lowest limit to none. Who may approve a band may approve those below it. */
  readonly bands: readonly Band[];
  /** To whom a request of the highest band's own people goes: another of its roles (a CFO's to the CEO), or any other person who holds one. */
  readonly own: "anotherRole" | "anotherPerson";
};

export type ApprovalMatrix = {
  readonly rules: readonly ApprovalRule[];
  /** Days over which credits of one patient or payer are summed: SEC-13 asks for 30 at least. */
  readonly windowDays: number;
  /** How long an approval may wait to be used: 72 at most (SEC-12). */
  readonly approvalHours: number;
};

/** What is asked to be approved. */
export type ApprovalRequest = {
  readonly kind: ApprovalKind;
  readonly ledgerId: string | null;
  /** All that it takes off the price: the patient's share, VAT and the state's share (DP-052). */
  readonly amountMinor: bigint;
  /** Roles of who asks, those included for whom they act as a deputy. */
  readonly makerRoles: readonly Role[];
  /** It is the asker's or the clinic manager's own bill, or their family's. */
  readonly ownInterest: boolean;
  /** The day it would be approved. */
  readonly day: DateText;
};

/** An approval that was given before and still holds: not withdrawn, not lapsed, not left out as stale. */
export type EarlierApproval = {
  readonly proposalId: string;
  readonly role: Role;
  readonly amountMinor: bigint;
  readonly day: DateText;
  readonly sameOriginal: boolean;
  readonly samePerson: boolean;
};

/** Why it goes to whom it goes to. */
export type ApprovalCause = "amount" | "sum" | "ownRequest" | "ownInterest";

/** Who may approve a request, and why those. */
export type Verdict = {
  readonly roles: readonly Role[];
  readonly cause: ApprovalCause;
  /** The limit of the lowest band and what is compared with it: this request and `earlier`. */
  readonly limitMinor: bigint | null;
  readonly sumMinor: bigint;
  /** What was counted with it, and is shown to who approves. */
  readonly earlier: readonly EarlierApproval[];
  /** Roles of whom one may approve their own request in one-person mode. */
  readonly aloneRoles: readonly Role[];
};

/** What a proposal under the matrix asks, as its capability knows it. */
export type RequestDraft = {
  readonly kind: ApprovalKind;
  readonly amountMinor: bigint;
  /** The original invoice; null where there is none to sum on. */
  readonly originalId: string | null;
  readonly patientId: string | null;
  readonly payerId: string | null;
  readonly ownInterest?: boolean;
};
