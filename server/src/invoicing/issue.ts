import { hash } from "node:crypto";
import { lastPayoutOn, type MarketPack } from "../markets/index.ts";
import { post, type EntryDraft, type ItemKind, type NewItem } from "../ledger/index.ts";
import { invariant, type TenantTransaction } from "../platform/index.ts";
import { bookInvoice, splitLines, totalsOf, type Books, type StateDraft } from "./books.ts";
import { insertParts } from "./state-share/store.ts";
import { visitParts } from "./state-share/model.ts";
import { insertClaimLines, insertInvoices } from "./store.ts";
import type { AmountLine, ClaimRow, InvoiceDraft, InvoiceLine } from "./types.ts";

/**
 * The fingerprint of a document as issued: number, days, parties, amounts and what each line stands for. `verify` computes it again,
 * so that a changed document shows (bookkeeping regulation section 5-2-9). The texts are guarded by their own seals.
 */
export function documentHash(draft: InvoiceDraft): Buffer {
  const { kind, number, partyId, issuedOn, dueOn, netMinor, vatMinor, reference, creditsId } = draft;
  let text = `${kind}|${number}|${partyId}|${issuedOn}|${dueOn}|${netMinor}|${vatMinor}|${reference}|${creditsId ?? ""}`;
  for (const line of draft.lines) text += `;${line.claimId}|${line.netMinor}|${line.vatCode}|${line.vatMinor}`;
  return hash("sha256", text, "buffer");
}

/** A claim's lines as lines of a document. Lines of nothing that a share left over are kept: they carry their text. */
export function linesOf(claimId: string, lines: readonly AmountLine[]): InvoiceLine[] {
  return lines.map((line, at) => ({
    claimId,
    claimLine: at + 1,
    netMinor: line.amountMinor - line.vatMinor,
    vatCode: line.vatCode,
    vatMinor: line.vatMinor,
  }));
}

/** One part of a claim for each who owes it: the whole for one payer, shares for guardians (FR-26). Parts of nothing fall away. */
export function partsOf(
  claim: Pick<ClaimRow, "debtors" | "payerId"> & { readonly lines: readonly AmountLine[] },
): { partyId: string; lines: readonly AmountLine[] }[] {
  const { debtors } = claim;
  if (!debtors) return [{ partyId: claim.payerId, lines: claim.lines }];
  const parts = splitLines(
    claim.lines,
    debtors.map((each) => BigInt(each.shareBasisPoints)),
  );
  return debtors
    .map(({ partyId }, at) => ({ partyId, lines: parts[at]! }))
    .filter(({ lines }) => lines.some((line) => line.amountMinor !== 0n));
}

/** What a document is known by: its number, the place in our own series if it is ours, and the payment reference. */
export type Numbering = Pick<InvoiceDraft, "number" | "seriesNo" | "reference">;

/** An invoice before it has its number. */
export type Unnumbered = Omit<InvoiceDraft, keyof Numbering>;

/** The invoice of one part of a claim. */
function draftInvoice(
  tx: TenantTransaction,
  claim: Pick<ClaimRow, "id" | "patientId">,
  part: { partyId: string; lines: readonly AmountLine[] },
  days: Pick<InvoiceDraft, "issuedOn" | "dueOn">,
): Unnumbered {
  return {
    id: tx.platform.ids.next(),
    kind: "invoice",
    ...days,
    ...totalsOf(part.lines),
    partyId: part.partyId,
    patientId: claim.patientId,
    creditsId: null,
    lines: linesOf(claim.id, part.lines),
  };
}

/** `states` is what the state pays of it, by visit. */
export type Issue = {
  readonly draft: Unnumbered;
  readonly itemKind: ItemKind;
  readonly claimId: string;
  readonly states: readonly StateDraft[];
};

/** The invoice of one part of a claim, with what the state pays of it. */
export function issueOf(
  tx: TenantTransaction,
  pack: Pick<MarketPack, "insurerPayout">,
  claim: Pick<ClaimRow, "id" | "patientId" | "kind">,
  part: { partyId: string; lines: readonly AmountLine[] },
  days: Pick<InvoiceDraft, "issuedOn" | "dueOn">,
): Issue {
  const visits = visitParts(part.lines);
  const states = visits.map((visit): StateDraft => {
    invariant(pack.insurerPayout, "only a market with such payouts has the state's share");
    const payableOn = lastPayoutOn(pack.insurerPayout.value, Temporal.PlainDate.from(days.issuedOn)).toString();
    return { ...visit, id: tx.platform.ids.next(), itemId: tx.platform.ids.next(), payableOn };
  });
  return { draft: draftInvoice(tx, claim, part, days), itemKind: itemKindOf(claim), claimId: claim.id, states };
}

/** What a claim's kind makes of its item. */
function itemKindOf(claim: Pick<ClaimRow, "kind">): ItemKind {
  return claim.kind === "planTerm" ? "instalment" : "invoice";
}

/**
 * Writes invoices with their lines, entries and open items, in the caller's transaction: a handful of statements for thousands. `number`
 * gives what each is known by, in their order; it is asked when all else is written, so that the series is locked as briefly as can be.
 */
export async function issueInvoices(
  tx: TenantTransaction,
  books: Books,
  seriesId: string,
  issues: readonly Issue[],
  number: () => Promise<readonly Numbering[]>,
): Promise<void> {
  if (issues.length === 0) return;
  const drafts = issues.map((issue) => issue.draft);
  const entries: EntryDraft[] = [];
  const items: NewItem[] = [];
  // Whose number each item bears: of the state's parts none.
  const numberAt: (number | null)[] = [];
  for (const [at, { draft, itemKind, states }] of issues.entries()) {
    const booked = bookInvoice(
      books,
      draft,
      { entryId: tx.platform.ids.next(), itemId: tx.platform.ids.next() },
      itemKind,
      states,
    );
    entries.push(booked.entry);
    const own = booked.item === null ? [] : [booked.item];
    items.push(...own, ...booked.states);
    numberAt.push(...own.map(() => at), ...booked.states.map(() => null));
  }
  await insertClaimLines(tx, drafts);
  let numbered: readonly InvoiceDraft[] = [];
  await post(tx, entries, items, {
    async references() {
      const numberings = await number();
      numbered = drafts.map((draft, at) => ({ ...draft, ...numberings[at]! }));
      return numberAt.map((at) => (at === null ? null : numberings[at]!.reference));
    },
    beside: () => insertInvoices(tx, books.ledgerId, seriesId, numbered, numbered.map(documentHash)),
  });
  await insertParts(tx, books.ledgerId, issues);
}
