import { allocateLast, allocateSpread } from "@kvitt/values";
import type { EntryDraft, ItemKind, Ledger, NewItem, OpenItem, PostingDraft } from "../ledger/index.ts";
import type { MarketPack } from "../markets/index.ts";
import type { VisitPart } from "./state-share/model.ts";
import type { AmountLine, InvoiceDraft } from "./types.ts";

/** How invoices and credit notes are booked. Pure: drafts in, entries and open items out. */

/** The accounts of a ledger that invoicing books on. */
export type Books = {
  readonly ledgerId: string;
  readonly receivable: string;
  readonly customerCredit: string;
  readonly vatOut: string;
  /** Where the state's part of bills stands; throws in a ledger of a market that knows none. */
  state(): string;
  /** The income account of a VAT code; throws for a code that was never checked. */
  income(vatCode: string): string;
};

export function openBooks(ledger: Ledger, pack: MarketPack, on: Temporal.PlainDate): Books {
  const incomes = new Map<string, string>();
  return {
    ledgerId: ledger.id,
    receivable: ledger.code("receivable"),
    customerCredit: ledger.code("customerCredit"),
    vatOut: ledger.code("vatOut"),
    state: () => ledger.code("stateReceivable"),
    income(vatCode) {
      const known = incomes.get(vatCode);
      if (known) return known;
      const rule = pack.vat.rule(vatCode, on);
      if (!rule) throw new Error(`No VAT code ${vatCode}`);
      const account = ledger.code(rule.incomeRole);
      incomes.set(vatCode, account);
      return account;
    },
  };
}

export type Leg = { readonly account: string; readonly minor: bigint; readonly itemId?: string };
type VatSums = { readonly vatCode: string; readonly netMinor: bigint; readonly vatMinor: bigint };

/** What lines give to income, one leg an account, and to output VAT, in the order the codes appear. */
function incomeLegs(books: Books, lines: readonly VatSums[]): Leg[] {
  const legs = new Map<string, bigint>();
  let vatMinor = 0n;
  for (const line of lines) {
    const account = books.income(line.vatCode);
    legs.set(account, (legs.get(account) ?? 0n) + line.netMinor);
    vatMinor += line.vatMinor;
  }
  const income = [...legs].map(([account, minor]) => ({ account, minor }));
  return [...income, { account: books.vatOut, minor: vatMinor }].filter((leg) => leg.minor > 0n);
}

/** The state's part of a visit about to be booked: its item's id, and the last day its pay-out may take. */
export type StateDraft = VisitPart & { readonly id: string; readonly itemId: string; readonly payableOn: string };

/** `item` is the payer's, null where the state pays it all; `states` are the state's. */
export type Booked = {
  readonly entry: EntryDraft;
  readonly item: NewItem | null;
  readonly states: readonly NewItem[];
};

/**
 * An invoice: debit receivable, naming the item that is made, credit income by VAT code and output VAT. The item's reference comes late. What the
 * state pays is income too, owed by the state (T1): an item for each visit, on an account of its own.
 */
export function bookInvoice(
  books: Books,
  draft: Omit<InvoiceDraft, "number" | "seriesNo" | "reference">,
  ids: { entryId: string; itemId: string },
  kind: ItemKind,
  states: readonly StateDraft[] = [],
): Booked {
  const own: PostingDraft[] = incomeLegs(books, draft.lines).map((leg) => ({
    debit: books.receivable,
    credit: leg.account,
    amountMinor: leg.minor,
    debitItemId: ids.itemId,
  }));
  const postings = [...own, ...states.flatMap((state) => statePostings(books, state))];
  return {
    entry: entryOf(books, draft, "invoice", ids.entryId, postings),
    item: own.length === 0 ? null : itemOf(books, { ...draft, reference: null }, ids.itemId, kind),
    states: states.map((state) => stateItem(books, draft.issuedOn, state)),
  };
}

