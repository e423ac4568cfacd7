import { parse } from "@kvitt/format-nets";
import { makeKid } from "@kvitt/values";
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { addBankAccount, changeBankAccount } from "../banking/index.ts";
import { approveProposal } from "../controls/index.ts";
import { itemsByReference, post, reverseEntry } from "../ledger/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import { claim, workedMonth } from "./claims.fixture.ts";
import {
  applyInvoices,
  exportRemittance,
  listRemittances,
  proposeInvoices,
  receiveClaims,
  remittanceBytes,
} from "./index.ts";
import { shareOut } from "./remittance-shares.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let accountId: string;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
});
beforeEach(async () => {
  clinic = await testClinic(platform, { settings: { remittanceRecipient: "00900001" } });
  accountId = await account("86011117947", "009000001");
});
afterAll(() => platform.close());

/** A bank account of the clinic that takes KIDs by an agreement. */
async function account(number: string, agreementId: string): Promise<string> {
  const agreed = { kidLengths: [13], kidModulus: "mod10", detailSource: "ocrgiro", proofSource: "camt053" } as const;
  const input = { ledgerId: clinic.ledgerId, market: "NO", number, agreementId, ...agreed };
  return inTenant((tx) => addBankAccount(tx, input));
}
const closedFrom = (id: string, day: string | null) =>
  inTenant((tx) => changeBankAccount(tx, id, { closedFromOn: day }));

async function pay(reference: string, amountMinor: bigint, bookedOn: string): Promise<string> {
  const id = platform.ids.next();
  await inTenant(async (tx) => {
    const [item] = await itemsByReference(tx, [reference], clinic.ledgerId);
    const postings = [{ debit: "1909", credit: "1500", amountMinor, creditItemId: item!.id }];
    await post(tx, [
      {
        id,
        ledgerId: clinic.ledgerId,
        kind: "payment",
        bookedOn,
        sourceKind: "bankLine",
        sourceId: platform.ids.next(),
        postings,
      },
    ]);
  });
  return id;
}

const exported = (fromOn: string, toOn: string) =>
  inTenant((tx) => exportRemittance(tx, clinic.ledgerId, { fromOn, toOn }));
const bytesOf = (file: NonNullable<Awaited<ReturnType<typeof exported>>>) =>
  inTenant((tx) => remittanceBytes(tx, file));
const amountsIn = (bytes: Buffer) =>
  [...bytes.toString("latin1").matchAll(/^NY09..30.{24}(.{17})(.{25})/gm)].map((found) => [
    found[2]!.trim(),
    BigInt(found[1]!),
  ]);

