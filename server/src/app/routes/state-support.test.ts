import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  breaches,
  ledgerText,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { approvePolicy, policyTemplates, setPolicy } from "../../collections/index.ts";
import { invoiceByNumber, invoiceDocument, invoicingChecks } from "../../invoicing/index.ts";
import { itemsById, itemsByReference, ledgerById, ledgerChecks, post } from "../../ledger/index.ts";
import { withTenant, type TenantTransaction } from "../../platform/index.ts";
import { dayProof } from "../../reports/index.ts";
import { codeOf, openApi, read, type Answer, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let practice: Ask;
let manager: Ask;
let reception: Ask;
let finance: Ask;
let cfo: Ask;
let running = 700_000;
const DAY = "2026-10-06";
const HEAD = ["cfo", "ceo"];
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
/** Öre on the wire. */
type WireMinor = number;

type Measure = { readonly price: WireMinor; readonly te?: WireMinor; readonly atb?: WireMinor };
type Bill = {
  readonly number: string;
  readonly reference: string;
  readonly visitId: string;
  readonly externalId: string;
};

const lineOf = ({ price, te = 0, atb = 0 }: Measure, visitId: string) => ({
  text: "Tandvårdsåtgärd",
  amountMinor: price - te - atb,
  vatCode: "EXEMPT",
  vatMinor: 0,
  priceMinor: price,
  referencePriceMinor: price,
  visitId,
  stateShare: [
    { kind: "TE", amountMinor: te },
    { kind: "ATB", amountMinor: atb },
  ],
});

function claimOf(measures: readonly Measure[], changes: Record<string, unknown> = {}) {
  const number = String(++running);
  const lines = measures.map((measure) => lineOf(measure, `besok-${number}`));
  const patient = { ref: `P${number}`, name: `Patient ${number}`, birthDate: "1984-03-09" };
  return {
    externalId: `journal-${number}`,
    kind: "INVOICE",
    number,
    kid: makeKid(number.padStart(12, "0"), "mod10"),
    issueDate: "2026-09-14",
    dueDate: "2026-10-14",
    currency: "SEK",
    amountMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0),
    lines,
    patient,
    payer: { type: "PATIENT", ref: patient.ref, name: patient.name, phone: "+46701234567" },
    ...changes,
  };
}
const sent = (claim: object, ledgerId = clinic.ledgerId): Promise<Answer> =>
  practice("POST", `/ledgers/${ledgerId}/claims`, { body: claim });

async function billed(measures: readonly Measure[], changes: Record<string, unknown> = {}): Promise<Bill> {
  const claim = claimOf(measures, changes);
  const answer = await sent(claim);
  expect(answer.status, answer.body).toBe(201);
  return { number: claim.number, reference: claim.kid, visitId: `besok-${claim.number}`, externalId: claim.externalId };
}

/** The entries of an invoice and what followed it, by the item accounts that they moved since a mark. */
const entriesSince = async (mark: number) => (await ledgerText(platform, clinic.context, clinic.ledgerId)).slice(mark);
const entries = async () => (await ledgerText(platform, clinic.context, clinic.ledgerId)).length;
const invoiceIdOf = async ({ number }: Bill) =>
  (await inTenant((tx) => invoiceByNumber(tx, clinic.ledgerId, number))).id;
const patientItem = async ({ reference }: Bill) =>
  (await inTenant((tx) => itemsByReference(tx, [reference], clinic.ledgerId)))[0];

async function paid(bill: Bill, amountMinor: bigint): Promise<void> {
  const item = (await patientItem(bill))!;
  await inTenant(async (tx) => {
    const ledger = await ledgerById(tx, clinic.ledgerId);
    const id = tx.platform.ids.next();
    const posting = { debit: ledger.code("bankClearing"), credit: item.account, amountMinor, creditItemId: item.id };
    await post(tx, [
      {
        id,
        ledgerId: ledger.id,
        kind: "payment",
        bookedOn: DAY,
        sourceKind: "test",
        sourceId: id,
        postings: [posting],
      },
    ]);
  });
}

const payout = (externalId: string, lines: readonly { visitId: string; amountMinor: WireMinor }[], paidOn = DAY) =>
  finance("POST", `/ledgers/${clinic.ledgerId}/state-payouts`, { body: { externalId, paidOn, lines } });
const reclaim = (body: object) =>
  finance("POST", `/ledgers/${clinic.ledgerId}/state-reclaims`, { body: { reclaimedOn: DAY, ...body } });

