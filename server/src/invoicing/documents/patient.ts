import type { TreatmentLine } from "../../delivery/index.ts";
import { partiesById } from "../../parties/index.ts";
import { refuse, type TenantTransaction } from "../../platform/index.ts";
import { openedLines } from "../read-invoices.ts";
import { selectParts } from "../state-share/store.ts";
import type { PatientFacts } from "./facts.ts";
import { linesOfInvoice, type InvoiceRow } from "./read-sale.ts";
import { addressOfParty, rateOf, sharedFacts, zoneOf, type Reader } from "./shared-facts.ts";

async function treatmentLines(
  tx: TenantTransaction,
  invoice: InvoiceRow,
  { ledger }: Reader,
): Promise<TreatmentLine[]> {
  const texts = new Map((await openedLines(tx, invoice)).map((line) => [line.lineNo, line.text]));
  const lines = await linesOfInvoice(tx, invoice.id, zoneOf(ledger));
  return lines.map(({ lineNo, day, netMinor, vatMinor, vatCode }) => {
    const text = texts.get(lineNo);
    if (!text) throw refuse("INVOICE_TEXTS_ERASED");
    const money = { netMinor, vatMinor, ...rateOf(ledger.market, vatCode, invoice.issuedOn) };
    return { ...money, deliveredOn: day, text, code: null, tooth: null, quantity: 1 };
  });
}

async function patientName(tx: TenantTransaction, { patientId, partyId }: InvoiceRow): Promise<string | null> {
  if (patientId === null || patientId === partyId) return null;
  return (await partiesById(tx, [patientId])).get(patientId)?.name ?? null;
}

/** What the state pays of an invoice, as it was issued. */
async function supportOf(
  tx: TenantTransaction,
  { id, kind, totalMinor }: InvoiceRow,
): Promise<PatientFacts["support"]> {
  if (kind !== "invoice") return undefined;
  const parts = await selectParts(tx, { invoiceIds: [id] });
  const stateMinor = parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return stateMinor === 0n ? undefined : { priceMinor: totalMinor + stateMinor, stateMinor };
}

/** What the patient or a guardian may read of an invoice, treatments and all. Who reads it is the caller's to keep. Throws INVOICE_TEXTS_ERASED. */
export async function patientFacts(tx: TenantTransaction, invoice: InvoiceRow, reader: Reader): Promise<PatientFacts> {
  const { party } = reader;
  const address = await addressOfParty(tx, party.id);
  return {
    ...(await sharedFacts(tx, invoice, reader)),
    receiver: { name: party.name, address, customerNumber: party.customerNo.toString() },
    patientName: await patientName(tx, invoice),
    lines: await treatmentLines(tx, invoice, reader),
    support: await supportOf(tx, invoice),
  };
}
