import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { asSuperuser, testClinic, testPlatform, type TestPlatform } from "../../testkit/index.ts";
import type { Route } from "../platform/http/index.ts";
import { recordAudit, withTenant } from "../platform/index.ts";
import { signInNew } from "./routes/asking.fixture.ts";
import { claimOf, fileWithText, textsIn, worldOf } from "./routes/sweep-books.fixture.ts";
import { fixtureOf, mayUse, nameOf, openSweep, type Asked, type Changes, type Sweep } from "./sweep-asking.fixture.ts";
import type { World } from "./sweep-fixtures.ts";
import { findMarkers, textsOf, withText, type Marker, type Place } from "./taint-scan.fixture.ts";

/** Never stored, logged or echoed. Synthetic: the month of the one is raised by 80, the other is nobody's card. */
const IDENTITY = "23827710091";
const CARD = "4539739102152845";
const forbidden: Marker[] = [
  { name: "identity number", value: IDENTITY },
  { name: "card number", value: CARD },
];

/** Kept sealed, and shown to those who may see it; a name is kept open in one column. */
const PATIENT = "Merkelin Vasshaug";
const GUARDIAN = "Torgunn Blekkmyr";
const PHONE = "+4791827364";
const EMAIL = "merkelin@brattlia.example";
const STREET = "Knausegata 7319";
const BORN = "1971-12-23";
const TREATED = "Rotfylling av kjevetann 46";
const personal: Marker[] = [
  { name: "patient", value: PATIENT },
  { name: "guardian", value: GUARDIAN },
  { name: "telephone", value: "91827364" },
  { name: "e-mail", value: EMAIL },
  { name: "address", value: STREET },
  { name: "birth day", value: BORN },
  { name: "treatment", value: TREATED },
];

/** Where a person's name may stand. */
const NAMES = /^(patient|guardian), plain, in column party\.name$/;

let platform: TestPlatform;
let sweep: Sweep;
let world: World;
const logged: string[] = [];
const refusals: Place[] = [];
const answers: Place[] = [];

function keep(what: string, { statusCode, headers, body }: Asked): void {
  const place = { place: `answer ${statusCode} of ${what}`, content: `${JSON.stringify(headers)}\n${body}` };
  (statusCode >= 400 ? refusals : answers).push(place);
}

async function ask(route: Route, changes: Changes): Promise<Asked> {
  sweep.become(world, mayUse(route, world));
  const params = changes.params ?? (await fixtureOf(route).params?.(world)) ?? {};
  const answer = await sweep.call(route, world, { ...changes, params });
  keep(nameOf(route), answer);
  return answer;
}

/** A claim with every field that can name a person. */
function wholeClaim(): Record<string, unknown> {
  const address = { line1: STREET, line2: "H0301", postCode: "0150", city: "Oslo", country: "NO" };
  const contacts = { phone: PHONE, email: EMAIL, address };
  const claim = claimOf(world, { choices: ["CARD"], thirdPartyReference: "Skade 17" });
  const ref = `${claim.externalId}-p`;
  return {
    ...claim,
    lines: [{ ...(claim["lines"] as object[])[0], text: TREATED }],
    patient: { ref, name: PATIENT, birthDate: BORN },
    payer: { type: "PATIENT", ref, name: PATIENT, ...contacts },
    guardian: { ref: `${ref}-g`, name: GUARDIAN, ...contacts },
    plan: { externalId: `${ref}-plan`, kind: "PLANNED", termNo: 1, terms: 3 },
  };
}

const CSV_HEAD = "externalId;text;amount;patientRef;patientName;birthDate;payerType;payerRef;payerName;phone;email\n";
const csvOf = (id: string, text: string, name: string) =>
  Buffer.from(`${CSV_HEAD}${id};${text};1200;${id};${name};${BORN};PATIENT;${id};${name};${PHONE};${EMAIL}\n`);
const supplierCsvOf = (name: string) =>
  Buffer.from(
    `supplierOrgNo;supplierName;number;issueDate;dueDate;text;role;net;vat\n923456783;${name};t-1;2026-10-05;2026-10-19;${name};SERVICE_COST;8;2\n`,
  );

