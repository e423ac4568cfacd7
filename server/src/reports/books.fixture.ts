import { sql } from "kysely";
import { post, reverseEntry, type DateText, type EntryKind, type NewItem, type PostingDraft } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";

/** Books for the tests of this folder, written as the product writes them: entries through `post`, the bank's tables as banking fills them. */

const WHY = { rule: "test", version: 1, inputs: {} };

export type Place = { readonly ledgerId: string; readonly seriesId: string };
export type Invoice = { readonly item: NewItem; readonly entryId: string; readonly number: string };

export async function party(tx: TenantTransaction, customerNo: bigint, name = "Kari Eksempel"): Promise<string> {
  const id = tx.platform.ids.next();
  await sql`insert into party (tenant_id, id, customer_no, kind, name, language, created_at)
    values (${tx.tenantId}, ${id}, ${customerNo}, 'person', ${name}, 'nb', ${tx.now.toString()})`.execute(tx.db);
  return id;
}

export function itemOf(
  tx: TenantTransaction,
  place: Place,
  given: Partial<NewItem> & Pick<NewItem, "amountMinor" | "openedOn">,
): NewItem {
  return {
    id: tx.platform.ids.next(),
    ledgerId: place.ledgerId,
    side: "receivable",
    kind: "invoice",
    account: "1500",
    partyId: null,
    parentId: null,
    documentId: null,
    reference: null,
    dueOn: given.openedOn,
    ...given,
  };
}

export async function book(
  tx: TenantTransaction,
  place: Place,
  kind: EntryKind,
  bookedOn: DateText,
  postings: readonly PostingDraft[],
  more: { items?: readonly NewItem[]; source?: readonly [kind: string, id: string] } = {},
): Promise<string> {
  const id = tx.platform.ids.next();
  const [sourceKind, sourceId] = more.source ?? ["person", tx.platform.ids.next()];
  await post(tx, [{ id, ledgerId: place.ledgerId, kind, bookedOn, sourceKind, sourceId, postings }], more.items ?? []);
  return id;
}

export type InvoiceGiven = { amountMinor: bigint; on: DateText; dueOn?: DateText; partyId?: string; number: string };

export async function invoice(tx: TenantTransaction, place: Place, given: InvoiceGiven): Promise<Invoice> {
  const documentId = tx.platform.ids.next();
  const partyId = given.partyId ?? null;
  const dueOn = given.dueOn ?? given.on;
  if (partyId) {
    await sql`insert into invoice (tenant_id, id, ledger_id, kind, series_id, number, party_id, issued_on, due_on, net_minor, vat_minor, total_minor, reference, content_hash)
      values (${tx.tenantId}, ${documentId}, ${place.ledgerId}, 'invoice', ${place.seriesId}, ${given.number}, ${partyId}, ${given.on}, ${dueOn},
              ${given.amountMinor}, 0, ${given.amountMinor}, ${given.number}, ${Buffer.from(given.number)})`.execute(
      tx.db,
    );
  }
  const item = itemOf(tx, place, {
    amountMinor: given.amountMinor,
    openedOn: given.on,
    dueOn,
    partyId,
    documentId,
    reference: given.number,
  });
  const postings = [{ debit: "1500", credit: "3200", amountMinor: given.amountMinor, debitItemId: item.id }];
  const entryId = await book(tx, place, "invoice", given.on, postings, {
    items: [item],
    source: ["invoice", documentId],
  });
  return { item, entryId, number: given.number };
}

/** A payment outside the bank's files. */
export async function pay(
  tx: TenantTransaction,
  place: Place,
  item: NewItem,
  amountMinor: bigint,
  on: DateText,
): Promise<string> {
  return book(tx, place, "payment", on, [{ debit: "1909", credit: "1500", amountMinor, creditItemId: item.id }], {
    source: ["bankLine", tx.platform.ids.next()],
  });
}

export type UnplacedGiven = {
  readonly amountMinor: bigint;
  readonly on: DateText;
  readonly account?: string;
  readonly source?: readonly [kind: string, id: string];
};

/** A payment that nobody can place yet. */
export async function unplaced(
  tx: TenantTransaction,
  place: Place,
  { amountMinor, on, account = "2990", ...more }: UnplacedGiven,
): Promise<void> {
  const item = itemOf(tx, place, { side: "credit", kind: "unallocated", account, openedOn: on, amountMinor });
  const postings = [{ debit: "1909", credit: account, amountMinor, creditItemId: item.id }];
  await book(tx, place, "payment", on, postings, { items: [item], ...more });
}

export async function takeBack(tx: TenantTransaction, entryId: string, on: DateText): Promise<string> {
  return reverseEntry(tx, entryId, on, WHY);
}

export async function bankAccount(
  tx: TenantTransaction,
  place: Place,
  number = "86011117947",
  openingMinor = 0n,
): Promise<string> {
  const id = tx.platform.ids.next();
  await sql`insert into bank_account (tenant_id, id, ledger_id, number, detail_source, proof_source, opening_minor, created_at)
    values (${tx.tenantId}, ${id}, ${place.ledgerId}, ${number}, 'ocrgiro', 'camt053', ${openingMinor}, ${tx.now.toString()})`.execute(
    tx.db,
  );
  return id;
}