type Row = {
  number: string;
  state: string;
  measure: string | null;
  why: string | null;
  stateMinor: unknown;
  notes: { words: string }[];
};
type Board = { isHere: boolean; sums: { state: string; invoices: number; stateMinor: unknown }[]; items: Row[] };
const board = async (query = "") =>
  read<Board>(await manager("GET", `/ledgers/${clinic.ledgerId}/state-support${query}`));
const rowOf = async ({ number }: Bill) => (await board()).items.find((row) => row.number === number);

type Asked = { proposalId: string; roles: string[]; stateAtRiskMinor: unknown };
const credit = (id: string, body: object) => reception("POST", `/invoices/${id}/credits`, { body });
async function booked(answer: Answer, by: Ask): Promise<void> {
  const { proposalId } = read<Asked>(answer);
  const { contentHash } = read<{ contentHash: string }>(await by("GET", `/proposals/${proposalId}`));
  await by("POST", `/proposals/${proposalId}/approval`, { body: { contentHash } });
  expect(read(await by("POST", `/proposals/${proposalId}/application`))).toMatchObject({ applied: 1 });
}

beforeAll(async () => {
  platform = await testPlatform(`${DAY}T08:00`);
  api = await openApi(platform);
  clinic = await testClinic(platform, { market: "SE" });
  practice = await api.program(clinic.context, ["claims:write"]);
  reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
  finance = await api.person(clinic.context, "hqFinance");
  cfo = await api.person(clinic.context, "cfo");
  const admin = await api.person(clinic.context, "admin");
  const account = { number: "9912346", detailSource: "camt054", proofSource: "camt053" };
  expect((await admin("POST", `/ledgers/${clinic.ledgerId}/bank-accounts`, { body: account })).status).toBe(201);
  const issuer = {
    brand: "Exempel Tandvård",
    address: { line1: "Storgatan 12", line2: null, postCode: "111 22", city: "Stockholm" },
    ...{ phone: "08-123 456 78", email: null, web: null, logoSvg: null, accent: null },
    registration: { country: "SE", vatRegistered: false, approvedForFTax: true, seat: "Stockholm" },
  };
  expect((await admin("PUT", `/ledgers/${clinic.ledgerId}/branding`, { body: issuer })).status).toBe(204);
  await inTenant(async (tx) => {
    const { policy: content, locks } = (await policyTemplates(tx, clinic.ledgerId)).at(-1)!;
    const wish = { scope: "chain", scopeId: null, name: "Kedjan", validFromOn: "2026-01-01", content, locks } as const;
    await approvePolicy(tx, await setPolicy(tx, wish));
  });
});
afterAll(async () => {
  expect(await breaches(platform, clinic.context, [...invoicingChecks, ...ledgerChecks])).toEqual([]);
  const proof = await inTenant((tx) => dayProof(tx, { ledgerId: clinic.ledgerId, day: DAY }));
  // The payment here is posted without its bank line; what patients and the state owe is proven.
  expect(proof.lines.find(({ name }) => name === "receivables")).toMatchObject({ holds: true });
  await api.close();
  await platform.close();
});

