import { writeCamt } from "@kvitt/format-iso20022";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ACCOUNT,
  breaches,
  importBytes,
  instantIn,
  testBankAccount,
  testClinic,
  testPlatform,
  trialBalance,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { saveAgencyAgreement } from "../../collections/index.ts";
import { openBooks } from "../../payments/refunds/books.fixture.ts";
import { defineJob, drainOutbox, jobRegistry } from "../../platform/index.ts";
import { dayProof } from "../../reports/index.ts";
import { allChecks } from "../commands/verify.ts";
import { createBankReaders } from "../readers/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

/** The partners behind a clinic's money: credentials, polls, pay-outs against the promise, and their fees (H-07). */

type WireMinor = number;
type Partner = {
  readonly agreementId: string | null;
  readonly way: string;
  readonly payout: { readonly [name: string]: WireMinor | string | null };
  readonly fees: { readonly [name: string]: WireMinor | string | null } | null;
};

const THURSDAY = "2026-10-01";
const FRIDAY = "2026-10-02";
const VIPPS = { orgNo: "923456783", feeMinor: 100, basisPoints: 175 };

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let admin: Ask;
let finance: Ask;
let books: ReturnType<typeof openBooks>;
let agreementId: string;

beforeAll(async () => {
  platform = await testPlatform(`${THURSDAY}T10:00`);
  api = await openApi(platform);
  clinic = await testClinic(platform);
  await testBankAccount(platform, clinic);
  books = openBooks(platform, clinic);
  admin = await api.person(clinic.context, "admin");
  finance = await api.person(clinic.context, "hqFinance");
  const settings = { merchantSerialNumber: "123456", clientId: "c0ffee00" };
  const saved = await admin("POST", `/ledgers/${clinic.ledgerId}/agreements`, { body: { way: "vipps", settings } });
  agreementId = read<{ id: string }>(saved).id;
  for (const name of ["clientSecret", "subscriptionKey"])
    await admin("POST", `/agreements/${agreementId}/secrets`, { body: { name, value: "hush-hush" } });
  await admin("POST", `/agreements/${agreementId}/activation`);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const partners = async (who: Ask = finance) => read<{ items: Partner[] }>(await who("GET", "/partners")).items;
const wallet = async () => (await partners()).find(({ way }) => way === "vipps")!;
/** A session lasts no night: who works on another day signs in again. */
async function goTo(day: string, time = "10:00"): Promise<void> {
  platform.clock.moveTo(instantIn(`${day}T${time}`));
  admin = await api.person(clinic.context, "admin");
  finance = await api.person(clinic.context, "hqFinance");
}

async function taken(...amounts: readonly bigint[]): Promise<void> {
  for (const minor of amounts) await books.paid(await books.bill(await books.payer(), minor));
}

/** The bank's statement of a day with one line. */
async function bankSays(day: string, openingMinor: bigint, minor: bigint, text: string): Promise<string> {
  const on = Temporal.PlainDate.from(day);
  const createdAt = `${day}T23:00:00+02:00`;
  const account = { iban: undefined, other: ACCOUNT, scheme: "BBAN" } as const;
  const entries = [{ signedMinor: minor, bookedOn: on, acctSvcrRef: `X-${day}`, additionalInfo: text }];
  const opening = { signedMinor: openingMinor, on };
  const statements = [{ id: `S${day}`, createdAt, account, currency: "NOK", opening, closingOn: on, entries }];
  const made = { kind: "camt.053", version: "08", msgId: `M${day}`, createdAt, statements } as const;
  await importBytes(platform, clinic, createBankReaders(), Buffer.from(writeCamt(made)));
  const { items } = read<{ items: { id: string; bookedOn: string }[] }>(await finance("GET", "/statement-lines"));
  return items.find(({ bookedOn }) => bookedOn === day)!.id;
}

const place = (lineId: string, payout: object) =>
  finance("POST", `/statement-lines/${lineId}/solution`, {
    body: { placings: [], payout: { way: "vipps", ...payout } },
  });

async function sound(day: string): Promise<void> {
  expect(await breaches(platform, clinic.context, allChecks)).toEqual([]);
  const proof = await books.inTenant((tx) => dayProof(tx, { ledgerId: clinic.ledgerId, day }));
  expect(proof.lines.filter(({ holds }) => !holds)).toEqual([]);
}

describe("H-07 the partners behind a ledger", () => {
  test("who they are, whether their credentials are there, and what is usual with them; finance sees no setting and no secret", async () => {
    const [shown] = await partners();
    expect(shown).toMatchObject({
      ...{
        agreementId,
        way: "vipps",
        partner: "vipps",
        level: "passesOn",
        state: "active",
        missing: [],
        askedAt: null,
      },
      payout: { promisedBankDays: 2, agreedBankDays: null, onTheWayMinor: 0, oldestOn: null, lateMinor: 0 },
      fees: null,
    });
    expect(JSON.stringify(shown)).not.toMatch(/hush|c0ffee|123456/);
    const reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
    expect((await reception("GET", "/partners")).status).toBe(403);
  });

  test("a collection agency stands beside them, with when its statuses were last read", async () => {
    const asked = { ledgerId: clinic.ledgerId, agency: "Exempel Inkasso", clientId: "kunde-1" };
    await books.inTenant((tx) =>
      saveAgencyAgreement(tx, { ...asked, secret: "hush-hush", state: "active", leavesWeek: 1, leavesWeekday: 2 }),
    );
    expect((await partners()).find(({ way }) => way === "agency")).toMatchObject({
      ...{ agreementId: null, partner: "Exempel Inkasso", level: "collects", state: "active", missing: [] },
      ...{ askedAt: null, payout: null, price: null, fees: null },
    });
  });

  test("what was taken is on its way until the bank has it; the fee that was kept is a cost, and the day's proof holds", async () => {
    await taken(100_000n, 50_050n);
    expect((await wallet()).payout).toMatchObject({ onTheWayMinor: 150_050, oldestOn: THURSDAY, lateMinor: 0 });
    await sound(THURSDAY);
    await goTo(FRIDAY);
    const lineId = await bankSays(FRIDAY, 0n, 147_374n, "Utb. Eksempel Tannklinikk Vippsnr 123456");
    const hand = read<{ partners: object[] }>(await finance("GET", `/statement-lines/${lineId}`));
    expect(hand.partners).toEqual([{ way: "vipps", owedMinor: 150_050 }]);
    const placed = await place(lineId, { amountMinor: 147_374, feeMinor: 2_676 });
    expect(placed.status, placed.body).toBe(201);
    expect((await wallet()).payout).toMatchObject({
      ...{ onTheWayMinor: 0, oldestOn: null, paidMinor: 150_050, inTimeMinor: 150_050 },
      ...{ medianBankDays: 1, longestBankDays: 1 },
    });
    const balances = await trialBalance(platform, clinic.context, clinic.ledgerId);
    expect(balances).toMatchObject({ "1920": 147_374n });
    expect(Object.values(balances)).toContain(2_676n);
    await sound(FRIDAY);
  });

  test("N-23 a pay-out that was placed wrongly is taken back: the money lies with the partner again", async () => {
    await taken(20_000n);
    const lineId = await bankSays("2026-10-05", 147_374n, 20_000n, "Utb.");
    await goTo("2026-10-05");
    const { entryId } = read<{ entryId: string }>(await place(lineId, { amountMinor: 20_000 }));
    expect((await wallet()).payout["onTheWayMinor"]).toBe(0);
    expect((await finance("POST", `/solutions/${entryId}/reversal`)).status).toBe(204);
    expect((await wallet()).payout["onTheWayMinor"]).toBe(20_000);
    await sound("2026-10-05");
    expect((await place(lineId, { amountMinor: 20_000 })).status).toBe(201);
    await sound("2026-10-05");
  });

  test("S0-56 money that has not come within what was agreed is late, and said to be", async () => {
    await taken(80_000n);
    await goTo("2026-10-07");
    const late = async () => (await wallet()).payout["lateMinor"];
    expect(await late()).toBe(0);
    const terms = { payoutBankDays: 1, price: VIPPS };
    expect((await admin("PUT", `/agreements/${agreementId}/payout-terms`, { body: terms })).status).toBe(204);
    expect(await wallet()).toMatchObject({ payout: { promisedBankDays: 1, agreedBankDays: 1, lateMinor: 80_000 } });
  });

  test("N-26 the month's fees by the price, against the partner's invoice of that month", async () => {
    await goTo("2026-11-05");
    // 100 øre each and 1.75 %: 1 750 + 876 + 350 + 1 400 and four times 100.
    const expected = { month: "2026-10-01", payments: 4, takenMinor: 250_050, expectedMinor: 4_776, owedMinor: 4_776 };
    expect((await wallet()).fees).toEqual({ ...expected, invoicedMinor: null });
    const practice = await api.program(clinic.context, ["supplierInvoices:write"]);
    const line = { role: "PAYMENT_COST", netMinor: 4_900, vatMinor: 1_225 };
    const body = {
      ...{ supplier: { orgNo: VIPPS.orgNo, name: "Lommeboken AS" }, number: "F-1", currency: "NOK" },
      ...{ issueDate: "2026-11-02", dueDate: "2026-11-16", totalMinor: 6_125, lines: [line] },
    };
    const received = await practice("POST", `/ledgers/${clinic.ledgerId}/supplier-invoices`, { body });
    expect(received.status, received.body).toBe(201);
    expect((await wallet()).fees).toEqual({ ...expected, invoicedMinor: 4_900 });
  });
});

describe("bad input", () => {
  test("parts that are more or less than the line, a fee below nothing, a rest beside a pay-out of nothing", async () => {
    await goTo("2026-11-05");
    const lineId = await bankSays("2026-11-04", 167_374n, 80_000n, "Utb.");
    for (const payout of [
      { amountMinor: 80_001 },
      { amountMinor: 79_999 },
      { amountMinor: 0 },
      { amountMinor: 80_000, feeMinor: -1 },
    ])
      expect(codeOf(await place(lineId, payout))).toEqual([422, "ALLOCATION_SUM"]);
    expect((await place(lineId, { way: "cheque", amountMinor: 80_000 })).status).toBe(422);
    expect((await place(lineId, { amountMinor: 80_000 })).status).toBe(201);
    await sound("2026-11-05");
  });

  test("more paid out than the partner took stands as such until it is mended", async () => {
    const lineId = await bankSays("2026-11-05", 247_374n, 10_000n, "Utb.");
    const { entryId } = read<{ entryId: string }>(await place(lineId, { amountMinor: 10_000 }));
    expect((await wallet()).payout).toMatchObject({ onTheWayMinor: 0, aheadMinor: 10_000 });
    await sound("2026-11-05");
    expect((await finance("POST", `/solutions/${entryId}/reversal`)).status).toBe(204);
    expect((await wallet()).payout).toMatchObject({ aheadMinor: 0 });
  });

  test("a price without a company's number, days beyond a month, somebody who may only look", async () => {
    const put = (body: object, who: Ask = admin) => who("PUT", `/agreements/${agreementId}/payout-terms`, { body });
    const wrong = await put({ payoutBankDays: 1, price: { ...VIPPS, orgNo: "923456784" } });
    expect(codeOf(wrong)).toEqual([422, "AGREEMENT_PRICE_OWNER"]);
    expect((await put({ payoutBankDays: 31, price: null })).status).toBe(422);
    expect((await put({ payoutBankDays: 1, price: null }, finance)).status).toBe(403);
  });
});

describe("asking partners now", () => {
  const refresh = (who: Ask = finance) => who("POST", "/partner-refreshes", { body: { of: "agency" } });
  let polls = 0;
  const work = () =>
    drainOutbox(
      platform,
      jobRegistry([
        defineJob("followUp.agencyStatuses", () => {
          polls += 1;
          return Promise.resolve();
        }),
      ]),
    );

  test("SV-053 SV-054 one press is one poll at once, two at the same time are one, and a minute passes before the next", async () => {
    await goTo("2026-11-06");
    const both = await Promise.all([refresh(), refresh()]);
    expect(both.map(({ status }) => status)).toEqual([204, 204]);
    await work();
    expect(polls).toBe(1);
    expect(codeOf(await refresh())).toEqual([429, "PARTNER_ASKED_ALREADY"]);
    await goTo("2026-11-06", "10:01");
    expect((await refresh()).status).toBe(204);
    await work();
    expect(polls).toBe(2);
    const accountant = await api.person(clinic.context, "accountant");
    expect((await refresh(accountant)).status).toBe(403);
  });

  test("SV-082 in the service window nobody is asked, and the answer says until when", async () => {
    await goTo("2026-11-08", "02:59");
    expect((await refresh()).status).toBe(204);
    await work();
    await goTo("2026-11-08", "03:00");
    const answer = await refresh();
    expect(codeOf(answer)).toEqual([409, "PARTNERS_IN_WINDOW"]);
    expect(answer.body).toContain("06:00");
    await goTo("2026-11-08", "06:00");
    expect((await refresh()).status).toBe(204);
  });
});