function statePostings(books: Books, { byVatCode, itemId }: StateDraft): PostingDraft[] {
  return [...byVatCode].map(([vatCode, amountMinor]) => ({
    debit: books.state(),
    credit: books.income(vatCode),
    amountMinor,
    debitItemId: itemId,
  }));
}

/** What the state owes: nobody of the register, and no document, so that nothing that asks a payer reaches it. */
function stateItem(books: Books, openedOn: string, { itemId, stateMinor, payableOn }: StateDraft): NewItem {
  const nobody = { partyId: null, parentId: null, documentId: null, reference: null } as const;
  return {
    ...{ id: itemId, ledgerId: books.ledgerId, side: "receivable", kind: "insurerPart", account: books.state() },
    ...nobody,
    ...{ openedOn, dueOn: payableOn, amountMinor: stateMinor },
  };
}

function entryOf(
  books: Books,
  draft: Pick<InvoiceDraft, "id" | "issuedOn">,
  kind: "invoice" | "creditNote",
  id: string,
  postings: readonly PostingDraft[],
): EntryDraft {
  return {
    id,
    ledgerId: books.ledgerId,
    kind,
    bookedOn: draft.issuedOn,
    sourceKind: "invoice",
    sourceId: draft.id,
    postings,
  };
}

type Owed = Omit<InvoiceDraft, "number" | "seriesNo" | "reference"> & { readonly reference: string | null };

function itemOf(books: Books, draft: Owed, id: string, kind: ItemKind): NewItem {
  return {
    id,
    ledgerId: books.ledgerId,
    side: "receivable",
    kind,
    account: books.receivable,
    partyId: draft.partyId,
    parentId: null,
    documentId: draft.id,
    reference: draft.reference,
    openedOn: draft.issuedOn,
    dueOn: draft.dueOn,
    amountMinor: draft.netMinor + draft.vatMinor,
  };
}

/** A collective invoice: one item, a posting for each claim and account, so that the books show what it gathers. */
export function bookCollective(books: Books, draft: InvoiceDraft, ids: { entryId: string; itemId: string }): Booked {
  const postings: PostingDraft[] = draft.lines.flatMap((line) =>
    incomeLegs(books, [line]).map((leg) => ({
      debit: books.receivable,
      credit: leg.account,
      amountMinor: leg.minor,
      debitItemId: ids.itemId,
    })),
  );
  return {
    entry: entryOf(books, draft, "invoice", ids.entryId, postings),
    item: itemOf(books, draft, ids.itemId, "invoice"),
    states: [],
  };
}

/** An item that a credit note may fall on: what is open of it, and what was paid on it and not credited since. */
export type CreditTarget = {
  readonly item: Pick<OpenItem, "id" | "account" | "partyId">;
  readonly openMinor: bigint;
  readonly paidMinor: bigint;
};

/** What falls on one item: so much off what is open, so much to the payer, who had paid it. */
export type CreditShare = CreditTarget & { readonly offMinor: bigint; readonly overMinor: bigint };

/**
 * Shares a credit out over items in their order: first off what is open of each, then what was paid of each goes to the payer. What nobody paid
 * stays with the last item, so that the shares are always the whole.
 */
export function shareCredit(totalMinor: bigint, targets: readonly CreditTarget[]): CreditShare[] {
  let leftMinor = totalMinor;
  const take = (mostMinor: bigint) => {
    const taken = mostMinor < leftMinor ? mostMinor : leftMinor;
    leftMinor -= taken;
    return taken;
  };
  const off = targets.map((target) => take(target.openMinor));
  const last = targets.length - 1;
  return targets.map((target, at) => ({
    ...target,
    offMinor: off[at]!,
    overMinor: take(at === last ? leftMinor : target.paidMinor),
  }));
}

/**
 * A credit note: debit income and VAT; credit its items as far as they are open, the rest to the payer as customer credit, an item whose parent
 * is the item that was already paid.
 */
