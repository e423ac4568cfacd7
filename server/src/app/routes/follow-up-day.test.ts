import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { addBankAccount } from "../../banking/index.ts";
import { approvePolicy, collectionsChecks, policyTemplates, setPolicy } from "../../collections/index.ts";
import { claimSchema, receiveClaims } from "../../invoicing/index.ts";
import { withTenant } from "../../platform/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

/** Four claims of three payers, all due on 28 September, looked at on Friday 16 October 2026. */
const DUE = "2026-09-28";
const NAMES = ["Kari Nordmann", "Ola Hansen", "Ingrid Berg"];

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let finance: Ask;
let colleague: Ask;
let reception: Ask;
let bankAccountId: string;

type Line = {
  lineNo: number;
  action: string;
  state: string;
  itemId: string;
  reason: string | null;
  payer: { name: string | null };
  bill: { number: string } | null;
  channel: string | null;
  changed: boolean;
  workingDays: number;
  weekendDays: number;
  closed: { on: string; name: string | null }[];
};
type Today = { standing: { id: string; contentHash: string; totals: Record<string, number> } | null; policy: object };
type Dry = { steps: number; letters: object[]; languages: string[]; changed: number; changedLines: number[] };

const claim = (no: number, name: string) => {
  const patient = { ref: name, name };
  const invoiced = { number: `26000${String(no)}`, kid: makeKid(`10471026000${String(no)}`, "mod10") };
  return claimSchema.parse({
    ...{ externalId: `behandling-${String(no)}`, kind: "INVOICE", currency: "NOK", amountMinor: 100_000 },
    ...{ ...invoiced, issueDate: "2026-09-14", dueDate: DUE },
    lines: [{ text: "Undersøkelse", amountMinor: 100_000, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ...patient, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ...patient, phone: "+4791234567" },
  });
};
const ledger = () => `/ledgers/${clinic.ledgerId}`;
const today = async () => read<Today>(await finance("GET", `${ledger()}/follow-up-day`));
const lines = async (id: string, who = finance) =>
  read<{ items: Line[] }>(await who("GET", `/follow-up-proposals/${id}/lines`)).items;

beforeAll(async () => {
  platform = await testPlatform("2026-10-16T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  await withTenant(platform, clinic.context, async (tx) => {
    const account = { ledgerId: clinic.ledgerId, market: "NO", number: "86011117947" } as const;
    bankAccountId = await addBankAccount(tx, { ...account, detailSource: "camt053", proofSource: "camt053" });
    const [template] = await policyTemplates(tx, clinic.ledgerId);
    const wish = { scope: "chain", scopeId: null, name: "Kjeden", validFromOn: "2026-01-01", locks: [] } as const;
    await approvePolicy(tx, await setPolicy(tx, { ...wish, content: template!.policy }));
    const payers = [...NAMES, NAMES[0]!];
    await receiveClaims(
      tx,
      clinic.ledgerId,
      payers.map((name, at) => claim(at + 1, name)),
    );
  });
  platform.moveTo("2026-10-16T09:00");
  finance = await api.person(clinic.context, "hqFinance");
  colleague = await api.person(clinic.context, "hqFinance");
  reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
});
afterAll(async () => {
  expect(await breaches(platform, clinic.context, collectionsChecks)).toEqual([]);
  await api.close();
  await platform.close();
});

