import type * as z from "zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  exampleBatch,
  importBytes,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { claimSchema, receiveClaims } from "../../invoicing/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { listAuditEvents, toJson, withTenant, type TenantTransaction } from "../../platform/index.ts";
import {
  accountStatement,
  accountStatementTables,
  agingReport,
  agingTables,
  currentness,
  dayProof,
  dayProofTables,
  entriesOf,
  exportBeancount,
  exportHledger,
  numberCertificate,
  proofRange,
  render,
  reskontro,
  reskontroTables,
  trialBalance,
  trialBalanceTable,
  type Table,
} from "../../reports/index.ts";
import { createBankReaders } from "../readers/index.ts";
import { certificateTables, proofRangeTables } from "./report-tables.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let program: Ask;
let reception: Ask;

const PHONE = "+4791234567";

function claimOf(number: string, kid: string, minor: number): z.output<typeof claimSchema> {
  return claimSchema.parse({
    externalId: `opus-${number}`,
    kind: "INVOICE",
    number,
    kid,
    issueDate: "2026-10-05",
    dueDate: "2026-10-05",
    currency: "NOK",
    amountMinor: minor,
    lines: [{ text: "Behandling", amountMinor: minor, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: kid, name: `Pasient ${number}`, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: kid, name: `Pasient ${number}`, ...(number === "260101" ? { phone: PHONE } : {}) },
  });
}

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T> =>
  withTenant(platform, clinic.context, work);

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T05:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  await testBankAccount(platform, clinic);
  await inTenant((tx) =>
    receiveClaims(tx, clinic.ledgerId, [
      claimOf("260101", "1047112601018", 245_000),
      claimOf("260102", "1047122601024", 118_000),
      claimOf("260103", "1047132601030", 970_000),
      claimOf("260104", "1047142601046", 330_000),
    ]),
  );
  await importBytes(platform, clinic, createBankReaders(), await exampleBatch("1-2026-10-06"));
  program = await api.program(clinic.context, ["reports:read", "supplierInvoices:write"]);
  reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const partyId = async () => {
  const found = await reception("GET", `/parties?q=${encodeURIComponent(PHONE)}`);
  return read<{ items: { id: string }[] }>(found).items[0]!.id;
};

type Made = { readonly query?: string; readonly report: object; readonly tables?: readonly Table[] };

/** Each report by its address, and what its use case says. */
const reports: Readonly<Record<string, (tx: TenantTransaction, ledgerId: string) => Promise<Made>>> = {
  "reports/aging": async (tx, ledgerId) => {
    const report = await agingReport(tx, { ledgerId, asOf: "2026-10-06" });
    return { report, tables: agingTables(report) };
  },
  "reports/reskontro": async (tx, ledgerId) => {
    const report = await reskontro(tx, { ledgerId, asOf: "2026-10-05", settledToo: true });
    return { query: "asOf=2026-10-05&settledToo=true", report, tables: reskontroTables(report) };
  },
  "reports/trial-balance": async (tx, ledgerId) => {
    const report = await trialBalance(tx, { ledgerId, asOf: "2026-10-06" });
    return { report, tables: [trialBalanceTable(report)] };
  },
  "reports/account-statement": async (tx, ledgerId) => {
    const days = { from: "2026-10-01", to: "2026-10-31" };
    const payer = await partyId();
    const report = await accountStatement(tx, { ledgerId, partyId: payer, ...days });
    const query = new URLSearchParams({ partyId: payer, ...days }).toString();
    return { query, report, tables: accountStatementTables(report) };
  },
  "reports/day-proof": async (tx, ledgerId) => {
    const report = await dayProof(tx, { ledgerId, day: "2026-10-06" });
    return { report, tables: dayProofTables(report) };
  },
  "reports/day-proofs": async (tx, ledgerId) => {
    const days = await proofRange(tx, { ledgerId, from: "2026-10-05", to: "2026-10-06" });
    const said = days.map(({ madeAt: _, ...day }) => day);
    return { query: "from=2026-10-05&to=2026-10-06", report: { days: said }, tables: proofRangeTables(days) };
  },
  "reports/currentness": async (tx, ledgerId) => ({ report: await currentness(tx, { ledgerId }) }),
  "reports/journal": async (tx, ledgerId) => {
    const { entries } = await entriesOf(tx, { ledgerId });
    const { name: ledgerName, currency } = await ledgerById(tx, ledgerId);
    const report = { ledgerId, ledgerName, currency, from: null, to: "2026-10-06", knownAt: tx.now, entries };
    return { report };
  },
  "number-certificate": async (tx, ledgerId) => {
    const report = await numberCertificate(tx, { ledgerId, asOf: "2026-10-06" });
    return { report, tables: certificateTables(report) };
  },
  entries: async (tx, ledgerId) => {
    const found = await entriesOf(tx, { ledgerId, limit: 3 });
    return { query: "limit=3", report: { items: found.entries, nextCursor: found.next } };
  },
};

describe("reports", () => {
  test.each(Object.keys(reports))(
    "S0-61 %s says over HTTP what the use case says, to the øre, as JSON and as CSV",
    async (name) => {
      const { query = "", report, tables } = await inTenant((tx) => reports[name]!(tx, clinic.ledgerId));
      const url = `/ledgers/${clinic.ledgerId}/${name}?${query}`;
      const json = await program("GET", url);
      expect([json.status, json.headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
      const { madeAt: _, ...said } = report as { madeAt?: unknown };
      expect(read(json)).toEqual(JSON.parse(toJson(name.endsWith("currentness") ? report : said)));
      const csv = await program("GET", `${url}&format=csv`);
      expect(csv.headers["content-type"]).toBe("text/csv; charset=utf-8");
      expect(csv.headers["content-disposition"]).toMatch(/^attachment; filename="[\w-]+\.csv"$/);
      if (tables) expect(csv.body).toBe(render(tables, "csv"));
      else expect(csv.body.split("\n").length).toBeGreaterThan(2);
    },
  );

  test.each(Object.keys(reports))(
    "A-02 A-09 %s as XLSX and PDF: attached under its name, and the same bytes when it is asked again later",
    async (name) => {
      const knownAt = platform.clock.now().toString();
      const { query = "" } = await inTenant((tx) => reports[name]!(tx, clinic.ledgerId));
      const timed = /aging|reskontro|trial|statement|proof|journal/.test(name);
      const url = `/ledgers/${clinic.ledgerId}/${name}?${query}${timed ? `&knownAt=${knownAt}` : ""}&language=nb`;
      for (const [format, type, start] of [
        ["json", "application/json; charset=utf-8", "{"],
        ["csv", "text/csv; charset=utf-8", ""],
        ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"],
        ["pdf", "application/pdf", "%PDF-1.7"],
      ] as const) {
        const [first, second] = [
          await program("GET", `${url}&format=${format}`),
          await program("GET", `${url}&format=${format}`),
        ];
        expect([first.status, first.headers["content-type"]]).toEqual([200, type]);
        expect(first.body.startsWith(start)).toBe(true);
        expect(second.body).toBe(first.body);
        const attached = first.headers["content-disposition"];
        expect(attached ?? "").toMatch(
          format === "json" ? /^$/ : new RegExp(`^attachment; filename="[\\w-]+\\.${format}"$`),
        );
      }
    },
  );

  test("N-17 the certificate counts each ledger's numbers of the series, as of the end of a day", async () => {
    const url = `/ledgers/${clinic.ledgerId}/number-certificate`;
    const today = read<object>(await program("GET", url));
    expect(today).toMatchObject({
      asOf: "2026-10-06",
      own: null,
      practiceSystem: {
        first: "260101",
        last: "260104",
        count: 4,
        missing: 0,
        missingNumbers: [],
        ledgers: [{ ledgerId: clinic.ledgerId, first: "260101", last: "260104", count: 4 }],
      },
    });
    // The day before nothing had been written down.
    expect(read(await program("GET", `${url}?asOf=2026-10-05`))).toMatchObject({
      knownAt: "2026-10-05T22:00:00Z",
      own: null,
      practiceSystem: null,
      seal: null,
    });
    expect(codeOf(await program("GET", `${url}?asOf=2026-10-07`))).toEqual([422, "REPORT_KNOWN_AHEAD"]);
    const manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
    expect((await manager("GET", url)).status).toBe(403);
  });

  test("SEC-16 a report speaks of customer numbers, never of names", async () => {
    for (const name of ["reports/aging", "reports/reskontro", "entries"])
      expect((await program("GET", `/ledgers/${clinic.ledgerId}/${name}`)).body).not.toContain("Pasient");
  });

  test("the journal goes on where its page ended, as CSV by a header", async () => {
    const url = `/ledgers/${clinic.ledgerId}/entries`;
    const all = read<{ items: { id: string }[] }>(await program("GET", url)).items.map((entry) => entry.id);
    const first = await program("GET", `${url}?limit=3&format=csv`);
    const rest = await program("GET", `${url}?cursor=${String(first.headers["x-next-cursor"])}`);
    expect(read<{ items: { id: string }[] }>(rest).items.map((entry) => entry.id)).toEqual(all.slice(3));
    expect(codeOf(await program("GET", `${url}?cursor=x`))).toEqual([422, "INPUT_INVALID"]);
  });

  test("what cannot be said is refused: a moment to come, a range that runs backwards, another format", async () => {
    const ask = (query: string) => program("GET", `/ledgers/${clinic.ledgerId}/reports/${query}`);
    expect(codeOf(await ask("aging?knownAt=2027-01-01T00:00:00Z"))).toEqual([422, "REPORT_KNOWN_AHEAD"]);
    expect(codeOf(await ask("day-proofs?from=2026-10-06&to=2026-10-05"))).toEqual([422, "REPORT_RANGE"]);
    expect(codeOf(await ask("aging?format=doc"))).toEqual([422, "INPUT_INVALID"]);
    expect(codeOf(await ask("aging?format=csv&language=xx"))).toEqual([422, "INPUT_INVALID"]);
    for (const format of ["csv", "xlsx", "pdf"])
      expect(codeOf(await ask(`aging?knownAt=2027-01-01T00:00:00Z&format=${format}`))).toEqual([
        422,
        "REPORT_KNOWN_AHEAD",
      ]);
  });

  test.each([
    ["hledger", exportHledger],
    ["beancount", exportBeancount],
  ] as const)(
    "SEC-77 the books for %s are streamed as they are exported, and who took them is kept",
    async (name, write) => {
      const pieces = await inTenant((tx) => Array.fromAsync(write(tx, { ledgerId: clinic.ledgerId })));
      const answer = await program("GET", `/ledgers/${clinic.ledgerId}/exports/${name}`);
      expect([answer.status, answer.body]).toEqual([200, pieces.join("")]);
      const [noted] = await inTenant((tx) => listAuditEvents(tx, { action: "books.exported" }, 1));
      expect(noted).toMatchObject({ subjectId: clinic.ledgerId, actorKind: "apiKey", detail: { format: name } });
    },
  );
});

describe("parties", () => {
  test("SEC-75 found by telephone, read with contact points; both readings are kept", async () => {
    const id = await partyId();
    const shown = read<object>(await reception("GET", `/parties/${id}`));
    expect(shown).toMatchObject({
      name: "Pasient 260101",
      invoiceMode: "single",
      roles: expect.arrayContaining(["patient", "payer"]) as string[],
      contacts: [{ kind: "phone", purpose: "payment", value: PHONE }],
    });
    const events = await inTenant((tx) => listAuditEvents(tx, { subjectKind: "party", subjectId: id }, 10));
    expect(events.map((event) => event.action).slice(0, 2)).toEqual(["party.read", "party.found"]);
    expect(codeOf(await program("GET", `/parties/${id}`))).toEqual([403, "NOT_ALLOWED"]);
  });

  test("SEC-09 the reception of another clinic neither finds nor opens them", async () => {
    const id = await partyId();
    const other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
    const elsewhere = await api.person(clinic.context, "reception", [other.clinicId]);
    expect(read(await elsewhere("GET", "/parties?q=Pasient"))).toEqual({ items: [] });
    expect(codeOf(await elsewhere("GET", `/parties/${id}`))).toEqual([404, "PARTY_NOT_FOUND"]);
  });

  test("S0-53 S0-54 S1-05 how invoices are wanted is changed on the version that was seen", async () => {
    const id = await partyId();
    const etag = String((await reception("GET", `/parties/${id}`)).headers["etag"]);
    const change = (body: object, ifMatch?: string) =>
      reception("PATCH", `/parties/${id}/payment-preferences`, {
        body,
        headers: ifMatch ? { "if-match": ifMatch } : {},
      });
    expect(codeOf(await change({ invoiceMode: "collective" }))).toEqual([428, "IF_MATCH_MISSING"]);
    const changed = await change({ invoiceMode: "collective", delivery: "ehf" }, etag);
    const kept = { delivery: "ehf", creditCheck: "ask" };
    expect(read(changed)).toEqual({ invoiceMode: "collective", collectivePeriod: "month", ...kept });
    expect(codeOf(await change({ invoiceMode: "single" }, etag))).toEqual([412, "ETAG_MISMATCH"]);
    const onwards = await change({ invoiceMode: "single" }, String(changed.headers["etag"]));
    expect(read(onwards)).toEqual({ invoiceMode: "single", collectivePeriod: null, ...kept });
  });

  test("S1-06 S0-43 whether credit is checked: nobody's is unless it is said; changed by who may, shown on the card, kept in the trail", async () => {
    const id = await partyId();
    const seen = await reception("GET", `/parties/${id}`);
    expect(read(seen)).toMatchObject({ creditCheck: "ask" });
    const change = (creditCheck: string, by = reception) => {
      const headers = { "if-match": String(seen.headers["etag"]) };
      return by("PATCH", `/parties/${id}/payment-preferences`, { body: { creditCheck }, headers });
    };
    expect(codeOf(await change("sometimes"))).toEqual([422, "INPUT_INVALID"]);
    expect(codeOf(await change("never", program))).toEqual([403, "NOT_ALLOWED"]);
    expect(read(await change("never"))).toMatchObject({ creditCheck: "never" });
    expect(read(await reception("GET", `/parties/${id}/card`))).toMatchObject({
      preferences: { creditCheck: "never" },
    });
    const [event] = (await inTenant((tx) => listAuditEvents(tx, { subjectKind: "party", subjectId: id }, 10))).filter(
      ({ action }) => action === "party.preferences",
    );
    expect(event).toMatchObject({ detail: { creditCheck: "never" } });
  });
});

describe("supplier invoices", () => {
  const invoice = (changes: object = {}) => ({
    supplier: { orgNo: "987654325", name: "Kvitt Drift AS" },
    number: "2026-10",
    issueDate: "2026-10-05",
    dueDate: "2026-10-19",
    currency: "NOK",
    totalMinor: 52_249,
    lines: [
      { role: "PAYMENT_COST", netMinor: 40_736, vatMinor: 0 },
      { role: "SERVICE_COST", netMinor: 9_210, vatMinor: 2_303 },
    ],
    ...changes,
  });

  test("S0-11 X-05 once by supplier and number: 201, then 200; with other content 409", async () => {
    const url = `/ledgers/${clinic.ledgerId}/supplier-invoices`;
    const first = await program("POST", url, { body: invoice() });
    const again = await program("POST", url, { body: invoice() });
    expect([first.status, again.status, again.body]).toEqual([201, 200, first.body]);
    const other = invoice({ dueDate: "2026-10-20" });
    expect(codeOf(await program("POST", url, { body: other }))).toEqual([409, "SUPPLIER_INVOICE_CHANGED"]);
  });

  test("S0-11 a CSV file, all or none", async () => {
    const url = `/ledgers/${clinic.ledgerId}/supplier-invoices/csv`;
    const head = "supplierOrgNo;supplierName;number;issueDate;dueDate;role;net;vat\n";
    const row = (number: string, role: string) =>
      `987654325;Kvitt Drift AS;${number};2026-10-05;2026-10-19;${role};100;25\n`;
    const refused = await program("POST", url, {
      file: Buffer.from(head + row("1", "SERVICE_COST") + row("2", "GIFTS")),
    });
    expect([codeOf(refused), read<{ problems: object[] }>(refused).problems]).toMatchObject([
      [422, "CSV_INVALID"],
      [{ line: 3, field: "role" }],
    ]);
    const taken = await program("POST", url, { file: Buffer.from(head + row("1", "SERVICE_COST")) });
    expect(read<{ items: object[] }>(taken).items).toMatchObject([{ isNew: true }]);
  });
});
