import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  breaches,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { ledgerChecks, type NewItem } from "../../ledger/index.ts";
import { paymentsChecks } from "../../payments/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";
import type { World } from "./sweep-books.fixture.ts";
import { attemptIn, creditIn, openItemIn } from "./sweep-money-back.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let world: World;
let manager: Ask;
let reception: Ask;
let finance: Ask;
let cfo: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  const other = await testClinic(platform, {
    tenantId: clinic.tenantId,
    seriesId: clinic.seriesId,
    orgNo: "912345678",
  });
  const { context, clinicId, ledgerId } = clinic;
  world = {
    platform,
    context,
    clinicId,
    ledgerId,
    otherClinicId: other.clinicId,
    otherLedgerId: other.ledgerId,
    planted: "Kvist",
  };
  manager = await api.person(context, "clinicManager", [clinicId]);
  reception = await api.person(context, "reception", [clinicId]);
  finance = await api.person(context, "hqFinance");
  cfo = await api.person(context, "cfo");
});
afterAll(async () => {
  expect(await breaches(platform, clinic.context, [...paymentsChecks, ...ledgerChecks])).toEqual([]);
  await api.close();
  await platform.close();
});

async function approve(who: Ask, proposalId: string) {
  const { contentHash } = read<{ contentHash: string }>(await who("GET", `/proposals/${proposalId}`));
  return who("POST", `/proposals/${proposalId}/approval`, { body: { contentHash } });
}
const apply = (who: Ask, proposalId: string) => who("POST", `/proposals/${proposalId}/application`);

describe("money back at the API", () => {
  test("S4-08 SEC-12 the clinic proposes and is told what opens again, finance approves, the partner is asked by a job", async () => {
    const attemptId = await attemptIn(world, clinic.ledgerId);
    const terms = read(await manager("GET", `/payment-attempts/${attemptId}/refund-terms`));
    expect(terms).toMatchObject({
      capturedMinor: 120_000,
      mostMinor: 120_000,
      fromCreditMinor: 0,
      reopensMinor: 120_000,
    });
    const made = await manager("POST", `/payment-attempts/${attemptId}/refunds`, {
      body: { reason: "notDone", amountMinor: 50_000 },
    });
    expect(made.status).toBe(201);
    const { proposalId } = read<{ proposalId: string }>(made);
    expect(codeOf(await approve(manager, proposalId))).toEqual([403, "NOT_ALLOWED"]);
    expect((await approve(finance, proposalId)).status).toBe(200);
    expect(read(await apply(finance, proposalId))).toMatchObject({ applied: 1, appliedMinor: 50_000 });
    const { items } = read<{ items: object[] }>(await manager("GET", `/ledgers/${clinic.ledgerId}/refunds`));
    expect(items[0]).toMatchObject({ attemptId, kind: "refund", state: "asked", amountMinor: 50_000, proposalId });
    expect(
      codeOf(await manager("POST", `/payment-attempts/${attemptId}/refunds`, { body: { reason: "notDone" } })),
    ).toEqual([409, "REFUND_UNDER_WAY"]);
  });

  test("SEC-12 who may both propose and approve does not approve what they made", async () => {
    const attemptId = await attemptIn(world, clinic.ledgerId);
    const { proposalId } = read<{ proposalId: string }>(
      await finance("POST", `/payment-attempts/${attemptId}/refunds`, {
        body: { reason: "other", words: "Avbestilt i tide" },
      }),
    );
    expect(codeOf(await approve(finance, proposalId))).toEqual([403, "PROPOSAL_OWN"]);
    expect((await approve(cfo, proposalId)).status).toBe(200);
  });

  test.each([
    ["a reason that is no reason", { reason: "because" }],
    ["other without words", { reason: "other" }],
    ["nothing", { reason: "notDone", amountMinor: 0 }],
    ["less than nothing", { reason: "notDone", amountMinor: -1 }],
    ["an identity number in the words", { reason: "notDone", words: "Gjelder 13097248022" }],
  ])("refused: %s", async (_, body) => {
    const attemptId = await attemptIn(world, clinic.ledgerId);
    expect((await manager("POST", `/payment-attempts/${attemptId}/refunds`, { body })).status).toBe(422);
  });

  test("SEC-10 reception neither sees nor proposes refunds", async () => {
    const attemptId = await attemptIn(world, clinic.ledgerId);
    expect((await reception("GET", `/ledgers/${clinic.ledgerId}/refunds`)).status).toBe(403);
    expect(
      (await reception("POST", `/payment-attempts/${attemptId}/refunds`, { body: { reason: "notDone" } })).status,
    ).toBe(403);
  });

  test("FR-69 a credit is repaid by bank: proposed, the payee shown to who approves, ordered, and written for the bank", async () => {
    const bankAccountId = await testBankAccount(platform, clinic);
    const { creditItemId } = await creditIn(world, clinic.ledgerId);
    const payee = { name: "Kari Eksempel", account: "15032080119", town: "Oslo", country: "NO" };
    const made = await manager("POST", `/customer-credits/${creditItemId}/repayments`, {
      body: { reason: "paidTwice", payee },
    });
    const { proposalId, kind } = read<{ proposalId: string; kind: string }>(made);
    expect(kind).toBe("repayments");
    expect(read(await finance("GET", `/proposals/${proposalId}/payee`))).toEqual(payee);
    expect(JSON.stringify(read(await manager("GET", `/proposals/${proposalId}/lines`)))).not.toContain("15032080119");
    await approve(finance, proposalId);
    await apply(finance, proposalId);
    const body = { bankAccountId, bic: "DNBANOKK", executeOn: "2026-10-05" };
    const file = read<{ id: string; orders: number }>(
      await finance("POST", `/ledgers/${clinic.ledgerId}/payment-files`, { body }),
    );
    expect(file.orders).toBe(1);
    const bytes = await cfo("GET", `/ledgers/${clinic.ledgerId}/payment-files/${file.id}`);
    expect(bytes.body).toContain("15032080119");
    expect((await manager("GET", `/ledgers/${clinic.ledgerId}/payment-files/${file.id}`)).status).toBe(403);
  });
});

