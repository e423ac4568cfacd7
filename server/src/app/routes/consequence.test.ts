import { afterAll, beforeAll, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { receiveSupplierInvoice, supplierInvoiceSchema } from "../../invoicing/index.ts";
import { post, type NewItem } from "../../ledger/index.ts";
import { withTenant } from "../../platform/index.ts";
import { openApi, read, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let manager: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-16T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const supplierInvoice = (number: string, issueDate: string) =>
  supplierInvoiceSchema.parse({
    supplier: { orgNo: "987654325", name: "Dental Depot AS" },
    ...{ number, issueDate, dueDate: "2026-10-31", currency: "NOK", totalMinor: 50_000 },
    lines: [{ text: "Forbruk", role: "SERVICE_COST", netMinor: 50_000, vatMinor: 0 }],
  });

test("S3-31 the overdue sum is measured in months of suppliers' bills and of the wages the clinic names", async () => {
  const { ledgerId, context } = clinic;
  const of = `/ledgers/${ledgerId}`;
  const seen = async () => read<object>(await manager("GET", `${of}/consequence`));
  expect(await seen()).toMatchObject({ overdueMinor: 0, suppliersMinor: 0, payrollMinor: null, monthTenths: null });
  await withTenant(platform, context, async (tx) => {
    const id = platform.ids.next();
    const item: NewItem = {
      ...{ id, ledgerId, side: "receivable", kind: "invoice", account: "1500", partyId: null, parentId: null },
      ...{ documentId: null, reference: id, openedOn: "2026-09-01", dueOn: "2026-10-15", amountMinor: 150_000n },
    };
    const entry = { id: platform.ids.next(), ledgerId, kind: "invoice", bookedOn: "2026-09-01" } as const;
    const postings = [{ debit: "1500", credit: "3120", amountMinor: 150_000n, debitItemId: id }];
    await post(tx, [{ ...entry, sourceKind: "invoice", sourceId: id, postings }], [item]);
  });
  expect(await seen()).toMatchObject({ overdueMinor: 150_000, monthTenths: null });
  expect((await manager("PUT", `${of}/payroll`, { body: { monthMinor: 0 } })).status).toBe(422);
  expect((await manager("PUT", `${of}/payroll`, { body: { monthMinor: 100_000 } })).status).toBe(204);
  expect(await seen()).toMatchObject({ payrollMinor: 100_000, monthTenths: 15 });
  await withTenant(platform, context, async (tx) => {
    // One of each month counted, one of this month, which is not whole.
    for (const [at, issueDate] of ["2026-07-01", "2026-08-15", "2026-09-30", "2026-10-01"].entries())
      await receiveSupplierInvoice(tx, ledgerId, supplierInvoice(String(at), issueDate));
  });
  expect(await seen()).toMatchObject({ suppliersMinor: 50_000, monthTenths: 10 });
  expect((await manager("PUT", `${of}/payroll`, { body: { monthMinor: null } })).status).toBe(204);
  expect(await seen()).toMatchObject({ payrollMinor: null, monthTenths: 30 });
});
