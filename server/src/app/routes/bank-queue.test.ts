import { writeCamt } from "@kvitt/format-iso20022";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ACCOUNT,
  breaches,
  importBytes,
  ledgerText,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPayment,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { bankingChecks, bankQueue, queueState } from "../../banking/index.ts";
import { raiseAlarm } from "../../controls/index.ts";
import { claimSchema, receiveClaims } from "../../invoicing/index.ts";
import { listAuditEvents, withTenant } from "../../platform/index.ts";
import { PROOF_PARTS } from "../../reports/index.ts";
import { createBankReaders } from "../readers/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let finance: Ask;
let cfo: Ask;
let accountant: Ask;

const KIDS = ["1047112601018", "1047122601024", "1047132601030", "1047142601046"] as const;

const claim = (number: string, kid: string, minor: number, name: string) =>
  claimSchema.parse({
    externalId: `opus-${number}`,
    kind: "INVOICE",
    number,
    kid,
    issueDate: "2026-10-05",
    dueDate: "2026-10-19",
    currency: "NOK",
    amountMinor: minor,
    lines: [{ text: "Behandling", amountMinor: minor, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: kid, name, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: kid, name, phone: "+4791234567" },
  });

const load = (file: Uint8Array) => importBytes(platform, clinic, createBankReaders(), file);
const pay = (transmission: number, payments: readonly TestPayment[], settledOn = "2026-10-06") =>
  load(ocrFile({ transmission, settledOn, payments }));

/** The account's statement of 6 October. */
function statement(amounts: readonly (readonly [minor: bigint, text: string])[]): Buffer {
  const on = Temporal.PlainDate.from("2026-10-06");
  const createdAt = "2026-10-06T23:00:00+02:00";
  const account = { iban: undefined, other: ACCOUNT, scheme: "BBAN" } as const;
  const entries = amounts.map(([signedMinor, additionalInfo], at) => ({
    ...{ signedMinor, bookedOn: on, acctSvcrRef: `X-${String(at)}`, additionalInfo },
  }));
  const opening = { signedMinor: 0n, on };
  const statements = [{ id: "S1", createdAt, account, currency: "NOK", opening, closingOn: on, entries }];
  return Buffer.from(writeCamt({ kind: "camt.053", version: "08", msgId: "M1", createdAt, statements }));
}

beforeAll(async () => {
  platform = await testPlatform("2026-10-08T05:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  finance = await api.person(clinic.context, "hqFinance");
  cfo = await api.person(clinic.context, "cfo");
  accountant = await api.person(clinic.context, "accountant");
  await testBankAccount(platform, clinic, { fileExpectedBy: "07:30" });
  await withTenant(platform, clinic.context, (tx) =>
    receiveClaims(tx, clinic.ledgerId, [
      claim("260101", KIDS[0], 245_000, "Kari Nordmann"),
      claim("260102", KIDS[1], 118_050, "Ola Hansen"),
      claim("260103", KIDS[2], 960_000, "Per Østergård"),
      claim("260104", KIDS[3], 60_000, "Ida Lund"),
    ]),
  );
  await pay(11, [{ kid: "1047112601081", amountMinor: 245_000n }], "2026-10-05");
  await pay(12, [
    { kid: KIDS[2], amountMinor: 960_000n },
    { kid: "1047122601042", amountMinor: 118_000n },
  ]);
  await load(statement([[60_000n, `Takk for sist, ${KIDS[3]}`]]));
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

type Line = Record<"amountMinor", number> & {
  kind: string;
  id: string;
  state: string;
  ageDays: number;
  text: string | null;
};
type Queue = {
  items: Line[];
  nextCursor: string | null;
  waiting: object;
  snoozed: object;
  newest: object;
  next: object;
};
type Item = { itemId: string; number: string; name: string | null } & Record<"openMinor", number>;
type Hand = { suggestions: { confidence: number; allocations: object[]; explanation: object }[]; candidates: Item[] };

const queue = async (ask: Ask, query = "") =>
  read<Queue>(await ask("GET", `/ledgers/${clinic.ledgerId}/bank-queue${query}`));
const found = async (ask: Ask, q: string) =>
  read<{ items: Item[] }>(await ask("GET", `/ledgers/${clinic.ledgerId}/open-items?q=${encodeURIComponent(q)}`)).items;

describe("the queue of what waits at the bank", () => {
  test("W-01 payments and statement lines in one list by money times days waited, with what last night brought", async () => {
    const all = await queue(finance);
    expect(all.items.map((line) => [line.kind, line.amountMinor, line.ageDays])).toEqual([
      ["bankLine", 245_000, 3],
      ["bankLine", 118_000, 2],
      ["statementLine", 60_000, 2],
    ]);
    expect(all.waiting).toEqual({ count: 3, amountMinor: 423_000 });
    expect(all.newest).toEqual({ on: "2026-10-06", payments: 2, amountMinor: 1_078_000, byThemselves: 1 });
    // Seven in the morning: today's file is due in half an hour.
    expect(all.next).toEqual({ on: "2026-10-08", by: "07:30" });
  });

  test("is paged without a line lost or shown twice", async () => {
    const first = await queue(finance, "?limit=1");
    const rest = await queue(finance, `?limit=5&cursor=${first.nextCursor!}`);
    expect([...first.items, ...rest.items].map((line) => line.id)).toEqual(
      (await queue(finance)).items.map((line) => line.id),
    );
    expect(rest.nextCursor).toBeNull();
  });

  test("SEC-16 its texts are for roles that see people", async () => {
    const texts = async (ask: Ask) => (await queue(ask)).items.map((line) => line.text).filter((text) => text !== null);
    expect([(await texts(finance)).length, (await texts(accountant)).length]).toEqual([1, 0]);
  });

  test("SEC-75 who read texts in bulk is kept with the lines that had one, and a page without texts leaves nothing", async () => {
    const kept = async () => {
      const filter = { action: "bankLines.textsRead" };
      const events = await withTenant(platform, clinic.context, (tx) => listAuditEvents(tx, filter, 100));
      return events.map((event) => event.detail["lines"]);
    };
    const before = await kept();
    const [first, second, third] = (await queue(finance)).items;
    expect([first, second, third].map((line) => line?.text === null)).toEqual([true, true, false]);
    expect(await kept()).toEqual([[third!.id], ...before]);
    await queue(finance, "?limit=2");
    expect((await queue(finance, "?texts=no")).items.map((line) => line.text)).toEqual([null, null, null]);
    await queue(accountant);
    expect(await kept()).toEqual([[third!.id], ...before]);
  });
});

describe("a line that is put off", () => {
  const PROOF = () => `/ledgers/${clinic.ledgerId}/reports/day-proof?day=2026-10-08`;
  const kinds = [
    ["bankLine", "bank-lines", 245_000],
    ["statementLine", "statement-lines", 60_000],
  ] as const;
  const reason = "Filen kommer torsdag";

  test.each(kinds)(
    "W-07 of kind %s is out of the queue until its day, counted, and shown with its reason",
    async (kind, urls, amountMinor) => {
      const before = await queue(finance);
      const line = before.items.find((each) => each.kind === kind && each.amountMinor === amountMinor)!;
      const put = await finance("PUT", `/${urls}/${line.id}/snooze`, { body: { untilOn: "2026-10-09", reason } });
      expect(put.status).toBe(204);
      const after = await queue(finance);
      expect(after.items.map(({ id }) => id)).toEqual(before.items.map(({ id }) => id).filter((id) => id !== line.id));
      expect(after).toMatchObject({
        waiting: { count: 2, amountMinor: 423_000 - amountMinor },
        snoozed: { count: 1, amountMinor, nextOn: "2026-10-09" },
      });
      expect((await queue(finance, "?snoozed=yes")).items).toMatchObject([
        { id: line.id, snoozed: { untilOn: "2026-10-09", reason, by: expect.stringMatching(/^user:/) as string } },
      ]);
      expect((await finance("DELETE", `/${urls}/${line.id}/snooze`)).status).toBe(204);
    },
  );

  test("W-07 is woken at once, and both acts are on the trail once each", async () => {
    const { id } = (await queue(finance)).items[0]!;
    const url = `/bank-lines/${id}/snooze`;
    await finance("PUT", url, { body: { untilOn: "2026-10-15", reason } });
    for (const _ of [1, 2]) expect((await finance("DELETE", url)).status).toBe(204);
    expect((await queue(finance)).items[0]).toMatchObject({ id, snoozed: null });
    const events = await withTenant(platform, clinic.context, (tx) => listAuditEvents(tx, { subjectId: id }, 3));
    expect(events.map(({ action }) => action).slice(0, 2)).toEqual(["bankLine.woken", "bankLine.snoozed"]);
    expect(events[1]!.detail).toEqual({ untilOn: "2026-10-15" });
  });

  test("W-07 A-06 is as unexplained as before: the proof, the checks and the list of lines do not know of it", async () => {
    const all = async () => [
      read(await accountant("GET", PROOF())),
      read(await accountant("GET", `/bank-lines?ledgerId=${clinic.ledgerId}`)),
      await ledgerText(platform, clinic.context, clinic.ledgerId),
      await breaches(platform, clinic.context, bankingChecks),
    ];
    const before = await all();
    const { items } = await queue(finance);
    const url = ({ kind, id }: Line) => `/${kind === "bankLine" ? "bank-lines" : "statement-lines"}/${id}/snooze`;
    for (const line of items) await finance("PUT", url(line), { body: { untilOn: "2026-10-20", reason } });
    expect(await queue(finance)).toMatchObject({ items: [], waiting: { count: 0 }, snoozed: { count: 3 } });
    expect(await all()).toEqual(before);
    for (const line of items) await finance("DELETE", url(line));
    expect((await queue(finance)).items).toHaveLength(3);
  });

  test.each(["2026-10-07", "2026-10-08", "2027-01-07"])(
    "W-07 a day that is past, today or more than 90 days away is refused in words: %s",
    async (untilOn) => {
      const { id } = (await queue(finance)).items[0]!;
      const refused = await finance("PUT", `/bank-lines/${id}/snooze`, { body: { untilOn, reason } });
      expect(codeOf(refused)).toEqual([422, "SNOOZE_DAY"]);
      expect((await queue(finance)).snoozed).toMatchObject({ count: 0 });
    },
  );

  test("W-07 the last day that is taken is the ninetieth, and who may only look puts nothing off", async () => {
    const { id } = (await queue(finance)).items[0]!;
    const body = { untilOn: "2027-01-06", reason };
    expect((await finance("PUT", `/bank-lines/${id}/snooze`, { body })).status).toBe(204);
    await finance("DELETE", `/bank-lines/${id}/snooze`);
    const auditor = await api.person(clinic.context, "auditor");
    expect((await auditor("PUT", `/bank-lines/${id}/snooze`, { body })).status).toBe(403);
  });
});

describe("what money may be placed on", () => {
  test("is found by number, payment reference, open amount and name; by name only for roles that see people", async () => {
    for (const q of ["260102", KIDS[1], "1180,50", "hansen"])
      expect(await found(finance, q), q).toMatchObject([{ number: "260102", name: "Ola Hansen", openMinor: 118_050 }]);
    expect(await found(accountant, "260102")).toMatchObject([{ number: "260102", name: null }]);
    expect(await found(accountant, "hansen")).toEqual([]);
    // Settled by last night's file.
    expect(await found(finance, "260103")).toEqual([]);
  });
});

describe("rounding", () => {
  const solve = async (rounding: number, part: number) => {
    const line = (await queue(finance)).items.find((each) => each.amountMinor === 118_000)!;
    const [item] = await found(finance, "260102");
    const body = { placings: [{ itemId: item!.itemId, amountMinor: part }], roundingMinor: rounding };
    return { answer: await finance("POST", `/bank-lines/${line.id}/solution`, { body }), lineId: line.id };
  };

  test("A-05 takes the øre that lack, so that the invoice is settled, and comes back with the solution", async () => {
    const { answer, lineId } = await solve(-50, 118_050);
    expect(answer.status).toBe(201);
    expect(await found(finance, "260102")).toEqual([]);
    const { entryId } = read<{ entryId: string }>(answer);
    expect((await finance("POST", `/solutions/${entryId}/reversal`)).status).toBe(204);
    expect((await queue(finance)).items.map((line) => line.id)).toContain(lineId);
    expect(await found(finance, "260102")).toMatchObject([{ openMinor: 118_050 }]);
  });

  test.each([
    [-50, 118_000],
    [50, 118_000],
    [100, 117_900],
  ])(
    "A-05 is refused where the equation does not come to 0,00 or hides a krone: %i beside %i",
    async (rounding, part) => {
      expect(codeOf((await solve(rounding, part)).answer)).toEqual([422, "ALLOCATION_SUM"]);
    },
  );
});

describe("a statement line", () => {
  test("A-04 its text names the invoice; placed, taken back, placed again, and the books are as they were", async () => {
    const line = (await queue(accountant)).items.find((each) => each.kind === "statementLine")!;
    const url = `/statement-lines/${line.id}`;
    const hand = read<Hand>(await accountant("GET", url));
    expect(hand).toMatchObject({
      suggestions: [{ confidence: 97, explanation: { rule: "suggest.referenceInText" } }],
      candidates: [{ number: "260104", name: "Ida Lund" }],
    });
    const books = () => ledgerText(platform, clinic.context, clinic.ledgerId);
    const before = await books();
    const body = { placings: hand.suggestions[0]!.allocations };
    const place = async () => read<{ entryId: string }>(await accountant("POST", `${url}/solution`, { body })).entryId;
    const entryId = await place();
    expect((await accountant("POST", `/solutions/${entryId}/reversal`)).status).toBe(204);
    expect(codeOf(await accountant("POST", `/solutions/${entryId}/reversal`))).toEqual([409, "ENTRY_ALREADY_REVERSED"]);
    expect((await queue(accountant)).items).toContainEqual(expect.objectContaining({ id: line.id, state: "open" }));
    expect((await books()).slice(0, before.length)).toEqual(before);
    expect(await breaches(platform, clinic.context, bankingChecks)).toEqual([]);
    await place();
    expect((await queue(accountant)).items.map((each) => each.id)).not.toContain(line.id);
    expect(await breaches(platform, clinic.context, bankingChecks)).toEqual([]);
  });
});

describe("the numbers of the day's proof", () => {
  type Proof = { holds: boolean; lines: { parts: (Record<"amountMinor", number> & { name: string })[] }[] };
  type Row = Record<"amountMinor", number> & { id: string };
  const reports = () => `/ledgers/${clinic.ledgerId}/reports/day-proof`;

  async function rowsOf(day: string, part: string): Promise<Row[]> {
    const rows: Row[] = [];
    for (let cursor = ""; ;) {
      const url = `${reports()}/rows?day=${day}&part=${part}&limit=1${cursor && `&cursor=${cursor}`}`;
      const page = read<{ items: Row[]; nextCursor: string | null }>(await accountant("GET", url));
      rows.push(...page.items);
      if (page.nextCursor === null) return rows;
      cursor = page.nextCursor;
    }
  }

  test.each(["2026-10-05", "2026-10-06", "2026-10-08"])(
    "A-06 G-05 of %s: the rows behind each, over all pages, add up to it",
    async (day) => {
      const proof = read<Proof>(await accountant("GET", `${reports()}?day=${day}`));
      expect(proof.holds).toBe(true);
      const parts = new Map(proof.lines.flatMap((line) => line.parts).map((part) => [part.name, part.amountMinor]));
      for (const part of PROOF_PARTS) {
        const rows = await rowsOf(day, part);
        expect(
          rows.reduce((sum, row) => sum + row.amountMinor, 0),
          part,
        ).toBe(parts.get(part) ?? 0);
        expect(new Set(rows.map((row) => row.id)).size, part).toBe(rows.length);
      }
    },
  );

  test("are no more than the proof has", async () => {
    expect(codeOf(await accountant("GET", `${reports()}/rows?day=2026-10-06&part=profit`))).toEqual([
      422,
      "INPUT_INVALID",
    ]);
  });
});

describe("a file that was uploaded", () => {
  type File = { id: string; state: string; problems: { code: string; sentence: string }[] };

  test("SEC-14 is refused by the second person, posts nothing, and may be brought again", async () => {
    const file = ocrFile({
      transmission: 60,
      settledOn: "2026-10-08",
      payments: [{ kid: KIDS[0], amountMinor: 900n }],
    });
    const { id } = read<File>(await finance("POST", "/bank-files", { file }));
    const before = await ledgerText(platform, clinic.context, clinic.ledgerId);
    const refused = read<File>(await cfo("POST", `/bank-files/${id}/refusal`, { body: { reason: "Feil bank" } }));
    expect(refused).toMatchObject({ state: "rejected", problems: [{ code: "TURNED_DOWN" }] });
    expect(codeOf(await cfo("POST", `/bank-files/${id}/refusal`, { body: { reason: "Feil bank" } }))).toEqual([
      409,
      "BANK_FILE_QUARANTINED",
    ]);
    expect(await ledgerText(platform, clinic.context, clinic.ledgerId)).toEqual(before);
    expect(await breaches(platform, clinic.context, bankingChecks)).toEqual([]);
    const again = read<File>(await finance("POST", "/bank-files", { file }));
    expect(again).toMatchObject({ id, state: "awaitingRelease" });
    expect(read<File>(await cfo("POST", `/bank-files/${id}/release`)).state).toBe("posted");
  });

  test("its lines tell what became of each, and how many wait", async () => {
    type Listed = { id: string; waiting: number; totals: { lines: number } };
    const list = read<{ items: Listed[] }>(await accountant("GET", "/bank-files")).items;
    const file = list.find((each) => each.totals.lines === 2)!;
    expect(file.waiting).toBe(1);
    const lines = async (query: string) =>
      read<{ items: object[] }>(await accountant("GET", `/bank-files/${file.id}/lines${query}`)).items;
    expect(await lines("")).toMatchObject([
      { state: "matched", amountMinor: 960_000, invoices: [{ number: "260103", amountMinor: 960_000 }] },
      { state: expect.stringMatching(/badCheck|unknown/) as string, amountMinor: 118_000, invoices: [] },
    ]);
    expect(await lines("?waiting=true")).toHaveLength(1);
  });
});

test("S0-24 an alarm that somebody has seen stands no longer", async () => {
  const subjectId = platform.ids.next();
  await withTenant(platform, clinic.context, (tx) =>
    raiseAlarm(tx, { kind: "bank.fileMissing", subjectKind: "bankAccount", subjectId, dayOn: "2026-10-08" }),
  );
  type Alarm = { id: string; subjectId: string };
  const standing = async () => read<{ items: Alarm[] }>(await accountant("GET", "/alarms")).items;
  const alarm = (await standing()).find((each) => each.subjectId === subjectId)!;
  for (const _ of [1, 2]) expect((await accountant("POST", `/alarms/${alarm.id}/acknowledgement`)).status).toBe(204);
  expect(await standing()).not.toContainEqual(alarm);
});

// Last: the clock moves only forward, and who is signed in does not stay so for a day.
test("W-07 a line that is put off is back in the queue when its day has come, and not before", async () => {
  const seen = () =>
    withTenant(platform, clinic.context, async (tx) => {
      const ids = (await bankQueue(tx, clinic.ledgerId, { limit: 100 })).map(({ id }) => id);
      return { ids, ...(await queueState(tx, clinic.ledgerId)) };
    });
  const { id } = (await queue(finance)).items.find(({ kind }) => kind === "bankLine")!;
  const body = { untilOn: "2026-10-09", reason: "Filen kommer torsdag" };
  expect((await finance("PUT", `/bank-lines/${id}/snooze`, { body })).status).toBe(204);
  // One minute before midnight in Oslo, and midnight.
  platform.moveTo("2026-10-08T23:59+02:00");
  const before = await seen();
  expect(before.ids).not.toContain(id);
  expect(before.snoozed).toMatchObject({ count: 1n, nextOn: "2026-10-09" });
  platform.moveTo("2026-10-09T00:00+02:00");
  const after = await seen();
  expect(after.ids).toContain(id);
  expect(after.snoozed).toMatchObject({ count: 0n, nextOn: null });
  expect(after.waiting.count).toBe(before.waiting.count + 1n);
});
