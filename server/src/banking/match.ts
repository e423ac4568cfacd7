import type { Custody, Explanation, ItemKind } from "../ledger/index.ts";

/** Where one incoming payment belongs. Pure: facts in, decision and explanation out. Source: OCR giro, matching rules per case. */

export type PaymentFacts = {
  readonly amountMinor: bigint;
  readonly reference: string | null;
  readonly referenceProblem: "badCheck" | null;
};

/** An item that carries the reference, with what hangs on it. */
export type Candidate = {
  readonly itemId: string;
  readonly kind: ItemKind;
  readonly account: string;
  readonly partyId: string | null;
  readonly dueOn: string;
  readonly openMinor: bigint;
  readonly amountMinor: bigint;
  readonly custody: Custody;
  /** Open to be paid no more because it was credited, not because it was paid. */
  readonly credited: boolean;
};

export type MatchFacts = {
  /** The item with this very reference in the ledger that owns the account. */
  readonly item: Candidate | undefined;
  /** What hangs on that item and is still open: fees, interest, and the parts it was split into. */
  readonly children: readonly Candidate[];
  /** A ledger of the same tenant, not this one, that issued the reference. */
  readonly otherLedgerId: string | undefined;
  /** Open items of the customer whose number the reference is, oldest due first; empty when it is nobody's. */
  readonly customerItems: readonly Candidate[] | undefined;
  readonly customerId: string | undefined;
  /** What the market uses a payment for first. */
  readonly allocationOrder: readonly ("principal" | "fee" | "interest" | "agencyCost")[];
};

export type LineState =
  | "matched"
  | "part"
  | "over"
  | "closed"
  | "credited"
  | "noReference"
  | "badCheck"
  | "unknown"
  | "otherOwner"
  | "possibleDuplicate"
  | "ambiguous";

export type Allocation = { readonly itemId: string; readonly account: string; readonly amountMinor: bigint };

/** What becomes of the money: so much to items, the rest to the payer's credit or, when nobody knows, unallocated. */
export type Decision = {
  readonly state: LineState;
  readonly allocations: readonly Allocation[];
  readonly surplusMinor: bigint;
  /** To whom the surplus belongs; null keeps it unallocated. */
  readonly creditTo: { readonly partyId: string | null; readonly parentId: string } | null;
  readonly explanation: Explanation;
};

const VERSION = 1;

function decided(
  state: LineState,
  rule: string,
  inputs: Record<string, unknown>,
  rest: Partial<Omit<Decision, "state" | "explanation">> & { wouldChange?: string } = {},
): Decision {
  const { wouldChange, ...more } = rest;
  return {
    state,
    allocations: [],
    surplusMinor: 0n,
    creditTo: null,
    ...more,
    explanation: { rule: `match.${rule}`, version: VERSION, inputs, ...(wouldChange ? { wouldChange } : {}) },
  };
}

function unallocated(state: LineState, rule: string, payment: PaymentFacts, wouldChange: string): Decision {
  return decided(state, rule, {}, { surplusMinor: payment.amountMinor, wouldChange });
}

/** Fee, interest or principal: by what order a payment is used. */
function part(candidate: Candidate): "principal" | "fee" | "interest" {
  if (candidate.kind === "fee" || candidate.kind === "compensation") return "fee";
  return candidate.kind === "interest" ? "interest" : "principal";
}

function inOrder(candidates: readonly Candidate[], order: MatchFacts["allocationOrder"]): Candidate[] {
  const rank = (candidate: Candidate) => order.indexOf(part(candidate));
  return [...candidates].sort(
    (a, b) => rank(a) - rank(b) || (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.itemId < b.itemId ? -1 : 1),
  );
}

/** Uses an amount on candidates in their order, each up to what is open. */
export function spread(
  amountMinor: bigint,
  candidates: readonly Candidate[],
): { allocations: Allocation[]; restMinor: bigint } {
  const allocations: Allocation[] = [];
  let restMinor = amountMinor;
  for (const candidate of candidates) {
    if (restMinor === 0n) break;
    const amount = candidate.openMinor < restMinor ? candidate.openMinor : restMinor;
    if (amount === 0n) continue;
    allocations.push({ itemId: candidate.itemId, account: candidate.account, amountMinor: amount });
    restMinor -= amount;
  }
  return { allocations, restMinor };
}

