import { allocateSpread } from "@kvitt/values";
import { sql } from "kysely";
import { ledgerById } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import { column, refuse, type TenantTransaction } from "../platform/index.ts";
import { invoicesById, type InvoiceSummary } from "./read-invoices.ts";

/** What is left to credit of an invoice's lines of one claim and VAT code: the smallest part that credits are counted by. */
export type CreditGroup = {
  readonly claimId: string;
  readonly vatCode: string;
  readonly leftMinor: bigint;
  readonly leftVatMinor: bigint;
};

export type CreditableLine = {
  readonly lineNo: number;
  readonly claimId: string;
  readonly vatCode: string;
  /** VAT included. */
  readonly amountMinor: bigint;
  readonly vatMinor: bigint;
};

/** What may be credited of an invoice: shown before anybody decides (ux C-01, C-02). */
export type CreditTerms = {
  readonly invoice: InvoiceSummary;
  readonly currency: string;
  readonly leftMinor: bigint;
  readonly groups: readonly CreditGroup[];
  readonly lines: readonly CreditableLine[];
};

async function linesOfInvoice(tx: TenantTransaction, invoiceId: string): Promise<CreditableLine[]> {
  const found = await sql<CreditableLine>`
    select line_no as "lineNo", claim_id as "claimId", vat_code as "vatCode", net_minor + vat_minor as "amountMinor", vat_minor as "vatMinor"
    from invoice_line where tenant_id = ${tx.tenantId} and invoice_id = ${invoiceId} order by line_no`.execute(tx.db);
  return found.rows;
}

type Taken = {
  readonly vatCode: string;
  readonly claimId: string | null;
  readonly minor: bigint;
  readonly vat: bigint;
};

/** What credit notes of the invoice took already, by VAT code and the claim they correct. */
async function takenOf(tx: TenantTransaction, invoiceId: string): Promise<Taken[]> {
  const found = await sql<Taken>`
    select l.vat_code as "vatCode", c.credits_id as "claimId", sum(l.net_minor + l.vat_minor)::bigint as minor, sum(l.vat_minor)::bigint as vat
    from invoice v join invoice_line l on l.tenant_id = v.tenant_id and l.invoice_id = v.id
    join claim c on c.tenant_id = l.tenant_id and c.id = l.claim_id
    where v.tenant_id = ${tx.tenantId} and v.credits_id = ${invoiceId} group by l.vat_code, c.credits_id`.execute(
    tx.db,
  );
  return found.rows;
}

function groupsOf(lines: readonly CreditableLine[], taken: readonly Taken[]): CreditGroup[] {
  const groups = Map.groupBy(lines, (line) => `${line.claimId}|${line.vatCode}`);
  return [...groups.values()].map((own) => {
    const { claimId, vatCode } = own[0]!;
    const off = taken.find((each) => each.claimId === claimId && each.vatCode === vatCode);
    const left = own.reduce((sum, line) => sum + line.amountMinor, 0n) - (off?.minor ?? 0n);
    const leftVat = own.reduce((sum, line) => sum + line.vatMinor, 0n) - (off?.vat ?? 0n);
    return {
      claimId,
      vatCode,
      leftMinor: left > 0n ? left : 0n,
      leftVatMinor: left > 0n && leftVat > 0n ? leftVat : 0n,
    };
  });
}

/** What may be credited of an invoice now. Throws INVOICE_NOT_FOUND, and INVOICE_NOT_CREDITABLE for a credit note. */
export async function creditTerms(tx: TenantTransaction, invoiceId: string): Promise<CreditTerms> {
  const invoice = (await invoicesById(tx, [invoiceId])).get(invoiceId);
  if (!invoice) throw refuse("INVOICE_NOT_FOUND");
  if (invoice.kind === "creditNote") throw refuse("INVOICE_NOT_CREDITABLE");
  const lines = await linesOfInvoice(tx, invoiceId);
  const groups = groupsOf(lines, await takenOf(tx, invoiceId));
  const ledger = await ledgerById(tx, invoice.ledgerId);
  return {
    invoice,
    currency: ledger.currency,
    leftMinor: groups.reduce((sum, group) => sum + group.leftMinor, 0n),
    groups,
    lines,
  };
}

/** Today in the ledger's zone. */
export async function creditDay(tx: TenantTransaction, ledgerId: string): Promise<string> {
  const { market } = await ledgerById(tx, ledgerId);
  return tx.platform.clock.today(marketPack(market).zones[0]!).toString();
}

