import { parse } from "@kvitt/format-nets";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bankingChecks } from "../src/banking/index.ts";
import { approveProposal } from "../src/controls/index.ts";
import {
  applyInvoices,
  claimSchema,
  exportRemittance,
  invoicingChecks,
  proposeInvoices,
  receiveClaims,
  remittanceBytes,
} from "../src/invoicing/index.ts";
import { itemsById, itemsByReference, ledgerChecks, type OpenItem } from "../src/ledger/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";
import { paymentsChecks, splitItem, undoSplit, type Part } from "../src/payments/index.ts";
import { withTenant, type TenantTransaction } from "../src/platform/index.ts";
import { invoiceStanding } from "../src/reports/index.ts";
import {
  breaches,
  importBytes,
  ledgerText,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  trialBalance,
  type TestClinic,
  type TestPayment,
  type TestPlatform,
} from "../testkit/index.ts";

/** A bill in parts, from the split to the practice system's file: whatever reference the payer uses, and whatever is credited meanwhile. */

const KID = "1047112601018";
const OTHER = "1047122601024";
const DAY = "2026-10-06";

let platform: TestPlatform;
let clinic: TestClinic;
let transmission: number;
const reader = netsReader();
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

function claim(number: string, kid: string, amount: number, changes: Record<string, unknown> = {}) {
  return claimSchema.parse({
    externalId: `journal-${number}`,
    kind: "INVOICE",
    number,
    kid,
    issueDate: "2026-10-05",
    dueDate: "2026-10-19",
    currency: "NOK",
    amountMinor: amount,
    lines: [{ text: "Behandling", amountMinor: amount, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: `P${kid}`, name: "Kari Eksempel", birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: `P${kid}`, name: "Kari Eksempel", phone: "+4791234567" },
    ...changes,
  });
}

const item = async (kid = KID): Promise<OpenItem> => (await inTenant((tx) => itemsByReference(tx, [kid])))[0]!;
const split = async (parts: number | readonly Part[], kid = KID) => {
  const { id } = await item(kid);
  return (await inTenant((tx) => splitItem(tx, { itemId: id, parts, by: "staff" }))).parts;
};
const exactly = (...parts: readonly (readonly [amountMinor: bigint, dueOn: string])[]) =>
  split(parts.map(([amountMinor, dueOn]) => ({ amountMinor, dueOn })));
const pay = (...payments: readonly TestPayment[]) =>
  importBytes(platform, clinic, reader, ocrFile({ transmission: ++transmission, settledOn: DAY, payments }));
const openOf = async (parts: readonly { readonly itemId: string }[]) => {
  const items = await inTenant((tx) =>
    itemsById(
      tx,
      parts.map(({ itemId }) => itemId),
    ),
  );
  const byId = new Map(items.map(({ id, openMinor }) => [id, openMinor]));
  return parts.map(({ itemId }) => byId.get(itemId));
};
const credit = (amount: number, number = "260101") =>
  inTenant((tx) =>
    receiveClaims(tx, clinic.ledgerId, [
      claim(`credit-${amount}`, KID, amount, {
        kind: "CREDIT",
        credits: `journal-${number}`,
        number: null,
        kid: null,
        issueDate: null,
        dueDate: null,
      }),
    ]),
  );
const exported = (toOn: string) => inTenant((tx) => exportRemittance(tx, clinic.ledgerId, { fromOn: toOn, toOn }));
/** What a file tells the practice system: KID and øre, line by line. */
async function told(toOn: string): Promise<[kid: string, minor: bigint][]> {
  const file = await exported(toOn);
  if (!file) return [];
  const bytes = await inTenant((tx) => remittanceBytes(tx, file));
  expect(parse(bytes)).toMatchObject({ ok: true });
  return [...bytes.toString("latin1").matchAll(/^NY09..30.{24}(.{17})(.{25})/gm)].map((found) => [
    found[2]!.trim(),
    BigInt(found[1]!),
  ]);
}
const lines = async (kind: string) =>
  (await ledgerText(platform, clinic.context, clinic.ledgerId)).filter((line) => line.includes(` ${kind}: `));
const states = async () =>
  (
    await inTenant((tx) =>
      tx.db
        .$extendTables<{ bank_line: { tenant_id: string; id: string; state: string; explanation: { rule: string } } }>()
        .selectFrom("bank_line")
        .select(["state", "explanation"])
        .where("tenant_id", "=", tx.tenantId)
        .orderBy("id")
        .execute(),
    )
  ).map(({ state, explanation }) => `${state} ${explanation.rule}`);

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
});
afterAll(() => platform.close());
beforeEach(async () => {
  transmission = 0;
  clinic = await testClinic(platform, { settings: { remittanceRecipient: "00900001" } });
  await testBankAccount(platform, clinic);
  await inTenant((tx) =>
    receiveClaims(tx, clinic.ledgerId, [claim("260101", KID, 100_000), claim("260102", OTHER, 50_000)]),
  );
  return async () =>
    expect(
      await breaches(platform, clinic.context, [
        ...ledgerChecks,
        ...bankingChecks,
        ...invoicingChecks,
        ...paymentsChecks,
      ]),
    ).toEqual([]);
});

