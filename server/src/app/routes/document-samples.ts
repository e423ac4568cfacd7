import { Readable } from "node:stream";
import * as z from "zod";
import { renderDocument, sampleDocuments, sampleIssuer, type Issuer } from "../../delivery/index.ts";
import { issuerFrom } from "../../invoicing/index.ts";
import { issuerSettings, ledgerById, type Ledger } from "../../ledger/index.ts";
import type { Country } from "../../markets/index.ts";
import { languages, withTenant } from "../../platform/index.ts";
import { ok, route, uuid } from "../../platform/http/index.ts";

export const sampleKinds = [
  "invoice",
  "collectiveInvoice",
  "creditNote",
  "thirdPartyInvoice",
  "thirdPartyCreditNote",
  "receipt",
  "accountStatement",
  "paymentLetter",
] as const;

/** The ledger's own sender; an invented one of its market, under its name and number, where nobody has said who sends. */
function senderOf({ name, orgNo, market }: Ledger): Issuer {
  const issuer = sampleIssuer(market as Country);
  const { registration } = issuer;
  const own = "organisationNumber" in registration ? { ...registration, organisationNumber: orgNo } : registration;
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
      query: z.strictObject({ kind: z.enum(sampleKinds), language: z.enum(languages).optional() }),
      responses: { 200: null },
    },
    handler: async ({ platform, context, params: { ledgerId }, query: { kind, language } }) => {
      const { ledger, settings } = await withTenant(platform, context, async (tx) => ({
        ledger: await ledgerById(tx, ledgerId),
        settings: await issuerSettings(tx, ledgerId),
      }));
      const issuer = settings ? issuerFrom(ledger, settings) : senderOf(ledger);
      const wish = { country: ledger.market as Country, issuer, ...(language ? { language } : {}) };
      const pdf = await renderDocument(sampleDocuments(wish)[kind]!);
      const headers = { "content-type": "application/pdf", "content-disposition": `inline; filename="${kind}.pdf"` };
      return ok(Readable.from([pdf]), headers);
    },
  }),
];