const CLAIMS = "POST /api/v1/ledgers/:ledgerId/claims";

/** Personal data as it comes in life, by the routes that take it. */
async function personalCalls(): Promise<Readonly<Record<string, Changes>>> {
  return {
    [CLAIMS]: { body: wholeClaim() },
    [`${CLAIMS}/batch`]: { body: [wholeClaim(), wholeClaim()] },
    [`${CLAIMS}/csv`]: { file: csvOf("csv-t", TREATED, PATIENT) },
    "GET /api/v1/parties": { query: { q: PHONE } },
    "POST /api/v1/parties/:partyId/contact-points": { body: { kind: "email", purpose: "payment", value: EMAIL } },
    "POST /api/v1/bank-files": { file: await fileWithText(world, `${PATIENT} ${PHONE}`.slice(0, 40)) },
  };
}

const WRITTEN = [
  IDENTITY,
  `Gjelder ${IDENTITY.slice(0, 6)} ${IDENTITY.slice(6)}`,
  `${IDENTITY}@brattlia.example`,
  `Kort ${CARD}`,
  CARD,
];
const BARE = [IDENTITY, CARD];

/**
 * Fields that may look like such a number by themselves: every identity number passes for an account number by its last digit, and a machine's
 * own keys of digits pass for a card one time in ten.
 */
function mayLookLikeIt(route: Route, field: string, text: string): boolean {
  if (route.url.endsWith("/bank-accounts")) return field === "number" && text === IDENTITY;
  return /externalId$/.test(field) && text.includes(CARD);
}

/** A body with one of its texts replaced, once for each text. */
function spoiled(route: Route, body: unknown): unknown[] {
  return textsOf(body).flatMap((path) =>
    WRITTEN.filter((text) => !mayLookLikeIt(route, path.join("."), text)).map((text) => withText(body, path, text)),
  );
}

function spoiledQueries(route: Route): Changes[] {
  const { query } = route.schema as { query?: z.ZodType };
  const names = query instanceof z.ZodObject ? Object.keys(query.shape) : [];
  return [...names, "unknown"].flatMap((name) => BARE.map((value) => ({ query: { [name]: value } })));
}

function spoiledParams(params: Readonly<Record<string, string>>): Changes[] {
  return Object.keys(params).flatMap((name) => BARE.map((value) => ({ params: { ...params, [name]: value } })));
}

const HEADERS = ["user-agent", "x-request-id", "referer", "x-forwarded-for", "if-match", "if-none-match", "cookie"];
const spoiledHeaders = [
  { headers: { "idempotency-key": IDENTITY } },
  ...BARE.map((value) => ({ headers: Object.fromEntries(HEADERS.map((name) => [name, value])) })),
];

async function spoiledFiles(route: Route): Promise<Changes[]> {
  if (!route.upload) return [];
  const files = WRITTEN.flatMap((text) => [csvOf(text, text, text), csvOf("ok", text, text), supplierCsvOf(text)]);
  const ocr = await fileWithText(world, `Gjelder ${IDENTITY}`);
  // A wrong control sum, and a record that is none: what is said about them must not repeat the line.
  const broken = Buffer.from(Buffer.from(ocr).toString("latin1").replace("120000", "120001"), "latin1");
  const camt = `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><A>${IDENTITY}</A></Document>`;
  return [...files, ocr, broken, Buffer.from(camt), Buffer.from(`NY0000${IDENTITY}`)].map((file) => ({ file }));
}

/** The identity and card number in every field, parameter, header and file of a route. */
async function spoiledCalls(route: Route): Promise<Changes[]> {
  const fixture = fixtureOf(route);
  const params = (await fixture.params?.(world)) ?? {};
  const body = nameOf(route).startsWith(CLAIMS)
    ? route.url.endsWith("batch")
      ? [wholeClaim()]
      : wholeClaim()
    : fixture.body?.(world);
  const bodies = route.upload || body === undefined ? [] : [...spoiled(route, body), { [IDENTITY]: CARD }];
  const changes = [
    ...bodies.map((each) => ({ body: each })),
    ...spoiledQueries(route),
    ...spoiledHeaders,
    ...(await spoiledFiles(route)),
  ];
  return [...changes.map((change) => ({ ...change, params })), ...spoiledParams(params)];
}