describe("a payment of a bill in parts", () => {
  test("S0-12 by the bill's own reference it settles the open parts, the one due first first", async () => {
    const parts = await exactly([30_000n, "2026-11-20"], [50_000n, "2026-10-20"], [20_000n, "2026-12-21"]);
    await pay({ kid: KID, amountMinor: 60_000n });
    expect(await openOf(parts)).toEqual([20_000n, 0n, 20_000n]);
    await pay({ kid: KID, amountMinor: 40_000n });
    expect(await openOf(parts)).toEqual([0n, 0n, 0n]);
    await pay({ kid: KID, amountMinor: 7_000n });
    expect(await states()).toEqual(["part match.splitPart", "matched match.splitSettled", "closed match.closed"]);
    expect(await trialBalance(platform, clinic.context, clinic.ledgerId)).toMatchObject({
      "1500": 50_000n,
      "2900": -7_000n,
    });
  });

  test.each([
    [99_999n, "part match.splitPart", undefined],
    [100_000n, "matched match.splitSettled", undefined],
    [100_001n, "over match.splitOverpaid", -1n],
  ])("S0-12 %d øre of 100 000 by the bill's reference: %s", async (amountMinor, state, creditMinor) => {
    await split(3);
    await pay({ kid: KID, amountMinor });
    expect(await states()).toEqual([state]);
    expect((await trialBalance(platform, clinic.context, clinic.ledgerId))["2900"]).toBe(creditMinor);
  });

  test("S0-12 by a part's own reference it settles that part; both references in one file take no øre twice", async () => {
    const parts = await split(4);
    await pay(
      { kid: parts[3]!.reference, amountMinor: 25_000n },
      { kid: KID, amountMinor: 60_000n },
      { kid: parts[2]!.reference, amountMinor: 15_000n },
    );
    expect(await openOf(parts)).toEqual([0n, 0n, 0n, 0n]);
    expect(await states()).toEqual(["matched match.exact", "part match.splitPart", "matched match.exact"]);
  });

  test("a split that was taken back is a bill like any other", async () => {
    await split(2);
    await inTenant(async (tx) => undoSplit(tx, (await itemsByReference(tx, [KID]))[0]!.id, "staff"));
    await pay({ kid: KID, amountMinor: 100_000n });
    expect(await states()).toEqual(["matched match.exact"]);
  });
});

describe("the practice system's file", () => {
  test("S0-12 FR-61 payments of parts come under the claim's own KID, each øre once, over all files", async () => {
    const parts = await split(3);
    await pay({ kid: parts[0]!.reference, amountMinor: 33_333n }, { kid: OTHER, amountMinor: 50_000n });
    expect(await told("2026-10-06")).toEqual([
      [KID, 33_333n],
      [OTHER, 50_000n],
    ]);
    await pay({ kid: KID, amountMinor: 66_667n });
    expect(await told("2026-10-07")).toEqual([
      [KID, 33_333n],
      [KID, 33_334n],
    ]);
    expect(await told("2026-10-08")).toEqual([]);
  });

  test("FR-62 a collective invoice in parts is shared out over its claims in line order, on from the file before", async () => {
    const kids = ["1047142601046", "1047152601050"];
    const business = {
      kind: "BUSINESS_LINE",
      patient: null,
      payer: { type: "BUSINESS", name: "Bedrift AS", orgNo: "987654325" },
    };
    await inTenant((tx) =>
      receiveClaims(tx, clinic.ledgerId, [
        claim("260104", kids[0]!, 60_000, { ...business, issueDate: "2026-09-01", dueDate: "2026-09-30" }),
        claim("260105", kids[1]!, 40_000, { ...business, issueDate: "2026-09-02", dueDate: "2026-09-30" }),
      ]),
    );
    const proposal = await inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, "2026-10-05"));
    await inTenant((tx) => approveProposal(tx, proposal.id));
    await applyInvoices(platform, clinic.context, proposal.id);
    const { reference } = await inTenant(async (tx) => {
      const [found] = await tx.db
        .$extendTables<{ invoice: { tenant_id: string; kind: string; reference: string } }>()
        .selectFrom("invoice")
        .select("reference")
        .where("tenant_id", "=", tx.tenantId)
        .where("kind", "=", "collective")
        .execute();
      return found!;
    });
    const parts = await split(2, reference);
    await pay({ kid: parts[0]!.reference, amountMinor: 50_000n });
    expect(await told("2026-10-06")).toEqual([[kids[0], 50_000n]]);
    await pay({ kid: parts[1]!.reference, amountMinor: 50_000n });
    expect(await told("2026-10-07")).toEqual([
      [kids[0], 10_000n],
      [kids[1], 40_000n],
    ]);
  });
});

