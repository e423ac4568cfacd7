import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sql } from "kysely";
import {
  breaches,
  exampleBatch,
  importBytes,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  trialBalance,
  type TestClinic,
  type TestPayment,
  type TestPlatform,
} from "../testkit/index.ts";
import {
  acceptBankLine,
  bankingChecks,
  solveBankLine,
  suggestionsFor,
  tryImport,
  undoSolution,
  workList,
  applyMatches,
  proposeMatches,
} from "../src/banking/index.ts";
import { approveProposal } from "../src/controls/index.ts";
import { closePeriod, itemsByReference, ledgerChecks } from "../src/ledger/index.ts";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";
import { withTenant, type TenantTransaction } from "../src/platform/index.ts";
import { bytes } from "../testkit/bank.ts";

let platform: TestPlatform;
let clinic: TestClinic;
const reader = netsReader();
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const importFile = (data: Uint8Array) => importBytes(platform, clinic, reader, data);
const pay = (payments: readonly TestPayment[], transmission = 1, settledOn = "2026-10-06") =>
  importFile(ocrFile({ transmission, settledOn, payments }));

const KID_A = "1047112601018";
const KID_B = "1047122601024";
const KID_G = "1047172601072";
const PAYER = "12345678903";

function claim(number: string, kid: string, amount: number, patient = `P${kid.slice(0, 6)}`) {
  return claimSchema.parse({
    externalId: `journal-${number}`,
    kind: "INVOICE",
    number,
    kid,
    issueDate: "2026-09-14",
    dueDate: "2026-10-19",
    currency: "NOK",
    amountMinor: amount,
    lines: [{ text: "Behandling", amountMinor: amount, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: patient, name: `Pasient ${patient}`, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: patient, name: `Pasient ${patient}`, phone: "+4791234567" },
  });
}

async function states(): Promise<string[]> {
  const found = await inTenant((tx) =>
    sql<{
      line: string;
    }>`select l.state || ' ' || l.amount_minor as line from bank_line l where l.tenant_id = ${tx.tenantId} order by l.settled_on, l.line_no, l.id`.execute(
      tx.db,
    ),
  );
  return found.rows.map((row) => row.line);
}
const balances = () => trialBalance(platform, clinic.context, clinic.ledgerId);
const open = async (kid: string) => (await inTenant((tx) => itemsByReference(tx, [kid])))[0]?.openMinor;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T05:00");
});
afterAll(() => platform.close());
beforeEach(async () => {
  clinic = await testClinic(platform);
  await testBankAccount(platform, clinic);
  await inTenant((tx) =>
    receiveClaims(tx, clinic.ledgerId, [
      claim("260101", KID_A, 245_000),
      claim("260102", KID_B, 118_000),
      claim("260107", KID_G, 200_000),
    ]),
  );
  return async () => expect(await breaches(platform, clinic.context, [...ledgerChecks, ...bankingChecks])).toEqual([]);
});