describe("the follow-up day at the API", () => {
  let id: string;

  test("F-01 F-03 the day's lines say whom, since how many working days, the step and the channel", async () => {
    expect(await today()).toMatchObject({
      ...{ asOf: "2026-10-16", isWorkingDay: true, standing: null, person: null, madeUp: null, missing: [] },
      policy: { name: "Kjeden", runAt: "18:30", weekday: null, holdMostDays: 30 },
    });
    const made = await finance("POST", `${ledger()}/follow-up-proposals`, { body: {} });
    ({ id } = read<{ id: string }>(made));
    expect((await today()).standing).toMatchObject({ id, totals: { remind1: 4, remind1Minor: 400_000 } });
    const found = await lines(id);
    expect(found.map(({ payer, bill }) => `${String(payer.name)} ${String(bill?.number)}`).toSorted()).toEqual([
      "Ingrid Berg 260003",
      "Kari Nordmann 260001",
      "Kari Nordmann 260004",
      "Ola Hansen 260002",
    ]);
    // 29 September to 16 October: eighteen days, two weekends in them.
    for (const line of found)
      expect(line).toMatchObject({
        ...{ action: "remind1", state: "proposed", channel: "sms", changed: false },
        ...{ workingDays: 14, weekendDays: 4, closed: [] },
      });
    expect(await lines(id, reception)).toHaveLength(4);
  });

  test("F-03 E18 the letter's words before it leaves: one for all that a payer owes, with one fee", async () => {
    const kari = (await lines(id)).find(({ payer }) => payer.name === NAMES[0])!;
    const { letter } = read<{ letter: { text: string; claims: number; language: string } }>(
      await reception("GET", `/open-items/${kari.itemId}/follow-up-letter`),
    );
    expect(letter).toMatchObject({ level: "remind1", channel: "sms", language: "nb", claims: 2 });
    expect(letter.text).toMatch(/2\s038,00/);
    expect(letter.text).not.toContain("Kari");
  });

  test("X-38 F-04 a claim is held back with a reason and a last day, by head office alone, and taken in again", async () => {
    const [, second] = await lines(id);
    const { lineNo, itemId } = second!;
    const body = { lineNo, reason: "wrongDebtor", endsOn: "2026-10-30" };
    const held = `/follow-up-proposals/${id}/held-lines`;
    expect((await reception("POST", held, { body })).status).toBe(403);
    expect(codeOf(await finance("POST", held, { body: { ...body, endsOn: "2027-01-30" } }))).toEqual([
      409,
      "FOLLOW_UP_HOLD_REFUSED",
    ]);
    expect(
      (await lines(id)).every(({ state }) => state === "proposed"),
      "neither, where one is refused",
    ).toBe(true);
    expect((await finance("POST", held, { body })).status).toBe(201);
    expect(codeOf(await finance("POST", held, { body }))).toEqual([409, "PROPOSAL_LINE_NOT_HELD"]);
    expect((await lines(id)).find((line) => line.lineNo === lineNo)).toMatchObject({ state: "held", reason: "hold" });
    expect(read<object>(await finance("GET", `/open-items/${itemId}/follow-up`))).toMatchObject({
      decision: { kind: "heldBack", reason: "hold", until: "2026-10-31" },
    });
    const released = `/follow-up-proposals/${id}/released-lines`;
    expect((await finance("POST", released, { body: { lineNo } })).status).toBe(204);
    expect((await lines(id)).every(({ state }) => state === "proposed")).toBe(true);
    expect(codeOf(await finance("POST", released, { body: { lineNo } }))).toEqual([404, "FOLLOW_UP_HOLD_NOT_FOUND"]);
    expect((await finance("POST", held, { body })).status).toBe(201);
  });

  test("F-05 the dry run counts letters, not lines, and names what changed since", async () => {
    const dry = async () => read<Dry>(await finance("GET", `/follow-up-proposals/${id}/dry-run`));
    expect(await dry()).toMatchObject({ steps: 3, languages: ["nb"], changed: 0, changedLines: [] });
    expect(await today()).toMatchObject({ ready: [{ action: "remind1", lines: 3, amountMinor: 300_000 }] });
    const letters = (await dry()).letters as { channel: string; count: number }[];
    expect(letters.map(({ channel }) => channel)).toEqual(["sms"]);
    expect(letters[0]!.count).toBeLessThanOrEqual(3);
    expect(await dry(), "no price was said").toMatchObject({ costMinor: null });
    const admin = await api.person(clinic.context, "admin");
    const prices = (sendingPrices: object | null) =>
      admin("PATCH", `${ledger()}/settings`, { body: { sendingPrices } });
    expect((await prices({ sms: "45", paper: "1890" })).status).toBe(204);
    expect(await dry()).toMatchObject({ costMinor: 45 * letters[0]!.count });
    expect(read<object>(await finance("GET", `${ledger()}/message-settings`))).toMatchObject({
      sendingPrices: { sms: 45, paper: 1890, email: null },
    });
    expect(codeOf(await prices({ sms: "0,45" }))).toEqual([422, "INPUT_INVALID"]);
    expect((await prices(null)).status).toBe(204);
    expect(await dry()).toMatchObject({ costMinor: null });
    const rest = (await lines(id)).filter(({ state }) => state === "proposed");
    const { itemId, lineNo } = rest.at(-1)!;
    const words = { channel: "telephone", words: "Jeg er ikke enig.", openedOn: "2026-10-16" };
    expect((await reception("POST", `/open-items/${itemId}/follow-up-disputes`, { body: words })).status).toBe(201);
    expect(await dry()).toMatchObject({ steps: 2, changed: 1, changedLines: [lineNo] });
    expect((await lines(id)).find((line) => line.lineNo === lineNo)).toMatchObject({ changed: true });
  });

  test("F-02 F-06 sent once the gate is open, with the proof of each letter, failures first", async () => {
    const body = { bankAccountId, throughOn: "2026-10-15", reason: "Ingen fil kommer" };
    const declared = read<{ id: string }>(await finance("POST", `${ledger()}/follow-up-declarations`, { body }));
    const readiness = async (who: Ask) =>
      read<{ missing: object[]; declarations: object[] }>(await who("GET", `${ledger()}/follow-up-readiness`));
    expect(await readiness(finance)).toMatchObject({ declarations: [{ isOwn: true, confirmedByName: null }] });
    expect(await readiness(colleague)).toMatchObject({ declarations: [{ isOwn: false }] });
    await colleague("POST", `/follow-up-declarations/${declared.id}/confirmation`);
    expect((await readiness(finance)).missing).toEqual([]);
    const { contentHash } = (await today()).standing!;
    await finance("POST", `/proposals/${id}/approval`, { body: { contentHash } });
    const sent = await finance("POST", `/proposals/${id}/application`, { key: platform.ids.next() });
    expect(read<object>(sent)).toMatchObject({ applied: 2, stale: 1, held: 1 });
    const proofs = read<{ items: { outcome: string; recipient: { name: string } }[] }>(
      await finance("GET", `${ledger()}/follow-up-letters?day=2026-10-16`),
    ).items;
    expect(proofs.length).toBeGreaterThan(0);
    expect(proofs.every(({ outcome }) => outcome === "waiting")).toBe(true);
    const counts = read<{ items: object[] }>(
      await finance("GET", `${ledger()}/follow-up-letter-counts?day=2026-10-16`),
    );
    expect(counts.items).toEqual([{ outcome: "waiting", letters: proofs.length }]);
    expect(await today()).toMatchObject({ lastLettersOn: "2026-10-16" });
    const cases = read<{ items: { payer: { name: string }; bill: { number: string } }[] }>(
      await reception("GET", `${ledger()}/follow-up-cases`),
    ).items;
    expect(cases).toHaveLength(4);
    expect(NAMES).toContain(cases[0]!.payer.name);
  });
});
