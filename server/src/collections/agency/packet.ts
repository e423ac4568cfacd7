import { hash } from "node:crypto";
import { itemsByParent } from "../../ledger/index.ts";
import { contactsOf, partiesById, type Address } from "../../parties/index.ts";
import {
  canonicalJson,
  partyKeys,
  refuse,
  seal,
  toJson,
  unseal,
  type TenantTransaction,
} from "../../platform/index.ts";
import { sql } from "kysely";
import { dateText, type Ground } from "../ground.ts";
import type { AgencyPacket } from "../ports.ts";
import type { Decided } from "../decide-items.ts";
import { groundTextOf } from "./field-check.ts";
import type { AgencyCase } from "./types.ts";

/** What leaves of a claim, made once and kept sealed: tried again, the same bytes go under the same id. */

/** The numbers of the invoices that claims stand on, by item; app hands it in. */
export type InvoiceNumbers = (
  tx: TenantTransaction,
  itemIds: readonly string[],
) => Promise<ReadonlyMap<string, string>>;

type Hanging = { readonly feesMinor: bigint; readonly interestMinor: bigint };

async function hangingOn(tx: TenantTransaction, itemId: string): Promise<Hanging> {
  const items = (await itemsByParent(tx, [itemId])).filter(({ side }) => side === "receivable");
  const openOf = (...kinds: readonly string[]) =>
    items.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { openMinor }) => sum + openMinor, 0n);
  return { feesMinor: openOf("fee", "compensation"), interestMinor: openOf("interest") };
}

/** What was paid on a claim, day by day. */
async function paymentsOn(tx: TenantTransaction, itemId: string): Promise<AgencyPacket["payments"]> {
  const found = await sql<{ on: string; amountMinor: bigint }>`
    select e.booked_on as on, sum(p.amount_minor)::bigint as "amountMinor" from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
    left join entry r on r.tenant_id = e.tenant_id and r.reverses = e.id
    where p.tenant_id = ${tx.tenantId} and p.credit_item_id = ${itemId} and e.kind in ('payment', 'allocation') and r.id is null
    group by e.booked_on order by e.booked_on`.execute(tx.db);
  return found.rows;
}

/** Steps that are told to nobody. */
const NO_LETTERS: readonly string[] = ["headOffice", "agency"];

const NO_ADDRESS: Address = { line1: "", postCode: "", city: "" };

async function addressOf(tx: TenantTransaction, partyId: string): Promise<Address> {
  const found = (await contactsOf(tx, [partyId], "payment")).find(({ kind }) => kind === "address");
  return found ? (JSON.parse(found.value) as Address) : NO_ADDRESS;
}

async function clinicKind(tx: TenantTransaction, clinicId: string): Promise<"dental" | "veterinary"> {
  const found = await sql<{ kind: "dental" | "veterinary" }>`
    select kind from clinic where tenant_id = ${tx.tenantId} and id = ${clinicId}`.execute(tx.db);
  return found.rows[0]!.kind;
}

/** The packet of a claim as it is now, and the words its ground may be told in. */
export async function packetOf(
  tx: TenantTransaction,
  { ledger, pack }: Ground,
  caseId: string,
  { item: { row, addressee, facts } }: Decided,
  invoiceNumber: string,
): Promise<{ readonly packet: AgencyPacket; readonly groundText: string }> {
  const debtorId = addressee?.recipientId ?? row.partyId;
  const debtor = (await partiesById(tx, [debtorId])).get(debtorId);
  const address = await addressOf(tx, debtorId);
  const groundText = groundTextOf(pack.languages[0]!, await clinicKind(tx, ledger.clinicId), invoiceNumber);
  const isBusiness = debtor?.kind === "company";
  const packet: AgencyPacket = {
    caseId,
    creditorName: ledger.name,
    debtor: {
      kind: isBusiness ? "business" : "person",
      name: debtor?.name ?? "",
      organisationNumber: isBusiness ? debtor.orgNo : null,
      address: {
        line1: address.line1,
        line2: address.line2 ?? null,
        postCode: address.postCode,
        city: address.city,
        country: address.country ?? ledger.market,
      },
    },
    groundText,
    invoiceNumber,
    invoiceOn: row.openedOn,
    dueOn: row.dueOn,
    currency: pack.currency,
    capitalMinor: row.openMinor,
    ...(await hangingOn(tx, row.id)),
    interestFromOn: dateText(Temporal.PlainDate.from(row.dueOn).add({ days: 1 })),
    interestRule: "statutory",
    reminders: facts.sent
      .filter(({ level, isProven, returnedOn }) => !NO_LETTERS.includes(level) && isProven && returnedOn === null)
      .map(({ level, sentOn }) => ({ level, sentOn: dateText(sentOn) })),
    payments: await paymentsOn(tx, row.id),
  };
  return { packet, groundText };
}

const placeOf = (tx: TenantTransaction, row: string) => ({
  tenantId: tx.tenantId,
  table: "agency_case",
  column: "packet_sealed",
  row,
});

/** As JSON has it. */
type Amounts = "capitalMinor" | "interestMinor" | "feesMinor";
type Kept = Omit<AgencyPacket, Amounts | "payments"> &
  Readonly<Record<Amounts, JsonMinor>> & {
    readonly payments: readonly { readonly on: string; readonly amountMinor: JsonMinor }[];
  };
type JsonMinor = number;

/** Sealed with the payer's key, and the hash by which it is known again. Throws PARTY_ERASED. */
export async function sealPacket(tx: TenantTransaction, partyId: string, packet: AgencyPacket) {
  const key = (await partyKeys(tx, [partyId])).get(partyId);
  if (!key) throw refuse("PARTY_ERASED");
  const text = toJson(packet);
  return {
    sealed: seal(key, placeOf(tx, packet.caseId), text),
    hash: hash("sha256", canonicalJson(packet), "buffer"),
    capitalMinor: packet.capitalMinor,
  };
}

/** The packet that was made; undefined for a payer who was erased since. */
export async function openPacket(
  tx: TenantTransaction,
  { id, packetSealed }: Pick<AgencyCase, "id" | "packetSealed">,
  partyId: string,
): Promise<AgencyPacket | undefined> {
  const key = (await partyKeys(tx, [partyId])).get(partyId);
  if (!key || !packetSealed) return undefined;
  const { capitalMinor, interestMinor, feesMinor, payments, ...rest } = JSON.parse(
    unseal(key, placeOf(tx, id), packetSealed),
  ) as Kept;
  return {
    ...rest,
    ...{ capitalMinor: BigInt(capitalMinor), interestMinor: BigInt(interestMinor), feesMinor: BigInt(feesMinor) },
    payments: payments.map(({ on, amountMinor }) => ({ on, amountMinor: BigInt(amountMinor) })),
  };
}
