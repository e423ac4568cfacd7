import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { openApi, read, type Api, type Ask } from "./asking.fixture.ts";
import { invoiceIn, worldOf } from "./sweep-books.fixture.ts";

type Bar = {
  readonly bar: string | null;
  readonly ledgerId: string | null;
  readonly parts: readonly { readonly name: string; readonly value: number }[];
};
type Book = { readonly currency: string; readonly bars: readonly Bar[]; readonly clinics: readonly Bar[] };
type Rows = {
  readonly items: readonly { readonly value: number; readonly name: string | null; readonly number: string | null }[];
};
type Clinics = {
  readonly books: readonly {
    readonly rows: readonly (Readonly<Record<"openMinor", number>> & {
      readonly ledgerId: string;
      readonly breaches: readonly string[];
      readonly monthEnd: string | null;
    })[];
  }[];
  readonly support: readonly unknown[];
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

const bookOf = async (ask: Ask, chart: string) =>
  read<{ books: Book[] }>(await ask("GET", `/figures?chart=${chart}`)).books[0]!;
const valueOf = ({ parts }: Bar, part: string) => parts.find(({ name }) => name === part)!.value;

describe("the figures", () => {
  test("S2-01 G-05 a clinic's bar opens the rows that sum to it, with names for who may see them", async () => {
    const { clinics, currency } = await bookOf(ceo, "losses");
    expect(clinics.map(({ ledgerId }) => ledgerId).toSorted()).toEqual([clinic.ledgerId, other.ledgerId].toSorted());
    for (const bar of clinics) {
      const query = `part=billed&currency=${currency}&ledgerId=${bar.ledgerId!}`;
      const { items } = read<Rows>(await ceo("GET", `/figures/rows?chart=losses&${query}`));
      expect(items.reduce((sum, { value }) => sum + value, 0)).toBe(valueOf(bar, "billed"));
      expect(items.every(({ name, number }) => name !== null && number !== null)).toBe(true);
    }
  });

  test("SEC-01 a clinic's manager sees the own clinic alone", async () => {
    const { clinics } = await bookOf(manager, "losses");
    expect(clinics.map(({ ledgerId }) => ledgerId)).toEqual([clinic.ledgerId]);
    expect((await manager("GET", `/figures?chart=losses&ledgerId=${other.ledgerId}`)).status).toBe(404);
  });

  test.each(["losses", "dso", "reminders", "channels", "settlement", "work", "workKinds"])(
    "G-06 %s leaves as a file",
    async (chart) => {
      const answer = await ceo("GET", `/figures?chart=${chart}&format=csv&language=nb`);
      expect(answer.status).toBe(200);
      expect(answer.headers["content-type"]).toContain("text/csv");
    },
  );

  test("H-02 S2-02 S3-29 head office sees every clinic in a row, with what of the routine it does not keep", async () => {
    const { books, support } = read<Clinics>(await ceo("GET", "/clinic-table"));
    const rows = books[0]!.rows;
    expect(rows.map(({ ledgerId }) => ledgerId).toSorted()).toEqual([clinic.ledgerId, other.ledgerId].toSorted());
    const { bars } = await bookOf(ceo, "dso");
    expect(rows.reduce((sum, { openMinor }) => sum + openMinor, 0)).toBe(valueOf(bars.at(-1)!, "receivables"));
    expect(support).toEqual([]);
  });

  test("H-02 the table of all clinics is not a clinic manager's", async () => {
    expect((await manager("GET", "/clinic-table")).status).toBe(403);
  });
});
