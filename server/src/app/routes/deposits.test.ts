import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { ledgerChecks } from "../../ledger/index.ts";
import { paymentsChecks } from "../../payments/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";
import { worldOf, type World } from "./sweep-books.fixture.ts";
import { creditIn, openItemIn } from "./sweep-money-back.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let world: World;
let reception: Ask;
let manager: Ask;
let accountant: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  world = worldOf(platform, "Kvist", clinic, clinic);
  reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
  accountant = await api.person(clinic.context, "accountant");
});
afterAll(async () => {
  expect(await breaches(platform, clinic.context, [...paymentsChecks, ...ledgerChecks])).toEqual([]);
  await api.close();
  await platform.close();
});

type Deposits = { items: { id: string; itemId: string; openMinor: unknown }[] };
type Uses = { deposit: { openMinor: unknown }; bills: { itemId: string; mostMinor: unknown }[] };
type Balances = { balances: object[]; flags: string[] };
let slip = 100;
const held = async (partyId: string) => read<Deposits>(await reception("GET", `/parties/${partyId}/deposits`)).items;

/** A deposit of somebody with a bill. */
async function taken(amountMinor = 50_000) {
  const item = await openItemIn(world, clinic.ledgerId);
  const partyId = item.partyId!;
  const body = { partyId, amountMinor, receipt: `T1 ${String(++slip)}` };
  const answer = await reception("POST", `/ledgers/${clinic.ledgerId}/deposits`, { body });
  expect(answer.status).toBe(201);
  return { item, partyId, body, id: read<{ depositId: string }>(answer).depositId };
}

describe("deposits at the API", () => {
  test("X-28 taken by the reception, seen on the card, in the timeline and in the account statement; used on the bill", async () => {
    const { item, partyId, id } = await taken();
    expect(await held(partyId)).toMatchObject([{ id, origin: "terminal", amountMinor: 50_000, openMinor: 50_000 }]);
    const card = () => reception("GET", `/parties/${partyId}/card`);
    const before = read<Balances>(await card());
    expect(before.balances).toMatchObject([{ creditMinor: 50_000, depositMinor: 50_000, owedMinor: 120_000 }]);
    expect(before.flags).not.toContain("hasCredit");
    const { items } = read<{ items: object[] }>(await reception("GET", `/parties/${partyId}/timeline`));
    expect(items).toContainEqual(expect.objectContaining({ code: "entry.deposit", amountMinor: -50_000 }));
    const uses = read<Uses>(await reception("GET", `/deposits/${id}/uses`));
    expect(uses).toMatchObject({ deposit: { openMinor: 50_000 }, bills: [{ itemId: item.id, mostMinor: 50_000 }] });
    const body = { toItemId: item.id, amountMinor: 20_000 };
    expect((await reception("POST", `/deposits/${id}/uses`, { body })).status).toBe(201);
    expect(read<Balances>(await card()).balances).toMatchObject([{ depositMinor: 30_000, owedMinor: 100_000 }]);
    const address = `/ledgers/${clinic.ledgerId}/reports/account-statement?partyId=${partyId}&from=2026-01-01&to=2026-10-05`;
    const { ledgers } = read<{
      ledgers: { movements: { kind: string; amountMinor: unknown }[]; closingMinor: unknown }[];
    }>(await accountant("GET", address));
    expect(ledgers[0]!.movements.map(({ kind, amountMinor }) => [kind, amountMinor])).toContainEqual([
      "deposit",
      -50_000,
    ]);
    expect(ledgers[0]!.closingMinor).toBe(70_000);
  });

  test("X-28 A-06 the day proves itself with deposits in it: what the terminal took lies with the partner, row by row", async () => {
    await taken(12_345);
    type Line = { code: string; holds: boolean; parts: { code: string; amountMinor: unknown }[] };
    const proof = read<{ holds: boolean; lines: Line[] }>(
      await manager("GET", `/ledgers/${clinic.ledgerId}/reports/day-proof?day=2026-10-05`),
    );
    expect(proof.lines.filter(({ holds }) => !holds)).toEqual([]);
    expect(JSON.stringify(proof.lines)).toContain("taken");
    expect(proof.holds).toBe(true);
  });

  test("SEC-42 X-28 the same act twice takes once; another act with the same slip is told so", async () => {
    const { partyId, body } = await taken();
    const again = { ...body, receipt: "T1 9001" };
    const url = `/ledgers/${clinic.ledgerId}/deposits`;
    const key = platform.ids.next();
    const first = await reception("POST", url, { body: again, key });
    const second = await reception("POST", url, { body: again, key });
    expect([first.status, second.status, second.body]).toEqual([201, 201, first.body]);
    expect(codeOf(await reception("POST", url, { body: again }))).toEqual([409, "DEPOSIT_KNOWN"]);
    expect(await held(partyId)).toHaveLength(2);
  });

  test.each([
    ["nothing", { amountMinor: 0 }, 422],
    ["less than nothing", { amountMinor: -1 }, 422],
    ["half an øre", { amountMinor: 10.5 }, 422],
    ["a day that is none", { receivedOn: "2026-02-30" }, 422],
    ["a day to come", { receivedOn: "2026-10-06" }, 422],
    ["an empty slip", { receipt: " " }, 422],
    ["a slip that is a story", { receipt: "x".repeat(41) }, 422],
    ["an identity number for a slip", { receipt: "13097248022" }, 422],
    ["a card number for a slip", { receipt: "4111 1111 1111 1111" }, 422],
    ["nobody's", { partyId: "0199f2c0-0000-7000-8000-00000000000a" }, 404],
  ])("X-28 SEC-55 %s is refused, and nothing is booked", async (_what, change, status) => {
    const { partyId, body } = await taken();
    const url = `/ledgers/${clinic.ledgerId}/deposits`;
    const answer = await reception("POST", url, { body: { ...body, receipt: `T2 ${String(++slip)}`, ...change } });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(read(answer))).not.toMatch(/13097248022|4111/);
    expect(await held(partyId)).toHaveLength(1);
  });

  test("X-28 who may: the reception takes and uses, the manager takes back and lets a credit stand, the accountant neither", async () => {
    const { id, body, partyId } = await taken();
    const { creditItemId } = await creditIn(world, clinic.ledgerId);
    expect(codeOf(await reception("POST", `/deposits/${id}/reversal`))).toEqual([403, "NOT_ALLOWED"]);
    expect(codeOf(await reception("POST", `/customer-credits/${creditItemId}/deposits`))).toEqual([403, "NOT_ALLOWED"]);
    const asked = await accountant("POST", `/ledgers/${clinic.ledgerId}/deposits`, { body });
    expect(codeOf(asked)).toEqual([403, "NOT_ALLOWED"]);
    expect(codeOf(await accountant("GET", `/parties/${partyId}/deposits`))).toEqual([403, "NOT_ALLOWED"]);
    expect((await manager("POST", `/customer-credits/${creditItemId}/deposits`)).status).toBe(201);
    expect((await manager("POST", `/deposits/${id}/reversal`)).status).toBe(204);
    expect(await held(partyId)).toEqual([]);
  });
});
