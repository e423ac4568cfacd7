import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  breaches,
  ledgerText,
  testClinic,
  testPlatform,
  trialBalance,
  type TestPlatform,
} from "../../testkit/index.ts";
import { ledgerChecks } from "../ledger/index.ts";
import { withTenant } from "../platform/index.ts";
import { invoicingChecks, parseSupplierInvoicesCsv, receiveSupplierInvoice, supplierInvoiceSchema } from "./index.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await testPlatform("2026-11-02T08:00");
});
afterAll(() => platform.close());

/** The fee invoice for October of the worked month: exempt fees 40 736, taxable 9 210 with VAT 2 303. */
const october = (changes: Record<string, unknown> = {}) =>
  supplierInvoiceSchema.parse({
    supplier: { orgNo: "987654325", name: "Betalingspartner AS" },
    number: "F-2026-10",
    kid: "1047112601018",
    issueDate: "2026-11-02",
    dueDate: "2026-11-16",
    currency: "NOK",
    totalMinor: 52_249,
    lines: [
      { text: "Betalingsgebyrer", role: "PAYMENT_COST", netMinor: 40_736, vatMinor: 0 },
      { text: "Administrasjon og SMS", role: "SERVICE_COST", netMinor: 9_210, vatMinor: 2_303 },
    ],
    ...changes,
  });

describe("supplier invoices", () => {
  test("S0-11 S0-18 a dental clinic bears the VAT of its partner's monthly fees as cost", async () => {
    const clinic = await testClinic(platform);
    await withTenant(platform, clinic.context, (tx) => receiveSupplierInvoice(tx, clinic.ledgerId, october()));
    expect(await trialBalance(platform, clinic.context, clinic.ledgerId)).toEqual({
      "2400": -52_249n,
      "6790": 11_513n,
      "7770": 40_736n,
    });
    expect(await breaches(platform, clinic.context, [...ledgerChecks, ...invoicingChecks])).toEqual([]);
  });

  test("S0-11 a veterinary clinic deducts it", async () => {
    const clinic = await testClinic(platform, { kind: "veterinary" });
    await withTenant(platform, clinic.context, (tx) => receiveSupplierInvoice(tx, clinic.ledgerId, october()));
    expect(await ledgerText(platform, clinic.context, clinic.ledgerId)).toEqual([
      "2026-11-02 supplierInvoice: 7770 < 2400 40736",
      "2026-11-02 supplierInvoice: 6790 < 2400 9210",
      "2026-11-02 supplierInvoice: 2710 < 2400 2303",
    ]);
  });

  test("X-05 once by supplier and number; other content is refused", async () => {
    const clinic = await testClinic(platform);
    const receive = (input = october()) =>
      withTenant(platform, clinic.context, (tx) => receiveSupplierInvoice(tx, clinic.ledgerId, input));
    const first = await receive();
    expect(await receive()).toEqual({ id: first.id, isNew: false });
    await expect(receive(october({ dueDate: "2026-11-17" }))).rejects.toMatchObject({
      code: "SUPPLIER_INVOICE_CHANGED",
    });
    expect(await trialBalance(platform, clinic.context, clinic.ledgerId)).toMatchObject({ "2400": -52_249n });
  });

  const wrong: [string, Record<string, unknown>][] = [
    ["SUPPLIER_INVOICE_SUM_WRONG", { totalMinor: 52_250 }],
    ["CONTACT_INVALID", { supplier: { orgNo: "987654326", name: "Partner" } }],
    ["DUE_BEFORE_ISSUE", { dueDate: "2026-11-01" }],
    ["CURRENCY_WRONG", { currency: "SEK" }],
    ["PII_IDENTITY_NUMBER", { number: "01818010083" }],
  ];
  test.each(wrong)("%s", async (code, changes) => {
    const clinic = await testClinic(platform);
    await expect(
      withTenant(platform, clinic.context, (tx) => receiveSupplierInvoice(tx, clinic.ledgerId, october(changes))),
    ).rejects.toMatchObject({ code });
  });

  test("a file of supplier invoices gives the same invoice", () => {
    const file = [
      "supplierOrgNo;supplierName;number;kid;issueDate;dueDate;role;text;net;vat",
      "987654325;Betalingspartner AS;F-2026-10;1047112601018;2026-11-02;2026-11-16;payment_cost;Betalingsgebyrer;407,36;",
      "987654325;Betalingspartner AS;F-2026-10;;;;service_cost;Administrasjon og SMS;92,10;23,03",
    ].join("\r\n");
    expect(parseSupplierInvoicesCsv(Buffer.from(file), "NOK")).toEqual({ ok: true, rows: [october()] });
  });
});
