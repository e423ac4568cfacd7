import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { approvePolicy, policyTemplates, setPolicy } from "../../collections/index.ts";
import { claimSchema, receiveClaims } from "../../invoicing/index.ts";
import { withTenant, type TenantTransaction } from "../../platform/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

/** The chain's page: each tile over all clinics is the sum of the rows that it opens (H-01). */

const DAY = "2026-10-06";
/** Öre on the wire. */
type WireMinor = number;
type Clinic = {
  readonly ledgerId: string;
  readonly openMinor: WireMinor;
  readonly overdueMinor: WireMinor;
  readonly lostMinor: WireMinor;
};
type Book = { readonly currency: string; readonly day: string; readonly monthFrom: string; readonly rows: Clinic[] };
type Table = {
  readonly books: Book[];
  readonly support: { readonly ledgerId: string; readonly gapMinor: WireMinor }[];
};
type Figure = {
  readonly name: string;
  readonly value: WireMinor | null;
  readonly parts: { readonly value: WireMinor; readonly count: number; readonly rows: string }[];
};
type Supported = { readonly ledgerId: string; readonly state: string; readonly stateMinor: WireMinor };
type Page<Row> = { readonly items: Row[]; readonly nextCursor: string | null };
type Board = Page<Supported> & { readonly ledgers: { readonly ledgerId: string; readonly ledgerName: string }[] };

let platform: TestPlatform;
let api: Api;
let north: TestClinic;
let south: TestClinic;
let chief: Ask;
let running = 300_000;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, north.context, work);

/** A treatment of which the state pays a share, never reminded of; returns its payment reference. */
async function billed({ ledgerId }: TestClinic, priceMinor: WireMinor, stateMinor: WireMinor, dueDate: string) {
  const number = String(++running);
  const kid = makeKid(number.padStart(12, "0"), "mod10");
  const patient = { ref: `P${number}`, name: `Patient ${number}`, birthDate: "1984-03-09" };
  const amountMinor = priceMinor - stateMinor;
  const line = { text: "Tandvårdsåtgärd", amountMinor, vatCode: "EXEMPT", vatMinor: 0, priceMinor };
  const share = { visitId: `besok-${number}`, stateShare: [{ kind: "TE", amountMinor: stateMinor }] };
  const claim = claimSchema.parse({
    ...{ externalId: `journal-${number}`, kind: "INVOICE", number, kid, issueDate: "2026-06-15", dueDate },
    ...{ currency: "SEK", amountMinor, lines: [{ ...line, ...share }], patient },
    payer: { type: "PATIENT", ref: patient.ref, name: patient.name, phone: "+46701234567" },
  });
  await inTenant((tx) => receiveClaims(tx, ledgerId, [claim]));
  return kid;
}

/** The agency gives up on a bill: proposed by head office, approved and posted. */
async function lost({ ledgerId }: TestClinic, reference: string): Promise<void> {
  const finance = await api.person(north.context, "hqFinance");
  const lines = [{ reference, amountMinor: 100 }];
  const report = { externalId: "rapport-1", agency: "Exempel Inkasso", receivedOn: DAY, lines };
  const { id: reportId } = read<{ id: string }>(
    await finance("POST", `/ledgers/${ledgerId}/loss-reports`, { body: report }),
  );
  const proposal = await finance("POST", `/ledgers/${ledgerId}/loss-proposals`, { body: { reportId } });
  const { id, contentHash } = read<{ id: string; contentHash: string }>(proposal);
  await chief("POST", `/proposals/${id}/approval`, { body: { contentHash } });
  expect(read(await chief("POST", `/proposals/${id}/application`))).toMatchObject({ applied: 1 });
}

