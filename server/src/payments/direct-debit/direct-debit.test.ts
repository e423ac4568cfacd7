import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  asSuperuser,
  breaches,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { ledgerChecks, type NewItem } from "../../ledger/index.ts";
import { drainOutbox, enqueueOnce, jobRegistry } from "../../platform/index.ts";
import { paymentsChecks } from "../checks.ts";
import type { MandateList } from "../ports.ts";
import { openBooks } from "../refunds/books.fixture.ts";
import { endPause, moveDueDate, pauseItem, pausesOf } from "../self-service/index.ts";
import {
  DEBIT_ROUND,
  debitFiles,
  debitFilesToLay,
  debitHistory,
  debitsOf,
  directDebitJobs,
  drawnOn,
  mandatesOf,
  mayBeDrawn,
  noteDebitFileLaid,
  planDebits,
  setUpDebits,
  takeMandates,
  unsettledDebits,
  writeDebitFile,
  type DebitSetupWish,
} from "./index.ts";
import { operator } from "./operator.fixture.ts";

const ACCOUNT = "86011117947";
let platform: TestPlatform;
let clinic: TestClinic;
let books: ReturnType<typeof openBooks>;
let kari: string;
let mps: ReturnType<typeof operator>;

beforeEach(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  clinic = await testClinic(platform);
  await testBankAccount(platform, clinic);
  books = openBooks(platform, clinic);
  kari = await books.payer("Kari Hansen");
  mps = operator();
  // References of these books are nines and a running number: the last three digits are the customer's.
  await setUp({});
});
/** Whatever a test has done: what is drawn of a ledger is among what it is asked about. */
async function nothingDrawnIsMissed(): Promise<void> {
  const { ledgerId } = clinic;
  await books.inTenant(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from open_item where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}`.execute(tx.db);
    const drawn = await drawnOn(
      tx,
      rows.map(({ id }) => id),
    );
    expect(await mayBeDrawn(tx, ledgerId, "2027-12-31")).toEqual(expect.arrayContaining([...drawn.keys()]));
  });
}

afterEach(async () => {
  await nothingDrawnIsMissed();
  expect(await breaches(platform, clinic.context, [...paymentsChecks, ...ledgerChecks])).toEqual([]);
  await platform.close();
});

const setUp = (change: Partial<DebitSetupWish>) =>
  books.inTenant((tx) =>
    setUpDebits(tx, {
      ledgerId: clinic.ledgerId,
      account: ACCOUNT,
      sender: "00104711",
      fixedPart: { from: 11, length: 3 },
      notify: "bank",
      leadDays: null,
      state: "active",
      ...change,
    }),
  );
let files = 0;
const list = (entries: MandateList["entries"], complete = false) =>
  books.inTenant((tx) =>
    takeMandates(tx, {
      sha256: createHash("sha256").update(String(++files)).digest(),
      lists: [{ account: ACCOUNT, assignmentNo: "0000001", complete, entries }],
    }),
  );
const signs = (item: NewItem) => list([{ registration: "changed", kid: item.reference!, writtenNotice: false }]);
const today = (): string => platform.clock.today("Europe/Oslo").toString();
const write = (asOf = today()) =>
  writeDebitFile(platform, clinic.context, mps.port, { ledgerId: clinic.ledgerId, asOf });
const plan = () => books.inTenant((tx) => planDebits(tx, { ledgerId: clinic.ledgerId, asOf: today() }));
const over = (asOf: string) => books.inTenant((tx) => unsettledDebits(tx, asOf));
const history = async (item: NewItem) =>
  (await books.inTenant((tx) => debitHistory(tx, item.id))).map(({ state, amountMinor, termOn, why }) =>
    [state, amountMinor, termOn, ...(why === null ? [] : [why])].join(" "),
  );
const claims = () => mps.standing.map(({ kid, amountMinor, dueOn }) => [kid, amountMinor, dueOn]);

async function signedBill(amountMinor = 45_000n, dueOn = "2026-10-19"): Promise<NewItem> {
  const bill = await books.bill(kari, amountMinor, dueOn);
  await signs(bill);
  return bill;
}

describe("S0-01 setting up", () => {
  test.each<[string, Partial<DebitSetupWish>, string]>([
    ["an account that is not the ledger's", { account: "15032080119" }, "DEBIT_ACCOUNT_UNKNOWN"],
    ["seven digits of a sender", { sender: "0010471" }, "DEBIT_SETUP_WRONG"],
    ["a customer's part beyond the longest KID", { fixedPart: { from: 20, length: 7 } }, "DEBIT_SETUP_WRONG"],
    ["three days to the due date", { leadDays: 3 }, "DEBIT_SETUP_WRONG"],
    ["no number", { firstNo: 0 }, "DEBIT_SETUP_WRONG"],
  ])("not with %s", async (_what, change, code) => {
    await expect(setUp(change)).rejects.toMatchObject({ code });
  });

  test("four days, and numbers after another system's; the numbers never go back", async () => {
    await setUp({ leadDays: 4, firstNo: 2_111_001 });
    await setUp({ leadDays: 4, firstNo: 5 });
    await signedBill(45_000n, "2026-10-12");
    expect((await write())?.name).toBe("avtalegiro-00104711-2111001.txt");
    expect(mps.orders[0]!.claims?.assignmentNo).toBe(2_111_002);
  });

  test("a ledger that paused it, or never had it, draws nothing", async () => {
    await setUp({ state: "paused" });
    await expect(write()).rejects.toMatchObject({ code: "DEBIT_NOT_SET_UP" });
  });

  test("another customer's part matches the authorities anew", async () => {
    const bill = await signedBill();
    await setUp({ fixedPart: { from: 1, length: 3 } });
    const other = await books.bill(kari, 1_000n);
    await write();
    expect(
      claims()
        .map(([kid]) => kid)
        .toSorted(),
    ).toEqual([bill.reference, other.reference].toSorted());
  });
});

describe("S0-01 authorities", () => {
  test("a file is taken once; a list of an account that is not set up is noted and may come again", async () => {
    const sha256 = createHash("sha256").update("a file").digest();
    const entries = [{ registration: "changed", kid: "1047152601050", writtenNotice: true }] as const;
    const other = { account: "15032080119", assignmentNo: "0000002", complete: false, entries };
    const take = () =>
      books.inTenant((tx) =>
        takeMandates(tx, { sha256, lists: [{ ...other, account: ACCOUNT, assignmentNo: "0000001" }, other] }),
      );
    const notes = [{ code: "accountNotSetUp", kid: null }];
    expect(await take()).toMatchObject([
      { isNew: true, started: 1, notes: [] },
      { isNew: true, started: 0, notes },
    ]);
    expect(await take()).toMatchObject([{ isNew: false, started: 0 }, { notes }]);
    expect(await books.inTenant((tx) => mandatesOf(tx, { ledgerId: clinic.ledgerId, limit: 10 }))).toMatchObject([
      { kid: "1047152601050", writtenNotice: true },
    ]);
  });

  test("a complete list ends the others, and nothing more is planned for them", async () => {
    const bill = await signedBill();
    await plan();
    expect(await list([{ registration: "inForce", kid: "1047152601050", writtenNotice: false }], true)).toMatchObject([
      { started: 1, ended: 1 },
    ]);
    expect(await plan()).toEqual({ planned: 0, withdrawn: 1, left: [] });
    expect(await history(bill)).toEqual(["withdrawn 45000 2026-10-19 mandateEnded"]);
    await signs(bill);
    expect(await plan()).toMatchObject({ planned: 1 });
  });
});

describe("S0-01 the file", () => {
  test("holds what is due in the window, once, and says who draws and nothing else", async () => {
    const bill = await signedBill();
    await signedBill(10_000n, "2026-10-14");
    await signedBill(20_000n, "2026-11-11");
    await books.bill(kari, 30_000n);
    expect(await write()).toMatchObject({ claims: 1, cancellations: 0, totalMinor: 45_000n });
    expect(await write()).toBeNull();
    expect(mps.orders).toHaveLength(1);
    expect(mps.orders[0]!.claims!.lines).toEqual([
      {
        dueOn: "2026-10-19",
        amountMinor: 45_000n,
        kid: bill.reference,
        payer: { name: "Kari Hansen", isPerson: true },
        shownAs: "Eksempel Tannklinikk AS",
        notify: "bank",
        notice: ["Eksempel Tannklinikk AS"],
      },
    ]);
    const live = await books.inTenant((tx) => debitsOf(tx, [bill.id]));
    expect(live.get(bill.id)).toMatchObject({ state: "sent", notify: "bank" });
  });

  test("is recorded before it is laid, laid again as it was, and laid once it is said so", async () => {
    await signedBill();
    const made = (await write())!;
    for (const _again of [1, 2]) {
      const [file] = await debitFilesToLay(platform, clinic.context);
      expect(file).toMatchObject({ fileId: made.fileId, name: made.name });
      expect(Buffer.from(file!.bytes)).toEqual(Buffer.from(made.bytes));
    }
    await books.inTenant((tx) => noteDebitFileLaid(tx, made.fileId));
    expect(await debitFilesToLay(platform, clinic.context)).toEqual([]);
    expect((await books.inTenant((tx) => debitFiles(tx, clinic.ledgerId)))[0]!.sha256).toEqual(made.sha256);
  });

  test("a line the format cannot carry is refused alone; a file it cannot carry is not sent", async () => {
    const [bad, good] = [await signedBill(1_000n), await signedBill(2_000n)];
    mps.refuses(({ claims: part }) => {
      const line = part!.lines.findIndex(({ kid }) => kid === bad.reference);
      return line < 0 ? [] : [{ code: "DOES_NOT_FIT", part: "claims", line }];
    });
    expect(await write()).toMatchObject({ claims: 1, totalMinor: 2_000n });
    expect(await history(bad)).toEqual(["refused 1000 2026-10-19 DOES_NOT_FIT"]);
    expect(await history(good)).toEqual(["sent 2000 2026-10-19"]);
    mps.refuses(() => [{ code: "ACCOUNT_CHECK", part: null, line: null }]);
    await signedBill(3_000n);
    await expect(write()).rejects.toMatchObject({ code: "DEBIT_FILE_REFUSED", facts: { problem: "ACCOUNT_CHECK" } });
  });

  test("a round that is broken off before a file was laid lays it the next time, and writes no second one", async () => {
    await signedBill();
    const laid: string[] = [];
    let broken = true;
    const jobs = jobRegistry(
      directDebitJobs(mps.port, async (_platform, _context, file) => {
        if (broken) throw new Error("the disk is full");
        laid.push(file.name);
      }),
    );
    const round = async () => {
      await books.inTenant((tx) => enqueueOnce(tx, DEBIT_ROUND));
      return drainOutbox(platform, jobs);
    };
    expect(await round()).toMatchObject({ failed: 1 });
    expect([laid, mps.orders.length]).toEqual([[], 1]);
    broken = false;
    expect(await round()).toMatchObject({ done: 1 });
    expect(await round()).toMatchObject({ done: 1 });
    expect([laid, mps.orders.length]).toEqual([["avtalegiro-00104711-0000001.txt"], 1]);
  });

  test("a file that cannot be written fails its job, and another ledger's leaves all the same", async () => {
    const other = await testClinic(platform, {
      tenantId: clinic.tenantId,
      seriesId: clinic.seriesId,
      name: "Den andre",
    });
    await testBankAccount(platform, other, { number: "15032080119" });
    await setUp({ ledgerId: other.ledgerId, account: "15032080119" });
    const others = openBooks(platform, other);
    const bill = await others.bill(await others.payer("Per"), 7_000n, "2026-10-20");
    const entries = [{ registration: "changed", kid: bill.reference!, writtenNotice: true }] as const;
    const lists = [{ account: "15032080119", assignmentNo: "0000009", complete: false, entries }];
    await books.inTenant((tx) => takeMandates(tx, { sha256: Buffer.alloc(32), lists }));
    await signedBill();
    mps.refuses(({ account }) => (account === ACCOUNT ? [{ code: "ACCOUNT_CHECK", part: null, line: null }] : []));
    const laid: string[] = [];
    const jobs = jobRegistry(directDebitJobs(mps.port, async (_platform, _context, { name }) => void laid.push(name)));
    await books.inTenant((tx) => enqueueOnce(tx, DEBIT_ROUND));
    expect(await drainOutbox(platform, jobs)).toMatchObject({ failed: 1 });
    expect(laid).toHaveLength(1);
    expect(claims()).toEqual([[bill.reference, 7_000n, "2026-10-20"]]);
  });

  test("two writers at a time write one claim", async () => {
    await signedBill();
    const made = await Promise.all([write(), write()]);
    expect(made.filter((file) => file !== null)).toHaveLength(1);
    expect(claims()).toHaveLength(1);
  });
});

describe("S0-01 together with an eFaktura", () => {
  /** An eFaktura of a bill that was handed over at a moment, or waits. */
  const eFaktura = async (bill: NewItem, handedOverAt: string | null): Promise<void> => {
    const { tenantId } = clinic.context;
    const [dispatchId, now] = [platform.ids.next(), platform.clock.now().toString()];
    await asSuperuser(
      platform,
      `insert into dispatch (tenant_id, id, key, kind, ledger_id, item_id, recipient_id, language, ladder, beside, state, not_before, made_at)
       values ($1, $2, 'efaktura', 'invoice', $3, $4, $5, 'nb', 'efaktura', '', 'open', $6, $6)`,
      [tenantId, dispatchId, clinic.ledgerId, bill.id, kari, now],
    );
    await asSuperuser(
      platform,
      `insert into message (tenant_id, id, dispatch_id, ledger_id, item_id, recipient_id, kind, channel, rung, state, due_at, made_at, handed_over_at)
       values ($1, $2, $3, $4, $5, $6, 'invoice', 'efaktura', 0, $7, $8, $8, $9)`,
      [
        tenantId,
        platform.ids.next(),
        dispatchId,
        clinic.ledgerId,
        bill.id,
        kari,
        handedOverAt ? "accepted" : "queued",
        now,
        handedOverAt,
      ],
    );
  };

  test("that is on its way, the bank does not tell the payer too: type 02, and no notice to print", async () => {
    const bill = await signedBill();
    await eFaktura(bill, null);
    await write();
    expect(mps.orders[0]!.claims!.lines).toMatchObject([{ notify: "payee", notice: [] }]);
    expect((await books.inTenant((tx) => debitsOf(tx, [bill.id]))).get(bill.id)).toMatchObject({ notify: "payee" });
  });

  test("that asked for the money before anything was planned, nothing is drawn: the payer may have paid", async () => {
    const bill = await signedBill();
    await eFaktura(bill, platform.clock.now().toString());
    expect(await plan()).toEqual({ planned: 0, withdrawn: 0, left: [{ itemId: bill.id, reason: "eFakturaAsks" }] });
  });

  test("that was handed over after the plan, marked as drawn, it is drawn", async () => {
    const bill = await signedBill();
    await plan();
    platform.moveTo("2026-10-06T09:00");
    await eFaktura(bill, platform.clock.now().toString());
    await write();
    expect(await history(bill)).toEqual(["sent 45000 2026-10-19"]);
  });
});

describe("S0-01 what changes after a claim was sent", () => {
  test("another amount: taken back and claimed anew in one file; once, then only taken back", async () => {
    const bill = await signedBill();
    await write();
    await books.paidByBank(bill, 5_000n);
    expect(await write()).toMatchObject({ claims: 1, cancellations: 1, totalMinor: 85_000n });
    expect(claims()).toEqual([[bill.reference, 40_000n, "2026-10-19"]]);
    await books.paidByBank(bill, 5_000n);
    expect(await write()).toMatchObject({ claims: 0, cancellations: 1 });
    expect(claims()).toEqual([]);
    expect(await history(bill)).toEqual([
      "cancelSent 45000 2026-10-19 changed",
      "cancelSent 40000 2026-10-19 changedAgain",
    ]);
    expect(await plan()).toMatchObject({ planned: 0, left: [{ itemId: bill.id, reason: "triedBefore" }] });
  });

  test("paid by wallet: taken back; after the deadline it stays, and nothing is said of it", async () => {
    const [early, late] = [await signedBill(1_000n, "2026-10-30"), await signedBill(2_000n, "2026-10-16")];
    await write();
    platform.moveTo("2026-10-08T08:00");
    await books.paid(early);
    await books.paid(late);
    expect(await write()).toMatchObject({ claims: 0, cancellations: 1 });
    expect(await history(late)).toEqual(["sent 2000 2026-10-16"]);
    expect(await over("2026-11-30")).toEqual([]);
    expect(await history(late)).toEqual(["notSettled 2000 2026-10-16"]);
    expect(await history(early)).toEqual(["cancelled 1000 2026-10-30 nothingOpen"]);
  });

  test("a moved due date is claimed on the new day; a complaint takes it back, and its end claims nothing more", async () => {
    const bill = await signedBill();
    await write();
    await books.inTenant((tx) => moveDueDate(tx, { itemId: bill.id, toOn: "2026-10-26", by: "staff" }));
    await write();
    expect(claims()).toEqual([[bill.reference, 45_000n, "2026-10-26"]]);
    await books.inTenant((tx) => pauseItem(tx, { itemId: bill.id, reason: "complaint", untilOn: "2026-10-12" }));
    await write();
    expect(claims()).toEqual([]);
    const [pause] = (await books.inTenant((tx) => pausesOf(tx, [bill.id]))).get(bill.id)!;
    await books.inTenant((tx) => endPause(tx, pause!.pauseId!, "staff"));
    expect(await write()).toBeNull();
  });
});

describe("S0-01 what was not drawn", () => {
  test("is said once, with what is left to pay, and is never claimed again for that day", async () => {
    const bill = await signedBill();
    await write();
    expect(await over("2026-10-28")).toEqual([]);
    expect(await over("2026-10-29")).toEqual([
      {
        requestId: expect.any(String) as unknown,
        ledgerId: clinic.ledgerId,
        itemId: bill.id,
        partyId: kari,
        termOn: "2026-10-19",
        amountMinor: 45_000n,
        openMinor: 45_000n,
      },
    ]);
    expect(await over("2026-10-30")).toEqual([]);
    expect(await write("2026-10-06")).toBeNull();
    expect(await history(bill)).toEqual(["notSettled 45000 2026-10-19"]);
  });
});

test("S0-01 whatever happens, a payer's account never bears two claims for one bill, and no number is used twice", async () => {
  const step = fc.constantFrom("write", "plan", "part", "move", "pause", "resume", "sign", "leave", "day");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const bill = await signedBill(90_000n, platform.clock.today("Europe/Oslo").add({ days: 20 }).toString());
      for (const one of steps) {
        await take(one, bill);
        expect(mps.standing.filter(({ kid }) => kid === bill.reference).length).toBeLessThanOrEqual(1);
        const live = (await history(bill)).filter((line) => /^(planned|sent) /.test(line));
        expect(live.length).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 12 },
  );
}, 60_000);

/** One thing that happens to a bill; what cannot be is nothing. */
async function take(step: string, bill: NewItem): Promise<void> {
  const pauses = () => books.inTenant(async (tx) => (await pausesOf(tx, [bill.id])).get(bill.id) ?? []);
  if (step === "write") await write();
  else if (step === "plan") await plan();
  else if (step === "sign") await signs(bill);
  else if (step === "leave") await list([{ registration: "ended", kid: bill.reference!, writtenNotice: false }]);
  else if (step === "day") platform.clock.moveTo(platform.clock.now().add({ hours: 24 }));
  else if (step === "part") await books.paidByBank(bill, 1_000n);
  else if (step === "resume") {
    for (const { pauseId } of await pauses()) await books.inTenant((tx) => endPause(tx, pauseId!, "staff"));
  } else if (step === "pause") {
    const untilOn = platform.clock.today("Europe/Oslo").add({ days: 3 }).toString();
    await books.inTenant((tx) => pauseItem(tx, { itemId: bill.id, reason: "agreed", untilOn }));
  } else {
    const toOn = platform.clock.today("Europe/Oslo").add({ days: 25 }).toString();
    await books.inTenant((tx) => moveDueDate(tx, { itemId: bill.id, toOn, by: "staff" }));
  }
}