export function bookCreditNote(
  books: Books,
  draft: InvoiceDraft,
  shares: readonly CreditShare[],
  newId: () => string,
): { entry: EntryDraft; credits: readonly NewItem[] } {
  const credits = shares
    .filter(({ overMinor }) => overMinor > 0n)
    .map(({ item, overMinor }) => creditOf(books, draft, item, overMinor, newId()));
  const gives: Leg[] = [
    ...shares.map(({ item, offMinor }) => ({ account: item.account, minor: offMinor, itemId: item.id })),
    ...credits.map(({ id, account, amountMinor }) => ({ account, minor: amountMinor, itemId: id })),
  ];
  const postings = pair(
    incomeLegs(books, draft.lines),
    gives.filter((leg) => leg.minor > 0n),
  );
  return { entry: entryOf(books, draft, "creditNote", newId(), postings), credits };
}

function creditOf(
  books: Books,
  draft: InvoiceDraft,
  item: CreditTarget["item"],
  amountMinor: bigint,
  id: string,
): NewItem {
  return {
    id,
    ledgerId: books.ledgerId,
    side: "credit",
    kind: "customerCredit",
    account: books.customerCredit,
    partyId: item.partyId,
    parentId: item.id,
    documentId: draft.id,
    reference: null,
    openedOn: draft.issuedOn,
    dueOn: draft.issuedOn,
    amountMinor,
  };
}

/** Two lists of legs with the same sum as postings: each posting takes from the first of both what they have in common. */
export function pair(debits: readonly Leg[], credits: readonly Leg[]): PostingDraft[] {
  const postings: PostingDraft[] = [];
  const left = credits.map((leg) => ({ ...leg }));
  for (const debit of debits) {
    let restMinor = debit.minor;
    while (restMinor > 0n) {
      const credit = left.find((leg) => leg.minor > 0n);
      if (!credit) throw new Error("Debits and credits do not meet");
      const amountMinor = credit.minor < restMinor ? credit.minor : restMinor;
      postings.push({
        debit: debit.account,
        credit: credit.account,
        amountMinor,
        ...(credit.itemId ? { creditItemId: credit.itemId } : {}),
      });
      credit.minor -= amountMinor;
      restMinor -= amountMinor;
    }
  }
  return postings;
}

/**
 * Lines shared out by weight, one list a part (FR-26). The parts' totals are the weights' shares with the odd øre on the last part, and
 * each line's parts are the line. Within a part the lines keep their proportions to the øre.
 */
export function splitLines(lines: readonly AmountLine[], weights: readonly bigint[]): AmountLine[][] {
  if (weights.length === 1) return [[...lines]];
  const totals = allocateLast(
    lines.reduce((sum, line) => sum + line.amountMinor, 0n),
    weights,
  );
  const even = lines.every((line) => line.amountMinor >= 0n);
  const vat = lines.map((line) => allocateLast(line.vatMinor, weights));
  const left = lines.map((line) => line.amountMinor);
  return weights.map((_, part) => {
    const last = part === weights.length - 1;
    const amounts = last
      ? [...left]
      : even
        ? allocateSpread(totals[part]!, left)
        : lines.map((line) => allocateLast(line.amountMinor, weights)[part]!);
    return lines.map((line, at) => {
      left[at]! -= amounts[at]!;
      return { vatCode: line.vatCode, amountMinor: amounts[at]!, vatMinor: vat[at]![part]! };
    });
  });
}

/** Sums of lines as the totals of a document. */
export function totalsOf(lines: readonly AmountLine[]): { netMinor: bigint; vatMinor: bigint } {
  let netMinor = 0n;
  let vatMinor = 0n;
  for (const line of lines) {
    netMinor += line.amountMinor - line.vatMinor;
    vatMinor += line.vatMinor;
  }
  return { netMinor, vatMinor };
}
