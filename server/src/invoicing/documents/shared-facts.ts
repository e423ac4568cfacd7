import type { MarketCurrency } from "@kvitt/values";
import { ledgerById, type DateText, type Ledger } from "../../ledger/index.ts";
import { marketPack, type VatCode } from "../../markets/index.ts";
import { contactsOf, everGuardians, partiesById, type Address, type Party } from "../../parties/index.ts";
import { invariant, languages, listClinics, type Language, type TenantTransaction } from "../../platform/index.ts";
import type { SaleFacts } from "./facts.ts";
import { issuerOf, wayToPay } from "./issuer.ts";
import { creditedBy, type InvoiceRow } from "./read-sale.ts";

/** Who an invoice is for, and where it was issued: what decides which rendering there may be. */
export type Reader = {
  readonly ledger: Ledger;
  readonly clinicKind: "dental" | "veterinary";
  readonly party: Party;
  /** Neither the patient nor somebody who was the patient's guardian: the anonymous rendering only (FR-41, SEC-83). */
  readonly isThirdParty: boolean;
  readonly issuedOn: DateText;
};

export const zoneOf = ({ market }: Ledger): string => marketPack(market).zones[0]!;

async function isThirdParty(tx: TenantTransaction, { kind, partyId, patientId }: InvoiceRow, party: Party) {
  if (kind === "collective" || party.kind === "company") return true;
  if (patientId === null || patientId === partyId) return false;
  return !(await everGuardians(tx, [patientId])).has(`${patientId}|${partyId}`);
}

/** Who reads an invoice. */
export async function readerOf(tx: TenantTransaction, invoice: InvoiceRow): Promise<Reader> {
  const ledger = await ledgerById(tx, invoice.ledgerId);
  const clinic = (await listClinics(tx)).find(({ id }) => id === ledger.clinicId);
  const party = (await partiesById(tx, [invoice.partyId])).get(invoice.partyId);
  invariant(clinic && party, "an invoice has a clinic and a payer");
  const third = await isThirdParty(tx, invoice, party);
  return { ledger, clinicKind: clinic.kind, party, isThirdParty: third, issuedOn: invoice.issuedOn };
}

/** The language a party reads, or the one asked for. */
export function languageOf(party: Party, asked: Language | undefined): Language {
  return asked ?? languages.find((each) => each === party.language) ?? "nb";
}

/** Where a party gets its letters; null where nobody knows. */
export async function addressOfParty(tx: TenantTransaction, partyId: string): Promise<Address | null> {
  const contacts = await contactsOf(tx, [partyId], "payment");
  const address = contacts.find((each) => each.kind === "address");
  return address ? (JSON.parse(address.value) as Address) : null;
}

/** A VAT code with its rate on the day of issue. */
export function rateOf(
  market: string,
  vatCode: string,
  on: DateText,
): { vatCode: VatCode; vatRateBasisPoints: bigint } {
  const rule = marketPack(market).vat.rule(vatCode, Temporal.PlainDate.from(on));
  invariant(rule, "a VAT code was checked when the claim came");
  return { vatCode: rule.code, vatRateBasisPoints: rule.rateBasisPoints };
}

/** What every rendering says. Throws ISSUER_NOT_SET, ISSUER_ACCOUNT_MISSING. */
export async function sharedFacts(tx: TenantTransaction, invoice: InvoiceRow, { ledger }: Reader): Promise<SaleFacts> {
  const { kind, number, seriesNo, issuedOn, dueOn, reference, netMinor, totalMinor } = invoice;
  const { issuer, seat } = await issuerOf(tx, ledger);
  const way = kind === "creditNote" ? null : await wayToPay(tx, ledger.id, { issuedOn, dueOn, reference });
  const currency = ledger.currency as MarketCurrency;
  const books = { issuer, seat, currency, kind, number, issuedOn, dueOn, reference, netMinor, totalMinor };
  const credits = await creditedBy(tx, invoice, ledger);
  return { ...books, ownNumber: seriesNo !== null, slip: way?.slip ?? null, kid: way?.kid ?? null, credits };
}
