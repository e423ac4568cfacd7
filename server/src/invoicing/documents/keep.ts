import { createHash } from "node:crypto";
import { sql } from "kysely";
import { pressCopy, type PrintableDocument } from "../../delivery/index.ts";
import { printPdf } from "../../platform/print/index.ts";
import { tenantKey, withTenant, type Context, type Platform, type TenantTransaction } from "../../platform/index.ts";
import type { EInvoice } from "./build.ts";

/** Documents as they were made: bytes in the files under their hash, each once, and what they were made from. */

export type Form = "pdf" | "xml";

/** A document that was made. */
export type KeptDocument = {
  readonly id: string;
  readonly sha256: Buffer;
  readonly byteLength: number;
  readonly bytes: Buffer;
};

/** What a document is of and for. */
export type DocumentPlace = {
  readonly ledgerId: string;
  /** An invoice, an entry, an item or a party. */
  readonly subjectId: string;
  readonly kind: PrintableDocument["kind"];
  readonly rendering: "patientItemised" | "payerAnonymous" | "neutral";
  readonly form: Form;
  readonly language: string;
};

type KeptRow = { readonly id: string; readonly sha256: Buffer };

async function selectKept(tx: TenantTransaction, place: DocumentPlace, content: Buffer): Promise<KeptRow | undefined> {
  const found = await sql<KeptRow>`
    select id, sha256 from document
    where tenant_id = ${tx.tenantId} and subject_id = ${place.subjectId} and form = ${place.form} and content_sha256 = ${content}`.execute(
    tx.db,
  );
  return found.rows[0];
}

async function bytesOf(tx: TenantTransaction, sha256: Buffer): Promise<Buffer> {
  const { files } = tx.platform;
  return Buffer.concat(await Array.fromAsync(files.read(tx.tenantId, await tenantKey(tx), sha256)));
}

async function kept(tx: TenantTransaction, { id, sha256 }: KeptRow): Promise<KeptDocument> {
  const bytes = await bytesOf(tx, sha256);
  return { id, sha256, byteLength: bytes.length, bytes };
}

/** Keeps a document's bytes. The same made from the same is kept once, whoever makes it at the same moment. */
async function keep(
  tx: TenantTransaction,
  place: DocumentPlace,
  content: Buffer,
  bytes: Uint8Array,
): Promise<KeptDocument> {
  const { sha256, byteLength } = await tx.platform.files.write(tx.tenantId, await tenantKey(tx), [bytes]);
  const { ledgerId, kind, rendering, form, subjectId, language } = place;
  await sql`
    insert into document (tenant_id, id, ledger_id, kind, rendering, form, subject_id, language, content_sha256, sha256, byte_length, made_at)
    values (${tx.tenantId}, ${tx.platform.ids.next()}, ${ledgerId}, ${kind}, ${rendering}, ${form}, ${subjectId}, ${language}, ${content}, ${sha256},
            ${BigInt(byteLength)}, ${tx.now.toString()})
    on conflict (tenant_id, subject_id, form, content_sha256) do nothing`.execute(tx.db);
  return kept(tx, (await selectKept(tx, place, content))!);
}

const contentHash = (text: string | Uint8Array): Buffer => createHash("sha256").update(text).digest();

/** Keeps an e-invoice as it was written: the bytes that leave. */
export async function keepEInvoice(tx: TenantTransaction, made: EInvoice): Promise<KeptDocument> {
  const { ledgerId, invoiceId: subjectId, documentKind: kind, language, xml } = made;
  const place: DocumentPlace = { ledgerId, subjectId, kind, rendering: "payerAnonymous", form: "xml", language };
  return keep(tx, place, contentHash(xml), xml);
}

/** A document to be printed: of what, and what it says. */
export type Printing = {
  readonly ledgerId: string;
  readonly subjectId: string;
  readonly document: PrintableDocument;
};

function placeOf({ ledgerId, subjectId, document }: Printing): DocumentPlace {
  const { kind, language } = document;
  const rendering = "rendering" in document ? document.rendering : "neutral";
  return { ledgerId, subjectId, kind, rendering, form: "pdf", language };
}

/**
 * A document as PDF, printed by the press' threads between two transactions and kept. What was printed before of the same content is taken
 * from the files. Throws DOCUMENT_UNFIT with every problem, and what `build` throws.
 */
export async function printDocument(
  platform: Platform,
  context: Context,
  build: (tx: TenantTransaction) => Promise<Printing>,
): Promise<KeptDocument> {
  const { printing, copy, content, known } = await withTenant(platform, context, async (tx) => {
    const asked = await build(tx);
    const laidOut = pressCopy(asked.document);
    // Template and content: another edition of either is another document.
    const hash = contentHash(`${laidOut.source}\n${laidOut.data}`);
    const row = await selectKept(tx, placeOf(asked), hash);
    return { printing: asked, copy: laidOut, content: hash, known: row ? await kept(tx, row) : null };
  });
  if (known) return known;
  const pdf = await printPdf(copy);
  return withTenant(platform, context, (tx) => keep(tx, placeOf(printing), content, pdf));
}

/** A document that was kept, by its id; undefined when it is not there. */
export async function keptDocument(tx: TenantTransaction, id: string): Promise<KeptDocument | undefined> {
  const found = await sql<KeptRow>`
    select id, sha256 from document where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  return found.rows[0] ? kept(tx, found.rows[0]) : undefined;
}
