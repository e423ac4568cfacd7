import { hash } from "node:crypto";
import { cardRecogniser, holdsForbiddenNumber } from "@kvitt/values";
import { sql } from "kysely";
import { z } from "zod";
import {
  itemsByParent,
  itemsByReference,
  ledgerById,
  post,
  type EntryDraft,
  type Ledger,
  type NewItem,
  type OpenItem,
} from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import { upsertParties } from "../parties/index.ts";
import { canonicalJson, recordAudit, refuse, toJson, type TenantTransaction } from "../platform/index.ts";

const text = (longest: number) => z.string().trim().min(1).max(longest);

/** A supplier's invoice, above all a partner's monthly fees (FR-75). Net and VAT apart, each line to a cost role. */
export const supplierInvoiceSchema = z.strictObject({
  supplier: z.strictObject({ orgNo: text(20), name: text(200) }),
  number: text(40),
  kid: text(25).nullish(),
  issueDate: z.iso.date(),
  dueDate: z.iso.date(),
  currency: z.string().length(3),
  totalMinor: z.int().positive().transform(BigInt),
  lines: z
    .array(
      z.strictObject({
        text: text(300).nullish(),
        /** REPAID_CREDIT: the partner has repaid a payer what a credit note left, and now asks the clinic for it. */
        role: z.enum(["SERVICE_COST", "PAYMENT_COST", "REPAID_CREDIT"]),
        /** KID of the claim whose credit was repaid; with REPAID_CREDIT only. */
        creditOfKid: text(25).nullish(),
        netMinor: z.int().nonnegative().transform(BigInt),
        vatMinor: z.int().nonnegative().transform(BigInt),
      }),
    )
    .min(1)
    .max(500),
});

export type SupplierInvoiceInput = z.output<typeof supplierInvoiceSchema>;
export type SupplierInvoiceAnswer = { readonly id: string; readonly isNew: boolean };

const ROLES = { SERVICE_COST: "serviceCost", PAYMENT_COST: "paymentCost" } as const;

/**
 * Takes a supplier's invoice, once by supplier and number (S0-11): debit the cost roles, credit payable with an item that the bank
 * statement's debit settles. Input VAT is deducted where the ledger is VAT registered, else it is part of the cost.
 * A line REPAID_CREDIT uses up the payer's credit instead of a cost (a partner's debit note). Throws SUPPLIER_INVOICE_CHANGED, REPAID_CREDIT_UNKNOWN, SUPPLIER_INVOICE_SUM_WRONG, CURRENCY_WRONG, DUE_BEFORE_ISSUE, PII_IDENTITY_NUMBER, PERIOD_CLOSED.
 */
export async function receiveSupplierInvoice(
  tx: TenantTransaction,
  ledgerId: string,
  input: SupplierInvoiceInput,
): Promise<SupplierInvoiceAnswer> {
  const ledger = await ledgerById(tx, ledgerId);
  refuseWrong(tx, ledger, input);
  const external = { system: "orgNo", ref: input.supplier.orgNo };
  const [supplier] = await upsertParties(
    tx,
    [
      {
        external,
        kind: "company",
        name: input.supplier.name,
        orgNo: input.supplier.orgNo,
        roles: ["supplier"],
        contacts: [],
      },
    ],
    { market: ledger.market },
  );
  const contentHash = hash("sha256", canonicalJson(input), "buffer");
  const id = tx.platform.ids.next();
  const written = await insert(tx, ledgerId, supplier!.id, id, contentHash, input);
  if (!written.isNew) {
    if (!written.contentHash.equals(contentHash)) throw refuse("SUPPLIER_INVOICE_CHANGED");
    return { id: written.id, isNew: false };
  }
  const repaid = await repaidCredits(tx, ledger, input);
  const { entry, item } = book(tx, ledger, supplier!.id, id, input, repaid);
  await post(tx, [entry], [item]);
  await recordAudit(tx, { action: "supplierInvoice.received", subjectKind: "supplierInvoice", subjectId: id });
  return { id, isNew: true };
}

function refuseWrong(tx: TenantTransaction, ledger: Ledger, input: SupplierInvoiceInput): void {
  const pack = marketPack(ledger.market);
  const today = tx.now.toZonedDateTimeISO(pack.zones[0]!).toPlainDate();
  const texts = [input.supplier.name, input.number, ...input.lines.map((line) => line.text ?? "")];
  if (texts.some((each) => pack.identity.person.recognise(each, today) || holdsForbiddenNumber(each, [cardRecogniser])))
    throw refuse("PII_IDENTITY_NUMBER");
  if (!pack.identity.company(input.supplier.orgNo)) throw refuse("CONTACT_INVALID", { kind: "organisation number" });
  if (input.currency !== ledger.currency) throw refuse("CURRENCY_WRONG", { currency: ledger.currency });
  if (input.dueDate < input.issueDate) throw refuse("DUE_BEFORE_ISSUE");
  const sumMinor = input.lines.reduce((sum, line) => sum + line.netMinor + line.vatMinor, 0n);
  if (sumMinor !== input.totalMinor)
    throw refuse("SUPPLIER_INVOICE_SUM_WRONG", { sumMinor, totalMinor: input.totalMinor });
}