beforeAll(async () => {
  platform = await testPlatform(`${DAY}T10:00`);
  api = await openApi(platform);
  north = await testClinic(platform, { market: "SE", name: "Norrsken Tandvård AB" });
  south = await testClinic(platform, { tenantId: north.tenantId, market: "SE", name: "Solsken Tandvård AB" });
  // A clinic of another country keeps its books in another currency, and has no such support.
  await testClinic(platform, { tenantId: north.tenantId, market: "NO" });
  chief = await api.person(north.context, "cfo");
  await inTenant(async (tx) => {
    const { policy: content, locks } = (await policyTemplates(tx, north.ledgerId)).at(-1)!;
    const wish = { scope: "chain", scopeId: null, name: "Kedjan", validFromOn: "2026-01-01", content, locks } as const;
    await approvePolicy(tx, await setPolicy(tx, wish));
  });
  await billed(north, 420_000, 150_000, "2026-07-15");
  await billed(north, 310_000, 90_000, "2026-08-31");
  await billed(north, 100_000, 40_000, "2026-10-14");
  await billed(south, 525_000, 200_000, "2026-07-31");
  await lost(south, await billed(south, 80_000, 30_000, "2026-06-30"));
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const tableOf = async (): Promise<Table> => read<Table>(await chief("GET", "/clinic-table"));
const inKronor = ({ books }: Table) => books.find(({ currency }) => currency === "SEK")!;
const sumOf = <Row>(rows: readonly Row[], of: (row: Row) => WireMinor) => rows.reduce((sum, row) => sum + of(row), 0);

/** All rows at an address, two at a time. */
async function rowsAt<Row>(address: string): Promise<Row[]> {
  const items: Row[] = [];
  for (let next = "", more = true; more;) {
    const page = read<Page<Row>>(await chief("GET", `${address}&limit=2${next}`));
    items.push(...page.items);
    more = page.nextCursor !== null;
    next = `&cursor=${page.nextCursor}`;
  }
  return items;
}

describe("H-01 each tile of the chain opens rows that sum to it", () => {
  test.each(["cash", "dso"])("%s, over all clinics of the currency", async (name) => {
    const { books } = read<{ books: { currency: string; figures: Figure[] }[] }>(await chief("GET", "/home"));
    const { parts } = books.find(({ currency }) => currency === "SEK")!.figures.find((each) => each.name === name)!;
    for (const { rows, value, count } of parts) {
      const items = await rowsAt<{ value: WireMinor }>(rows.replace("/api/v1", ""));
      expect([rows, items.length, sumOf(items, (row) => row.value)]).toEqual([rows, count, value]);
    }
    expect(parts.length).toBeGreaterThan(0);
  });

  test("overdue, as a share of all that is open", async () => {
    const { rows, currency, day } = inKronor(await tableOf());
    const items = await rowsAt<{ value: WireMinor }>(
      `/home/rows?figure=overdue&part=all&currency=${currency}&day=${day}`,
    );
    expect(sumOf(rows, (row) => row.overdueMinor)).toBe(270_000 + 220_000 + 325_000);
    expect(sumOf(items, (row) => row.value)).toBe(sumOf(rows, (row) => row.overdueMinor));
  });

  test("losses, month to date", async () => {
    const { rows, monthFrom, currency } = inKronor(await tableOf());
    const items = await rowsAt<{ value: WireMinor }>(
      `/figures/rows?chart=losses&part=lost&bar=${monthFrom}&currency=${currency}`,
    );
    expect(sumOf(rows, (row) => row.lostMinor)).toBe(50_000);
    expect(sumOf(items, (row) => row.value)).toBe(50_000);
  });

  test("N-15 state support at risk: the gaps of every clinic in one list, worst first, each with its ledger", async () => {
    const { support } = await tableOf();
    expect(support.map(({ ledgerId }) => ledgerId)).toEqual([north.ledgerId, south.ledgerId]);
    const gaps = await rowsAt<Supported>("/state-support?state=gap&currency=SEK");
    expect(gaps.map(({ ledgerId, stateMinor }) => [ledgerId, stateMinor])).toEqual([
      [south.ledgerId, 200_000],
      [north.ledgerId, 150_000],
      [north.ledgerId, 90_000],
      [south.ledgerId, 30_000],
    ]);
    expect(sumOf(gaps, (row) => row.stateMinor)).toBe(sumOf(support, (row) => row.gapMinor));
    const waiting = await rowsAt<Supported>("/state-support?state=inProcess");
    expect(waiting.map(({ stateMinor }) => stateMinor)).toEqual([40_000]);
    const none = read<Board>(await chief("GET", "/state-support?currency=NOK"));
    expect([none.ledgers, none.items]).toEqual([[], []]);
    expect(codeOf(await chief("GET", "/state-support?cursor=nonsense"))).toEqual([422, "CURSOR_INVALID"]);
  });

  test("SEC-09 a clinic's manager sees the support of the own clinic alone", async () => {
    const manager = await api.person(north.context, "clinicManager", [north.clinicId]);
    const { ledgers, items } = read<Board>(await manager("GET", "/state-support"));
    expect(ledgers.map(({ ledgerName }) => ledgerName)).toEqual(["Norrsken Tandvård AB"]);
    expect(new Set(items.map(({ ledgerId }) => ledgerId))).toEqual(new Set([north.ledgerId]));
    expect((await manager("GET", "/clinic-table")).status).toBe(403);
  });
});
