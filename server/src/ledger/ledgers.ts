import { sql } from "kysely";
import type { AccountRole } from "../markets/index.ts";
import { column, eachRow, recordAudit, refuse, toJson, type TenantTransaction } from "../platform/index.ts";
import type { DateText } from "./types.ts";

export type Account = { readonly code: string; readonly role: AccountRole; readonly name: string };

/** How far a payer may go alone (ux V-09); what is left out is as every ledger starts. */
export type SelfServiceSettings = {
  /** Days after the due date of issue that a payer may move it to; zero: not at all. */
  readonly mostDaysToMove?: number;
  /** Parts a payer may split a claim into; below two: not at all. */
  readonly mostParts?: number;
  /** Each part is at least this much, in minor units as decimal digits. */
  readonly leastPartMinor?: string;
  /** Days that follow-up rests after a payer disputed a claim; zero: not at all. */
  readonly disputeDays?: number;
  /** Days after the day of payment a payer names that follow-up rests; zero: not at all. */
  readonly saysPaidDays?: number;
};

/** How a ledger asks for payment and tells of it; what is left out is as every ledger starts. Days are calendar days. */
export type RequestSettings = {
  /** The first day whose claims are asked for without anybody saying so, YYYY-MM-DD; null: the practice system or the clinic asks (S0-64). */
  readonly askFromOn?: string | null;
  /** From the ask to the warning that nothing was chosen. */
  readonly warnAfterDays?: number;
  /** From the ask to the invoice that is sent instead. */
  readonly defaultAfterDays?: number;
  /** The invoice goes out so long before the due date, if that is earlier. */
  readonly defaultBeforeDueDays?: number;
  /** A courtesy notice so long before the due date of an unpaid invoice (X-31); null: none. */
  readonly courtesyBeforeDueDays?: number | null;
  /** Messages leave between these times of day only, HH:MM, within the market's own hours. */
  readonly hours?: { readonly from: string; readonly to: string } | null;
  /** By which channel a short message is tried first. */
  readonly messageFirst?: "sms" | "email";
  /** By which channel a consumer's invoice is tried first. */
  readonly invoiceFirst?: "efaktura" | "email" | "paper";
};

/** What a ledger may settle for itself. */
export const USED_FIRST = ["principal", "costs"] as const;
/** `costs`: the agency's cost and fees, then interest, then principal. `principal`: the other way round. */
export type UsedFirst = (typeof USED_FIRST)[number];

export type LedgerSettings = {
  /** Upper bounds, in days overdue, of the ageing buckets; the last bucket is all above. */
  readonly agingBuckets?: readonly number[];
  /** May VAT on supplier invoices be deducted? A dental clinic may not. */
  readonly vatRegistered?: boolean;
  /** Days from issue to due date where the claim names none. */
  readonly paymentTermDays?: number;
  /** Which of what a payer owes money is used for first; left out is the order of its market. */
  readonly usedFirst?: UsedFirst;
  /** Eight digits: who receives remittance files for this ledger. */
  readonly remittanceRecipient?: string;
  /** Digits for the customer and the running number in payment references of our own; left out is what the market's practice systems use. */
  readonly referenceDigits?: { readonly customer: number; readonly series: number };
  readonly selfService?: SelfServiceSettings;
  readonly requests?: RequestSettings;
  readonly sendingPrices?: SendingPriceList;
};

/** By which channels something is sent that costs. */
export const PRICED_CHANNELS = ["sms", "email", "paper", "efaktura", "ehf"] as const;
/** What one message or letter costs the clinic, as its suppliers' agreements say: minor units as decimal digits. What is left out nobody has said. */
export type SendingPriceList = { readonly [Channel in (typeof PRICED_CHANNELS)[number]]?: string };

/** What sending one message by a channel costs, in minor units; null where nobody has said. */
export function sendingPrice(
  { sendingPrices }: Pick<LedgerSettings, "sendingPrices">,
  channel: (typeof PRICED_CHANNELS)[number],
): bigint | null {
  const price = sendingPrices?.[channel];
  return price === undefined ? null : BigInt(price);
}