/** What a payment of an item comes to: which rule says so, and for whoever reads it that the bill is in parts. */
type Met = {
  readonly rules: Readonly<Record<"matched" | "part" | "over", string>>;
  readonly more: Record<string, unknown>;
};

function howMet({ children }: MatchFacts): Met {
  const parts = children.filter(({ kind, openMinor }) => kind === "instalment" && openMinor > 0n).length;
  if (parts === 0) return { rules: { matched: "exactWithCosts", part: "part", over: "overpaid" }, more: {} };
  return { rules: { matched: "splitSettled", part: "splitPart", over: "splitOverpaid" }, more: { openParts: parts } };
}

function settleItem(payment: PaymentFacts, item: Candidate, facts: MatchFacts): Decision {
  const open = [item, ...facts.children];
  let openMinor = 0n;
  for (const candidate of open) openMinor += candidate.openMinor;
  const { rules, more } = howMet(facts);
  const inputs = { openMinor, ...more };
  const credit = { partyId: item.partyId, parentId: item.itemId };
  if (openMinor === 0n) {
    const rule = item.credited ? "credited" : "closed";
    return decided(rule, rule, inputs, {
      surplusMinor: payment.amountMinor,
      creditTo: credit,
      wouldChange: "An open amount on the claim.",
    });
  }
  if (item.custody !== "own") {
    return decided(
      "otherOwner",
      "custody",
      { ...inputs, custody: item.custody },
      { surplusMinor: payment.amountMinor, creditTo: credit, wouldChange: "The claim coming back to this ledger." },
    );
  }
  if (facts.children.length === 0 && payment.amountMinor === openMinor) {
    return decided("matched", "exact", inputs, {
      allocations: [{ itemId: item.itemId, account: item.account, amountMinor: openMinor }],
    });
  }
  const { allocations, restMinor } = spread(payment.amountMinor, inOrder(open, facts.allocationOrder));
  if (restMinor > 0n)
    return decided("over", rules.over, inputs, {
      allocations,
      surplusMinor: restMinor,
      creditTo: credit,
      wouldChange: "A payment of the open amount.",
    });
  const state = payment.amountMinor === openMinor ? "matched" : "part";
  return decided(state, rules[state], { ...inputs, order: facts.allocationOrder }, { allocations });
}

function spreadOverCustomer(payment: PaymentFacts, facts: MatchFacts): Decision {
  const items = facts.customerItems ?? [];
  const { allocations, restMinor } = spread(payment.amountMinor, items);
  const parent = items.at(-1);
  return decided(
    "ambiguous",
    "customerReference",
    { items: items.length },
    {
      allocations,
      surplusMinor: restMinor,
      creditTo: parent && restMinor > 0n ? { partyId: facts.customerId ?? null, parentId: parent.itemId } : null,
      wouldChange: "The payment reference of one invoice.",
    },
  );
}

/**
 * Decides one payment in, in a fixed order: no reference, reference broken, its item here, another ledger's, a customer's own reference,
 * known to nobody. The reference of a bill that was split settles its open parts, earliest due first; a part's own reference settles that part.
 * Every answer accounts for the whole amount: allocations + surplus = amount.
 */
export function matchPayment(payment: PaymentFacts, facts: MatchFacts): Decision {
  if (payment.reference === null) return unallocated("noReference", "noReference", payment, "A payment reference.");
  if (facts.item) return settleItem(payment, facts.item, facts);
  if (payment.referenceProblem)
    return unallocated("badCheck", "badCheck", payment, "A reference with a right check digit and agreed length.");
  if (facts.otherLedgerId) {
    return decided(
      "otherOwner",
      "otherLedger",
      { ledgerId: facts.otherLedgerId },
      { surplusMinor: payment.amountMinor, wouldChange: "A payment to that ledger's own account." },
    );
  }
  if (facts.customerItems) return spreadOverCustomer(payment, facts);
  return unallocated("unknown", "unknown", payment, "A reference that this ledger has issued.");
}