describe("remittance files", () => {
  test("S0-12 S0-13 the day's payments become the file the practice system reads, byte for byte as the worked example", async () => {
    await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, workedMonth()));
    await pay("1047112601018", 245_000n, "2026-10-06");
    await pay("1047122601024", 118_000n, "2026-10-06");
    await pay("1047132601030", 960_000n, "2026-10-06");
    await pay("1047162601066", 475_000n, "2026-10-06");
    const file = (await exported("2026-10-06", "2026-10-06"))!;
    expect(file).toMatchObject({ transmissionNo: 1n, lines: 4, totalMinor: 1_798_000n });
    const bytes = await bytesOf(file);
    const golden = await readFile(
      new URL("../../../formats/nets/samples/front-example-batch-1-2026-10-06.txt", import.meta.url),
    );
    expect(amountsIn(bytes)).toEqual(amountsIn(golden));
    expect(parse(bytes)).toMatchObject({ ok: true });
    expect(bytes.length).toBe(golden.length);
  });

  test("a second fetch is the same bytes, also when more was booked on those days; the late payment is in the next file, once", async () => {
    await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, workedMonth()));
    await pay("1047112601018", 245_000n, "2026-10-06");
    const first = (await exported("2026-10-06", "2026-10-06"))!;
    await pay("1047122601024", 118_000n, "2026-10-06");
    expect(await exported("2026-10-06", "2026-10-06")).toEqual(first);
    expect(await bytesOf((await exported("2026-10-06", "2026-10-06"))!)).toEqual(await bytesOf(first));
    const second = (await exported("2026-10-07", "2026-10-07"))!;
    expect(second).toMatchObject({ transmissionNo: 2n, lines: 1, totalMinor: 118_000n });
    expect(await exported("2026-10-08", "2026-10-08")).toBeUndefined();
    expect(await inTenant((tx) => listRemittances(tx, clinic.ledgerId, 1n))).toEqual([second]);
  });

  test("a payment that was reversed is not reported", async () => {
    await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, workedMonth()));
    const entry = await pay("1047112601018", 245_000n, "2026-10-06");
    await inTenant((tx) => reverseEntry(tx, entry, "2026-10-06", { rule: "person", version: 1, inputs: {} }));
    expect(await exported("2026-10-06", "2026-10-06")).toBeUndefined();
  });

  test("S0-53 a part payment of a collective invoice is shared out in line order, under the practice system's KIDs", async () => {
    const line = (n: number, kid: string, amount: number) =>
      claim({
        externalId: `v-${n}`,
        kind: "BUSINESS_LINE",
        number: `26010${n}`,
        kid,
        amountMinor: amount,
        issueDate: `2026-09-0${n}`,
        dueDate: "2026-09-30",
        patient: null,
        payer: { type: "BUSINESS", name: "Bedrift AS", orgNo: "987654325" },
      });
    await inTenant((tx) =>
      receiveClaims(tx, clinic.ledgerId, [line(1, "1047112601018", 100_000), line(2, "1047122601024", 50_000)]),
    );
    const proposal = await inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, "2026-10-05"));
    await inTenant((tx) => approveProposal(tx, proposal.id));
    await applyInvoices(platform, clinic.context, proposal.id);
    await pay(makeKid("000001000001", "mod10"), 120_000n, "2026-10-06");
    const bytes = await bytesOf((await exported("2026-10-06", "2026-10-06"))!);
    expect(amountsIn(bytes)).toEqual([
      ["1047112601018", 100_000n],
      ["1047122601024", 20_000n],
    ]);
    await pay(makeKid("000001000001", "mod10"), 30_000n, "2026-10-07");
    expect(amountsIn(await bytesOf((await exported("2026-10-07", "2026-10-07"))!))).toEqual([
      ["1047122601024", 30_000n],
    ]);
  });

  /** The account and the agreement that a file names. */
  const namedIn = (bytes: Buffer) => /^NY090020(\d{9})\d{7}(\d{11})/m.exec(bytes.toString("latin1"))!.slice(1);
  const OLD = ["009000001", "86011117947"];
  const NEW = ["009000002", "86011117955"];

  test.each([
    ["the day before its closing day", "2026-10-06", OLD],
    ["on its closing day", "2026-10-07", NEW],
    ["the day after", "2026-10-08", NEW],
  ])("S0-12 a file made %s names the account that is open then", async (_, day, named) => {
    await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, workedMonth()));
    await account(NEW[1]!, NEW[0]!);
    await closedFrom(accountId, "2026-10-07");
    await pay("1047112601018", 245_000n, "2026-10-06");
    expect(namedIn(await bytesOf((await exported(day, day))!))).toEqual(named);
  });

  test.each(["2026-10-07", "2026-10-08"])(
    "S0-12 made for %s with its account closed from the seventh a file is refused, and one of the day before is not",
    async (day) => {
      await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, workedMonth()));
      await closedFrom(accountId, "2026-10-07");
      expect(await exported(day, day), "nothing to tell needs no account").toBeUndefined();
      await pay("1047112601018", 245_000n, "2026-10-06");
      const refused = { code: "REMITTANCE_ACCOUNT_CLOSED", facts: { day: "2026-10-07" } };
      await expect(exported(day, day)).rejects.toMatchObject(refused);
      const before = (await exported("2026-10-06", "2026-10-06"))!;
      expect(namedIn(await bytesOf(before))).toEqual(OLD);
      // Made while it was open, a file is given again ever after.
      await closedFrom(accountId, "2026-10-06");
      expect(await exported("2026-10-06", "2026-10-06")).toEqual(before);
    },
  );

  test("an account that is opened again is used again", async () => {
    await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, workedMonth()));
    await closedFrom(accountId, "2026-10-07");
    await pay("1047112601018", 245_000n, "2026-10-06");
    await closedFrom(accountId, null);
    expect(namedIn(await bytesOf((await exported("2026-10-07", "2026-10-07"))!))).toEqual(OLD);
  });

  test("a ledger without an account or agreement has no file", async () => {
    clinic = await testClinic(platform);
    await expect(exported("2026-10-06", "2026-10-06")).rejects.toMatchObject({ code: "REMITTANCE_RECIPIENT_MISSING" });
  });
});

describe("sharing payments out", () => {
  const base = { entryId: "e", entryLine: 1, documentId: "d", reference: "own", settledOn: "2026-10-06" };
  const shares = [
    { documentId: "d", claimId: "1", reference: "A", amountMinor: 100n },
    { documentId: "d", claimId: "2", reference: null, amountMinor: 50n },
  ];

  test("S0-12 line by line, going on where the last file ended; a claim without a reference goes under the invoice's", () => {
    const parts = shareOut(
      [
        { ...base, amountMinor: 60n },
        { ...base, amountMinor: 70n },
      ],
      shares,
      new Map([["d", 10n]]),
    );
    expect(parts.map((part) => [part.reference, part.amountMinor])).toEqual([
      ["A", 60n],
      ["A", 30n],
      ["own", 40n],
    ]);
  });

  test("S0-16 whatever comes, the parts are the payments", () => {
    const amount = fc.bigInt({ min: 1n, max: 1_000n });
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1 }), fc.array(amount), amount, (payments, claims, before) => {
        const given = claims.map((amountMinor, at) => ({
          documentId: "d",
          claimId: String(at),
          reference: `k${at}`,
          amountMinor,
        }));
        const parts = shareOut(
          payments.map((amountMinor) => ({ ...base, amountMinor })),
          given,
          new Map([["d", before]]),
        );
        const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);
        expect(sum(parts.map((part) => part.amountMinor))).toBe(sum(payments));
        expect(parts.every((part) => part.amountMinor > 0n)).toBe(true);
      }),
    );
  });
});