/** What no route declares: text that is no JSON, another type, an address that leads nowhere. */
async function brokenRequests(): Promise<void> {
  const json = { "content-type": "application/json", "idempotency-key": "broken" };
  const url = `/api/v1/ledgers/${world.ledgerId}/claims`;
  const sent = [
    { method: "POST", url, headers: json, payload: `{"text": "${IDENTITY} ${CARD}` },
    { method: "POST", url, headers: json, payload: `{"__proto__": {"${IDENTITY}": "${CARD}"}}` },
    { method: "POST", url, headers: { "content-type": `text/${IDENTITY}` }, payload: IDENTITY },
    { method: "GET", url: `/api/v1/${IDENTITY}/${CARD}?q=${IDENTITY}` },
    { method: "GET", url: `/${IDENTITY}%00` },
  ] as const;
  for (const request of sent) keep(`a broken ${request.method}`, await sweep.server.inject(request));
}

/** Every cell of every table, of all schemas, as text: bytes as hex. */
const DUMP = `
  drop table if exists taint_dump;
  create table taint_dump (place text not null, content text not null);
  grant select on taint_dump to public;
  do $$
  declare one record;
  begin
    for one in
      select c.table_schema as s, c.table_name as t, c.column_name as c from information_schema.columns c
      join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
      where c.table_schema not in ('pg_catalog', 'information_schema') and c.table_name <> 'taint_dump'
    loop
      execute format('insert into taint_dump select distinct %L, %I::text from %I.%I where %I is not null', one.t || '.' || one.c, one.c, one.s, one.t, one.c);
    end loop;
  end $$`;

async function columns(): Promise<Place[]> {
  await asSuperuser(platform, DUMP);
  const found = await withTenant(platform, world.context, (tx) =>
    sql<{ place: string; content: string }>`select place, content from taint_dump`.execute(tx.db),
  );
  return found.rows.map(({ place, content }) => ({ place: `column ${place}`, content }));
}

async function files(): Promise<Place[]> {
  const entries = await readdir(platform.dataDirectory, { recursive: true, withFileTypes: true });
  const names = entries.map(({ parentPath, name }) => join(parentPath, name).slice(platform.dataDirectory.length));
  const contents = entries
    .filter((entry) => entry.isFile())
    .map(async ({ parentPath, name }) => ({ place: "a file", content: await readFile(join(parentPath, name)) }));
  return [{ place: "the names of files", content: names.join("\n") }, ...(await Promise.all(contents))];
}

/** Where nothing personal may stand: besides the columns, which are asked by their names. */
async function told(): Promise<Place[]> {
  const log = { place: "the log", content: logged.join("\n") };
  const metrics = { place: "the metrics", content: await sweep.server.metrics.text() };
  return [log, metrics, ...refusals, ...(await files())];
}

beforeAll(async () => {
  const base = await testPlatform();
  // Without the redaction of the real log: what it would cut out must not come so far.
  platform = { ...base, log: pino({ level: "trace" }, { write: (line: string) => logged.push(line) }) };
  sweep = await openSweep(platform);
  const clinic = await testClinic(platform);
  const other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
  world = worldOf(platform, "Eksempel", clinic, other);
  await textsIn(world, world.ledgerId, `Fra ${PATIENT} ${PHONE}`.slice(0, 40));
  await textsIn(world, world.ledgerId, `Gjelder ${IDENTITY}`);
  await textsIn(world, world.ledgerId, `Kort ${CARD}`);
});
afterAll(async () => {
  await sweep.server.close();
  await platform.close();
});

/** Of the calls with personal data, those that make one thing. */
const CREATES = /^POST .*(claims|contact-points|bank-files)$/;