describe("S2-18 a claim of which the state pays a share", () => {
  test("the patient's part on 1510, the state's on 1680, in one entry; nobody else owes the state's", async () => {
    const mark = await entries();
    const bill = await billed([{ price: 420_000, te: 120_000, atb: 30_000 }]);
    expect(await entriesSince(mark)).toEqual([
      "2026-09-14 invoice: 1510 < 3044 270000",
      "2026-09-14 invoice: 1680 < 3044 150000",
    ]);
    expect(await patientItem(bill)).toMatchObject({ kind: "invoice", amountMinor: 270_000n });
    // What the patient reads: the whole price, what the state pays of it, and the rest to pay.
    const document = await inTenant(async (tx) => invoiceDocument(tx, await invoiceIdOf(bill)));
    expect(document).toMatchObject({
      support: { priceMinor: 420_000n, stateMinor: 150_000n },
      lines: [{ netMinor: 270_000n }],
    });
    const waiting = await practice("POST", `/ledgers/${clinic.ledgerId}/claims/batch`, {
      body: [claimOf([{ price: 420_000, te: 420_000 }])],
    });
    expect(waiting.status, waiting.body).toBeLessThan(300);
  });

  test("E23 the state pays it all: no item of the patient's, nothing to remind of, and the proof is there", async () => {
    const mark = await entries();
    const bill = await billed([{ price: 95_000, te: 95_000 }]);
    expect(await entriesSince(mark)).toEqual(["2026-09-14 invoice: 1680 < 3044 95000"]);
    expect(await patientItem(bill)).toBeUndefined();
    expect(await rowOf(bill)).toBeUndefined();
    const paidRows = (await board("?state=paid")).items;
    expect(paidRows).toContainEqual(
      expect.objectContaining({ number: bill.number, state: "paid", stateMinor: 95_000 }),
    );
  });

  test.each<[string, string, string, (claim: ReturnType<typeof claimOf>) => object]>([
    [
      "shares that do not add up",
      "STATE_SHARE_SUM",
      "lines[0].priceMinor",
      (claim) => ({ lines: [{ ...claim.lines[0]!, priceMinor: 1 }] }),
    ],
    [
      "no visit",
      "STATE_SHARE_INCOMPLETE",
      "lines[0].visitId",
      (claim) => ({ lines: [{ ...claim.lines[0]!, visitId: undefined }] }),
    ],
    [
      "two who owe it",
      "STATE_SHARE_ONE_PAYER",
      "kind",
      () => ({ kind: "BUSINESS_LINE", number: undefined, kid: undefined }),
    ],
    [
      "nothing asked and nothing shared",
      "INPUT_INVALID",
      "amountMinor",
      (claim) => ({
        amountMinor: 0,
        lines: [{ text: "Kontroll", amountMinor: 0, vatCode: claim.lines[0]!.vatCode, vatMinor: 0 }],
      }),
    ],
  ])("%s is refused as %s at %s", async (_what, code, field, changes) => {
    const claim = claimOf([{ price: 420_000, te: 150_000 }]);
    const answer = await sent({ ...claim, ...changes(claim) });
    expect(codeOf(answer)[1]).toBe(code);
    expect(answer.body).toContain(field);
  });

  test("a market without such support refuses it", async () => {
    const norway = await testClinic(platform);
    const asked = await api.program(norway.context, ["claims:write"]);
    const claim = claimOf([{ price: 420_000, te: 150_000 }], { currency: "NOK" });
    const answer = await asked("POST", `/ledgers/${norway.ledgerId}/claims`, { body: claim });
    expect(codeOf(answer)).toEqual([422, "STATE_SHARE_NOT_HERE"]);
    const looker = await api.person(norway.context, "cfo");
    expect(read<Board>(await looker("GET", `/ledgers/${norway.ledgerId}/state-support`))).toMatchObject({
      isHere: false,
      items: [],
    });
  });
});

describe("E40 the state's weekly pay-out", () => {
  test("settles the visits by its specification, once; what the bank owes then is one deposit", async () => {
    const [one, other] = [
      await billed([{ price: 420_000, te: 150_000 }]),
      await billed([{ price: 200_000, te: 162_000 }]),
    ];
    const mark = await entries();
    const lines = [
      { visitId: one.visitId, amountMinor: 150_000 },
      { visitId: other.visitId, amountMinor: 100_000 },
    ];
    const first = await payout("FK-2026-41", lines);
    expect(first.status, first.body).toBe(201);
    const { itemId } = read<{ itemId: string }>(first);
    expect(await entriesSince(mark)).toEqual([
      "2026-10-06 allocation: 1680 < 1680 150000",
      "2026-10-06 allocation: 1680 < 1680 100000",
    ]);
    expect((await payout("FK-2026-41", lines)).status).toBe(200);
    expect(codeOf(await payout("FK-2026-41", lines.slice(1)))).toEqual([409, "STATE_PAYOUT_CHANGED"]);
    const [deposit] = await inTenant((tx) => itemsById(tx, [itemId]));
    expect(deposit).toMatchObject({ kind: "insurerPart", reference: "FK-2026-41", openMinor: 250_000n, partyId: null });
    const rest = await payout("FK-2026-42", [{ visitId: other.visitId, amountMinor: 70_000 }]);
    expect(codeOf(rest)).toEqual([422, "STATE_PAYOUT_TOO_MUCH"]);
    const unknown = await payout("FK-2026-42", [...lines.slice(1), { visitId: "besok-0", amountMinor: 1 }]);
    expect(unknown.body).toContain("STATE_VISIT_UNKNOWN");
    expect(await inTenant((tx) => itemsById(tx, [itemId]))).toMatchObject([{ openMinor: 250_000n }]);
  });

  test("what it wants back is a loss, at most what it paid, and kept from a later pay-out", async () => {
    const [bill, next] = [
      await billed([{ price: 420_000, te: 150_000 }]),
      await billed([{ price: 420_000, te: 150_000 }]),
    ];
    const wish = { externalId: "FK-beslut-1", visitId: bill.visitId, amountMinor: 150_000 };
    expect(codeOf(await reclaim(wish))).toEqual([422, "STATE_RECLAIM_TOO_MUCH"]);
    await payout("FK-2026-43", [{ visitId: bill.visitId, amountMinor: 150_000 }]);
    const mark = await entries();
    expect((await reclaim(wish)).status).toBe(201);
    expect((await reclaim(wish)).status).toBe(200);
    expect(codeOf(await reclaim({ ...wish, amountMinor: 1 }))).toEqual([409, "STATE_RECLAIM_CHANGED"]);
    expect(await entriesSince(mark)).toEqual(["2026-10-06 writeOff: 6351 < 1680 150000"]);
    expect(await rowOf(bill)).toBeUndefined();
    const kept = [
      { visitId: next.visitId, amountMinor: 150_000 },
      { visitId: bill.visitId, amountMinor: -100_000 },
    ];
    expect(read(await payout("FK-2026-44", kept))).toMatchObject({ amountMinor: 50_000 });
    expect(codeOf(await payout("FK-2026-45", kept.slice(1)))).toEqual([422, "STATE_PAYOUT_EMPTY"]);
  });
});