describe("arrangements at the desk", () => {
  let item: NewItem;
  const at = (rest: string) => `/open-items/${item.id}/${rest}`;
  const fresh = async () => void (item = await openItemIn(world, clinic.ledgerId));

  test("D-03 a split is previewed to the øre, made as previewed, and taken back", async () => {
    await fresh();
    const wish = {
      parts: [
        { amountMinor: 20_001, dueOn: "2026-10-19" },
        { amountMinor: 99_999, dueOn: "2026-11-19" },
      ],
    };
    expect(read(await reception("POST", at("split-preview"), { body: wish }))).toEqual(wish);
    const made = read<{ parts: object[] }>(await reception("POST", at("split"), { body: wish }));
    expect(made.parts).toMatchObject(wish.parts);
    expect((await reception("DELETE", at("split"))).status).toBe(204);
    const answer = await reception("POST", at("split"), {
      body: { parts: [wish.parts[0], { ...wish.parts[1], amountMinor: 100_000 }] },
    });
    expect(codeOf(answer)).toEqual([422, "SPLIT_SUM"]);
  });

  test("X-13 X-14 what rests and until when is said in facts, and ends by the same desk", async () => {
    await fresh();
    expect(read(await reception("PUT", at("due-date"), { body: { dueOn: "2026-10-24" } }))).toMatchObject({
      kind: "dueMoved",
      untilOn: "2026-10-26",
    });
    expect(read(await reception("POST", at("disputes"), { body: { reason: "notDone" } }))).toMatchObject({
      kind: "dispute",
      untilOn: "2026-11-02",
    });
    await reception("POST", at("pauses"), { body: { reason: "agreed", untilOn: "2026-10-30" } });
    const now = read<{ pauses: { kind: string; pauseId: string }[] }>(await reception("GET", at("arrangements")));
    expect(now).toMatchObject({
      dueOn: "2026-10-26",
      originalDueOn: "2026-10-19",
      pauses: [{ kind: "dispute" }, { kind: "person" }],
    });
    const { items } = read<{ items: { itemId: string; kind: string }[] }>(
      await reception("GET", `/ledgers/${clinic.ledgerId}/pauses`),
    );
    expect(items.filter(({ itemId }) => itemId === item.id).map(({ kind }) => kind)).toEqual(["person", "dispute"]);
    for (const { pauseId } of now.pauses) expect((await reception("DELETE", `/pauses/${pauseId}`)).status).toBe(204);
    expect(read(await reception("GET", at("arrangements")))).toMatchObject({ pauses: [] });
  });
});
