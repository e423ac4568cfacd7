import * as z from "zod";
import { amountMinor, created, day, ok, route, uuid } from "../../platform/http/index.ts";
import { refuse } from "../../platform/index.ts";
import {
  DOSSIER_FORMS,
  DOSSIER_PROFILES,
  dossierById,
  dossierFile,
  dossierOf,
  dossiersOf,
  exportDossier,
  MISSING_REASONS,
  OMISSION_REASONS,
  PAPERS,
  PIECE_KINDS,
  tellsTreatment,
  type DossierProfile,
  type DossierTaken,
} from "../../reports/index.ts";
import { invoicesById } from "../../invoicing/index.ts";
import { mayAlso, moment } from "./fields.ts";

/** All that is known of a bill, in order of time under hashes, for somebody outside (N-12). */

const chapter = "Invoices";
const params = z.strictObject({ invoiceId: uuid });
const permission = { action: "dossiers.export", scope: "ledger" } as const;
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const profile = z.enum(DOSSIER_PROFILES);
const MEDIA = { pdf: "application/pdf", json: "application/json" } as const;

const contents = z.object({
  invoiceId: uuid,
  number: z.string(),
  profile,
  contentSha256: sha256,
  /** The papers asked for by way of payment, in their order. */
  papers: z.array(
    z.object({
      paper: z.enum(PAPERS),
      state: z.enum(["in", "missing", "leftOut"]),
      why: z.enum(MISSING_REASONS).nullable(),
      pieces: z.array(z.int()),
    }),
  ),
  /** Whole pieces where `fields` is null. */
  leftOut: z.array(
    z.object({
      kind: z.enum(PIECE_KINDS),
      fields: z.array(z.string()).nullable(),
      why: z.enum(OMISSION_REASONS),
      pieces: z.int(),
    }),
  ),
  pieces: z.array(z.object({ no: z.int(), kind: z.enum(PIECE_KINDS), on: day, sha256 })),
  openMinor: amountMinor,
});

const shownTaken = z.object({
  id: uuid,
  profile,
  contentSha256: sha256,
  pdfSha256: sha256,
  jsonSha256: sha256,
  pieces: z.int(),
  missing: z.int(),
  madeBy: z.string(),
  madeAt: moment,
  keptUntilOn: day,
});

const show = ({ ledgerId: _ledger, invoiceId: _invoice, ...taken }: DossierTaken) => taken;

/** A dossier that tells what was treated is for those who may read it (SEC-16). Throws NOT_ALLOWED. */
function requireTreatment(call: Parameters<typeof mayAlso>[0], of: DossierProfile): void {
  if (tellsTreatment(of) && !mayAlso(call, "dossiers.export", "invoices.readTexts")) throw refuse("NOT_ALLOWED");
}

export const dossierRoutes = [
  route({
    method: "GET",
    url: "/api/v1/invoices/:invoiceId/dossier",
    summary:
      "What a dossier of the bill would hold for a reader: the papers asked for with what is missing and why, what is left out and why, and each piece under its hash.",
    chapter,
    permission,
    schema: { params, query: z.strictObject({ profile }), responses: { 200: contents } },
    inTransaction: async (tx, call) => {
      requireTreatment(call, call.query.profile);
      const {
        head,
        papers,
        leftOut,
        pieces,
        ledgerId: _ledger,
        ...dossier
      } = await dossierOf(tx, call.params.invoiceId, call.query.profile);
      return ok({
        ...dossier,
        number: head.number,
        openMinor: head.openMinor,
        papers: papers.map((paper) => ({ ...paper, pieces: [...paper.pieces] })),
        leftOut: leftOut.map(({ fields, ...each }) => ({ ...each, fields: fields && [...fields] })),
        pieces: pieces.map(({ no, kind, on, sha256: hash }) => ({ no, kind, on, sha256: hash })),
      });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/invoices/:invoiceId/dossiers",
    summary:
      "Takes the bill's dossier for a reader as one PDF and one JSON, kept with the year's vouchers. 201 when it is new, 200 with the same files while nothing new is known; either way it is noted who took it.",
    chapter,
    permission,
    schema: {
      params,
      body: z.strictObject({ profile }),
      responses: { 200: shownTaken, 201: shownTaken },
    },
    handler: async (call) => {
      requireTreatment(call, call.body.profile);
      const wish = { invoiceId: call.params.invoiceId, profile: call.body.profile };
      const { taken, isNew } = await exportDossier(call.platform, call.context, wish);
      return isNew ? created(show(taken)) : ok(show(taken));
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/invoices/:invoiceId/dossiers",
    summary: "The dossiers that were taken of a bill, the latest first.",
    chapter,
    permission,
    schema: { params, responses: { 200: z.object({ items: z.array(shownTaken) }) } },
    inTransaction: async (tx, { params: { invoiceId } }) => {
      if (!(await invoicesById(tx, [invoiceId])).has(invoiceId)) throw refuse("INVOICE_NOT_FOUND");
      return ok({ items: (await dossiersOf(tx, invoiceId)).map(show) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/invoices/:invoiceId/dossiers/:dossierId/file",
    summary:
      "A dossier that was taken, as PDF or JSON: the same bytes whenever they are asked for. Each reading is kept.",
    chapter,
    permission,
    files: { mediaTypes: Object.values(MEDIA) },
    schema: {
      params: params.extend({ dossierId: uuid }),
      query: z.strictObject({ form: z.enum(DOSSIER_FORMS).default("pdf") }),
      responses: { 200: null },
    },
    inTransaction: async (tx, call) => {
      const { invoiceId, dossierId } = call.params;
      const taken = await dossierById(tx, invoiceId, dossierId);
      requireTreatment(call, taken.profile);
      const { form } = call.query;
      return ok(await dossierFile(tx, taken, form), {
        "content-type": MEDIA[form],
        "content-disposition": `attachment; filename="dossier.${form}"`,
        etag: `"${form === "pdf" ? taken.pdfSha256 : taken.jsonSha256}"`,
      });
    },
  }),
];
