import type { MarketCurrency } from "@kvitt/values";
import type {
  AccountStatement,
  ChargeReason,
  MovementKind,
  PaymentLetter,
  PaymentMethod,
  Receipt,
} from "../../delivery/index.ts";
import {
  DEFAULT_AGING_BUCKETS,
  entryById,
  ledgerById,
  type DateText,
  type EntryKind,
  type Ledger,
} from "../../ledger/index.ts";
import { partiesById, type Party } from "../../parties/index.ts";
import { invariant, refuse, type TenantTransaction } from "../../platform/index.ts";
import { selectMovements, selectOpen, selectOpenByDue, selectPaidParts, type Movement } from "./account-store.ts";
import type { DocumentWish } from "./build.ts";
import { issuerOf, wayToPay } from "./issuer.ts";
import { addressOfParty, languageOf, zoneOf } from "./shared-facts.ts";

async function partyById(tx: TenantTransaction, id: string): Promise<Party> {
  const party = (await partiesById(tx, [id])).get(id);
  if (!party) throw refuse("DOCUMENT_SUBJECT_NOT_FOUND");
  return party;
}

async function common(tx: TenantTransaction, ledger: Ledger, party: Party, wish: DocumentWish) {
  const { issuer } = await issuerOf(tx, ledger);
  const currency = ledger.currency as MarketCurrency;
  return { language: languageOf(party, wish.language), currency, issuer };
}

/** What is known of a payment's means by what booked it; a wallet's or a card's capture says which it was. */
export type PaymentWish = DocumentWish & {
  readonly method?: PaymentMethod | undefined;
  readonly payerName?: string | null | undefined;
};

/**
 * The receipt of a payment: what was paid of which invoices, and what was left of them then. Never what was done, nor for whom. The same
 * whenever it is asked for. Throws DOCUMENT_SUBJECT_NOT_FOUND for an entry that is no payment, or one that was taken back.
 */
export async function receiptDocument(
  tx: TenantTransaction,
  entryId: string,
  wish: PaymentWish = {},
): Promise<Receipt> {
  const entry = await entryById(tx, entryId);
  const isPayment = entry?.kind === "payment" || entry?.kind === "allocation";
  if (!entry || !isPayment || entry.reversedBy !== null) throw refuse("DOCUMENT_SUBJECT_NOT_FOUND");
  const parts = (await selectPaidParts(tx, entryId)).filter((part) => part.number !== null && part.partyId !== null);
  const [first] = parts;
  if (!first) throw refuse("DOCUMENT_SUBJECT_NOT_FOUND");
  const ledger = await ledgerById(tx, entry.ledgerId);
  const party = await partyById(tx, first.partyId!);
  return {
    kind: "receipt",
    ...(await common(tx, ledger, party, wish)),
    number: `K${first.number}-${first.times}`,
    issuedOn: entry.bookedOn,
    paidOn: entry.bookedOn,
    payerName: wish.payerName === undefined ? party.name : wish.payerName,
    method: wish.method ?? "bankTransfer",
    payments: parts.map(({ number, amountMinor }) => ({ invoiceNumber: number!, amountMinor })),
    leftMinor: parts.reduce((sum, part) => sum + part.leftMinor, 0n),
  };
}

const MOVEMENTS: Readonly<Record<EntryKind | "deposit", MovementKind>> = {
  invoice: "invoice",
  creditNote: "creditNote",
  payment: "payment",
  deposit: "deposit",
  allocation: "payment",
  statement: "payment",
  split: "invoice",
  supplierInvoice: "invoice",
  refund: "refund",
  fee: "fee",
  interest: "interest",
  writeOff: "writeOff",
  reversal: "reversal",
  opening: "opening",
};

type Aging = AccountStatement["aging"];

/** What is open by days overdue on a day, in the ledger's buckets; what is not due yet comes first. */
async function agingOn(tx: TenantTransaction, ledger: Ledger, partyId: string, day: DateText): Promise<Aging> {
  const bounds = [0, ...(ledger.settings.agingBuckets ?? DEFAULT_AGING_BUCKETS)];
  const sums = Array.from({ length: bounds.length + 1 }, () => 0n);
  for (const { dueOn, openMinor } of await selectOpenByDue(tx, { ledgerId: ledger.id, partyId })) {
    const overdue = Temporal.PlainDate.from(dueOn).until(day).days;
    const at = bounds.findIndex((bound) => overdue <= bound);
    sums[at === -1 ? bounds.length : at]! += openMinor;
  }
  return sums.map((amountMinor, at) => ({ upToDays: bounds[at] ?? null, amountMinor }));
}

const sumOf = (movements: readonly Movement[]): bigint => movements.reduce((sum, each) => sum + each.amountMinor, 0n);

