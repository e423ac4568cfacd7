import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { alarmAboutNeglect } from "../../collections/index.ts";
import { listAlarms } from "../../controls/index.ts";
import { claimSchema, receiveClaims } from "../../invoicing/index.ts";
import { withTenant } from "../../platform/index.ts";
import { openApi, read, type Api, type Ask } from "./asking.fixture.ts";

/** Three claims, due 18 and 28 September and 7 October 2026; looked at on Friday 16 October, in a week that began on the 12th. */
const DUE = ["2026-09-18", "2026-09-28", "2026-10-07"];
const AMOUNTS = [100_000, 300_000, 50_000];

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let finance: Ask;
let manager: Ask;

type Coverage = {
  cycle: string;
  fromOn: string;
  ledgers: Record<string, number | string>[];
  people: { name: string | null; itself: boolean; claims: number }[];
};
type Row = { itemId: string; number: string; [field: string]: unknown };

const claim = (no: number) => {
  const patient = { ref: `p${String(no)}`, name: "Kari Nordmann" };
  const invoiced = { number: `26000${String(no)}`, kid: makeKid(`10471026000${String(no)}`, "mod10") };
  const amountMinor = AMOUNTS[no - 1]!;
  return claimSchema.parse({
    ...{ externalId: `behandling-${String(no)}`, kind: "INVOICE", currency: "NOK", amountMinor },
    ...{ ...invoiced, issueDate: "2026-09-04", dueDate: DUE[no - 1] },
    lines: [{ text: "Undersøkelse", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ...patient, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ...patient, phone: "+4791234567" },
  });
};
const covered = async (who = finance) => read<Coverage>(await who("GET", "/follow-up-coverage"));
const neglectedRows = async () => read<{ items: Row[] }>(await finance("GET", "/neglected-claims")).items;
const alarms = () =>
  withTenant(platform, clinic.context, async (tx) => {
    await alarmAboutNeglect(tx);
    return (await listAlarms(tx)).filter(({ kind }) => kind === "followUp.neglected");
  });

/** A session does not outlive the days between two looks. */
async function lookOn(moment: string): Promise<void> {
  platform.moveTo(moment);
  finance = await api.person(clinic.context, "hqFinance");
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
}

beforeAll(async () => {
  platform = await testPlatform("2026-10-16T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  await withTenant(platform, clinic.context, (tx) => receiveClaims(tx, clinic.ledgerId, [1, 2, 3].map(claim)));
  await lookOn("2026-10-16T08:00");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

describe("coverage of the overdue claims", () => {
  test("S3-23 S3-33 N-24 untouched claims that were overdue all the last week are neglected, most money first, and alarmed about", async () => {
    expect(await covered()).toMatchObject({
      ...{ cycle: "weekly", fromOn: "2026-10-12", people: [] },
      ledgers: [{ claims: 3, touched: 0, waiting: 0, openMinor: 450_000, untouchedMinor: 450_000 }],
    });
    // The third fell due on the third day of the last whole week.
    expect(
      (await neglectedRows()).map(({ number, openMinor, daysOverdue, lastOn }) => [
        number,
        openMinor,
        daysOverdue,
        lastOn,
      ]),
    ).toEqual([
      ["260002", 300_000, 18, null],
      ["260001", 100_000, 28, null],
    ]);
    const first = read<{ items: Row[]; nextCursor: string }>(await finance("GET", "/neglected-claims?limit=1"));
    expect(
      read<{ items: Row[] }>(await finance("GET", `/neglected-claims?limit=1&cursor=${first.nextCursor}`)).items,
    ).toMatchObject([{ number: "260001" }]);
    expect(await alarms()).toMatchObject([{ dayOn: "2026-10-12", detail: { count: 2, openMinor: 400_000 } }]);
  });

  test("S3-23 a note touches a claim and a promise rests it; each person is counted, and the alarm goes when nothing is left", async () => {
    const [dear, cheap] = await neglectedRows();
    const note = { saidOn: "2026-10-16", channel: "telephone", direction: "toPayer", text: "Ringer igjen" };
    expect((await manager("POST", `/open-items/${dear!.itemId}/contact-notes`, { body: note })).status).toBe(201);
    const promise = { promisedOn: "2026-10-20", channel: "telephone", words: "Betaler tirsdag" };
    expect((await finance("POST", `/open-items/${cheap!.itemId}/promises`, { body: promise })).status).toBe(201);
    const seen = await covered(manager);
    expect(seen.ledgers).toMatchObject([{ claims: 3, touched: 2, waiting: 0, untouchedMinor: 50_000 }]);
    expect(seen.people.map(({ claims, itself }) => [claims, itself])).toEqual([
      [1, false],
      [1, false],
    ]);
    expect(await neglectedRows()).toEqual([]);
    expect(await alarms()).toEqual([]);
    // A week later the promise still runs through Tuesday; the note is of the week before.
    await lookOn("2026-10-19T09:00");
    expect((await covered()).ledgers).toMatchObject([{ claims: 3, touched: 0, waiting: 1 }]);
    await lookOn("2026-10-26T09:00");
    expect((await neglectedRows()).map(({ number }) => number)).toEqual(["260002", "260001", "260003"]);
  });

  test("S3-24 the cycle is a setting of head office, and the next look goes by it", async () => {
    expect((await manager("PUT", "/follow-up-cycle", { body: { cycle: "monthly" } })).status).toBe(403);
    expect((await finance("PUT", "/follow-up-cycle", { body: { cycle: "monthly" } })).status).toBe(204);
    expect(await covered()).toMatchObject({ cycle: "monthly", fromOn: "2026-10-01", ledgers: [{ touched: 2 }] });
    expect(await neglectedRows()).toEqual([]);
  });
});