describe("a credit note of a bill in parts", () => {
  test("FR-13 reduces the part due last first, and what was paid already becomes the payer's credit", async () => {
    const parts = await exactly([30_000n, "2026-10-20"], [30_000n, "2026-12-21"], [40_000n, "2026-11-20"]);
    await credit(45_000);
    expect(await openOf(parts)).toEqual([30_000n, 0n, 25_000n]);
    await pay({ kid: KID, amountMinor: 55_000n });
    expect(await states()).toEqual(["matched match.splitSettled"]);
    await credit(35_000);
    expect(await lines("creditNote")).toEqual([
      "2026-10-06 creditNote: 3200 < 1500 30000",
      "2026-10-06 creditNote: 3200 < 1500 15000",
      "2026-10-06 creditNote: 3200 < 2900 25000",
      "2026-10-06 creditNote: 3200 < 2900 10000",
    ]);
    const { documentId } = await item();
    expect(await inTenant((tx) => invoiceStanding(tx, documentId!))).toMatchObject({
      state: "settled",
      openMinor: 0n,
      paidMinor: 55_000n,
      creditedMinor: 80_000n,
    });
  });

  test("FR-13 S0-20 credited whole while nothing is paid, it owes nothing, and money that comes is the payer's", async () => {
    const parts = await split(3);
    await credit(100_000);
    expect(await openOf(parts)).toEqual([0n, 0n, 0n]);
    await pay({ kid: KID, amountMinor: 10_000n }, { kid: parts[0]!.reference, amountMinor: 10_000n });
    expect(await states()).toEqual(["credited match.credited", "credited match.credited"]);
    const { documentId } = await item();
    expect(await inTenant((tx) => invoiceStanding(tx, documentId!))).toMatchObject({ state: "credited" });
  });
});

type Act =
  | { readonly do: "split"; readonly parts: number }
  | { readonly do: "pay"; readonly by: number; readonly amountMinor: bigint }
  | { readonly do: "credit"; readonly amount: number }
  | { readonly do: "file" };

const acts = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("split" as const), parts: fc.integer({ min: 2, max: 5 }) }),
    fc.record({ do: fc.constant("pay" as const), by: fc.nat(5), amountMinor: fc.bigInt({ min: 1n, max: 60_000n }) }),
    fc.record({ do: fc.constant("credit" as const), amount: fc.integer({ min: 1, max: 20_000 }) }),
    fc.constant({ do: "file" as const }),
  ),
  { minLength: 3, maxLength: 7 },
);

/** A life of one bill, made of acts; gives what all of its files told by KID. */
async function live(life: readonly Act[]): Promise<Map<string, bigint>> {
  let references = [KID];
  let day = Temporal.PlainDate.from(DAY);
  const heard = new Map<string, bigint>();
  const hear = async () => {
    for (const [kid, minor] of await told(day.toString())) heard.set(kid, (heard.get(kid) ?? 0n) + minor);
    day = day.add({ days: 1 });
  };
  let credited = 0;
  for (const [at, act] of life.entries()) {
    if (act.do === "file") await hear();
    if (act.do === "pay") await pay({ kid: references[act.by % references.length]!, amountMinor: act.amountMinor });
    if (act.do === "credit" && credited + act.amount + at <= 100_000) {
      credited += act.amount + at;
      await credit(act.amount + at);
    }
    const { openMinor } = await item();
    if (act.do === "split" && references.length === 1 && openMinor > 10n)
      references = [KID, ...(await split(act.parts)).map(({ reference }) => reference)];
  }
  await hear();
  return heard;
}

describe("whatever happens to a bill", () => {
  test("S0-16 FR-61 all files together tell what was put on the bill and its parts, to the øre and once, under its own KID", async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (life) => {
        clinic = await testClinic(platform, { settings: { remittanceRecipient: "00900001" } });
        await testBankAccount(platform, clinic);
        await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, [claim("260101", KID, 100_000)]));
        const heard = await live(life);
        const { documentId } = await item();
        const { paidMinor, openMinor, creditedMinor } = await inTenant((tx) => invoiceStanding(tx, documentId!));
        expect([...heard.keys()].every((kid) => kid === KID)).toBe(true);
        expect(heard.get(KID) ?? 0n).toBe(paidMinor);
        const balances = await trialBalance(platform, clinic.context, clinic.ledgerId);
        expect(balances["1500"] ?? 0n).toBe(openMinor);
        expect((balances["1909"] ?? 0n) + (balances["2900"] ?? 0n) + openMinor).toBe(100_000n - creditedMinor);
      }),
      { numRuns: 12 },
    );
  });
});
