import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledgerText, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { listAuditEvents, withTenant } from "../../platform/index.ts";
import { codeOf, openApi, read, type Answer, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let journal: Ask;
let claims: string;

beforeAll(async () => {
  platform = await testPlatform();
  api = await openApi(platform);
  clinic = await testClinic(platform);
  journal = await api.program(clinic.context, ["claims:write"]);
  claims = `/ledgers/${clinic.ledgerId}/claims`;
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

/** Claim A of the worked month, as the practice system sends it. */
function claimA(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    externalId: "opus-778812",
    kind: "INVOICE",
    number: "260101",
    kid: "1047112601018",
    issueDate: "2026-10-05",
    dueDate: "2026-10-19",
    currency: "NOK",
    amountMinor: 245_000,
    lines: [{ text: "Behandling", amountMinor: 245_000, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: "P104711", name: "Kari Eksempel", birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: "P104711", name: "Kari Eksempel", phone: "+4791234567", email: null, orgNo: null },
    guardian: null,
    choices: ["CARD", "VIPPS", "SWISH", "PART_PAYMENT", "INVOICE"],
    plan: null,
    credits: null,
    businessMode: null,
    thirdPartyReference: null,
    ...changes,
  };
}

/** A claim of its own that waits for the invoice run. */
const waiting = (externalId: string, changes: Record<string, unknown> = {}) =>
  claimA({ externalId, number: null, kid: null, issueDate: null, dueDate: null, ...changes });

type Taken = { claimId: string; state: string };
const TEXT = expect.any(String) as string;

describe("the practice system sends a claim", () => {
  test("S0-66 S0-67 X-05 201 with claim and state; the same key gives the stored answer; a new key with the known id 200 and the same body", async () => {
    const first = await journal("POST", claims, { body: claimA(), key: "journal-1" });
    const again = await journal("POST", claims, { body: claimA(), key: "journal-1" });
    const known = await journal("POST", claims, { body: claimA(), key: "journal-2" });
    expect([first.status, again.status, known.status]).toEqual([201, 201, 200]);
    expect(read<Taken>(first)).toEqual({
      claimId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      state: "INVOICED",
    });
    expect([again.body, known.body]).toEqual([first.body, first.body]);
    expect(again.headers["idempotent-replayed"]).toBe("true");
    expect(await ledgerText(platform, clinic.context, clinic.ledgerId)).toEqual([
      "2026-10-05 invoice: 1500 < 3200 245000",
    ]);
  });

  test("X-05 SEC-42 the same key with another body 422, no key 400, a known id with other content 409", async () => {
    const other = claimA({ lines: [{ text: "Kontroll", amountMinor: 245_000, vatCode: "EXEMPT", vatMinor: 0 }] });
    expect(codeOf(await journal("POST", claims, { body: other, key: "journal-1" }))).toEqual([
      422,
      "IDEMPOTENCY_KEY_REUSED",
    ]);
    expect(codeOf(await journal("POST", claims, { body: other }))).toEqual([409, "CLAIM_CHANGED"]);
    const bare = await journal("POST", claims, { body: claimA(), headers: { "idempotency-key": "" } });
    expect(codeOf(bare)).toEqual([400, "IDEMPOTENCY_KEY_MISSING"]);
  });

  test.each<[string, Record<string, unknown>, number, string]>([
    ["lines that do not add up", waiting("w1", { amountMinor: 245_001 }), 422, "CLAIM_SUM_WRONG"],
    [
      "a reference with a wrong check digit",
      claimA({ externalId: "w2", number: "1", kid: "1047112601019" }),
      422,
      "KID_INVALID",
    ],
    ["a number without a reference", claimA({ externalId: "w3", number: "2", kid: null }), 422, "NUMBER_AND_KID"],
    [
      "a due date before the issue date",
      claimA({ externalId: "w4", number: "3", kid: "1047122601024", dueDate: "2026-10-04" }),
      422,
      "DUE_BEFORE_ISSUE",
    ],
    ["another currency", waiting("w5", { currency: "SEK" }), 422, "CURRENCY_WRONG"],
    ["a number that is taken", claimA({ externalId: "w6", kid: "1047122601024" }), 409, "DUPLICATE_NUMBER"],
    [
      "a credit of an unknown claim",
      waiting("w7", { kind: "CREDIT", credits: "nobody" }),
      422,
      "CREDITED_CLAIM_UNKNOWN",
    ],
    ["an amount of nothing", waiting("w8", { amountMinor: 0 }), 422, "INPUT_INVALID"],
    ["a field nobody knows", waiting("w9", { nationalId: "x" }), 422, "INPUT_INVALID"],
  ])("S0-67 %s is refused with its code, and nothing is taken", async (_what, body, status, code) => {
    const answer = await journal("POST", claims, { body });
    expect(codeOf(answer)).toEqual([status, code]);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(codeOf(await journal("GET", `${claims}/${String(body["externalId"])}`))).toEqual([404, "CLAIM_NOT_FOUND"]);
  });

  test("SEC-55 an identity number in a text is refused and not repeated", async () => {
    const lines = [{ text: "Gjelder 01017000027", amountMinor: 245_000, vatCode: "EXEMPT", vatMinor: 0 }];
    const answer = await journal("POST", claims, { body: waiting("pii", { lines }) });
    expect(codeOf(answer)).toEqual([422, "PII_IDENTITY_NUMBER"]);
    expect(answer.body).not.toContain("01017000027");
  });

  test("S0-67 nobody to reach: accepted, and on the list the clinic must look at", async () => {
    const payer = { type: "PATIENT", ref: "P9", name: "Ola Eksempel" };
    const patient = { ref: "P9", name: "Ola Eksempel", birthDate: "1990-01-01" };
    const answer = await journal("POST", claims, { body: waiting("no-contact", { payer, patient }) });
    expect([answer.status, read<Taken>(answer).state]).toEqual([201, "NEEDS_CONTACT"]);
    const list = await journal("GET", `${claims}?needsContact=true`);
    expect(read<{ items: object[] }>(list).items).toMatchObject([{ externalId: "no-contact", state: "RECEIVED" }]);
  });

  test("S0-26 S0-67 the clinic adds a telephone: the claim that waited for it goes on, and nobody's number stands in the trail", async () => {
    const reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
    const list = async () =>
      read<{ items: { payerId: string }[] }>(await journal("GET", `${claims}?needsContact=true`)).items;
    const [lonely] = await list();
    const url = `/parties/${lonely!.payerId}/contact-points`;
    const add = (contact: object) => reception("POST", url, { body: { purpose: "payment", ...contact } });
    const byMail = await add({ kind: "email", value: "ola@example.com" });
    expect([byMail.status, read(byMail), (await list()).length]).toEqual([201, { claimsReached: 0 }, 1]);
    expect(codeOf(await add({ kind: "phone", value: "12" }))).toEqual([422, "CONTACT_INVALID"]);
    const byPhone = await add({ kind: "phone", value: "91 23 45 69" });
    expect([byPhone.status, read(byPhone), await list()]).toEqual([201, { claimsReached: 1 }, []]);
    expect(await journal("GET", `${claims}/no-contact`)).toMatchObject({
      body: expect.stringContaining('"needsContact":false') as string,
    });
    const events = await withTenant(platform, clinic.context, (tx) =>
      listAuditEvents(tx, { subjectId: lonely!.payerId }, 10),
    );
    expect(events.map(({ action, detail }) => [action, detail])).toEqual([
      ["party.contactSet", { kind: "phone", purpose: "payment" }],
      ["party.contactSet", { kind: "email", purpose: "payment" }],
    ]);
  });

  test("SEC-09 SEC-55 a contact point of a party of another clinic, or with an identity number in it, is refused", async () => {
    const body = { kind: "phone", purpose: "payment", value: "+4791234569" };
    const reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
    const { items } = read<{ items: { payerId: string }[] }>(await journal("GET", claims));
    const url = `/parties/${items[0]!.payerId}/contact-points`;
    const elsewhere = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
    const stranger = await api.person(clinic.context, "reception", [elsewhere.clinicId]);
    expect(codeOf(await stranger("POST", url, { body }))).toEqual([404, "PARTY_NOT_FOUND"]);
    const value = { line1: "Gata 1, 01017000027", postCode: "0150", city: "Oslo" };
    const refused = await reception("POST", url, { body: { ...body, kind: "address", value } });
    expect(read<{ problems: object[] }>(refused).problems).toMatchObject([{ code: "PII_IDENTITY_NUMBER" }]);
    expect(refused.body).not.toContain("01017000027");
  });

  test("S0-48 a ledger that is not ticked takes none", async () => {
    const off = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId, active: false });
    const answer = await journal("POST", `/ledgers/${off.ledgerId}/claims`, { body: waiting("off") });
    expect(codeOf(answer)).toEqual([409, "LEDGER_NOT_ACTIVE"]);
  });
});

describe("many claims at once", () => {
  test("S0-67 all or none: every problem is listed by its claim; mended, those taken before are recognised", async () => {
    const good = [waiting("b1"), waiting("b2")];
    const wrong = [...good, waiting("b3", { amountMinor: 1 })];
    const refused = await journal("POST", `${claims}/batch`, { body: wrong });
    expect([codeOf(refused), read<{ problems: object[] }>(refused).problems]).toMatchObject([
      [422, "CLAIM_SUM_WRONG"],
      [{ line: 3 }],
    ]);
    await journal("POST", claims, { body: waiting("b1") });
    const taken = await journal("POST", `${claims}/batch`, { body: good });
    expect(read<{ items: object[] }>(taken).items).toMatchObject([
      { externalId: "b1", isNew: false, state: "RECEIVED" },
      { externalId: "b2", isNew: true, state: "RECEIVED" },
    ]);
  });

  test("SEC-62 the list holds 1,000 at most, and 256 KB", async () => {
    const many = (count: number): object[] => Array.from({ length: count }, (_, at) => ({ externalId: `m${at}` }));
    expect(codeOf(await journal("POST", `${claims}/batch`, { body: many(1_001) }))).toEqual([422, "INPUT_INVALID"]);
    const large = [waiting("large", { thirdPartyReference: "x".repeat(262_144) })];
    expect(codeOf(await journal("POST", `${claims}/batch`, { body: large }))).toEqual([413, "BODY_TOO_LARGE"]);
  });

  test("S0-67 a CSV file, and the same file again; a wrong one names line and column", async () => {
    const rows = "externalId;text;amount;patientRef;patientName;birthYear;payerType;payerRef;payerName;phone\n";
    const row = (id: string, amount: string) => `${id};Behandling;${amount};P7;Ola;1990;PATIENT;P7;Ola;+4791234567\n`;
    const send = async (text: string): Promise<Answer> => journal("POST", `${claims}/csv`, { file: Buffer.from(text) });
    const file = rows + row("csv-1", "2450,00") + row("csv-2", "100");
    const news = async () => read<{ items: { isNew: boolean }[] }>(await send(file)).items.map((item) => item.isNew);
    expect([await news(), await news()]).toEqual([
      [true, true],
      [false, false],
    ]);
    const refused = await send(rows + row("csv-3", "hundre"));
    expect([codeOf(refused), read<{ problems: object[] }>(refused).problems]).toMatchObject([
      [422, "CSV_INVALID"],
      [{ line: 2, field: "amount" }],
    ]);
  });
});

describe("claims are read and withdrawn", () => {
  test("S0-67 one claim without its texts, the list page by page without gap or repeat", async () => {
    const one = read<Record<string, unknown>>(await journal("GET", `${claims}/opus-778812`));
    expect(one).toMatchObject({ number: "260101", kid: "1047112601018", dueDate: "2026-10-19", amountMinor: 245_000 });
    expect(JSON.stringify(one)).not.toMatch(/Behandling|Kari/);
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const paged = read<{ items: { externalId: string }[]; nextCursor: string | null }>(
        await journal("GET", `${claims}?limit=2${query}`),
      );
      seen.push(...paged.items.map((item) => item.externalId));
      cursor = paged.nextCursor;
    }
    expect(seen).toEqual(["opus-778812", "no-contact", "b1", "b2", "csv-1", "csv-2"]);
  });

  test("S0-67 paid on the spot: withdrawn once, again changes nothing; the invoice is reversed", async () => {
    const url = `${claims}/opus-778812`;
    const withdrawn = [await journal("DELETE", url), await journal("DELETE", url)];
    expect(withdrawn.map((answer) => [answer.status, read<Taken>(answer).state])).toEqual([
      [200, "WITHDRAWN"],
      [200, "WITHDRAWN"],
    ]);
    expect(await ledgerText(platform, clinic.context, clinic.ledgerId)).toEqual([
      "2026-10-05 invoice: 1500 < 3200 245000",
      "2026-10-05 reversal: 3200 < 1500 245000",
    ]);
  });
});

describe("a claim that a company is to pay", () => {
  test("FR-41 a company's under the practice system's own number is taken with a warning, alone and in a batch", async () => {
    const payer = { type: "EMPLOYER", name: "Havn Rederi AS", orgNo: "974760673" };
    const theirs = claimA({ externalId: "company", number: "260107", kid: "1047172601072", payer });
    const warnings = [{ code: "THIRD_PARTY_FOREIGN_NUMBER", sentence: TEXT, remedy: TEXT }];
    const alone = await journal("POST", claims, { body: theirs });
    expect([alone.status, read<object>(alone)]).toEqual([201, { claimId: TEXT, state: "INVOICED", warnings }]);
    const { items } = read<{ items: object[] }>(await journal("POST", `${claims}/batch`, { body: [theirs, claimA()] }));
    expect(items).toMatchObject([{ isNew: false, warnings }, { isNew: false }]);
    expect(items[1]).not.toHaveProperty("warnings");
  });
});
