import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { claimSchema, listInvoices, receiveClaims } from "../../invoicing/index.ts";
import { listAuditEvents, withTenant } from "../../platform/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let cfo: Ask;
let manager: Ask;
let accountant: Ask;

const settings = {
  brand: "Fjordsmil",
  address: { line1: "Storgata 12", line2: null, postCode: "0184", city: "Oslo" },
  phone: "22 00 00 00",
  email: "faktura@fjordsmil.example",
  web: "https://fjordsmil.example",
  logoSvg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#0F6B73" d="M0 0h8v8H0z"/></svg>',
  accent: "#0F6B73",
  registration: { country: "NO", vatRegistered: true, inCompanyRegister: true },
};
const branding = () => `/ledgers/${clinic.ledgerId}/branding`;

/** An invoice of a patient, as a practice system numbers it. */
async function invoiced(number: string, kid: string): Promise<string> {
  const payer = {
    type: "PATIENT",
    ref: "P1",
    name: "Kari Fjellheim",
    address: { line1: "Fjordveien 3", postCode: "5003", city: "Bergen" },
  };
  const claim = claimSchema.parse({
    ...{ externalId: `opus-${number}`, kind: "INVOICE", number, kid, issueDate: "2026-10-05", dueDate: "2026-10-19" },
    currency: "NOK",
    amountMinor: 245_000,
    lines: [{ text: "Fylling, to flater", amountMinor: 245_000, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: "P1", name: "Kari Fjellheim", birthDate: "1984-03-09" },
    payer,
  });
  return withTenant(platform, clinic.context, async (tx) => {
    await receiveClaims(tx, clinic.ledgerId, [claim]);
    const found = await listInvoices(tx, { ledgerId: clinic.ledgerId });
    return found.find((each) => each.number === number)!.id;
  });
}

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform, { name: "Fjordsmil Tannklinikk AS" });
  await testBankAccount(platform, clinic);
  cfo = await api.person(clinic.context, "cfo");
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
  accountant = await api.person(clinic.context, "accountant");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

describe("who sends a ledger's documents", () => {
  test("G-08 nobody at first; what is said stands, with what was and what is in the trail", async () => {
    expect(read(await manager("GET", branding()))).toEqual({ settings: null });
    expect((await cfo("PUT", branding(), { body: settings })).status).toBe(204);
    expect(read(await manager("GET", branding()))).toEqual({ settings });
    expect((await cfo("PUT", branding(), { body: settings })).status).toBe(204);
    const events = await withTenant(platform, clinic.context, (tx) =>
      listAuditEvents(tx, { action: "ledger.issuerChanged" }, 10),
    );
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events[0]!.detail)).not.toContain("<svg");
  });

  test("a logo that could run something, a colour that is none and another country are refused by field", async () => {
    const logoSvg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const answer = await cfo("PUT", branding(), { body: { ...settings, logoSvg, accent: "teal" } });
    expect(read(answer)).toMatchObject({
      code: "ISSUER_UNFIT",
      problems: [
        { code: "DOCUMENT_LOGO", field: "logoSvg", rule: "unsafe" },
        { code: "DOCUMENT_COLOUR", field: "accent" },
      ],
    });
    const danish = await cfo("PUT", branding(), { body: { ...settings, registration: { country: "DK" } } });
    expect(codeOf(danish)).toEqual([422, "ISSUER_COUNTRY"]);
    expect((await manager("PUT", branding(), { body: settings })).status).toBe(403);
  });

  test("a preview shows settings that are not kept", async () => {
    const preview = (phone: string) =>
      manager("POST", `${branding()}/preview`, { body: { settings: { ...settings, phone }, kind: "invoice" } });
    const shown = await preview("22 00 00 99");
    expect([shown.status, shown.headers["content-type"]]).toEqual([200, "application/pdf"]);
    expect((await preview("22 00 00 98")).body).not.toBe(shown.body);
    expect(read(await manager("GET", branding()))).toMatchObject({ settings: { phone: settings.phone } });
  });
});

describe("an invoice as its receiver gets it", () => {
  test("X-11 a PDF, the same each time, and each reading is kept", async () => {
    const id = await invoiced("260101", "1047112601018");
    const fetch = (query = "") => manager("GET", `/invoices/${id}/document${query}`);
    const first = await fetch();
    expect([first.status, first.headers["content-type"], first.body.slice(0, 8)]).toEqual([
      200,
      "application/pdf",
      "%PDF-1.7",
    ]);
    expect(first.headers["content-disposition"]).toBe('inline; filename="invoice.pdf"');
    expect((await fetch()).headers["etag"]).toBe(first.headers["etag"]);
    expect((await fetch("?language=en")).headers["etag"]).not.toBe(first.headers["etag"]);
    const events = await withTenant(platform, clinic.context, (tx) =>
      listAuditEvents(tx, { action: "invoice.documentRead" }, 10),
    );
    expect(events.map((event) => event.detail)).toEqual([
      { rendering: "patientItemised", language: "en" },
      { rendering: "patientItemised", language: "nb" },
      { rendering: "patientItemised", language: "nb" },
    ]);
  });

  test("SEC-16 who keeps the books gets it without what was treated", async () => {
    const id = await invoiced("260102", "1047122601024");
    const itemised = await manager("GET", `/invoices/${id}/document`);
    const own = await accountant("GET", `/invoices/${id}/document`);
    const asked = await manager("GET", `/invoices/${id}/document?rendering=payerAnonymous`);
    expect(own.headers["etag"]).toBe(asked.headers["etag"]);
    expect(own.headers["etag"]).not.toBe(itemised.headers["etag"]);
    const refused = await accountant("GET", `/invoices/${id}/document?rendering=patientItemised`);
    expect(codeOf(refused)).toEqual([403, "NOT_ALLOWED"]);
  });

  test("S0-02 a person has no e-invoice of a company's kind", async () => {
    const id = await invoiced("260103", "1047132601030");
    expect(codeOf(await manager("GET", `/invoices/${id}/einvoice`))).toEqual([409, "E_INVOICE_NOT_THIRD_PARTY"]);
  });
});