describe("a line of an OCR file finds its invoice", () => {
  test("S0-12 S0-22 the amount that is open settles the invoice, with no hand", async () => {
    const { file } = await pay([{ kid: KID_A, amountMinor: 245_000n, payer: PAYER }]);
    expect(file.state).toBe("posted");
    expect(await states()).toEqual(["matched 245000"]);
    expect(await open(KID_A)).toBe(0n);
    expect(await balances()).toEqual({ "1500": 318_000n, "1909": 245_000n, "3200": -563_000n });
  });

  test("less leaves the rest open, and the second part settles it", async () => {
    await pay([
      { kid: KID_G, amountMinor: 150_000n },
      { kid: KID_G, amountMinor: 50_000n },
    ]);
    expect(await states()).toEqual(["part 150000", "matched 50000"]);
    expect(await open(KID_G)).toBe(0n);
  });

  test("more settles it and the rest is the payer's credit, for a person to see", async () => {
    await pay([{ kid: KID_A, amountMinor: 250_000n }]);
    expect(await states()).toEqual(["over 250000"]);
    expect(await balances()).toMatchObject({ "1500": 318_000n, "2900": -5_000n });
  });

  test("a settled invoice that is paid again becomes the payer's credit, never lost", async () => {
    await pay([{ kid: KID_A, amountMinor: 245_000n, payer: PAYER }]);
    await pay([{ kid: KID_A, amountMinor: 245_000n, payer: "15032080119" }], 2, "2026-10-07");
    expect(await states()).toEqual(["matched 245000", "closed 245000"]);
    expect(await balances()).toMatchObject({ "2900": -245_000n, "1909": 490_000n });
  });

  test("same account, day, amount, KID and payer again: it posts, and a person looks", async () => {
    await pay([{ kid: KID_A, amountMinor: 245_000n, payer: PAYER }]);
    await pay([{ kid: KID_A, amountMinor: 245_000n, payer: PAYER }], 2);
    expect(await states()).toEqual(["matched 245000", "possibleDuplicate 245000"]);
  });

  test("a reference nobody issued posts at once and waits for a person", async () => {
    await pay([{ kid: "9999992601012", amountMinor: 10_000n }]);
    expect((await states())[0]).toMatch(/^(unknown|badCheck) 10000$/);
    expect(await balances()).toMatchObject({ "2990": -10_000n, "1909": 10_000n });
  });

  test("SEC-55 an identity number typed where the KID belongs is masked in every row the file makes", async () => {
    const number = "01818010083";
    const { file } = await pay([{ kid: number, amountMinor: 10_000n }]);
    await importFile(
      ocrFile({ transmission: 2, settledOn: "2026-10-06", payments: [{ kid: number, amountMinor: 10_000n }] }),
    );
    const rows = await inTenant((tx) =>
      sql<{ text: string }>`
        select row_to_json(l)::text as text from bank_line l where l.tenant_id = ${tx.tenantId}
        union all select row_to_json(i)::text from open_item i where i.tenant_id = ${tx.tenantId}
        union all select row_to_json(f)::text from bank_file f where f.tenant_id = ${tx.tenantId}`.execute(tx.db),
    );
    expect(rows.rows.length).toBeGreaterThan(4);
    expect(rows.rows.filter(({ text }) => text.includes(number))).toEqual([]);
    expect(rows.rows.some(({ text }) => text.includes("******-*****"))).toBe(true);
    expect(file.state).toBe("posted");
  });

  test("S0-47 another ledger's reference is booked where the account is, and shown", async () => {
    const other = await testClinic(platform, {
      tenantId: clinic.tenantId,
      seriesId: clinic.seriesId,
      name: "Eksempel Dyreklinikk AS",
    });
    const kid = "1047112601026";
    await inTenant((tx) => receiveClaims(tx, other.ledgerId, [claim("260103", kid, 90_000)]));
    await pay([{ kid, amountMinor: 90_000n }]);
    expect(await states()).toEqual(["otherOwner 90000"]);
  });

  test("a payment taken back by the card company opens the invoice again", async () => {
    await pay([{ kid: KID_A, amountMinor: 245_000n, type: "19" }]);
    await pay(
      [
        { kid: KID_A, amountMinor: 245_000n, type: "18" },
        { kid: KID_B, amountMinor: 118_000n },
      ],
      2,
      "2026-10-07",
    );
    expect(await states()).toEqual(["matched 245000", "reversal -245000", "matched 118000"]);
    expect(await open(KID_A)).toBe(245_000n);
  });

  test("a credit taken back after it was spent becomes a claim on whoever had it", async () => {
    await pay([{ kid: KID_A, amountMinor: 245_000n }]);
    await pay([{ kid: KID_A, amountMinor: 118_000n, type: "19" }], 2, "2026-10-07");
    const line = (await inTenant((tx) => workList(tx)))[0]!;
    const item = (await inTenant((tx) => itemsByReference(tx, [KID_B])))[0]!;
    await inTenant((tx) =>
      solveBankLine(tx, line.id, {
        placings: [{ itemId: item.id, amountMinor: 118_000n }],
        explanation: { rule: "person", version: 1, inputs: {} },
      }),
    );
    await pay(
      [
        { kid: KID_A, amountMinor: 118_000n, type: "18" },
        { kid: KID_G, amountMinor: 200_000n },
      ],
      3,
      "2026-10-08",
    );
    expect(await balances()).toMatchObject({ "1500": 118_000n, "1909": 445_000n });
  });
});

