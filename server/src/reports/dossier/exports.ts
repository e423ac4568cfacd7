import { sql } from "kysely";
import { keptDocument } from "../../invoicing/index.ts";
import { ledgerById, type DateText } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import {
  recordAudit,
  refuse,
  tenantKey,
  toJson,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../../platform/index.ts";
import "../errors.ts";
import { REPORT_LANGUAGES, type ReportLanguage } from "../render-language.ts";
import { dossierOf } from "./contents.ts";
import { dossierPdf, type Attached } from "./pdf.ts";
import type { Dossier, DossierProfile } from "./types.ts";

/** Dossiers that were taken: their files are kept under their hashes with the year's vouchers, and each reading is noted (DP-073). */

export const DOSSIER_FORMS = ["pdf", "json"] as const;
export type DossierForm = (typeof DOSSIER_FORMS)[number];

export type DossierTaken = {
  readonly id: string;
  readonly ledgerId: string;
  readonly invoiceId: string;
  readonly profile: DossierProfile;
  readonly contentSha256: string;
  readonly pdfSha256: string;
  readonly jsonSha256: string;
  readonly pieces: number;
  /** Papers that were asked for and not there. */
  readonly missing: number;
  readonly madeBy: string;
  readonly madeAt: Temporal.Instant;
  readonly keptUntilOn: DateText;
};

const COLUMNS = sql`
  id, ledger_id as "ledgerId", invoice_id as "invoiceId", profile, encode(content_sha256, 'hex') as "contentSha256", encode(pdf_sha256, 'hex') as "pdfSha256",
  encode(json_sha256, 'hex') as "jsonSha256", pieces, missing, made_by as "madeBy", made_at as "madeAt", kept_until_on as "keptUntilOn"`;

type Which = { readonly id?: string; readonly profile?: DossierProfile; readonly contentSha256?: string };

async function takenRows(tx: TenantTransaction, invoiceId: string, which: Which = {}): Promise<DossierTaken[]> {
  const { id, profile, contentSha256 } = which;
  const found = await sql<DossierTaken>`
    select ${COLUMNS} from dossier where tenant_id = ${tx.tenantId} and invoice_id = ${invoiceId}
      ${id ? sql`and id = ${id}` : sql``} ${profile ? sql`and profile = ${profile}` : sql``}
      ${contentSha256 ? sql`and content_sha256 = ${Buffer.from(contentSha256, "hex")}` : sql``} order by id desc limit 200`.execute(
    tx.db,
  );
  return found.rows;
}

/** The dossiers that were taken of a bill, the latest first. */
export const dossiersOf = (tx: TenantTransaction, invoiceId: string): Promise<DossierTaken[]> =>
  takenRows(tx, invoiceId);

async function filesOf(tx: TenantTransaction, { pieces }: Dossier): Promise<Attached[]> {
  const files: Attached[] = [];
  for (const { id, file } of pieces) {
    const kept = file ? await keptDocument(tx, id) : undefined;
    if (file && kept) files.push({ name: file.name, mediaType: file.mediaType, bytes: kept.bytes });
  }
  return files;
}

/** The index with what it is of: every piece under its hash, and the files in base 64 under theirs. */
function jsonOf(dossier: Dossier, files: readonly Attached[]): Buffer {
  const contents = files.map(({ bytes, ...file }) => ({ ...file, contentBase64: bytes.toString("base64") }));
  return Buffer.from(toJson({ ...dossier, files: contents }));
}

async function note(
  tx: TenantTransaction,
  action: "dossier.exported" | "dossier.read",
  { id, profile, contentSha256, invoiceId }: DossierTaken,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const detail = { dossierId: id, profile, sha256: contentSha256, ...more };
  await recordAudit(tx, { action, subjectKind: "invoice", subjectId: invoiceId, detail });
}

const languageOf = (market: Parameters<typeof marketPack>[0]): ReportLanguage =>
  REPORT_LANGUAGES.find((each) => each === marketPack(market).languages[0]) ?? "en";

type Ready = { readonly dossier: Dossier; readonly files: readonly Attached[]; readonly language: ReportLanguage };

async function putAway(tx: TenantTransaction, { dossier, files }: Ready, pdf: Buffer): Promise<DossierTaken> {
  const { ledgerId, invoiceId, profile, contentSha256, pieces, papers } = dossier;
  const key = await tenantKey(tx);
  const kept = async (bytes: Buffer) => (await tx.platform.files.write(tx.tenantId, key, [bytes])).sha256;
  const pack = marketPack((await ledgerById(tx, ledgerId)).market);
  const keptUntil = pack.keptThrough("secondaryVoucher", tx.now.toZonedDateTimeISO(pack.zones[0]!).toPlainDate());
  const missing = papers.filter(({ state }) => state === "missing").length;
  const { actor } = tx.context;
  await sql`
    insert into dossier (tenant_id, id, ledger_id, invoice_id, profile, content_sha256, pdf_sha256, json_sha256, pieces, missing, made_by, made_at, kept_until_on)
    values (${tx.tenantId}, ${tx.platform.ids.next()}, ${ledgerId}, ${invoiceId}, ${profile}, ${Buffer.from(contentSha256, "hex")}, ${await kept(pdf)},
            ${await kept(jsonOf(dossier, files))}, ${pieces.length}, ${missing}, ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()}, ${keptUntil.toString()})
    on conflict (tenant_id, invoice_id, profile, content_sha256) do nothing`.execute(tx.db);
  return (await takenRows(tx, invoiceId, { profile, contentSha256 }))[0]!;
}

/**
 * Takes a bill's dossier for a reader: PDF and JSON are put away, and whoever took it is noted. While nothing new is known the same dossier is
 * answered, with the same bytes. It is printed between two transactions, as documents are. Throws INVOICE_NOT_FOUND.
 */
export async function exportDossier(
  platform: Platform,
  context: Context,
  { invoiceId, profile }: { readonly invoiceId: string; readonly profile: DossierProfile },
): Promise<{ readonly taken: DossierTaken; readonly isNew: boolean }> {
  const known = await withTenant(platform, context, async (tx) => {
    const dossier = await dossierOf(tx, invoiceId, profile);
    const [taken] = await takenRows(tx, invoiceId, { profile, contentSha256: dossier.contentSha256 });
    if (taken) {
      await note(tx, "dossier.exported", taken);
      return { taken };
    }
    const language = languageOf((await ledgerById(tx, dossier.ledgerId)).market);
    return { ready: { dossier, files: await filesOf(tx, dossier), language } };
  });
  if (known.taken) return { taken: known.taken, isNew: false };
  const { ready } = known;
  const pdf = Buffer.from(await dossierPdf(ready.dossier, ready.files, ready.language));
  const taken = await withTenant(platform, context, async (tx) => {
    const row = await putAway(tx, ready, pdf);
    await note(tx, "dossier.exported", row);
    return row;
  });
  return { taken, isNew: true };
}

/** A dossier that was taken. Throws DOSSIER_NOT_FOUND. */
export async function dossierById(tx: TenantTransaction, invoiceId: string, id: string): Promise<DossierTaken> {
  const [taken] = await takenRows(tx, invoiceId, { id });
  if (!taken) throw refuse("DOSSIER_NOT_FOUND");
  return taken;
}

/** The bytes as they were put away; the reading is noted. */
export async function dossierFile(tx: TenantTransaction, taken: DossierTaken, form: DossierForm): Promise<Buffer> {
  await note(tx, "dossier.read", taken, { form });
  const sha256 = Buffer.from(form === "pdf" ? taken.pdfSha256 : taken.jsonSha256, "hex");
  return Buffer.concat(await Array.fromAsync(tx.platform.files.read(tx.tenantId, await tenantKey(tx), sha256)));
}
