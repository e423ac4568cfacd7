/** Taking invoices, or turning them away one by one, what becomes of them, and taking them back. */

import { createHash } from "node:crypto";
import type { SimulatorClock } from "@kvitt/simulator-kit";
import { acceptanceOf } from "./consumers.ts";
import type { Rules } from "./rules.ts";
import type {
  CancelRefusal,
  Consumer,
  Invoice,
  InvoiceEvent,
  InvoiceIn,
  InvoiceState,
  LateCode,
  Payment,
  Push,
  Settings,
  Taken,
  Turned,
} from "./types.ts";

type Coming = {
  readonly invoice: Invoice;
  readonly state: InvoiceState;
  readonly code: LateCode | null;
  readonly dueMs: number;
};

export type World = {
  readonly clock: SimulatorClock;
  readonly rules: Rules;
  readonly settings: Settings;
  readonly consumers: readonly Consumer[];
  /** By `submitter/messageIdentifier`. */
  readonly invoices: Map<string, Invoice>;
  /** What each consignment was answered, by `submitter/consignmentId`. */
  readonly consignments: Map<string, readonly Taken[]>;
  readonly payments: Payment[];
  coming: Coming[];
  readonly pushes: Push[];
};

const keyOf = (submitter: string, id: string): string => `${submitter}/${id}`;

/** A consignment is taken once: `repeated` when its id was there before, whatever it holds now. */
export function takeConsignment(
  world: World,
  submitter: string,
  consignmentId: string,
  invoices: readonly InvoiceIn[],
): readonly Taken[] | "repeated" {
  const key = keyOf(submitter, consignmentId);
  if (world.consignments.has(key)) return "repeated";
  const taken = invoices.map((invoice) => takeInvoice(world, submitter, invoice));
  world.consignments.set(key, taken);
  return taken;
}

export function consignmentOf(world: World, submitter: string, consignmentId: string): readonly Taken[] | undefined {
  return world.consignments.get(keyOf(submitter, consignmentId));
}

export function invoiceOf(world: World, submitter: string, id: string): Invoice | undefined {
  return world.invoices.get(keyOf(submitter, id));
}

/** The same identifier again is answered as before; with another content it is turned away. */
function takeInvoice(world: World, submitter: string, invoice: InvoiceIn): Taken {
  const { messageIdentifier } = invoice;
  const known = invoiceOf(world, submitter, messageIdentifier);
  if (known !== undefined) {
    return isSame(known, invoice)
      ? { messageIdentifier, reference: known.reference }
      : { messageIdentifier, turned: "MESSAGE_CONFLICT" };
  }
  const fault = world.rules.forInvoice(invoice);
  const consumer = fault?.do === "refuse" ? fault.turned : receiverOf(world, invoice);
  if (typeof consumer === "string") return { messageIdentifier, turned: consumer };
  const bytes = Buffer.from(invoice.pdf, "base64");
  const doubt = contentDoubt(invoice, bytes);
  if (doubt !== null) return { messageIdentifier, turned: doubt };
  const taken = add(world, submitter, consumer, invoice, bytes);
  foresee(world, taken, fault?.do === "reject" ? fault : null);
  return { messageIdentifier, reference: taken.reference };
}

function add(world: World, submitter: string, consumer: Consumer, invoice: InvoiceIn, bytes: Uint8Array): Invoice {
  const { pdf: _pdf, ...rest } = invoice;
  const reference = `E${String(world.invoices.size + 1).padStart(9, "0")}`;
  const taken: Invoice = { ...rest, reference, submitter, consumer, bytes, events: [], paidOn: null };
  world.invoices.set(keyOf(submitter, invoice.messageIdentifier), taken);
  addEvent(taken, "RECEIVED", null, world.clock.now());
  return taken;
}

function isSame(known: Invoice, again: InvoiceIn): boolean {
  const { pdf: _pdf, ...rest } = again;
  return Object.entries(rest).every(([name, value]) => known[name as keyof typeof rest] === value);
}

function receiverOf(world: World, invoice: InvoiceIn): Consumer | Turned {
  const { efakturaIdentifier: identifier, efakturaReference: reference, issuer } = invoice;
  if ((identifier === undefined) === (reference === undefined)) return "5003";
  const consumer = world.consumers.find((one) =>
    identifier === undefined ? one.references.get(issuer) === reference : one.identifier === identifier,
  );
  if (consumer === undefined) return "CONSUMER_UNKNOWN";
  if (consumer.blocked.has(issuer)) return "ISSUER_BLOCKED";
  return acceptanceOf(consumer, issuer) === "yes" ? consumer : "NOT_ACCEPTED";
}