export type Ledger = {
  readonly id: string;
  readonly clinicId: string;
  readonly name: string;
  readonly orgNo: string;
  readonly market: string;
  readonly currency: string;
  readonly seriesId: string;
  readonly state: "active" | "inactive";
  readonly activeFromOn: DateText | null;
  readonly settings: LedgerSettings;
  readonly accounts: readonly Account[];
  /** The code of the first account that plays a role. */
  code(role: AccountRole): string;
  /** The role an account code plays, if the ledger has the account. */
  role(code: string): AccountRole | undefined;
};

export type NewLedger = {
  readonly clinicId: string;
  readonly name: string;
  readonly orgNo: string;
  readonly market: string;
  readonly currency: string;
  readonly seriesId: string;
  readonly settings: LedgerSettings;
  readonly accounts: readonly Account[];
};

/** The ageing buckets of a ledger that has not said otherwise. */
export const DEFAULT_AGING_BUCKETS = [30, 60, 90, 120] as const;

/** Opens a ledger, inactive until it is activated (S0-46). Returns its id. */
export async function createLedger(tx: TenantTransaction, input: NewLedger): Promise<string> {
  const id = tx.platform.ids.next();
  await sql`
    insert into ledger (tenant_id, id, clinic_id, name, org_no, market, currency, series_id, state, settings, created_at)
    values (${tx.tenantId}, ${id}, ${input.clinicId}, ${input.name}, ${input.orgNo}, ${input.market}, ${input.currency}, ${input.seriesId}, 'inactive',
            ${toJson(input.settings)}::jsonb, ${tx.now.toString()})`.execute(tx.db);
  await sql`
    insert into account (tenant_id, ledger_id, code, role, name)
    select ${tx.tenantId}, ${id}, ${eachRow(column.text(input.accounts.map((a) => a.code)), column.text(input.accounts.map((a) => a.role)), column.text(input.accounts.map((a) => a.name)))}`.execute(
    tx.db,
  );
  await recordAudit(tx, { action: "ledger.created", subjectKind: "ledger", subjectId: id });
  return id;
}

type LedgerRow = Omit<Ledger, "code" | "role">;

function assemble(row: LedgerRow): Ledger {
  const { accounts } = row;
  const byRole = new Map<string, string>();
  for (const account of accounts) if (!byRole.has(account.role)) byRole.set(account.role, account.code);
  const byCode = new Map(accounts.map((account) => [account.code, account.role]));
  return {
    ...row,
    code(role) {
      const code = byRole.get(role);
      if (!code) throw new Error(`Ledger ${row.id} has no account of role ${role}`);
      return code;
    },
    role: (code) => byCode.get(code),
  };
}

/** Ledgers with their charts of accounts, by name: all of the tenant's, or the one that is named. */
async function ledgersFound(tx: TenantTransaction, id: string | undefined): Promise<Ledger[]> {
  const rows = await sql<LedgerRow>`
    select l.id, l.clinic_id as "clinicId", l.name, l.org_no as "orgNo", l.market, l.currency, l.series_id as "seriesId", l.state,
      l.active_from_on as "activeFromOn", l.settings, a.accounts
    from ledger l
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('code', a.code, 'role', a.role, 'name', a.name) order by a.code), '[]') as accounts
      from account a where a.tenant_id = l.tenant_id and a.ledger_id = l.id) a
    where l.tenant_id = ${tx.tenantId} ${id === undefined ? sql`` : sql`and l.id = ${id}`} order by l.name, l.id`.execute(
    tx.db,
  );
  return rows.rows.map(assemble);
}

/** The tenant's ledgers with their charts of accounts, by name. */
export const listLedgers = (tx: TenantTransaction): Promise<Ledger[]> => ledgersFound(tx, undefined);

/** One ledger. Throws LEDGER_NOT_FOUND, also for a ledger out of the actor's reach. */
export async function ledgerById(tx: TenantTransaction, id: string): Promise<Ledger> {
  const [found] = await ledgersFound(tx, id);
  if (!found) throw refuse("LEDGER_NOT_FOUND");
  return found;
}

/** One after the other for a ledger: two who settle things at once do not take each other's back. Throws LEDGER_NOT_FOUND. */
export async function lockLedger(tx: TenantTransaction, ledgerId: string): Promise<Ledger> {
  await sql`select id from ledger where tenant_id = ${tx.tenantId} and id = ${ledgerId} for update`.execute(tx.db);
  return ledgerById(tx, ledgerId);
}
