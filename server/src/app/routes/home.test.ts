import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { withTenant } from "../../platform/index.ts";
import { fileMonthlyAging } from "../../reports/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";
import { invoiceIn, worldOf } from "./sweep-books.fixture.ts";

type Part = { readonly value: number; readonly count: number; readonly rows: string };
type Books = {
  readonly currency: string;
  readonly ledgers: readonly { readonly ledgerId: string }[];
  readonly figures: readonly {
    readonly name: string;
    readonly value: number | null;
    readonly parts: readonly Part[];
  }[];
  readonly forecast: {
    readonly value: number;
    readonly parts: readonly Part[];
    readonly weeks: readonly { readonly expected: Part }[];
  };
};
type Rows = {
  readonly items: readonly {
    readonly ledgerId: string;
    readonly value: number;
    readonly number: string | null;
    readonly customerNo: number | null;
    readonly name: string | null;
  }[];
  readonly nextCursor: string | null;
};

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let other: TestClinic;
let ceo: Ask;
let manager: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-11-01T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
  const world = worldOf(platform, "Eksempel", clinic, other);
  for (const { ledgerId } of [clinic, clinic, clinic, other]) await invoiceIn(world, ledgerId);
  ceo = await api.person(clinic.context, "ceo");
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const booksOf = async (ask: Ask, query = "") => read<{ books: Books[] }>(await ask("GET", `/home${query}`)).books[0]!;

/** All rows at an address as it was answered, a page at a time. */
async function rowsOf(ask: Ask, address: string): Promise<Rows["items"]> {
  const items = [];
  for (let next = "", more = true; more;) {
    const page = read<Rows>(await ask("GET", `${address.replace("/api/v1", "")}&limit=2${next}`));
    items.push(...page.items);
    more = page.nextCursor !== null;
    next = `&cursor=${page.nextCursor}`;
  }
  return items;
}

describe("GET /home", () => {
  test("S3-01 the owner sees every ledger, and each figure's addresses lead to the rows that sum to it", async () => {
    const { ledgers, figures, forecast, currency } = await booksOf(ceo);
    expect([currency, ledgers.length]).toEqual(["NOK", 2]);
    expect(figures.map((figure) => figure.name)).toEqual([
      "cash",
      "dso",
      "overdue",
      "automation",
      "touches",
      "differenceMinutes",
    ]);
    const parts = [
      ...figures.flatMap((figure) => figure.parts),
      ...forecast.parts,
      ...forecast.weeks.map((week) => week.expected),
    ];
    for (const part of parts) {
      const rows = await rowsOf(ceo, part.rows);
      expect([part.rows, rows.reduce((sum, row) => sum + row.value, 0), rows.length]).toEqual([
        part.rows,
        part.value,
        part.count,
      ]);
    }
    expect(figures.find((figure) => figure.name === "overdue")!.value).toBe(480_000);
  });

  test("S3-01 SEC-09 a clinic's manager sees the own ledger only, in the figures and in the rows of anybody's address", async () => {
    const owner = await booksOf(ceo);
    const { ledgers, figures } = await booksOf(manager);
    expect(ledgers.map((ledger) => ledger.ledgerId)).toEqual([clinic.ledgerId]);
    expect(figures.find((figure) => figure.name === "overdue")!.value).toBe(360_000);
    const rows = await rowsOf(manager, owner.figures.find((figure) => figure.name === "dso")!.parts[0]!.rows);
    expect(rows.map((row) => row.ledgerId)).toEqual(Array(3).fill(clinic.ledgerId));
  });

  test("S3-01 one ledger is that ledger's, and one out of reach is not there", async () => {
    const one = await booksOf(ceo, `?ledgerId=${other.ledgerId}`);
    expect(one.figures.find((figure) => figure.name === "overdue")!.value).toBe(120_000);
    expect(one.forecast.weeks[0]!.expected.rows).toContain(`ledgerId=${other.ledgerId}`);
    expect(codeOf(await manager("GET", `/home?ledgerId=${other.ledgerId}`))).toEqual([404, "LEDGER_NOT_FOUND"]);
  });

  test("S3-01 all that is overdue are the rows of the whole tile, each as people know it; names only where the role sees them", async () => {
    const address = (await booksOf(ceo)).figures.find((one) => one.name === "overdue")!.parts[0]!.rows;
    const all = address.replace(/part=[^&]+/, "part=all");
    const rows = await rowsOf(ceo, all);
    expect(rows.reduce((sum, row) => sum + row.value, 0)).toBe(480_000);
    expect(rows.map((row) => [row.number !== null, row.name])).toEqual(Array(4).fill([true, "Pasient Eksempel"]));
    const accountant = await api.person(clinic.context, "accountant");
    const unnamed = await rowsOf(accountant, all);
    expect(unnamed.map((row) => [row.name, typeof row.customerNo])).toEqual(Array(4).fill([null, "number"]));
  });

  test("S3-01 a part that does not exist is refused, and a currency nobody keeps has no rows", async () => {
    const at = (part: string, currency: string) =>
      ceo("GET", `/home/rows?figure=dso&part=${part}&currency=${currency}&day=2026-11-01`);
    expect(codeOf(await at("bricks", "NOK"))).toEqual([422, "HOME_PART"]);
    expect(read<Rows>(await at("billed", "SEK"))).toEqual({ items: [], nextCursor: null });
  });
});

describe("GET /ledgers/{ledgerId}/filed-reports", () => {
  test("S3-05 lists what was filed, and gives its bytes, the same each time", async () => {
    const day = "2026-11-01";
    await withTenant(platform, clinic.context, (tx) => fileMonthlyAging(tx, { ledgerId: clinic.ledgerId, day }));
    const url = `/ledgers/${clinic.ledgerId}/filed-reports`;
    const { items } = read<{ items: { id: string; sha256: string; totals: object }[] }>(await manager("GET", url));
    expect(items).toMatchObject([
      { kind: "aging", monthOn: "2026-10-01", asOfOn: "2026-10-31", totals: { openMinor: 360_000, items: 3 } },
    ]);
    const { id, sha256 } = items[0]!;
    const first = await manager("GET", `${url}/${id}`);
    expect(first.headers).toMatchObject({
      etag: `"${sha256}"`,
      "content-disposition": 'attachment; filename="aging-2026-10-31.json"',
    });
    expect(createHash("sha256").update(first.body).digest("hex")).toBe(sha256);
    expect((await ceo("GET", `${url}/${id}`)).body).toBe(first.body);
    expect(codeOf(await ceo("GET", `/ledgers/${other.ledgerId}/filed-reports/${id}`))).toEqual([
      404,
      "FILED_REPORT_NOT_FOUND",
    ]);
  });
});