/** Some thousand requests, more with each route: on a slow machine over two minutes. */
const EVERY_FIELD_MS = 300_000;

describe("taint scan", () => {
  test("SEC-55 SEC-57 a name, telephone, e-mail, address, birth day or treatment stands in no log, refusal, metric, audit row or file, and in no column unsealed", async () => {
    const own = await personalCalls();
    for (const route of sweep.server.declaredRoutes) {
      const changes = own[nameOf(route)];
      const { statusCode } = await ask(route, changes ?? {});
      if (changes)
        expect([nameOf(route), statusCode]).toEqual([nameOf(route), CREATES.test(nameOf(route)) ? 201 : 200]);
    }
    const found = findMarkers([...(await columns()), ...(await told())], personal);
    expect(found.filter((one) => !NAMES.test(one))).toEqual([]);
    expect(found).toEqual(["guardian, plain, in column party.name", "patient, plain, in column party.name"]);
  });

  test(
    "SEC-55 SEC-57 an identity or card number in any field, parameter, header, address or file of any route is kept nowhere and never said again",
    async () => {
      for (const route of sweep.server.declaredRoutes)
        for (const changes of await spoiledCalls(route)) await ask(route, changes);
      await brokenRequests();
      const roles = [{ role: "auditor", clinicIds: null }] as const;
      const headers = { "user-agent": `Browser ${IDENTITY} ${CARD}` };
      const { cookie } = await signInNew(sweep.server, platform, world.context, { roles, headers });
      expect(cookie).toContain("session");
      const places = [...(await columns()), ...(await told()), ...answers];
      expect(findMarkers(places, forbidden)).toEqual([]);
    },
    EVERY_FIELD_MS,
  );
});

describe("the scan itself", () => {
  test.each<[string, string]>([
    ["plain", `x${IDENTITY}x`],
    ["plain", "238277 10091"],
    ["plain", "23.82.77-10091"],
    ["reversed", "19001772832"],
    ["halves swapped", `${IDENTITY.slice(5)}${IDENTITY.slice(0, 5)}`],
    ["hex", Buffer.from(`a${IDENTITY}`).toString("hex").toUpperCase()],
    ["UTF-16", Buffer.from(IDENTITY, "utf16le").toString("latin1")],
    ["base64", Buffer.from(IDENTITY).toString("base64")],
    ["base64", Buffer.from(`n:${IDENTITY}`).toString("base64url")],
    ["base64", Buffer.from(`n${IDENTITY}`).toString("base64")],
  ])("SEC-55 finds a number %s: %s", (form, content) => {
    const found = findMarkers([{ place: "here", content }], forbidden);
    expect(found).toContain(`identity number, ${form}, in here`);
  });

  test("SEC-55 lets other numbers be", () => {
    const content = `238277 10092 4539739102152846 ${Buffer.from("33827710091").toString("base64")}`;
    expect(findMarkers([{ place: "here", content }], forbidden)).toEqual([]);
  });

  test("SEC-55 finds what is planted: in the log, an audit row, a cell of bytes, a file and its name", async () => {
    platform.log.debug({ note: `for ${PATIENT}` }, "planted");
    await withTenant(platform, world.context, (tx) =>
      recordAudit(tx, {
        action: "party.contactSet",
        subjectKind: "party",
        subjectId: world.clinicId,
        detail: { phone: PHONE },
      }),
    );
    const blind = Buffer.from(`unsealed ${EMAIL}`);
    await asSuperuser(platform, "update contact_point set value_sealed = $1", [blind]);
    await writeFile(join(platform.dataDirectory, `${IDENTITY}.txt`), `Kort ${CARD}`);
    const found = findMarkers([...(await columns()), ...(await told())], [...personal, ...forbidden]);
    expect(found).toEqual(
      expect.arrayContaining([
        "card number, plain, in a file",
        "e-mail, hex, in column contact_point.value_sealed",
        "identity number, plain, in the names of files",
        "patient, plain, in the log",
        "telephone, plain, in column audit_event.detail",
      ]),
    );
  });
});