/** What shall be credited: all that is left, an amount of it, or an amount of some lines. VAT included. */
export type CreditChoice = {
  readonly amountMinor?: bigint;
  readonly lines?: readonly { readonly lineNo: number; readonly amountMinor: bigint }[];
};

/** One line of a credit note to be: `lineNo` is the line of the invoice whose words it takes over; null for an amount of several. */
export type CreditLine = {
  readonly lineNo: number | null;
  readonly claimId: string;
  readonly vatCode: string;
  readonly amountMinor: bigint;
  readonly vatMinor: bigint;
};

type Wanted = Omit<CreditLine, "vatMinor">;

/** The VAT in what is taken of a group: its share of what is left, rounded half up; the last øre goes with the last part. */
function withVat(group: CreditGroup, wanted: readonly Wanted[]): CreditLine[] {
  const amountMinor = wanted.reduce((sum, line) => sum + line.amountMinor, 0n);
  if (amountMinor > group.leftMinor) throw refuse("CREDIT_TOO_LARGE", { leftMinor: group.leftMinor });
  const vatMinor = (2n * group.leftVatMinor * amountMinor + group.leftMinor) / (2n * group.leftMinor);
  const shares = allocateSpread(
    vatMinor,
    wanted.map((line) => line.amountMinor),
  );
  return wanted.map((line, at) => ({ ...line, vatMinor: shares[at]! }));
}

function untouched({ groups, lines }: CreditTerms): boolean {
  const total = lines.reduce((sum, line) => sum + line.amountMinor, 0n);
  return groups.reduce((sum, group) => sum + group.leftMinor, 0n) === total;
}

function wantedOf(terms: CreditTerms, { amountMinor, lines }: CreditChoice): Wanted[] {
  if (lines)
    return lines.map(({ lineNo, amountMinor: minor }) => {
      const line = terms.lines.find((each) => each.lineNo === lineNo);
      if (!line || minor > line.amountMinor) throw refuse("CREDIT_TOO_LARGE", { leftMinor: line?.amountMinor ?? 0n });
      return { lineNo, claimId: line.claimId, vatCode: line.vatCode, amountMinor: minor };
    });
  const total = amountMinor ?? terms.leftMinor;
  if (total > terms.leftMinor) throw refuse("CREDIT_TOO_LARGE", { leftMinor: terms.leftMinor });
  const parts = allocateSpread(
    total,
    terms.groups.map((group) => group.leftMinor),
  );
  return terms.groups.map(({ claimId, vatCode }, at) => {
    const own = terms.lines.filter((line) => line.claimId === claimId && line.vatCode === vatCode);
    // An amount of the only line keeps its words.
    const lineNo = own.length === 1 ? own[0]!.lineNo : null;
    return { lineNo, claimId, vatCode, amountMinor: parts[at]! };
  });
}

/** The lines of the credit note. Throws CREDIT_NOTHING_LEFT, CREDIT_TOO_LARGE. */
export function creditLines(terms: CreditTerms, choice: CreditChoice): CreditLine[] {
  if (terms.leftMinor === 0n) throw refuse("CREDIT_NOTHING_LEFT");
  // The whole of an invoice that nothing was taken from is its lines, word for word, discounts too.
  if (!choice.lines && (choice.amountMinor ?? terms.leftMinor) === terms.leftMinor && untouched(terms))
    return terms.lines.map((line) => ({ ...line }));
  const wanted = wantedOf(terms, choice).filter((line) => line.amountMinor > 0n);
  return terms.groups.flatMap((group) => {
    const own = wanted.filter((line) => line.claimId === group.claimId && line.vatCode === group.vatCode);
    return own.length > 0 ? withVat(group, own) : [];
  });
}

/** The claims that credits of an invoice correct, with what was invoiced of each. */
export function claimsOf(lines: readonly Pick<CreditLine, "claimId">[]): string[] {
  return [...new Set(lines.map((line) => line.claimId))];
}

/** Patients and payers whose credits are counted, for locking. */
export async function countedBy(tx: TenantTransaction, invoiceIds: readonly string[]): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select distinct coalesce(patient_id, party_id) as id from invoice where tenant_id = ${tx.tenantId} and id = any (${column.uuid(invoiceIds)}) order by 1`.execute(
    tx.db,
  );
  return found.rows.map((row) => row.id);
}
