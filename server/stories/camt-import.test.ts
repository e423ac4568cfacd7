import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeCamt, type EntryDraft } from "@kvitt/format-iso20022";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createBankReaders } from "../src/app/readers/index.ts";
import {
  bankingChecks,
  dismissHeldLine,
  releaseHeldLine,
  solveStatementLine,
  statementWork,
  workList,
} from "../src/banking/index.ts";
import { itemsByReference, ledgerChecks, post } from "../src/ledger/index.ts";
import { withTenant, type TenantTransaction } from "../src/platform/index.ts";
import {
  ACCOUNT,
  breaches,
  importBytes,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  trialBalance,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";
import { stateHash } from "../testkit/state.ts";

const SAMPLES = join(import.meta.dirname, "..", "..", "formats", "iso20022", "samples");
const reader = createBankReaders();
let platform: TestPlatform;
let clinic: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const load = (data: Uint8Array) => importBytes(platform, clinic, reader, data);
const balances = () => trialBalance(platform, clinic.context, clinic.ledgerId);
const on = Temporal.PlainDate.from("2026-04-13");

async function invoice(reference: string, amountMinor: bigint): Promise<void> {
  const item = {
    id: platform.ids.next(),
    ledgerId: clinic.ledgerId,
    side: "receivable",
    kind: "invoice",
    account: "1500",
    partyId: null,
    parentId: null,
    documentId: null,
    reference,
    openedOn: "2026-03-16",
    dueOn: "2026-04-13",
    amountMinor,
  } as const;
  const entry = {
    id: platform.ids.next(),
    ledgerId: clinic.ledgerId,
    kind: "invoice",
    bookedOn: "2026-03-16",
    sourceKind: "invoice",
    sourceId: platform.ids.next(),
    postings: [{ debit: "1500", credit: "3200", amountMinor, debitItemId: item.id }],
  } as const;
  await inTenant((tx) => post(tx, [entry], [item]));
}
const open = async (reference: string) => (await inTenant((tx) => itemsByReference(tx, [reference])))[0]!.openMinor;
const states = async () =>
  (
    await inTenant((tx) =>
      sql<{
        line: string;
      }>`select state || ' ' || amount_minor as line from bank_line where tenant_id = ${tx.tenantId} order by line_no, id`.execute(
        tx.db,
      ),
    )
  ).rows.map((row) => row.line);

function message(kind: "camt.053" | "camt.054", id: string, entries: readonly EntryDraft[], openingMinor = 0n): Buffer {
  const createdAt = "2026-04-13T23:00:00+02:00";
  const account = { iban: undefined, other: ACCOUNT, scheme: "BBAN" };
  const opening = kind === "camt.053" ? { opening: { signedMinor: openingMinor, on }, closingOn: on } : {};
  return Buffer.from(
    writeCamt({
      kind,
      version: "08",
      msgId: id,
      createdAt,
      statements: [{ id, createdAt, account, currency: "NOK", entries, ...opening }],
    }),
  );
}
const paid = (reference: string, signedMinor: bigint, ref: string): EntryDraft => ({
  bookedOn: on,
  acctSvcrRef: `E-${ref}`,
  transactions: [{ signedMinor, acctSvcrRef: `T-${ref}`, references: [{ reference }] }],
});

beforeAll(async () => {
  platform = await testPlatform("2026-04-14T05:00");
});
afterAll(() => platform.close());
beforeEach(async () => {
  clinic = await testClinic(platform);
  return async () => expect(await breaches(platform, clinic.context, [...ledgerChecks, ...bankingChecks])).toEqual([]);
});

describe("camt.054 as an account's details", () => {
  beforeEach(() =>
    testBankAccount(platform, clinic, { detailSource: "camt054", kidLengths: [6, 11], agreementId: "" }),
  );

  test("a charge that our bank kept is our cost, the payer has paid the gross; a reversal opens what it paid", async () => {
    await invoice("20260000177", 100_000n);
    await invoice("100248", 40_000n);
    await load(message("camt.054", "FIRST", [paid("100248", 40_000n, "1")]));
    await load(await readFile(join(SAMPLES, "no-camt054-v08-kid-charges-reversal.xml")));
    expect(await states()).toEqual(
      ["matched 40000", "matched 100000", "reversal -40000"].sort((a, b) =>
        a === "matched 40000" ? -1 : b === "matched 40000" ? 1 : 0,
      ),
    );
    expect([await open("20260000177"), await open("100248")]).toEqual([0n, 40_000n]);
    expect(await balances()).toEqual({ "1500": 40_000n, "1909": 98_500n, "3200": -140_000n, "7770": 1_500n });
  });

  test("the same entries under a new message id change nothing", async () => {
    await invoice("100248", 40_000n);
    await load(message("camt.054", "FIRST", [paid("100248", 40_000n, "1")]));
    const before = await balances();
    await load(message("camt.054", "AGAIN", [paid("100248", 40_000n, "1")]));
    expect(await balances()).toEqual(before);
    expect((await states()).sort()).toEqual(["matched 40000", "repeated 40000"]);
  });

  test("X-02 one payment that names two invoices settles both, and a credit note in it is subtracted by the payer's own words", async () => {
    await invoice("100248", 40_000n);
    await invoice("100255", 25_000n);
    const both: EntryDraft = {
      bookedOn: on,
      acctSvcrRef: "E-2",
      transactions: [
        {
          signedMinor: 65_000n,
          acctSvcrRef: "T-2",
          references: [
            { reference: "100248", partMinor: 40_000n },
            { reference: "100255", partMinor: 25_000n },
          ],
        },
      ],
    };
    await load(message("camt.054", "BOTH", [both]));
    expect([await open("100248"), await open("100255")]).toEqual([0n, 0n]);
  });

  test("details and statement may come in any order: the end state is the same", async () => {
    const details = message("camt.054", "D1", [paid("100248", 40_000n, "1"), paid("100255", 25_000n, "2")]);
    const proof = message(
      "camt.053",
      "S1",
      [paid("100248", 40_000n, "1"), paid("100255", 25_000n, "2")].map(({ transactions, ...entry }) => ({
        ...entry,
        signedMinor: transactions![0]!.signedMinor,
      })),
    );
    const hashes: string[] = [];
    for (const order of [
      [details, proof],
      [proof, details],
    ]) {
      clinic = await testClinic(platform);
      await testBankAccount(platform, clinic, { detailSource: "camt054", kidLengths: [6], agreementId: "" });
      await invoice("100248", 40_000n);
      await invoice("100255", 25_000n);
      for (const file of order) await load(file);
      expect(await balances()).toEqual({ "1920": 65_000n, "3200": -65_000n });
      hashes.push(await stateHash(platform, clinic.context));
    }
    expect(hashes[0]).toBe(hashes[1]);
  });

  test("a payment without the bank's reference that looks like an earlier one is held: a person says whether it is one", async () => {
    const alike = (id: string) =>
      message("camt.054", id, [{ bookedOn: on, transactions: [{ signedMinor: 45_000n, texts: ["Behandling"] }] }]);
    await load(alike("MONDAY"));
    await load(alike("TUESDAY"));
    await load(alike("WEDNESDAY"));
    expect((await states()).sort()).toEqual(["held 45000", "held 45000", "noReference 45000"]);
    const [first, second] = await inTenant((tx) => workList(tx, { state: "held" }));
    await inTenant((tx) => releaseHeldLine(tx, first!.id));
    await inTenant((tx) => dismissHeldLine(tx, second!.id));
    expect(await balances()).toEqual({ "1909": 90_000n, "2990": -90_000n });
  });
});

describe("camt.053 as an account's details", () => {
  beforeEach(() => testBankAccount(platform, clinic, { detailSource: "camt053", kidLengths: [6], agreementId: "" }));

  test("payments inside the statement settle invoices, and each is its own lump", async () => {
    await invoice("100248", 40_000n);
    await load(message("camt.053", "S1", [paid("100248", 40_000n, "1")]));
    expect(await balances()).toEqual({ "1920": 40_000n, "3200": -40_000n });
    expect(await inTenant((tx) => statementWork(tx))).toEqual([]);
  });
});

describe("camt.053 as the proof", () => {
  beforeEach(() => testBankAccount(platform, clinic));

  test("S0-09 S0-17 the day's lump meets its statement line, a bank charge is a cost, the rest waits in bank clearing", async () => {
    await invoice("1047112601018", 245_000n);
    await load(
      ocrFile({
        transmission: 1,
        settledOn: "2026-04-13",
        payments: [{ kid: "1047112601018", amountMinor: 245_000n }],
      }),
    );
    const charge: EntryDraft = {
      bookedOn: on,
      acctSvcrRef: "C-1",
      signedMinor: -2_500n,
      bankCode: ["PMNT", "MDOP", "CHRG"],
    };
    const stranger: EntryDraft = {
      bookedOn: on,
      acctSvcrRef: "X-1",
      transactions: [{ signedMinor: 60_000n, debtorName: "Ola Eksempel", texts: ["Takk for sist"] }],
    };
    await load(
      message("camt.053", "S1", [
        { bookedOn: on, acctSvcrRef: "20260413-0-00001", signedMinor: 245_000n, additionalInfo: "OCR giro" },
        charge,
        stranger,
      ]),
    );
    expect(await balances()).toEqual({ "1909": -60_000n, "1920": 302_500n, "3200": -245_000n, "7770": 2_500n });
  });

  test("a payment without KID is placed by a person straight from the statement", async () => {
    await invoice("1047112601018", 60_000n);
    await load(
      message("camt.053", "S1", [
        {
          bookedOn: on,
          acctSvcrRef: "X-1",
          transactions: [{ signedMinor: 60_000n, debtorName: "Ola Eksempel", texts: ["regning"] }],
        },
      ]),
    );
    const [line] = await inTenant((tx) => statementWork(tx));
    const item = (await inTenant((tx) => itemsByReference(tx, ["1047112601018"])))[0]!;
    await inTenant((tx) =>
      solveStatementLine(tx, line!.id, {
        placings: [{ itemId: item.id, amountMinor: 60_000n }],
        explanation: { rule: "person", version: 1, inputs: {} },
      }),
    );
    expect(await balances()).toEqual({ "1920": 60_000n, "3200": -60_000n });
  });

  test("SEC-55 an identity number in a payment's text is masked wherever it is read", async () => {
    await load(
      message("camt.053", "S1", [
        {
          bookedOn: on,
          acctSvcrRef: "X-1",
          transactions: [{ signedMinor: 60_000n, texts: ["Pasient 01818010083 takk"] }],
        },
      ]),
    );
    expect((await inTenant((tx) => statementWork(tx)))[0]!.text).toBe("Pasient ******-***** takk");
  });

  test("SEC-64 a document type is refused, and a statement that does not add up posts nothing", async () => {
    const good = message("camt.053", "S1", [paid("1047112601018", 60_000n, "1")]).toString();
    const doctype = good.replace("<Document", '<!DOCTYPE Document [<!ENTITY a "b">]><Document');
    expect((await load(Buffer.from(doctype))).file.state).toBe("rejected");
    const wrong = good.replace(/<Amt Ccy="NOK">600.00<\/Amt>\s*<CdtDbtInd>CRDT<\/CdtDbtInd>\s*<Dt>/g, (found) =>
      found.replace("600.00", "600.01"),
    );
    expect((await load(Buffer.from(wrong))).file.problems.map((problem) => problem.code)).toContain(
      "STATEMENT_DOES_NOT_ADD_UP",
    );
    expect(await balances()).toEqual({});
  });
});