describe("E29 DP-052 a credit of a treatment with a state share", () => {
  test("E29 DP-052 4,800 of the patient's and 400 of the state's are 5,200: head office decides; both are credited in proportion", async () => {
    const bill = await billed([{ price: 520_000, te: 40_000 }]);
    const id = await invoiceIdOf(bill);
    const answer = await credit(id, { reason: "notDone" });
    expect(read<Asked>(answer).roles).toEqual(HEAD);
    const mark = await entries();
    await booked(answer, cfo);
    expect(await entriesSince(mark)).toEqual([
      "2026-10-06 creditNote: 3044 < 1510 480000",
      "2026-10-06 creditNote: 3044 < 1680 40000",
    ]);
    expect(await rowOf(bill)).toBeUndefined();
  });

  test("half of one measure takes half of its share, and what the state had paid is owed back", async () => {
    const bill = await billed([{ price: 420_000, te: 150_000 }, { price: 100_000 }]);
    await payout("FK-2026-46", [{ visitId: bill.visitId, amountMinor: 150_000 }]);
    const mark = await entries();
    await booked(
      await credit(await invoiceIdOf(bill), { reason: "wrongAmount", lines: [{ lineNo: 1, amountMinor: 135_000 }] }),
      manager,
    );
    expect(await entriesSince(mark)).toEqual([
      "2026-10-06 creditNote: 3044 < 1510 135000",
      "2026-10-06 creditNote: 3044 < 1680 75000",
    ]);
    expect(await rowOf(bill)).toMatchObject({ stateMinor: 75_000 });
  });

  test("the patient's part alone is refused unless the claim to the state was corrected", async () => {
    const bill = await billed([{ price: 420_000, te: 150_000 }]);
    const id = await invoiceIdOf(bill);
    const wish = { reason: "goodwill", amountMinor: 50_000, stateShareMinor: 0 };
    expect(codeOf(await credit(id, wish))).toEqual([409, "STATE_CLAIM_NOT_CORRECTED"]);
    const mark = await entries();
    await booked(await credit(id, { ...wish, supportClaimCorrected: true }), manager);
    expect(await entriesSince(mark)).toEqual(["2026-10-06 creditNote: 3044 < 1510 50000"]);
  });

  test("the practice system's own credit says both, and is refused with the patient's alone", async () => {
    const bill = await billed([{ price: 420_000, te: 150_000 }]);
    const part = { price: 210_000, te: 75_000 };
    const line = lineOf(part, bill.visitId);
    const own = { kind: "CREDIT", credits: bill.externalId, kid: undefined, dueDate: undefined, amountMinor: 135_000 };
    const { priceMinor: _p, referencePriceMinor: _r, visitId: _v, stateShare: _s, ...alone } = line;
    const refused = await sent(claimOf([part], { ...own, issueDate: DAY, lines: [alone] }));
    expect(codeOf(refused)).toEqual([409, "STATE_CLAIM_NOT_CORRECTED"]);
    const mark = await entries();
    const taken = await sent(claimOf([part], { ...own, issueDate: DAY, lines: [line] }));
    expect(taken.status, taken.body).toBe(201);
    expect(await entriesSince(mark)).toEqual([
      "2026-10-06 creditNote: 3044 < 1510 135000",
      "2026-10-06 creditNote: 3044 < 1680 75000",
    ]);
    const whole = await billed([{ price: 95_000, te: 95_000 }]);
    const back = lineOf({ price: 95_000, te: 95_000 }, whole.visitId);
    const free = await sent(
      claimOf([part], { ...own, credits: whole.externalId, amountMinor: 0, issueDate: DAY, lines: [back] }),
    );
    expect(free.status, free.body).toBe(201);
    expect((await entriesSince(mark)).slice(-1)).toEqual(["2026-10-06 creditNote: 3044 < 1680 95000"]);
  });

  test("a withdrawn claim takes the state's part with it, until the state has paid", async () => {
    const [bill, kept] = [
      await billed([{ price: 420_000, te: 150_000 }]),
      await billed([{ price: 420_000, te: 150_000 }]),
    ];
    const withdraw = ({ externalId }: Bill) => practice("DELETE", `/ledgers/${clinic.ledgerId}/claims/${externalId}`);
    const answer = await withdraw(bill);
    expect(answer.status, answer.body).toBeLessThan(300);
    expect(await rowOf(bill)).toBeUndefined();
    await payout("FK-2026-47", [{ visitId: kept.visitId, amountMinor: 150_000 }]);
    expect(codeOf(await withdraw(kept))[1]).toBe("CLAIM_HAS_PAYMENT");
  });
});

