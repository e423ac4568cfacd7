import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "@kvitt/format-nets";
import { afterEach, beforeEach, expect, test } from "vitest";
import { itemsById, ledgerChecks, post, type NewItem } from "../src/ledger/index.ts";
import { netsDirectDebit, netsReader } from "../src/partners/nets/index.ts";
import { upsertParties } from "../src/parties/index.ts";
import {
  debitHistory,
  paymentsChecks,
  setUpDebits,
  takeMandates,
  unsettledDebits,
  writeDebitFile,
} from "../src/payments/index.ts";
import { withTenant, type TenantTransaction } from "../src/platform/index.ts";
import {
  ACCOUNT,
  breaches,
  bytes,
  importBytes,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";

/** AvtaleGiro with the bank's own files: the list of authorities and the payments come in one, claims and cancellations leave in another. */

const SAMPLE = join(import.meta.dirname, "../../formats/nets/samples/avtalegiro-constructed-agreements-plus-ocr.txt");
const port = netsDirectDebit();
let platform: TestPlatform;
let clinic: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

beforeEach(async () => {
  platform = await testPlatform("2026-11-02T08:00");
  clinic = await testClinic(platform);
  await testBankAccount(platform, clinic);
  await inTenant((tx) =>
    setUpDebits(tx, {
      ledgerId: clinic.ledgerId,
      account: ACCOUNT,
      sender: "00104711",
      fixedPart: { from: 1, length: 6 },
      notify: "bank",
      leadDays: null,
      state: "active",
    }),
  );
});
afterEach(async () => {
  expect(await breaches(platform, clinic.context, [...paymentsChecks, ...ledgerChecks])).toEqual([]);
  await platform.close();
});

async function bill(reference: string, amountMinor: bigint, dueOn: string): Promise<string> {
  return inTenant(async (tx) => {
    const external = { system: "test", ref: reference };
    const draft = { external, kind: "person", name: "Åse Ødegård", roles: ["payer"], contacts: [] } as const;
    const [party] = await upsertParties(tx, [draft], { market: "NO" });
    const item: NewItem = {
      id: platform.ids.next(),
      ledgerId: clinic.ledgerId,
      side: "receivable",
      kind: "invoice",
      account: "1500",
      partyId: party!.id,
      parentId: null,
      documentId: null,
      reference,
      openedOn: "2026-11-02",
      dueOn,
      amountMinor,
    };
    const entry = {
      id: platform.ids.next(),
      ledgerId: clinic.ledgerId,
      kind: "invoice",
      bookedOn: "2026-11-02",
      sourceKind: "invoice",
      sourceId: platform.ids.next(),
    } as const;
    const postings = [{ debit: "1500", credit: "3200", amountMinor, debitItemId: item.id }];
    await post(tx, [{ ...entry, postings }], [item]);
    return item.id;
  });
}

const takeListsOf = async (data: Buffer, sha256: Buffer) => {
  const lists = await port.readMandates(bytes(data));
  return inTenant((tx) => takeMandates(tx, { sha256, lists }));
};
const stateOf = async (itemId: string) =>
  (await inTenant((tx) => debitHistory(tx, itemId))).map(({ state, amountMinor }) => `${state} ${amountMinor}`);
const openOf = async (itemId: string) => (await inTenant((tx) => itemsById(tx, [itemId])))[0]!.openMinor;
const write = (asOf: string) => writeDebitFile(platform, clinic.context, port, { ledgerId: clinic.ledgerId, asOf });

/** The file as it leaves, in the operator's words. */
const transactionsIn = (made: Awaited<ReturnType<typeof write>>) => {
  const parsed = parse(made!.bytes);
  if (!parsed.ok) throw new Error("the file written is not good");
  return parsed.file.assignments.flatMap((assignment) =>
    assignment.kind === "claims" || assignment.kind === "cancellations"
      ? assignment.transactions.map(({ item1, item2 }) =>
          [assignment.kind, item1.transactionType, item1.kid, item1.amountMinor, item1.dueOn, item2?.shortName].join(
            " ",
          ),
        )
      : [],
  );
};

test("S0-01 an authority signed, a bill drawn, the payment seen in the bank's file, and one bill that was not drawn", async () => {
  const data = await readFile(SAMPLE);
  // 2 November: the operator's first file names the customer's authority.
  const sha256 = Buffer.alloc(32, 1);
  expect(await takeListsOf(data, sha256)).toMatchObject([
    { started: 3, ended: 0, notes: [{ code: "unknownEnded", kid: "1047162601066" }] },
  ]);
  // Two bills of customer 104715: the authority names the first one's KID, and stands for both.
  const drawn = await bill("1047152601050", 300_000n, "2026-11-12");
  const silent = await bill("1047152602058", 125_050n, "2026-11-14");
  expect(transactionsIn(await write("2026-11-02"))).toEqual([
    "claims 21 1047152601050 300000 2026-11-12 ØDEGÅRD Å",
    "claims 21 1047152602058 125050 2026-11-14 ØDEGÅRD Å",
  ]);

  // 13 November: the bank's file has the payment of the day before (type 15), and the list once more.
  platform.moveTo("2026-11-13T18:00");
  const imported = await importBytes(platform, clinic, netsReader(), data);
  expect(imported).toMatchObject({ file: { state: "posted" } });
  expect(await takeListsOf(data, sha256)).toMatchObject([{ isNew: false }]);
  expect(await openOf(drawn)).toBe(0n);
  expect(await inTenant((tx) => unsettledDebits(tx, "2026-11-14"))).toEqual([]);
  expect(await stateOf(drawn)).toEqual(["settled 300000"]);

  // The other one was due on a Saturday. By 18 November it should have come; the bank tells of that day, and nothing came.
  platform.moveTo("2026-11-19T08:00");
  expect(await inTenant((tx) => unsettledDebits(tx, "2026-11-19"))).toEqual([]);
  const others = ocrFile({
    transmission: 2,
    settledOn: "2026-11-18",
    payments: [{ kid: "1047152602058", amountMinor: 50n }],
  });
  await importBytes(platform, clinic, netsReader(), others);
  expect(await inTenant((tx) => unsettledDebits(tx, "2026-11-18"))).toEqual([]);
  expect(await inTenant((tx) => unsettledDebits(tx, "2026-11-19"))).toMatchObject([
    { itemId: silent, termOn: "2026-11-14", amountMinor: 125_050n, openMinor: 125_000n },
  ]);
  expect(await inTenant((tx) => unsettledDebits(tx, "2026-11-20"))).toEqual([]);
});

test("S0-01 a claim taken back too late is drawn all the same, and money that came another way is nobody's AvtaleGiro", async () => {
  await takeListsOf(await readFile(SAMPLE), Buffer.alloc(32, 2));
  const late = await bill("1047152602058", 125_050n, "2026-11-27");
  await write("2026-11-02");
  await importBytes(
    platform,
    clinic,
    netsReader(),
    ocrFile({ transmission: 3, settledOn: "2026-11-03", payments: [{ kid: "1047152602058", amountMinor: 125_050n }] }),
  );
  expect(await openOf(late)).toBe(0n);
  expect(transactionsIn(await write("2026-11-03"))).toEqual([
    "cancellations 93 1047152602058 125050 2026-11-27 ØDEGÅRD Å",
  ]);
  expect(await stateOf(late)).toEqual(["cancelSent 125050"]);

  platform.moveTo("2026-12-03T08:00");
  const payments = [{ kid: "1047152602058", amountMinor: 125_050n, type: "15" } as const];
  await importBytes(platform, clinic, netsReader(), ocrFile({ transmission: 4, settledOn: "2026-11-27", payments }));
  expect(await inTenant((tx) => unsettledDebits(tx, "2026-12-03"))).toEqual([]);
  expect(await stateOf(late)).toEqual(["settled 125050"]);
});

test("S0-01 a payer who pays the same amount by hand on the due date has not been drawn, and is not asked again", async () => {
  await takeListsOf(await readFile(SAMPLE), Buffer.alloc(32, 3));
  const byHand = await bill("1047152602058", 125_050n, "2026-11-27");
  await write("2026-11-02");
  const payments = [{ kid: "1047152602058", amountMinor: 125_050n }];
  platform.moveTo("2026-12-09T08:00");
  await importBytes(platform, clinic, netsReader(), ocrFile({ transmission: 5, settledOn: "2026-11-27", payments }));
  expect(await inTenant((tx) => unsettledDebits(tx, "2026-12-08"))).toEqual([]);
  expect(await stateOf(byHand)).toEqual(["sent 125050"]);
  expect(await inTenant((tx) => unsettledDebits(tx, "2026-12-09"))).toEqual([]);
  expect(await stateOf(byHand)).toEqual(["notSettled 125050"]);
});