/** What is asked for: one payer's account in a ledger, over some days. */
export type AccountAsked = {
  readonly ledgerId: string;
  readonly partyId: string;
  readonly fromOn: DateText;
  readonly toOn: DateText;
};

/**
 * What happened on a payer's account between two days: numbers and amounts, nothing of treatments. How old the open part is stands on it
 * when it ends today or later. Throws DOCUMENT_SUBJECT_NOT_FOUND, LEDGER_NOT_FOUND.
 */
export async function accountStatementDocument(
  tx: TenantTransaction,
  asked: AccountAsked,
  wish: DocumentWish = {},
): Promise<AccountStatement> {
  const ledger = await ledgerById(tx, asked.ledgerId);
  const party = await partyById(tx, asked.partyId);
  const all = await selectMovements(tx, asked);
  const openingMinor = sumOf(all.filter((each) => each.bookedOn < asked.fromOn));
  const shown = all.filter((each) => each.bookedOn >= asked.fromOn);
  let balanceMinor = openingMinor;
  const movements = shown.map(({ bookedOn, kind, numbers, amountMinor }) => {
    balanceMinor += amountMinor;
    return { bookedOn, kind: MOVEMENTS[kind], numbers, amountMinor, balanceMinor };
  });
  const today = tx.platform.clock.today(zoneOf(ledger)).toString();
  return {
    kind: "accountStatement",
    ...(await common(tx, ledger, party, wish)),
    number: `S${party.customerNo}-${asked.toOn.replaceAll("-", "")}`,
    issuedOn: today,
    receiver: {
      name: party.name,
      address: await addressOfParty(tx, party.id),
      customerNumber: party.customerNo.toString(),
    },
    from: asked.fromOn,
    to: asked.toOn,
    openingMinor,
    movements,
    closingMinor: balanceMinor,
    aging: asked.toOn >= today ? await agingOn(tx, ledger, party.id, today) : [],
    insurancePendingMinor: 0n,
    demand: null,
  };
}

const CHARGES: Readonly<Record<string, ChargeReason>> = {
  fee: "reminderFee",
  interest: "lateInterest",
  compensation: "compensation",
};

export type LetterWish = DocumentWish & {
  readonly occasion: PaymentLetter["occasion"];
  readonly dueOn: DateText;
  /** Which letter of follow-up it is; left out where it is none. */
  readonly reminder?: PaymentLetter["reminder"];
  /** Other claims of the same payer that the letter is about (E18). */
  readonly also?: readonly string[];
};

/**
 * A letter to somebody who pays on paper: what is open of an item, what was added to it and why, and every way to pay. Neutral: it may be
 * read over a shoulder. Throws DOCUMENT_SUBJECT_NOT_FOUND when nothing of the item is open.
 */
export async function paymentLetterDocument(
  tx: TenantTransaction,
  itemId: string,
  wish: LetterWish,
): Promise<PaymentLetter> {
  const about = [itemId, ...(wish.also ?? [])];
  const open = await selectOpen(tx, about);
  const main = open.find((each) => each.itemId === itemId);
  const others = open.filter((each) => each.itemId !== itemId && about.includes(each.itemId) && each.number !== null);
  if (!main || main.number === null || main.reference === null) throw refuse("DOCUMENT_SUBJECT_NOT_FOUND");
  invariant(main.issuedOn !== null, "an item with a number has an invoice");
  const ledger = await ledgerById(tx, main.ledgerId);
  const party = await partyById(tx, main.partyId);
  const issuedOn = tx.platform.clock.today(zoneOf(ledger)).toString();
  const { reference, number } = main;
  const way = await wayToPay(tx, ledger.id, { issuedOn, dueOn: wish.dueOn, reference });
  return {
    kind: "paymentLetter",
    ...(await common(tx, ledger, party, wish)),
    number: `B${number}`,
    issuedOn,
    receiver: {
      name: party.name,
      address: await addressOfParty(tx, party.id),
      customerNumber: party.customerNo.toString(),
    },
    occasion: wish.occasion,
    reminder: wish.reminder,
    invoices: [main, ...others].map((each) => ({
      ...{ number: each.number!, issuedOn: each.issuedOn!, dueOn: each.dueOn, leftMinor: each.openMinor },
      reference: others.length > 0 ? (each.reference ?? undefined) : undefined,
    })),
    charges: open.flatMap(({ kind, openMinor, parentId }) => {
      const reason = parentId !== null && about.includes(parentId) ? CHARGES[kind] : undefined;
      return reason ? [{ reason, amountMinor: openMinor }] : [];
    }),
    dueOn: wish.dueOn,
    slip: way.slip,
    payLink: wish.payLink ?? null,
    drawnOn: wish.drawnOn ?? null,
  };
}
