import { execFileSync } from "node:child_process";
import { hash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { makeKid } from "@kvitt/values";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  importBytes,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { openAgencyBooks } from "../../collections/agency/agency.fixture.ts";
import { writeContactNote } from "../../collections/index.ts";
import { claimSchema, invoiceByNumber, receiveClaims } from "../../invoicing/index.ts";
import { itemsByReference, ledgerById, post } from "../../ledger/index.ts";
import { canonicalJson, withTenant, type Context, type Platform } from "../../platform/index.ts";
import { createBankReaders } from "../readers/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

/** Dossiers of bills that lived: one lost after every measure, one paid by the bank, one by card. */

const TREATED = "302 Rotfyllning tand 16";
const SAID = "Patienten hade svår pulpit";

type Bill = { readonly invoiceId: string; readonly itemId: string; readonly reference: string };
type Where = { readonly platform: Platform; readonly context: Context; readonly ledgerId: string };

let platform: TestPlatform;
let books: Awaited<ReturnType<typeof openAgencyBooks>>;
let api: Api;
let finance: Ask;
let cfo: Ask;
let norway: TestClinic;
let norwegian: Ask;
let lost: Bill;
let byCard: Bill;
let byBank: Bill;
let running = 100_200;

async function billed(where: Where, currency: "SEK" | "NOK", stateMinor = 0): Promise<Bill> {
  const number = String(++running);
  const kid = makeKid(number.padStart(12, "0"), "mod10");
  const support = { priceMinor: 120_000 + stateMinor, visitId: `besok-${number}` };
  const claim = claimSchema.parse({
    ...{ externalId: `journal-${number}`, kind: "INVOICE", number, kid, currency, amountMinor: 120_000 },
    ...{ issueDate: "2026-02-25", dueDate: "2026-03-27" },
    lines: [
      {
        ...{ text: TREATED, amountMinor: 120_000, vatCode: "EXEMPT", vatMinor: 0 },
        ...(stateMinor > 0 ? { ...support, stateShare: [{ kind: "TE", amountMinor: stateMinor }] } : {}),
      },
    ],
    patient: { ref: `P${number}`, name: "Anna Andersson", birthDate: "1984-03-09" },
    payer: {
      ...{ type: "PATIENT", ref: `P${number}`, name: "Anna Andersson", phone: "+46701234567" },
      address: { line1: "Storgatan 1", postCode: "11122", city: "Stockholm" },
    },
  });
  return withTenant(where.platform, where.context, async (tx) => {
    await receiveClaims(tx, where.ledgerId, [claim]);
    const [item] = await itemsByReference(tx, [kid], where.ledgerId);
    return {
      invoiceId: (await invoiceByNumber(tx, where.ledgerId, number)).id,
      itemId: item!.id,
      reference: kid,
    };
  });
}

/** A card took the whole of a bill: the attempt, its movement, and the entry as a capture books it. */
async function paidByCard({ itemId }: Bill): Promise<void> {
  await books.work(async (tx) => {
    const { ledgerId } = books;
    const [attempt, movement, now] = [tx.platform.ids.next(), tx.platform.ids.next(), tx.now.toString()];
    await sql`
      insert into payment_attempt (tenant_id, id, ledger_id, item_id, way, state, reference, amount_minor, currency, authorized_minor, captured_minor, cancelled_minor, made_at, asked_at)
      values (${tx.tenantId}, ${attempt}, ${ledgerId}, ${itemId}, 'card', 'captured', 'kort-7714', 120000, 'SEK', 120000, 120000, 0, ${now}, ${now})`.execute(
      tx.db,
    );
    await sql`
      insert into payment_movement (tenant_id, id, attempt_id, kind, amount_minor, state, asked_at, done_at)
      values (${tx.tenantId}, ${movement}, ${attempt}, 'capture', 120000, 'done', ${now}, ${now})`.execute(tx.db);
    const ledger = await ledgerById(tx, ledgerId);
    const posting = { debit: ledger.code("bankClearing"), credit: ledger.code("receivable"), creditItemId: itemId };
    await post(tx, [
      {
        ...{ id: tx.platform.ids.next(), ledgerId, kind: "payment", bookedOn: "2026-03-02" },
        ...{ sourceKind: "paymentMovement", sourceId: movement, postings: [{ ...posting, amountMinor: 120_000n }] },
      },
    ]);
  });
}

/** The agency reported that it failed; the loss is proposed, approved and booked. */
async function loseIt({ reference }: Bill): Promise<void> {
  const { ledgerId } = books;
  const report = await finance("POST", `/ledgers/${ledgerId}/loss-reports`, {
    body: {
      ...{ externalId: "rapport-1", agency: "Exempel Inkasso", receivedOn: "2026-05-05" },
      lines: [{ reference, amountMinor: 120_000 }],
    },
  });
  const body = { reportId: read<{ id: string }>(report).id };
  type Proposed = { id: string; contentHash: string };
  const { id, contentHash } = read<Proposed>(await finance("POST", `/ledgers/${ledgerId}/loss-proposals`, { body }));
  await cfo("POST", `/proposals/${id}/approval`, { body: { contentHash } });
  expect(read(await cfo("POST", `/proposals/${id}/application`))).toMatchObject({ applied: 1 });
}

beforeAll(async () => {
  platform = await testPlatform("2026-03-02T09:00");
  books = await openAgencyBooks(platform);
  lost = await billed(books, "SEK", 150_000);
  byCard = await billed(books, "SEK");
  await paidByCard(byCard);
  const words = { saidOn: "2026-03-02", channel: "telephone", direction: "fromPayer", text: SAID } as const;
  await books.work((tx) => writeContactNote(tx, { itemId: lost.itemId, ...words }));
  // Reminded twice, with head office, with the agency that failed.
  await books.listed();
  await books.leave();
  await books.says(lost.itemId, { status: "failed", reason: "NO_ASSETS" });
  api = await openApi(books.platform);
  finance = await api.person(books.context, "hqFinance");
  cfo = await api.person(books.context, "cfo");
  await loseIt(lost);
  norway = await testClinic(platform);
  await testBankAccount(platform, norway);
  norwegian = await api.person(norway.context, "hqFinance");
  byBank = await billed({ platform, context: norway.context, ledgerId: norway.ledgerId }, "NOK");
  const file = ocrFile({
    ...{ transmission: 1, settledOn: "2026-03-02" },
    payments: [{ kid: byBank.reference, amountMinor: 120_000n }],
  });
  await importBytes(platform, norway, createBankReaders(), file);
}, 60_000);
afterAll(async () => {
  await api.close();
  await platform.close();
});

type Taken = { id: string; contentSha256: string; pdfSha256: string; jsonSha256: string; keptUntilOn: string };
type PieceSeen = { no: number; kind: string; on: string; sha256: string } & Record<string, unknown>;
type Paper = { paper: string; state: string; why: string | null; pieces: number[] };
type Written = { papers: Paper[]; pieces: PieceSeen[]; leftOut: { kind: string; why: string }[] };

async function taken({ invoiceId }: Bill, profile: string, ask = finance): Promise<Taken & { status: number }> {
  const answer = await ask("POST", `/invoices/${invoiceId}/dossiers`, { body: { profile } });
  expect(answer.status, answer.body).toBeLessThan(300);
  return { ...read<Taken>(answer), status: answer.status };
}
async function bytesOf({ invoiceId }: Bill, { id }: Taken, form: "pdf" | "json", who = finance): Promise<Buffer> {
  const answer = await who("GET", `/invoices/${invoiceId}/dossiers/${id}/file?form=${form}`);
  expect(answer.status).toBe(200);
  return answer.bytes!;
}
const written = async (bill: Bill, profile: string, ask = finance): Promise<Written> =>
  JSON.parse((await bytesOf(bill, await taken(bill, profile, ask), "json", ask)).toString()) as Written;
const textOf = (pdf: Buffer): string =>
  execFileSync("pdftotext", ["-raw", "-", "-"], { input: pdf, encoding: "utf8", maxBuffer: 2 ** 26 });

describe("N-12 the evidence dossier of a bill", () => {
  test("DP-071 S2-19 a bill that was lost shows every measure in order of time, with what is missing and why", async () => {
    const { papers, pieces } = await written(lost, "forsakringskassan");
    expect(papers.map(({ paper, state, why }) => [paper, state, why])).toEqual([
      ["specifiedInvoice", "in", null],
      ["invoiceAsIssued", "missing", "notKept"],
      ["remind1", "in", null],
      ["remind2", "in", null],
      ["headOffice", "in", null],
      ["handOver", "in", null],
      ["agencyReport", "in", null],
    ]);
    const days = pieces.map(({ on }) => on);
    expect(days).toEqual(days.toSorted());
    expect(pieces.map(({ no }) => no)).toEqual(pieces.map((_, at) => at + 1));
    const kinds = new Set(pieces.map(({ kind }) => kind));
    for (const kind of ["stateShare", "note", "step", "message", "handOver", "agencyStatus", "agencyReport", "loss"])
      expect(kinds).toContain(kind);
    const message = pieces.find(({ kind }) => kind === "message");
    expect(message).toMatchObject({ facts: { channel: "sms", text: expect.stringContaining("Solsidan") as string } });
  });

  test("N-12 every hash is that of what stands there, computed anew", async () => {
    const dossier = await taken(lost, "forsakringskassan");
    const [pdf, json] = [await bytesOf(lost, dossier, "pdf"), await bytesOf(lost, dossier, "json")];
    expect(hash("sha256", pdf)).toBe(dossier.pdfSha256);
    expect(hash("sha256", json)).toBe(dossier.jsonSha256);
    const { contentSha256, files, ...content } = JSON.parse(json.toString()) as Written & Record<string, unknown>;
    expect(files).toEqual([]);
    expect(contentSha256).toBe(dossier.contentSha256);
    expect(hash("sha256", canonicalJson(content))).toBe(contentSha256);
    for (const { no: _no, sha256, ...piece } of content.pieces)
      expect(hash("sha256", canonicalJson(piece))).toBe(sha256);
    expect(textOf(pdf)).toContain(String(contentSha256));
    for (const { sha256 } of content.pieces) expect(textOf(pdf).replaceAll("\n", "")).toContain(sha256);
  });

  test("S2-18 by card: the specified invoice and the partner's reference; by bank: the line of which file", async () => {
    const card = await written(byCard, "insurer");
    expect(card.papers.at(-1)).toMatchObject({ paper: "partnerReceipt", state: "in" });
    expect(card.pieces.find(({ kind }) => kind === "payment")).toMatchObject({
      facts: { proof: "partner", way: "card", reference: "kort-7714", amountMinor: 120_000 },
    });
    const bank = await written(byBank, "insurer", norwegian);
    expect(bank.papers.at(-1)).toMatchObject({ paper: "bankExtract", state: "in" });
    const [file] = await withTenant(platform, norway.context, async (tx) => {
      const found = await sql<{ sha256: string }>`
        select encode(sha256, 'hex') as sha256 from bank_file where tenant_id = ${tx.tenantId}`.execute(tx.db);
      return found.rows;
    });
    expect(bank.pieces.find(({ kind }) => kind === "payment")).toMatchObject({
      facts: { proof: "bank", fileSha256: file!.sha256, amountMinor: 120_000 },
    });
  });

  test("N-12 SEC-83 a kept document goes along as the bytes it is; of one that tells treatment only the hash", async () => {
    const admin = await api.person(books.context, "admin");
    const body = {
      ...{ brand: "Solsidan Tandvård", phone: "08-123 456 78", email: null, web: null, logoSvg: null, accent: null },
      address: { line1: "Storgatan 12", line2: null, postCode: "111 22", city: "Stockholm" },
      registration: { country: "SE", vatRegistered: false, approvedForFTax: true, seat: "Stockholm" },
    };
    expect((await admin("PUT", `/ledgers/${books.ledgerId}/branding`, { body })).status).toBe(204);
    const printed = async (rendering: string) =>
      (await finance("GET", `/invoices/${byCard.invoiceId}/document?rendering=${rendering}`)).bytes!;
    const [itemised, anonymous] = [await printed("patientItemised"), await printed("payerAnonymous")];
    const dossier = await taken(byCard, "insurer");
    type Files = { files: { name: string; sha256: string; contentBase64: string }[] };
    const { files, papers, pieces } = JSON.parse((await bytesOf(byCard, dossier, "json")).toString()) as Written &
      Files;
    expect(papers[1]).toMatchObject({ paper: "invoiceAsIssued", state: "in" });
    expect(files.map(({ contentBase64 }) => Buffer.from(contentBase64, "base64").equals(anonymous))).toEqual([true]);
    expect(pieces.find(({ kind }) => kind === "itemisedDocument")).toMatchObject({
      facts: { fileSha256: hash("sha256", itemised) },
      file: null,
    });
    const path = join(await mkdtemp(join(tmpdir(), "kvitt-dossier-")), "dossier.pdf");
    await writeFile(path, await bytesOf(byCard, dossier, "pdf"));
    const attached = execFileSync("pdfdetach", ["-list", path]);
    await rm(dirname(path), { recursive: true });
    expect(attached.toString()).toContain(files[0]!.name);
  });

  test.each(["forsakringskassan", "agency", "insurer"])(
    "N-12 SEC-83 a dossier for %s tells nothing of treatment and no free words",
    async (profile) => {
      const dossier = await taken(lost, profile);
      const json = (await bytesOf(lost, dossier, "json")).toString();
      const text = textOf(await bytesOf(lost, dossier, "pdf")).replaceAll("\n", " ");
      for (const told of [json, text]) {
        expect(told).not.toMatch(/Rotfyllning|pulpit|19840309|1984-03-09|701234567/);
        if (profile !== "forsakringskassan") expect(told).not.toMatch(/besok-|stateMinor/);
      }
      const { leftOut } = JSON.parse(json) as Written;
      const reasons = Map.groupBy(leftOut, ({ kind }) => kind);
      expect(reasons.get("lines")?.[0]?.why).toBe("treatmentText");
      expect(text).toContain("Utelämnat");
    },
  );

  test("N-12 a court reads what was treated and said; who may not read it cannot take that dossier", async () => {
    const dossier = await taken(lost, "court");
    const text = textOf(await bytesOf(lost, dossier, "pdf")).replaceAll("\n", " ");
    expect(text).toContain(TREATED);
    expect(text).toContain(SAID);
    const url = `/invoices/${lost.invoiceId}/dossiers`;
    expect(codeOf(await cfo("POST", url, { body: { profile: "court" } }))).toEqual([403, "NOT_ALLOWED"]);
    expect((await cfo("GET", `${url}/${dossier.id}/file`)).status).toBe(403);
    expect((await cfo("GET", `/invoices/${lost.invoiceId}/dossier?profile=court`)).status).toBe(403);
  });

  test("DP-073 the same knowledge is the same dossier, kept seven years, each taking and reading noted", async () => {
    const first = await taken(lost, "agency");
    const again = await taken(lost, "agency", cfo);
    expect(again).toEqual({ ...first, status: 200 });
    expect(first.keptUntilOn).toBe("2033-12-31");
    const pdf = await bytesOf(lost, first, "pdf");
    expect((await bytesOf(lost, again, "pdf", cfo)).equals(pdf)).toBe(true);
    const noted = await books.work(async (tx) => {
      const found = await sql<{ action: string; detail: Record<string, string> }>`
        select action, detail from audit_event where tenant_id = ${tx.tenantId} and subject_id = ${lost.invoiceId} and action like 'dossier.%' order by id desc limit 4`.execute(
        tx.db,
      );
      return found.rows;
    });
    expect(noted[0]).toMatchObject({ action: "dossier.read", detail: { profile: "agency", form: "pdf" } });
    expect(noted[2]).toMatchObject({ action: "dossier.exported", detail: { sha256: first.contentSha256 } });
    const listed = read<{ items: Taken[] }>(await finance("GET", `/invoices/${lost.invoiceId}/dossiers`)).items;
    expect(listed.map(({ id }) => id)).toContain(first.id);
    const url = `/invoices/${byCard.invoiceId}/dossiers/${first.id}/file`;
    expect(codeOf(await finance("GET", url))).toEqual([404, "DOSSIER_NOT_FOUND"]);
    await books.work((tx) =>
      writeContactNote(tx, {
        ...{ itemId: lost.itemId, saidOn: "2026-05-05", channel: "telephone" },
        ...{ direction: "own", text: "Ringt" },
      }),
    );
    const later = await taken(lost, "agency");
    expect(later.id).not.toBe(first.id);
    expect((await bytesOf(lost, first, "pdf")).equals(pdf)).toBe(true);
  });
});
