import { Readable } from "node:stream";
import * as z from "zod";
import {
  anonymousDocument,
  eInvoiceOf,
  invoiceDocument,
  invoicesById,
  keepEInvoice,
  printDocument,
  renderingsOf,
  type KeptDocument,
  type Printing,
  type Rendering,
} from "../../invoicing/index.ts";
import { languages, recordAudit, refuse, type Language, type TenantTransaction } from "../../platform/index.ts";
import { ok, route, uuid } from "../../platform/http/index.ts";
import { mayAlso } from "./fields.ts";

const chapter = "Invoices";
const params = z.strictObject({ invoiceId: uuid });
const read = { action: "invoices.read", scope: "ledger" } as const;
const renderings = ["patientItemised", "payerAnonymous"] as const satisfies readonly Rendering[];

/** A file's name tells the kind and nothing else: it lies in folders and mails. */
function fileAnswer({ bytes, sha256 }: KeptDocument, mediaType: string, name: string, disposition: string) {
  return ok(Readable.from([bytes]), {
    "content-type": mediaType,
    "content-disposition": `${disposition}; filename="${name}"`,
    etag: `"${sha256.toString("hex")}"`,
  });
}

async function keepReading(tx: TenantTransaction, invoiceId: string, detail: Readonly<Record<string, string>>) {
  await recordAudit(tx, { action: "invoice.documentRead", subjectKind: "invoice", subjectId: invoiceId, detail });
}

type Asked = { readonly language?: Language | undefined; readonly rendering?: Rendering | undefined };

/** The rendering asked for, else the fullest one that both the receiver and who asks may read. */
async function renderingFor(tx: TenantTransaction, id: string, asked: Asked, readsTexts: boolean): Promise<Rendering> {
  const possible = await renderingsOf(tx, id);
  const allowed = possible.filter((each) => readsTexts || each === "payerAnonymous");
  const rendering = asked.rendering ?? allowed[0]!;
  if (!possible.includes(rendering)) throw refuse("RENDERING_REFUSED");
  if (!allowed.includes(rendering)) throw refuse("NOT_ALLOWED");
  return rendering;
}

async function printing(tx: TenantTransaction, id: string, asked: Asked, readsTexts: boolean): Promise<Printing> {
  const rendering = await renderingFor(tx, id, asked, readsTexts);
  const build = rendering === "patientItemised" ? invoiceDocument : anonymousDocument;
  const document = await build(tx, id, { language: asked.language });
  await keepReading(tx, id, { rendering, language: document.language });
  const { ledgerId } = (await invoicesById(tx, [id])).get(id)!;
  return { ledgerId, subjectId: id, document };
}

/** An invoice as its receiver gets it, on paper and over the network. */
export const invoiceDocumentRoutes = [
  route({
    method: "GET",
    url: "/api/v1/invoices/:invoiceId/document",
    summary:
      "An invoice or credit note as PDF, in the receiver's language unless another is asked for. Itemised only for those who may read what was treated, and never for a third party. Each reading is kept.",
    chapter,
    permission: read,
    files: { mediaTypes: ["application/pdf"] },
    schema: {
      params,
      query: z.strictObject({ language: z.enum(languages).optional(), rendering: z.enum(renderings).optional() }),
      responses: { 200: null },
    },
    handler: async (call) => {
      const { platform, context, params: asked, query } = call;
      const readsTexts = mayAlso(call, "invoices.read", "invoices.readTexts");
      const made = await printDocument(platform, context, (tx) => printing(tx, asked.invoiceId, query, readsTexts));
      return fileAnswer(made, "application/pdf", "invoice.pdf", "inline");
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/invoices/:invoiceId/einvoice",
    summary:
      "The e-invoice (EHF, Peppol BIS) of a company's or public body's invoice or credit note: anonymous, checked, and kept as it was made.",
    chapter,
    permission: read,
    files: { mediaTypes: ["application/xml"] },
    schema: { params, responses: { 200: null } },
    inTransaction: async (tx, { params: { invoiceId } }) => {
      const made = await eInvoiceOf(tx, invoiceId);
      await keepReading(tx, invoiceId, { rendering: "payerAnonymous", form: "xml" });
      return fileAnswer(await keepEInvoice(tx, made), "application/xml", `${made.kind}.xml`, "attachment");
    },
  }),
];
