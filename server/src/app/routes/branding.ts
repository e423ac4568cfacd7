import { Readable } from "node:stream";
import * as z from "zod";
import { renderDocument, sampleDocuments } from "../../delivery/index.ts";
import { changeIssuer, issuerFrom, issuerProblems } from "../../invoicing/index.ts";
import { issuerSettings, ledgerById } from "../../ledger/index.ts";
import { languages, refuse, withTenant } from "../../platform/index.ts";
import { noContent, ok, route, uuid } from "../../platform/http/index.ts";
import { sampleKinds } from "./document-samples.ts";
import { emailAddress, withoutNumbers, written } from "./fields.ts";

const chapter = "Ledgers";
const params = z.strictObject({ ledgerId: uuid });
const url = "/api/v1/ledgers/:ledgerId/branding";

/** As much as the checks of a logo let through, so that they are the ones to speak. */
const LONGEST_LOGO = 70_000;

const registration = z.discriminatedUnion("country", [
  z.strictObject({ country: z.literal("NO"), vatRegistered: z.boolean(), inCompanyRegister: z.boolean() }),
  z.strictObject({
    country: z.literal("SE"),
    vatRegistered: z.boolean(),
    approvedForFTax: z.boolean(),
    seat: written(1, 80).nullable(),
  }),
  z.strictObject({ country: z.literal("DK") }),
  z.strictObject({
    country: z.literal("IT"),
    codiceFiscale: z.string().trim().min(11).max(16).nullable(),
    professionalRegister: written(1, 120),
  }),
  z.strictObject({ country: z.literal("US") }),
]);

const branding = z.strictObject({
  brand: written(1, 120).nullable(),
  address: z.strictObject({
    line1: written(1, 120),
    line2: written(1, 120).nullable(),
    postCode: written(1, 12),
    city: written(1, 80),
  }),
  phone: withoutNumbers(
    z
      .string()
      .trim()
      .regex(/^[+()\d][+()\d\s.-]{4,23}$/),
  ).nullable(),
  email: emailAddress.nullable(),
  web: withoutNumbers(z.url({ protocol: /^https$/ }).max(200)).nullable(),
  logoSvg: z.string().max(LONGEST_LOGO).nullable(),
  accent: z.string().max(9).nullable(),
  registration,
});

const preview = z.strictObject({
  settings: branding,
  kind: z.enum(sampleKinds),
  language: z.enum(languages).optional(),
});

/** How a ledger's legal entity presents itself: on documents, in messages and on the pay page. */
export const brandingRoutes = [
  route({
    method: "GET",
    url,
    summary:
      "Who sends the ledger's documents: address, contact, registration, logo and colour; null where nobody has said.",
    chapter,
    permission: { action: "ledgers.read", scope: "ledger" },
    schema: { params, responses: { 200: z.object({ settings: branding.nullable() }) } },
    inTransaction: async (tx, { params: { ledgerId } }) => {
      await ledgerById(tx, ledgerId);
      return ok({ settings: await issuerSettings(tx, ledgerId) });
    },
  }),
  route({
    method: "PUT",
    url,
    summary: "Says who sends the ledger's documents, as a whole. What was issued before is printed anew with it.",
    chapter,
    permission: { action: "ledgers.configure", scope: "ledger", fresh: true },
    schema: { params, body: branding, responses: { 204: null } },
    inTransaction: async (tx, { params: { ledgerId }, body }) => {
      await changeIssuer(tx, ledgerId, body);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: `${url}/preview`,
    summary: "How a document would look with settings that are not kept yet, filled with invented people and amounts.",
    chapter,
    permission: { action: "ledgers.read", scope: "ledger" },
    files: { mediaTypes: ["application/pdf"] },
    schema: { params, body: preview, responses: { 200: null } },
    handler: async ({ platform, context, params: { ledgerId }, body: { settings, kind, language } }) => {
      const ledger = await withTenant(platform, context, (tx) => ledgerById(tx, ledgerId));
      const problems = issuerProblems(settings);
      if (settings.registration.country !== ledger.market) throw refuse("ISSUER_COUNTRY", { market: ledger.market });
      if (problems.length > 0) throw refuse("ISSUER_UNFIT", { problems: problems.length }, problems);
      const issuer = issuerFrom(ledger, settings);
      const wish = { country: ledger.market, issuer, ...(language ? { language } : {}) };
      const pdf = await renderDocument(sampleDocuments(wish)[kind]!);
      const headers = { "content-type": "application/pdf", "content-disposition": `inline; filename="${kind}.pdf"` };
      return ok(Readable.from([pdf]), headers);
    },
  }),
];
