import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  ACCOUNT,
  exampleBatch,
  importBytes,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { checkMorningFiles, queueState } from "../../banking/index.ts";
import { takeNumbers } from "../../ledger/index.ts";
import { listAuditEvents, withTenant, type TenantTransaction } from "../../platform/index.ts";
import { currentness } from "../../reports/index.ts";
import { createBankReaders } from "../readers/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let cfo: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  api = await openApi(platform);
});
beforeEach(async () => {
  clinic = await testClinic(platform);
  cfo = await api.person(clinic.context, "cfo");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T> =>
  withTenant(platform, clinic.context, work);
const settle = (body: object, who: Ask = cfo) => who("PATCH", `/ledgers/${clinic.ledgerId}/settings`, { body });
const account = (code: string, body: object, ledgerId = clinic.ledgerId) =>
  cfo("PATCH", `/ledgers/${ledgerId}/accounts/${code}`, { body });
const setUp = async (ledgerId = clinic.ledgerId) => read<SetUp>(await cfo("GET", `/ledgers/${ledgerId}/set-up`));
const trail = async (action: "ledger.changed" | "ledger.accountChanged" | "bankAccount.changed") =>
  (await inTenant((tx) => listAuditEvents(tx, { action }, 20))).map(({ detail }) => detail);

type BankAccount = {
  id: string;
  fileExpectedBy: string | null;
  closedFromOn: string | null;
  openingMinor: unknown;
};
type SetUp = {
  steps: { step: string; done: boolean }[];
  accounts: { role: string; code: string; name: string }[];
  accountNumbersOpen: boolean;
  bankAccounts: BankAccount[];
};

describe("what a ledger settles", () => {
  test("X-08 X-17 SEC-15 terms, order of use, VAT, recipient, ageing and digits are changed with what was and what is in the trail, and taken back", async () => {
    const wish = {
      vatRegistered: true,
      paymentTermDays: 21,
      usedFirst: "costs",
      remittanceRecipient: "12345678",
      agingBuckets: [14, 30],
      referenceDigits: { customer: 5, series: 8 },
    };
    expect((await settle(wish)).status).toBe(204);
    expect(await setUp()).toMatchObject(wish);
    const usual = { usualTermDays: 14, usualReferenceDigits: { customer: 6, series: 6 } };
    expect(await setUp()).toMatchObject(usual);
    const none = {
      paymentTermDays: null,
      usedFirst: null,
      remittanceRecipient: null,
      agingBuckets: null,
      referenceDigits: null,
    };
    expect((await settle(none)).status).toBe(204);
    const asEvery = { ...none, agingBuckets: [30, 60, 90, 120], vatRegistered: true };
    expect(await setUp()).toMatchObject(asEvery);
    // Saying what is so already is no change.
    expect((await settle({ ...none, vatRegistered: true })).status).toBe(204);
    const { vatRegistered: _, ...rest } = wish;
    expect(await trail("ledger.changed")).toEqual([
      { before: rest, after: none },
      { before: { ...none, vatRegistered: false }, after: wish },
    ]);
  });

  test("SEC-10 SEC-15 SEC-11 finance may not, a factor six minutes old is asked again, and what no ledger has is refused", async () => {
    const finance = await api.person(clinic.context, "hqFinance");
    expect(codeOf(await settle({ paymentTermDays: 30 }, finance))).toEqual([403, "NOT_ALLOWED"]);
    for (const wrong of [
      { paymentTermDays: 91 },
      { paymentTermDays: -1 },
      { agingBuckets: [30, 30] },
      { agingBuckets: [] },
      { remittanceRecipient: "1234567" },
      { referenceDigits: { customer: 0, series: 6 } },
      { name: "Another" },
    ])
      expect((await settle(wrong)).status, JSON.stringify(wrong)).toBe(422);
    platform.clock.moveTo(platform.clock.now().add({ minutes: 6 }));
    expect(codeOf(await settle({ paymentTermDays: 30 }))).toEqual([403, "FACTOR_NOT_FRESH"]);
    expect(await trail("ledger.changed")).toEqual([]);
  });

  test("N-17 S0-47 digits of our own references hold what the series has reached and make a length that the bank agreed", async () => {
    await testBankAccount(platform, clinic, { number: "12345678903" });
    const digits = (customer: number, series: number) => settle({ referenceDigits: { customer, series } });
    expect(read<object>(await digits(6, 7))).toMatchObject({
      code: "REFERENCE_LENGTH_NOT_AGREED",
      sentence: "A reference of 14 digits is not agreed for the ledger's bank accounts: 13.",
    });
    expect((await digits(5, 7)).status).toBe(204);
    const { seriesId } = await testClinic(platform, { tenantId: clinic.tenantId });
    const busy = await testClinic(platform, { tenantId: clinic.tenantId, seriesId });
    await inTenant(async (tx) => {
      await takeNumbers(tx, seriesId, 999);
    });
    const wish = { referenceDigits: { customer: 6, series: 3 } };
    expect(codeOf(await cfo("PATCH", `/ledgers/${busy.ledgerId}/settings`, { body: wish }))).toEqual([
      409,
      "REFERENCE_DIGITS_SHORT",
    ]);
  });
});

describe("the chart of accounts", () => {
  test("S0-46 an account is renamed at any time; its number stands once the ledger was active", async () => {
    const renamed = await account("1500", { name: "Fordringer på pasienter" });
    expect(read<object>(renamed)).toEqual({ role: "receivable", code: "1500", name: "Fordringer på pasienter" });
    expect(codeOf(await account("1500", { code: "1510" }))).toEqual([409, "ACCOUNT_NUMBER_STANDS"]);
    expect(codeOf(await account("9999", { name: "None" }))).toEqual([404, "ACCOUNT_NOT_FOUND"]);
    expect((await setUp()).accountNumbersOpen).toBe(false);
    expect(await trail("ledger.accountChanged")).toEqual([
      {
        role: "receivable",
        before: { code: "1500", role: "receivable", name: "Kundefordringer" },
        after: { code: "1500", role: "receivable", name: "Fordringer på pasienter" },
      },
    ]);
  });

  test("S0-46 before the first activation the number changes too, to one that is free; the role follows it", async () => {
    const { ledgerId } = await testClinic(platform, { tenantId: clinic.tenantId, active: false });
    expect((await setUp(ledgerId)).accountNumbersOpen).toBe(true);
    expect(codeOf(await account("1500", { code: "1530" }, ledgerId))).toEqual([409, "ACCOUNT_CODE_TAKEN"]);
    expect((await account("1500", { code: "1501" }, ledgerId)).status).toBe(200);
    const { accounts } = await setUp(ledgerId);
    expect(accounts.find(({ role }) => role === "receivable")).toMatchObject({ code: "1501", name: "Kundefordringer" });
    expect(accounts.map(({ code }) => code)).not.toContain("1500");
  });
});

describe("a bank account that is there", () => {
  const only = async () => (await setUp()).bankAccounts[0]!;
  const change = async (body: object) => cfo("PATCH", `/bank-accounts/${(await only()).id}`, { body });
  const bring = async (name: Parameters<typeof exampleBatch>[0]) =>
    (await importBytes(platform, clinic, createBankReaders(), await exampleBatch(name))).file;

  test("S0-24 SEC-15 what is agreed and when the file is expected change at any time; the rest until the bank has told", async () => {
    await testBankAccount(platform, clinic);
    expect((await change({ openingMinor: 250_000, cutoverOn: "2026-10-01", fileExpectedBy: "06:30" })).status).toBe(
      204,
    );
    expect(await only()).toMatchObject({ openingMinor: 250_000, fileExpectedBy: "06:30" });
    expect((await change({ fileExpectedBy: "06:30" })).status).toBe(204);
    expect((await bring("1-2026-10-06")).state).toBe("posted");
    expect(codeOf(await change({ openingMinor: 0 }))).toEqual([409, "BANK_ACCOUNT_TOLD"]);
    expect((await change({ fileExpectedBy: null, kidLengths: [13, 14], openingMinor: 250_000 })).status).toBe(204);
    const bankAccountId = (await only()).id;
    expect(await trail("bankAccount.changed")).toEqual([
      {
        bankAccountId,
        before: { kidLengths: [13], fileExpectedBy: "06:30" },
        after: { kidLengths: [13, 14], fileExpectedBy: null },
      },
      {
        bankAccountId,
        before: { fileExpectedBy: null, cutoverOn: null, openingMinor: 0 },
        after: { fileExpectedBy: "06:30", cutoverOn: "2026-10-01", openingMinor: 250_000 },
      },
    ]);
    const nobody = platform.ids.next();
    expect(codeOf(await cfo("PATCH", `/bank-accounts/${nobody}`, { body: {} }))).toEqual([
      404,
      "BANK_ACCOUNT_NOT_FOUND",
    ]);
  });

  test("SEC-10 the opening balance is shown to who may see what the bank has, not to the administrator", async () => {
    await testBankAccount(platform, clinic, { openingMinor: 250_000n });
    const seenBy = async (role: "admin" | "accountant") => {
      const ask = await api.person(clinic.context, role);
      return read<SetUp>(await ask("GET", `/ledgers/${clinic.ledgerId}/set-up`)).bankAccounts[0]!.openingMinor;
    };
    expect(await seenBy("admin")).toBeNull();
    expect(await seenBy("accountant")).toBe(250_000);
  });

  test("S0-24 S0-25 closed from a day, a file of that day waits for a person and none is expected; opened again it is taken", async () => {
    await testBankAccount(platform, clinic, { fileExpectedBy: "06:30", proofSource: "none" });
    expect((await bring("1-2026-10-06")).state).toBe("posted");
    expect(read<object>(await change({ closedFromOn: "2026-10-05" }))).toMatchObject({
      code: "BANK_ACCOUNT_TOLD_LATER",
    });
    expect((await change({ closedFromOn: "2026-10-07" })).status).toBe(204);
    expect((await setUp()).steps.find(({ step }) => step === "bankAccount")).toMatchObject({ done: false });
    const later = await bring("2-2026-10-13");
    expect(later).toMatchObject({ state: "quarantined", problems: [{ code: "ACCOUNT_CLOSED", value: "2026-10-07" }] });
    expect(JSON.stringify(later.problems)).not.toContain(ACCOUNT);
    expect(await inTenant((tx) => checkMorningFiles(tx, "2026-10-09"))).toEqual([]);
    platform.clock.moveTo(Temporal.Instant.from("2026-10-09T08:00:00Z"));
    const next = async () => (await inTenant((tx) => queueState(tx, clinic.ledgerId))).next;
    expect(await next()).toBeNull();
    cfo = await api.person(clinic.context, "cfo");
    expect((await change({ closedFromOn: null })).status).toBe(204);
    expect(await next()).toMatchObject({ by: "06:30" });
    expect(await inTenant((tx) => checkMorningFiles(tx, "2026-10-09"))).toHaveLength(1);
    expect((await bring("2-2026-10-13")).state).toBe("posted");
  });

  test("S0-25 a closed account that was never told of keeps nobody waiting for its statement", async () => {
    await testBankAccount(platform, clinic);
    const current = async () => (await inTenant((tx) => currentness(tx, { ledgerId: clinic.ledgerId }))).current;
    expect(await current()).toBe(false);
    expect((await change({ closedFromOn: "2026-10-01" })).status).toBe(204);
    expect(await current()).toBe(true);
  });
});
