import { Readable } from "node:stream";
import * as z from "zod";
import { renderDocument, sampleDocuments, sampleIssuer, type Issuer } from "../../delivery/index.ts";
import { ledgerById, type Ledger } from "../../ledger/index.ts";
import type { Country } from "../../markets/index.ts";
import { languages, withTenant } from "../../platform/index.ts";
import { ok, route, uuid } from "../../platform/http/index.ts";

const kinds = [
  "invoice",
  "collectiveInvoice",
  "creditNote",
  "thirdPartyInvoice",
  "thirdPartyCreditNote",
  "receipt",
  "accountStatement",
  "paymentLetter",
] as const;

/** An invented issuer of the ledger's market under the ledger's own name and number. */
function issuerOf({ name, orgNo, market }: Ledger): Issuer {
  const issuer = sampleIssuer(market as Country);
  const { registration } = issuer;
  const own = registration.country === "NO" ? { ...registration, organisationNumber: orgNo } : registration;
  return { ...issuer, name, brand: null, logoSvg: null, registration: own };
}

export const documentSampleRoutes = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/document-samples",
    summary: "How a document of the ledger looks, in a language, filled with invented people and amounts.",
    chapter: "Ledgers",
    permission: { action: "ledgers.read", scope: "ledger" },
    files: { mediaTypes: ["application/pdf"] },
    schema: {
      params: z.strictObject({ ledgerId: uuid }),
      query: z.strictObject({ kind: z.enum(kinds), language: z.enum(languages).optional() }),
      responses: { 200: null },
    },
    handler: async ({ platform, context, params: { ledgerId }, query: { kind, language } }) => {
      const ledger = await withTenant(platform, context, (tx) => ledgerById(tx, ledgerId));
      const wish = { country: ledger.market as Country, issuer: issuerOf(ledger), ...(language ? { language } : {}) };
      const pdf = await renderDocument(sampleDocuments(wish)[kind]!);
      const headers = { "content-type": "application/pdf", "content-disposition": `inline; filename="${kind}.pdf"` };
      return ok(Readable.from([pdf]), headers);
    },
  }),
];