type Written = { readonly id: string; readonly contentHash: Buffer; readonly isNew: boolean };

/** Writes the row, or finds the one that is there: the unique key decides who was first. */
async function insert(
  tx: TenantTransaction,
  ledgerId: string,
  supplierId: string,
  id: string,
  contentHash: Buffer,
  input: SupplierInvoiceInput,
): Promise<Written> {
  const made = await sql<{ id: string }>`
    insert into supplier_invoice (tenant_id, id, ledger_id, supplier_id, number, content_hash, reference, issued_on, due_on, total_minor, lines)
    values (${tx.tenantId}, ${id}, ${ledgerId}, ${supplierId}, ${input.number}, ${contentHash}, ${input.kid ?? null}, ${input.issueDate}, ${input.dueDate},
            ${input.totalMinor}, ${toJson(input.lines)}::jsonb)
    on conflict (tenant_id, ledger_id, supplier_id, number) do nothing returning id`.execute(tx.db);
  if (made.rows[0]) return { id, contentHash, isNew: true };
  const found = await sql<{ id: string; contentHash: Buffer }>`
    select id, content_hash as "contentHash" from supplier_invoice
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and supplier_id = ${supplierId} and number = ${input.number}`.execute(
    tx.db,
  );
  return { ...found.rows[0]!, isNew: false };
}

function book(
  tx: TenantTransaction,
  ledger: Ledger,
  supplierId: string,
  id: string,
  input: SupplierInvoiceInput,
  repaid: readonly RepaidCredit[],
): { entry: EntryDraft; item: NewItem } {
  const itemId = tx.platform.ids.next();
  const payable = ledger.code("payable");
  const bears = [...costs(ledger, input)].map(([debit, amountMinor]) => ({ debit, amountMinor, debitItemId: null }));
  const postings = [...bears, ...repaid].map((side) => ({ ...side, credit: payable, creditItemId: itemId }));
  const entry: EntryDraft = {
    id: tx.platform.ids.next(),
    ledgerId: ledger.id,
    kind: "supplierInvoice",
    bookedOn: input.issueDate,
    sourceKind: "supplierInvoice",
    sourceId: id,
    postings,
  };
  const item: NewItem = {
    id: itemId,
    ledgerId: ledger.id,
    side: "payable",
    kind: "supplierInvoice",
    account: payable,
    partyId: supplierId,
    parentId: null,
    documentId: id,
    reference: input.kid ?? null,
    openedOn: input.issueDate,
    dueOn: input.dueDate,
    amountMinor: input.totalMinor,
  };
  return { entry, item };
}

type RepaidCredit = { readonly debit: string; readonly amountMinor: bigint; readonly debitItemId: string };

/** The payers' credits that a debit note's lines use up, oldest first. Throws REPAID_CREDIT_UNKNOWN when there is not as much. */
async function repaidCredits(
  tx: TenantTransaction,
  ledger: Ledger,
  input: SupplierInvoiceInput,
): Promise<RepaidCredit[]> {
  const used: RepaidCredit[] = [];
  for (const line of input.lines) {
    if (line.role !== "REPAID_CREDIT") continue;
    const kid = line.creditOfKid ?? "";
    const claims = await itemsByReference(tx, [kid], ledger.id);
    const children = await itemsByParent(
      tx,
      claims.map((claim) => claim.id),
    );
    const left = (item: OpenItem) =>
      item.openMinor - used.reduce((sum, u) => (u.debitItemId === item.id ? sum + u.amountMinor : sum), 0n);
    let rest = line.netMinor;
    for (const credit of children
      .filter((item) => item.kind === "customerCredit")
      .sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const amountMinor = left(credit) < rest ? left(credit) : rest;
      if (amountMinor > 0n) used.push({ debit: credit.account, amountMinor, debitItemId: credit.id });
      rest -= amountMinor;
    }
    if (rest > 0n) throw refuse("REPAID_CREDIT_UNKNOWN", { kid, amountMinor: line.netMinor });
  }
  return used;
}

/** What each account bears: the cost, and the input VAT where it may be deducted. */
function costs(ledger: Ledger, input: SupplierInvoiceInput): Map<string, bigint> {
  const deductible = ledger.settings.vatRegistered === true;
  const sums = new Map<string, bigint>();
  const add = (account: string, minor: bigint) => minor > 0n && sums.set(account, (sums.get(account) ?? 0n) + minor);
  for (const { role, netMinor, vatMinor } of input.lines) {
    if (role === "REPAID_CREDIT") continue;
    add(ledger.code(ROLES[role]), deductible ? netMinor : netMinor + vatMinor);
    if (deductible) add(ledger.code("vatIn"), vatMinor);
  }
  return sums;
}