function contentDoubt(invoice: InvoiceIn, bytes: Buffer): Turned | null {
  if (!isAccount(invoice.account)) return "ACCOUNT_INVALID";
  if (!/^(?!0+$)\d{1,24}[\d-]$/.test(invoice.kid)) return "KID_INVALID";
  if (invoice.amountMinor <= 0n) return "AMOUNT_INVALID";
  if (invoice.dueOn < invoice.issuedOn) return "DATE_INVALID";
  if (createHash("sha256").update(bytes).digest("hex") !== invoice.pdfSha256) return "FILE_DAMAGED";
  const text = bytes.toString("latin1");
  return text.startsWith("%PDF-") && text.trimEnd().endsWith("%%EOF") ? null : "PDF_UNREADABLE";
}

/** Eleven digits, the last by weights 5 4 3 2 7 6 5 4 3 2 modulo 11. */
function isAccount(text: string): boolean {
  if (!/^\d{11}$/.test(text)) return false;
  const weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
  return weights.reduce((sum, weight, at) => sum + weight * Number(text[at]), 0) % 11 === 0;
}

function foresee(
  world: World,
  invoice: Invoice,
  back: { readonly code: LateCode; readonly afterSeconds: number } | null,
): void {
  const deliveredMs = world.clock.now() + world.settings.deliverAfterSeconds * 1000;
  world.coming.push({ invoice, state: "DELIVERED", code: null, dueMs: deliveredMs });
  if (back === null) return;
  world.coming.push({ invoice, state: "REJECTED", code: back.code, dueMs: deliveredMs + back.afterSeconds * 1000 });
}

const ended = (invoice: Invoice): boolean => ["REJECTED", "CANCELLED"].includes(invoice.events.at(-1)!.state);

/** Brings a state about at this moment. False when the invoice has come to its end already. */
export function makeHappen(world: World, invoice: Invoice, state: "DELIVERED" | "REJECTED" | "CANCELLED"): boolean {
  if (ended(invoice)) return false;
  world.coming = world.coming.filter((coming) => coming.invoice !== invoice);
  const code = state === "REJECTED" ? "CONSENT_ENDED" : null;
  world.coming.push({ invoice, state, code, dueMs: world.clock.now() });
  return true;
}

/** Takes an invoice back for its submitter: the reference, or why not. */
export function cancelInvoice(world: World, submitter: string, id: string): { reference: string } | CancelRefusal {
  const own = invoiceOf(world, submitter, id);
  if (own === undefined) {
    const others = [...world.invoices.values()].some(({ messageIdentifier }) => messageIdentifier === id);
    return others ? "5008" : "5004";
  }
  if (own.events.at(-1)!.state === "CANCELLED") return "5006";
  if (own.paidOn !== null) return "5005";
  world.coming = world.coming.filter(({ invoice }) => invoice !== own);
  world.coming.push({ invoice: own, state: "CANCELLED", code: null, dueMs: world.clock.now() });
  return { reference: own.reference };
}

/** The consumer pays in the net bank, today. Only the payee's bank hears of it. False when there is nothing to pay. */
export function payInvoice(world: World, invoice: Invoice): boolean {
  if (ended(invoice) || invoice.paidOn !== null || invoice.paidBy === "avtaleGiro") return false;
  const { account, kid, amountMinor, consumer } = invoice;
  const on = Temporal.Instant.fromEpochMilliseconds(world.clock.now())
    .toZonedDateTimeISO("Europe/Oslo")
    .toPlainDate()
    .toString();
  invoice.paidOn = on;
  world.payments.push({ account, kid, amountMinor, on, payerName: consumer.name });
  return true;
}

/** Lets happen what is due; gives the events, oldest first. */
export function happenings(world: World): readonly InvoiceEvent[] {
  const now = world.clock.now();
  const due = world.coming.filter(({ dueMs }) => dueMs <= now).sort((a, b) => a.dueMs - b.dueMs);
  if (due.length > 0) world.coming = world.coming.filter(({ dueMs }) => dueMs > now);
  return due.map(({ invoice, state, code, dueMs }) => addEvent(invoice, state, code, dueMs));
}

function addEvent(invoice: Invoice, state: InvoiceState, code: LateCode | null, atMs: number): InvoiceEvent {
  const event: InvoiceEvent = {
    eventId: `${invoice.reference}-${invoice.events.length + 1}`,
    messageIdentifier: invoice.messageIdentifier,
    submitter: invoice.submitter,
    state,
    code,
    atMs,
  };
  invoice.events.push(event);
  return event;
}