describe("N-15 S2-20 the board of state money at risk", () => {
  test("DP-072 S2-19 worst first: a reminder that nobody sent is a gap, which an explanation explains and does not close", async () => {
    const late = await billed([{ price: 420_000, te: 150_000 }], { issueDate: "2026-07-01", dueDate: "2026-07-31" });
    const fresh = await billed([{ price: 420_000, te: 150_000 }]);
    const rows = (await board()).items;
    expect(rows[0]).toMatchObject({ state: "gap" });
    expect(rows.find((row) => row.number === late.number)).toMatchObject({
      state: "gap",
      measure: "remind1",
      why: "missing",
      stateMinor: 150_000,
    });
    expect(rows.find((row) => row.number === fresh.number)).toMatchObject({
      state: "inProcess",
      measure: "remind1",
      why: "next",
    });
    const id = await invoiceIdOf(late);
    const explain = (words: string, who = manager) =>
      who("POST", `/invoices/${id}/state-support-explanations`, { body: { words } });
    expect((await explain("Brevet kom tillbaka och adressen söktes i augusti.")).status).toBe(201);
    expect(codeOf(await explain("811228-9874 ringde"))[1]).toBe("INPUT_INVALID");
    expect((await explain("Nej", reception)).status).toBe(403);
    expect(await rowOf(late)).toMatchObject({
      state: "gap",
      notes: [{ words: "Brevet kom tillbaka och adressen söktes i augusti." }],
    });
    await paid(fresh, 270_000n);
    expect(await rowOf(fresh)).toBeUndefined();
    const { sums } = await board();
    expect(sums.map(({ state }) => state)).toEqual(["gap", "inProcess", "allMeasuresTaken", "paid"]);
    const { ledgers } = read<{ ledgers: object[] }>(await cfo("GET", "/state-support"));
    expect(ledgers).toMatchObject([{ ledgerId: clinic.ledgerId, currency: "SEK", sums }]);
  });

  test("DP-074 crediting or losing a bill with a gap warns with the state's money at risk; one in process does not", async () => {
    const late = await billed([{ price: 420_000, te: 150_000 }], { issueDate: "2026-07-01", dueDate: "2026-07-31" });
    const fresh = await billed([{ price: 420_000, te: 150_000 }]);
    const asked = await credit(await invoiceIdOf(late), { reason: "goodwill", amountMinor: 100 });
    expect(read<Asked>(asked).stateAtRiskMinor).toBe(150_000);
    const standing = async (bill: typeof late) =>
      read(await finance("GET", `/invoices/${await invoiceIdOf(bill)}/standing`));
    expect(await standing(late)).toMatchObject({ stateAtRiskMinor: 150_000 });
    expect(await standing(fresh)).toMatchObject({ stateAtRiskMinor: 0 });
    const small = await credit(await invoiceIdOf(fresh), { reason: "goodwill", amountMinor: 100 });
    expect(read<Asked>(small).stateAtRiskMinor).toBe(0);
    const item = (await patientItem(late))!;
    const loss = await finance("POST", `/ledgers/${clinic.ledgerId}/loss-proposals`, {
      body: { exception: "deceasedWithoutAssets", words: "Dödsboet saknar tillgångar", itemIds: [item.id] },
    });
    expect(read(loss)).toMatchObject({ stateAtRiskMinor: 150_000 });
  });
});