export async function bankFile(tx: TenantTransaction, format: "ocrgiro" | "camt053"): Promise<string> {
  const id = tx.platform.ids.next();
  const hash = Buffer.from(id);
  await sql`insert into bank_file (tenant_id, id, sha256, normalised_sha256, content_sha256, format, channel, byte_length, received_at, received_by, state, problems)
    values (${tx.tenantId}, ${id}, ${hash}, ${hash}, ${hash}, ${format}, 'upload', 1, ${tx.now.toString()}, 'test', 'posted', '[]')`.execute(
    tx.db,
  );
  return id;
}

export type LineGiven = {
  amountMinor: bigint;
  item?: NewItem;
  state?: string;
  postings?: readonly PostingDraft[];
  items?: readonly NewItem[];
};
export type Batch = {
  readonly fileId: string;
  readonly batchId: string;
  readonly lineIds: readonly string[];
  readonly entryIds: readonly string[];
};

/** An OCR file with one lump: each line posts against its item, or as its own postings say; a repeated or held one not at all. */
export async function ocrFile(
  tx: TenantTransaction,
  place: Place,
  accountId: string,
  on: DateText,
  lines: readonly LineGiven[],
  bookedOn = on,
): Promise<Batch> {
  const fileId = await bankFile(tx, "ocrgiro");
  const batchId = tx.platform.ids.next();
  const total = lines.reduce((sum, line) => sum + line.amountMinor, 0n);
  await sql`insert into bank_batch (tenant_id, id, file_id, ledger_id, bank_account_id, batch_key, settled_on, lines, control_minor, ledger_minor)
    values (${tx.tenantId}, ${batchId}, ${fileId}, ${place.ledgerId}, ${accountId}, ${batchId}, ${on}, ${lines.length}, ${total}, ${total})`.execute(
    tx.db,
  );
  const lineIds: string[] = [];
  const entryIds: string[] = [];
  for (const [at, line] of lines.entries()) {
    const id = tx.platform.ids.next();
    lineIds.push(id);
    await sql`insert into bank_line (tenant_id, id, ledger_id, batch_id, line_no, fingerprint, settled_on, kind, amount_minor, state, explanation)
      values (${tx.tenantId}, ${id}, ${place.ledgerId}, ${batchId}, ${at + 1}, ${Buffer.from(id)}, ${on}, 'bank', ${line.amountMinor}, ${line.state ?? "matched"}, '{}')`.execute(
      tx.db,
    );
    if (line.state === "repeated" || line.state === "held") continue;
    const postings = line.postings ?? [
      { debit: "1909", credit: "1500", amountMinor: line.amountMinor, creditItemId: line.item!.id },
    ];
    entryIds.push(
      await book(tx, place, "payment", bookedOn, postings, { items: line.items ?? [], source: ["bankLine", id] }),
    );
  }
  return { fileId, batchId, lineIds, entryIds };
}

export type StatementGiven = {
  from: DateText;
  to?: DateText;
  openingMinor: bigint;
  lines: readonly { on?: DateText; amountMinor: bigint; meets?: Batch; against?: string }[];
};

/** An account statement; a line posts against the lump it meets (bank clearing), another account, or not at all. */
export async function statement(
  tx: TenantTransaction,
  place: Place,
  accountId: string,
  given: StatementGiven,
): Promise<{ statementId: string; lineIds: string[] }> {
  const fileId = await bankFile(tx, "camt053");
  const statementId = tx.platform.ids.next();
  const closing = given.lines.reduce((sum, line) => sum + line.amountMinor, given.openingMinor);
  const to = given.to ?? given.from;
  await sql`insert into bank_statement (tenant_id, id, ledger_id, bank_account_id, file_id, statement_key, from_on, to_on, opening_minor, closing_minor)
    values (${tx.tenantId}, ${statementId}, ${place.ledgerId}, ${accountId}, ${fileId}, ${statementId}, ${given.from}, ${to}, ${given.openingMinor}, ${closing})`.execute(
    tx.db,
  );
  const lineIds: string[] = [];
  for (const [at, line] of given.lines.entries()) {
    const id = tx.platform.ids.next();
    const on = line.on ?? given.from;
    const against = line.against ?? (line.meets ? "1909" : undefined);
    lineIds.push(id);
    await sql`insert into statement_line (tenant_id, id, ledger_id, statement_id, line_no, booked_on, amount_minor, line_key, state, explanation)
      values (${tx.tenantId}, ${id}, ${place.ledgerId}, ${statementId}, ${at + 1}, ${on}, ${line.amountMinor}, ${id}, ${against ? "posted" : "open"}, '{}')`.execute(
      tx.db,
    );
    if (line.meets) await pair(tx, line.meets.batchId, id);
    if (!against) continue;
    const size = line.amountMinor < 0n ? -line.amountMinor : line.amountMinor;
    const [debit, credit] = line.amountMinor < 0n ? [against, "1920"] : ["1920", against];
    await book(tx, place, "statement", on, [{ debit, credit, amountMinor: size }], { source: ["statementLine", id] });
  }
  return { statementId, lineIds };
}

export async function pair(tx: TenantTransaction, batchId: string, statementLineId: string): Promise<void> {
  await sql`update bank_batch set statement_line_id = ${statementLineId} where tenant_id = ${tx.tenantId} and id = ${batchId}`.execute(
    tx.db,
  );
}