describe("twice is once", () => {
  test("S1-14 X-05 the same file again, and with other line breaks, changes nothing", async () => {
    const file = ocrFile({
      transmission: 1,
      settledOn: "2026-10-06",
      payments: [{ kid: KID_A, amountMinor: 245_000n }],
    });
    await importFile(file);
    const before = await balances();
    expect((await importFile(file)).alreadyImported).toBe(true);
    expect(
      (await importFile(Buffer.from(file.toString("latin1").replaceAll("\r\n", "\n"), "latin1"))).alreadyImported,
    ).toBe(true);
    expect(await balances()).toEqual(before);
  });

  test("two imports of one file at the same moment give one set of postings", async () => {
    const file = ocrFile({
      transmission: 1,
      settledOn: "2026-10-06",
      payments: Array.from({ length: 40 }, (_, i) => ({ kid: KID_G, amountMinor: BigInt(1_000 + i) })),
    });
    await Promise.all([importFile(file), importFile(file)]);
    expect((await states()).length).toBe(40);
  });

  test("a copy under another transmission number is held for a person, and posts nothing", async () => {
    const payments = [{ kid: KID_A, amountMinor: 245_000n, archive: "000000001" }];
    await importFile(ocrFile({ transmission: 1, settledOn: "2026-10-06", serial: 7, payments }));
    const { file } = await importFile(ocrFile({ transmission: 2, settledOn: "2026-10-06", serial: 7, payments }));
    expect(file.state).toBe("quarantined");
    expect(file.problems[0]).toMatchObject({ code: "DUPLICATE_ASSIGNMENT" });
    expect(await states()).toEqual(["matched 245000"]);
  });

  test("a payment that an earlier file already brought is noted as repeated and not posted", async () => {
    const shared = { kid: KID_A, amountMinor: 100_000n, archive: "000000001" };
    await importFile(ocrFile({ transmission: 1, settledOn: "2026-10-06", serial: 7, payments: [shared] }));
    await importFile(
      ocrFile({
        transmission: 2,
        settledOn: "2026-10-06",
        serial: 7,
        payments: [shared, { kid: KID_B, amountMinor: 118_000n }],
      }),
    );
    expect((await states()).sort()).toEqual(["matched 118000", "part 100000", "repeated 100000"]);
    expect(await balances()).toMatchObject({ "1909": 218_000n });
  });
});

describe("a bad file posts nothing, and its correction works", () => {
  const good = () =>
    ocrFile({
      transmission: 1,
      settledOn: "2026-10-06",
      payments: [
        { kid: KID_A, amountMinor: 245_000n },
        { kid: KID_B, amountMinor: 118_000n },
      ],
    });

  test.each([
    ["a wrong total", (text: string) => text.replace("000000000363000", "000000000363001"), "TOTAL_MISMATCH"],
    ["a cut end", (text: string) => text.slice(0, 400), "ORDER"],
    ["an unknown record", (text: string) => text.replace("NY091031", "NY091033"), "UNKNOWN_RECORD"],
    ["an impossible date", (text: string) => text.replace("061026", "310226"), "BAD_DATE"],
  ])("%s", async (_what, spoil, code) => {
    const { file } = await importFile(Buffer.from(spoil(good().toString("latin1")), "latin1"));
    expect(file.state).toBe("rejected");
    expect(file.problems.map((p) => p.code)).toContain(code);
    expect(await states()).toEqual([]);
    expect((await importFile(good())).file.state).toBe("posted");
  });

  test("another recipient's account waits until a person confirms or sets it up", async () => {
    const text = good().toString("latin1").replace("86011117947", "15032080119");
    const { file } = await importFile(Buffer.from(text, "latin1"));
    expect([file.state, file.problems[0]!.code]).toEqual(["quarantined", "ACCOUNT_UNKNOWN"]);
    await testBankAccount(platform, clinic, { number: "15032080119" });
    expect((await importFile(Buffer.from(text, "latin1"))).file.state).toBe("posted");
  });

  test("bytes that are no bank file, and no bytes at all, are kept, marked and explained", async () => {
    expect((await importFile(Buffer.from("Dato;Tekst;Beløp\n"))).file).toMatchObject({
      state: "rejected",
      problems: [{ code: "BANK_FILE_UNKNOWN_FORMAT" }],
    });
    expect((await importFile(Buffer.alloc(0))).file).toMatchObject({
      state: "rejected",
      problems: [{ code: "BANK_FILE_EMPTY" }],
    });
  });

  test("a settlement date in a closed month is booked on the first open day, and says so", async () => {
    await inTenant((tx) => closePeriod(tx, clinic.ledgerId, "2026-09-01", "2026-10-06"));
    await pay([{ kid: KID_A, amountMinor: 245_000n }], 1, "2026-09-30");
    const rows = await inTenant((tx) =>
      sql<{ bookedOn: string; because: string }>`
      select e.booked_on as "bookedOn", l.explanation ->> 'because' as because from entry e join bank_line l on l.tenant_id = e.tenant_id and l.id = e.source_id where e.tenant_id = ${tx.tenantId}`.execute(
        tx.db,
      ),
    );
    expect(rows.rows).toEqual([{ bookedOn: "2026-10-01", because: "The settlement date lies in a closed period." }]);
  });
});

describe("a trial run", () => {
  test("X-04 N-05 tells exactly what an import would do, and does nothing", async () => {
    const data = ocrFile({
      transmission: 1,
      settledOn: "2026-10-06",
      payments: [
        { kid: KID_A, amountMinor: 250_000n },
        { kid: KID_B, amountMinor: 118_000n },
      ],
    });
    const before = await balances();
    const trial = await tryImport(platform, clinic.context, reader, { channel: "command", chunks: bytes(data) });
    expect(trial.file.totals.byState).toEqual({
      over: { lines: 1, minor: 250_000n },
      matched: { lines: 1, minor: 118_000n },
    });
    expect(await balances()).toEqual(before);
    expect(await states()).toEqual([]);
    expect((await importFile(data)).file.totals.byState).toEqual(trial.file.totals.byState);
  });
});

describe("the work list", () => {
  const person = { rule: "person", version: 1, inputs: {} };

  test("S0-19 N-20 a mistyped KID suggests the invoice it was meant for; approving the suggestion places the money", async () => {
    await pay([{ kid: "1047112601081", amountMinor: 245_000n, payer: PAYER }]);
    const line = (await inTenant((tx) => workList(tx)))[0]!;
    const [best, ...others] = await inTenant((tx) => suggestionsFor(tx, line.id));
    expect(best).toMatchObject({ confidence: 95, explanation: { rule: "suggest.nearlyTheReference" } });
    expect(others).toEqual([]);
    const proposal = await inTenant((tx) => proposeMatches(tx, clinic.ledgerId));
    await inTenant((tx) => approveProposal(tx, proposal.id));
    expect(await applyMatches(platform, clinic.context, proposal.id)).toMatchObject({
      applied: 1,
      appliedMinor: 245_000n,
    });
    expect(await open(KID_A)).toBe(0n);
    expect(await balances()).not.toHaveProperty("2990");
  });

  test("X-02 N-20 one deposit for two invoices is found to the øre by who paid before", async () => {
    await inTenant((tx) =>
      receiveClaims(tx, clinic.ledgerId, [
        claim("260111", "1047112601117", 60_000, "P104711"),
        claim("260112", "1047112601125", 40_050, "P104711"),
      ]),
    );
    await pay([{ kid: KID_A, amountMinor: 245_000n, payer: PAYER }]);
    await pay([{ kid: "1000092601012", amountMinor: 100_050n, payer: PAYER }], 2, "2026-10-07");
    const line = (await inTenant((tx) => workList(tx)))[0]!;
    const [best] = await inTenant((tx) => suggestionsFor(tx, line.id));
    expect(best!.allocations.map((a) => a.amountMinor)).toEqual([60_000n, 40_050n]);
    expect(best!.confidence).toBe(90);
  });

  test("a solution can be undone, and what was placed must add up", async () => {
    await pay([{ kid: "1000092601012", amountMinor: 118_000n }]);
    const line = (await inTenant((tx) => workList(tx)))[0]!;
    const item = (await inTenant((tx) => itemsByReference(tx, [KID_B])))[0]!;
    const place = (amountMinor: bigint) =>
      inTenant((tx) =>
        solveBankLine(tx, line.id, { placings: [{ itemId: item.id, amountMinor }], explanation: person }),
      );
    await expect(place(118_001n)).rejects.toMatchObject({ code: "ALLOCATION_TOO_MUCH" });
    const entryId = await place(118_000n);
    expect(await inTenant((tx) => workList(tx))).toEqual([]);
    await inTenant((tx) => undoSolution(tx, entryId));
    expect((await inTenant((tx) => workList(tx)))[0]).toMatchObject({ id: line.id, state: line.state });
    expect(await open(KID_B)).toBe(118_000n);
  });

  test("an overpayment that stays the payer's credit is accepted with a reason", async () => {
    await pay([{ kid: KID_A, amountMinor: 250_000n }]);
    const line = (await inTenant((tx) => workList(tx)))[0]!;
    await inTenant((tx) => acceptBankLine(tx, line.id, "Next visit"));
    expect(await inTenant((tx) => workList(tx))).toEqual([]);
  });
});

describe("the worked month's first file", () => {
  test("S0-17 the bank's own file of the examples posts to the øre", async () => {
    const { file } = await importFile(await exampleBatch("1-2026-10-06"));
    expect(file.totals).toMatchObject({ lines: 4, ledgerMinor: 1_798_000n });
    expect(file.totals.byState["matched"]).toEqual({ lines: 2, minor: 363_000n });
  });
});
