import { writeCamt } from "@kvitt/format-iso20022";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ACCOUNT,
  breaches,
  exampleBatch,
  importBytes,
  ledgerText,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { bankingChecks, importFile, solveBankLine, undoSolution } from "../../banking/index.ts";
import { claimSchema, exportRemittance, receiveClaims } from "../../invoicing/index.ts";
import {
  createLedger,
  entriesBySource,
  itemsById,
  itemsByParty,
  itemsByReference,
  ledgerById,
  post,
} from "../../ledger/index.ts";
import { listAuditEvents, withTenant, type TenantTransaction } from "../../platform/index.ts";
import { createBankReaders } from "../readers/index.ts";
import { codeOf, openApi, read, type Answer, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let finance: Ask;
let cfo: Ask;
let accountant: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T05:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  finance = await api.person(clinic.context, "hqFinance");
  cfo = await api.person(clinic.context, "cfo");
  accountant = await api.person(clinic.context, "accountant");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const send = (claims: readonly (readonly [number: string, kid: string, minor: number])[]) =>
  withTenant(platform, clinic.context, (tx) =>
    receiveClaims(
      tx,
      clinic.ledgerId,
      claims.map(([number, kid, amountMinor]) =>
        claimSchema.parse({
          externalId: `opus-${number}`,
          kind: "INVOICE",
          number,
          kid,
          issueDate: "2026-10-05",
          dueDate: "2026-10-19",
          currency: "NOK",
          amountMinor,
          lines: [{ text: "Behandling", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
          patient: { ref: kid, name: `Pasient ${number}`, birthDate: "1984-03-09" },
          payer: { type: "PATIENT", ref: kid, name: `Pasient ${number}`, phone: "+4791234567" },
        }),
      ),
    ),
  );

type File = { id: string; state: string; alreadyImported: boolean; problems: { code: string }[] };
type Proof = { holds: boolean; lines: Record<string, unknown>[]; lumps: Record<string, unknown>[] };
type Work = { id: string; state: string; text: string | null };
const upload = async (ask: Ask, file: Uint8Array): Promise<Answer> => ask("POST", "/bank-files", { file });
const work = async (ask: Ask) => read<{ items: Work[] }>(await ask("GET", "/bank-lines")).items;

const pay = (transmission: number, kid: string, amountMinor: bigint) =>
  importBytes(
    platform,
    clinic,
    createBankReaders(),
    ocrFile({ transmission, settledOn: "2026-10-06", payments: [{ kid, amountMinor }] }),
  );

/** The account's statement of 6 October in kroner: one amount in. */
function camt053(signedMinor: bigint, additionalInfo = "Innbetaling"): Buffer {
  const on = Temporal.PlainDate.from("2026-10-06");
  const createdAt = "2026-10-06T23:00:00+02:00";
  const account = { iban: undefined, other: ACCOUNT, scheme: "BBAN" } as const;
  const entries = [{ signedMinor, bookedOn: on, acctSvcrRef: "X-1", additionalInfo }];
  const opening = { signedMinor: 0n, on };
  const statements = [{ id: "S1", createdAt, account, currency: "NOK", opening, closingOn: on, entries }];
  return Buffer.from(writeCamt({ kind: "camt.053", version: "08", msgId: "M1", createdAt, statements }));
}

/** The actions of the audit trail on one subject, newest first. */
const trail = async (subjectId: string) => {
  const events = await withTenant(platform, clinic.context, (tx) => listAuditEvents(tx, { subjectId }, 50));
  return events.map((event) => event.action);
};
/** The reason codes that the audit trail keeps of refusals, newest first. */
const reasonsOf = async (action: string) => {
  const events = await withTenant(platform, clinic.context, (tx) => listAuditEvents(tx, { action }, 50));
  return events.map((event) => event.detail["codes"]);
};

describe("bank accounts", () => {
  test("the CFO adds the ledger's account, with a wrong check digit it is refused", async () => {
    const body = {
      number: ACCOUNT,
      agreementId: "009000001",
      recipient: "00900001",
      kidLengths: [13],
      kidModulus: "mod10",
      detailSource: "ocrgiro",
      proofSource: "camt053",
      openingMinor: 0,
    };
    const url = `/ledgers/${clinic.ledgerId}/bank-accounts`;
    expect(codeOf(await cfo("POST", url, { body: { ...body, number: "86011117948" } }))).toEqual([
      422,
      "BANK_ACCOUNT_INVALID",
    ]);
    expect((await cfo("POST", url, { body })).status).toBe(201);
    expect(codeOf(await cfo("POST", url, { body }))).toEqual([409, "BANK_ACCOUNT_TAKEN"]);
    expect(read<{ items: object[] }>(await accountant("GET", "/bank-accounts")).items).toMatchObject([
      { number: ACCOUNT, ledgerId: clinic.ledgerId, kidModulus: "mod10", openingMinor: 0, cutoverOn: null },
    ]);
  });
});

describe("a file uploaded in the browser", () => {
  test("SEC-14 nothing posts before a second person has released it; who uploaded it cannot", async () => {
    await send([
      ["260101", "1047112601018", 245_000],
      ["260102", "1047122601024", 118_000],
      ["260103", "1047132601030", 960_000],
      ["260106", "1047162601066", 475_000],
    ]);
    const uploaded = await upload(finance, await exampleBatch("1-2026-10-06"));
    expect(uploaded.status).toBe(201);
    const { id, state } = read<File>(uploaded);
    expect(state).toBe("awaitingRelease");
    const again = await upload(cfo, await exampleBatch("1-2026-10-06"));
    expect([again.status, read<File>(again)]).toMatchObject([200, { id, alreadyImported: true }]);
    expect(codeOf(await finance("POST", `/bank-files/${id}/release`))).toEqual([403, "RELEASE_BY_ANOTHER"]);
    const paid = async () =>
      (await ledgerText(platform, clinic.context, clinic.ledgerId)).filter((line) => line.includes("payment"));
    expect(await paid()).toEqual([]);

    const released = await cfo("POST", `/bank-files/${id}/release`, { key: "release-1" });
    expect([released.status, read<File>(released).state]).toEqual([200, "posted"]);
    expect((await cfo("POST", `/bank-files/${id}/release`, { key: "release-1" })).body).toBe(released.body);
    expect(codeOf(await cfo("POST", `/bank-files/${id}/release`))).toEqual([409, "BANK_FILE_QUARANTINED"]);
    expect(await paid()).toHaveLength(4);
    expect(await trail(id)).toEqual([
      // Who released it asked once more, when it had been posted.
      "bankFile.releaseRefused",
      "bankFile.posted",
      "bankFile.released",
      "bankFile.releaseRefused",
      "bankFile.receivedAgain",
      "bankFile.awaitingRelease",
    ]);
    const list = read<{ items: object[] }>(await accountant("GET", "/bank-files?state=posted")).items;
    expect(list).toMatchObject([{ id, totals: { lines: 4, ledgerMinor: 1_798_000 } }]);
  });

  test("SEC-14 who brought a file again that waited for a look cannot release it either", async () => {
    const payments = [{ kid: "1047172601072", amountMinor: 100n }];
    const strange = ocrFile({ transmission: 950, settledOn: "2026-10-06", payments })
      .toString("latin1")
      .replaceAll(ACCOUNT, "15032080119");
    const file = Buffer.from(strange, "latin1");
    const first = read<File>(await upload(finance, file));
    expect(first.state).toBe("quarantined");
    const again = read<File>(await cfo("POST", "/bank-files?confirmUnknownAccounts=true", { file }));
    expect(again).toMatchObject({ id: first.id, state: "awaitingRelease" });
    const release = `/bank-files/${first.id}/release`;
    expect(codeOf(await cfo("POST", release))).toEqual([403, "RELEASE_BY_ANOTHER"]);
    expect(codeOf(await finance("POST", release))).toEqual([403, "RELEASE_BY_ANOTHER"]);
    const third = await api.person(clinic.context, "hqFinance");
    expect(read<File>(await third("POST", release)).state).toBe("posted");
  });

  test("a file that is wrong is kept with what is wrong in it, and posts nothing", async () => {
    const uploaded = read<File>(await upload(finance, Buffer.from("no file of a bank")));
    expect(uploaded).toMatchObject({ state: "rejected", problems: [{ code: "BANK_FILE_UNKNOWN_FORMAT" }] });
    const shown = read<File>(await finance("GET", `/bank-files/${uploaded.id}`));
    expect(shown).toMatchObject({ problemCount: 1, problems: [{ code: "BANK_FILE_UNKNOWN_FORMAT", level: "file" }] });
  });

  test("FR-1 SEC-77 a refused file, one that waits for a look, and a refused release stand in the audit trail with their reason", async () => {
    expect(await reasonsOf("bankFile.rejected")).toEqual([["BANK_FILE_UNKNOWN_FORMAT"]]);
    expect(await reasonsOf("bankFile.quarantined")).toEqual([["ACCOUNT_UNKNOWN"]]);
    expect(await reasonsOf("bankFile.releaseRefused")).toEqual([
      ["RELEASE_BY_ANOTHER"],
      ["RELEASE_BY_ANOTHER"],
      ["BANK_FILE_QUARANTINED"],
      ["RELEASE_BY_ANOTHER"],
    ]);
  });

  test("FR-1 SEC-62 a file too large to be kept is refused with an audit row, and with no row of its own", async () => {
    const chunks = async function* () {
      for (let megabytes = 0; megabytes <= 20; megabytes++) yield await Promise.resolve(Buffer.alloc(1_000_000, "x"));
    };
    const input = { channel: "upload", chunks: chunks() } as const;
    await expect(importFile(platform, clinic.context, createBankReaders(), input)).rejects.toMatchObject({
      code: "BANK_FILE_TOO_LARGE",
    });
    expect(await reasonsOf("bankFile.refused")).toEqual([["BANK_FILE_TOO_LARGE"]]);
  });

  test("SEC-62 more than 20 MB is cut off", async () => {
    expect(codeOf(await upload(finance, Buffer.alloc(20_000_001, "x")))).toEqual([413, "BODY_TOO_LARGE"]);
  });
});

describe("payments that wait for a person", () => {
  test("SEC-16 the accountant opens the line at hand: candidates by name, each view a read row", async () => {
    await send([["260104", "1047142601046", 330_000]]);
    await pay(901, "1047172601072", 330_000n);
    const [line] = await work(accountant);
    expect(line).toMatchObject({ amountMinor: 330_000, state: "unknown", text: null });
    const hand = read<{ candidates: { itemId: string; partyId: string; name: string }[]; suggestions: object[] }>(
      await accountant("GET", `/bank-lines/${line!.id}`),
    );
    expect(hand.candidates).toMatchObject([{ name: "Pasient 260104", reference: "1047142601046", openMinor: 330_000 }]);
    expect(await trail(line!.id)).toContain("bankLine.read");
    expect(await trail(hand.candidates[0]!.partyId)).toContain("party.named");
  });

  test("X-05 N-23 a payment is placed once, and taken back: the line waits again", async () => {
    const [line] = await work(finance);
    const hand = read<{ candidates: { itemId: string; partyId: string }[] }>(
      await finance("GET", `/bank-lines/${line!.id}`),
    );
    const { itemId } = hand.candidates[0]!;
    const url = `/bank-lines/${line!.id}/solution`;
    const wrong = { placings: [{ itemId, amountMinor: 330_001 }] };
    expect(codeOf(await finance("POST", url, { body: wrong }))).toEqual([409, "ALLOCATION_TOO_MUCH"]);
    const stranger = { placings: [], restToPartyId: platform.ids.next() };
    expect(codeOf(await finance("POST", url, { body: stranger }))).toEqual([404, "PARTY_NOT_FOUND"]);
    const body = { placings: [{ itemId, amountMinor: 330_000 }] };
    const solved = await finance("POST", url, { body, key: "solve-1" });
    expect(solved.status).toBe(201);
    expect((await finance("POST", url, { body, key: "solve-1" })).body).toBe(solved.body);
    expect(await work(finance)).toEqual([]);
    const { entryId } = read<{ entryId: string }>(solved);
    expect((await finance("POST", `/solutions/${entryId}/reversal`)).status).toBe(204);
    expect(codeOf(await finance("POST", `/solutions/${entryId}/reversal`))).toEqual([409, "ENTRY_ALREADY_REVERSED"]);
    expect(await work(finance)).toMatchObject([{ id: line!.id, state: "unknown" }]);
    expect((await finance("POST", `/bank-lines/${line!.id}/acceptance`, { body: { reason: "Avklares" } })).status).toBe(
      204,
    );
    expect(await work(finance)).toEqual([]);
  });

  test("payments with one good answer are proposed, approved and placed by the accountant", async () => {
    // Two digits in the wrong order: what a tired payer types.
    await pay(902, "1047142601064", 330_000n);
    const url = `/ledgers/${clinic.ledgerId}/match-proposals`;
    const made = await accountant("POST", url);
    expect(made.status).toBe(201);
    const { id, contentHash } = read<{ id: string; contentHash: string }>(made);
    expect((await accountant("POST", `/proposals/${id}/approval`, { body: { contentHash } })).status).toBe(200);
    const applied = await accountant("POST", `/proposals/${id}/application`);
    expect(read(applied)).toMatchObject({ applied: 1, failed: 0, stale: 0, appliedMinor: 330_000 });
    expect(codeOf(await accountant("POST", url))).toEqual([409, "PROPOSAL_EMPTY"]);
  });
});

describe("a statement line that nothing explains", () => {
  test("is listed, its text only where people may be seen, opened at hand, and solved", async () => {
    await importBytes(platform, clinic, createBankReaders(), camt053(7_500n, "Fra Ola Eksempel"));
    const list = async (ask: Ask) => read<{ items: Work[] }>(await ask("GET", "/statement-lines")).items;
    const [seen] = await list(finance);
    const [pseudonymous] = await list(accountant);
    expect([seen, pseudonymous]).toMatchObject([
      { amountMinor: 7_500, text: expect.stringContaining("Ola Eksempel") as string },
      { amountMinor: 7_500, text: null },
    ]);
    const hand = await accountant("GET", `/statement-lines/${seen!.id}`);
    expect([read<Work>(hand).text, await trail(seen!.id)]).toEqual([seen!.text, ["statementLine.read"]]);
    await send([["260107", "1047172601072", 7_500]]);
    const items = read<{ items: { id: string; reference: string }[] }>(
      await finance("GET", `/ledgers/${clinic.ledgerId}/reports/reskontro`),
    ).items;
    const item = items.find((each) => each.reference === "1047172601072")!;
    const url = `/statement-lines/${seen!.id}/solution`;
    const body = { placings: [{ itemId: item.id, amountMinor: 7_500 }] };
    expect((await finance("POST", url, { body })).status).toBe(201);
    expect(codeOf(await finance("POST", url, { body }))).toEqual([409, "BANK_LINE_STATE"]);
    expect(await list(finance)).toEqual([]);
  });
});

describe("the files that tell what was paid", () => {
  test("S0-12 fetched after a number, the same bytes each time, confirmed once", async () => {
    const days = { fromOn: "2026-10-06", toOn: "2026-10-06" };
    await withTenant(platform, clinic.context, (tx) => exportRemittance(tx, clinic.ledgerId, days));
    const journal = await api.program(clinic.context, ["remittances:fetch"]);
    const url = `/ledgers/${clinic.ledgerId}/ocr-files`;
    const list = async (after: number) =>
      read<{ items: { id: string; acknowledgedAt: string | null }[] }>(await journal("GET", `${url}?after=${after}`))
        .items;
    const [file] = await list(0);
    expect(file).toMatchObject({ transmissionNo: 1, lines: 6, totalMinor: 2_135_500, acknowledgedAt: null });
    const bytes = [await journal("GET", `${url}/${file!.id}`), await journal("GET", `${url}/${file!.id}`)];
    expect(bytes[0]!.body).toBe(bytes[1]!.body);
    expect(bytes[0]!.body.split("\r\n")[0]).toMatch(/^NY000010/);
    expect(bytes[0]!.headers["content-disposition"]).toBe('attachment; filename="ocr-1.txt"');
    const acks = [await journal("POST", `${url}/${file!.id}/ack`), await journal("POST", `${url}/${file!.id}/ack`)];
    expect(acks.map((answer) => answer.status)).toEqual([204, 204]);
    expect((await list(0))[0]!.acknowledgedAt).toBe(platform.clock.now().toString());
    expect(await trail(file!.id)).toEqual(["remittance.acknowledged", "remittance.made"]);
    expect(await list(1)).toEqual([]);
    expect(codeOf(await journal("GET", `${url}/${platform.ids.next()}`))).toEqual([404, "NOT_FOUND"]);
  });
});

describe("a solution that is taken back", () => {
  let line: Work;
  let itemId: string;
  let partyId: string;
  const inTenant = <T>(act: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, act);
  const undo = (entryId: string) => inTenant((tx) => undoSolution(tx, entryId));
  const explanation = { rule: "solve.byPerson", version: 1, inputs: {} };
  const codesOf = (results: readonly PromiseSettledResult<unknown>[]) =>
    results.map((result) => (result.status === "fulfilled" ? "done" : (result.reason as { code?: string }).code));

  beforeAll(async () => {
    await send([["260151", "1047182601518", 40_000]]);
    await pay(903, "1047192601599", 50_000n);
    line = (await work(finance)).at(-1)!;
    const [item] = await inTenant((tx) => itemsByReference(tx, ["1047182601518"]));
    itemId = item!.id;
    partyId = item!.partyId!;
  });

  test("N-23 by two at the same moment is taken back once, and the other is told so", async () => {
    const placings = [{ itemId, amountMinor: 40_000n }];
    const entryId = await inTenant((tx) => solveBankLine(tx, line.id, { placings, explanation }));
    const results = await Promise.allSettled([undo(entryId), undo(entryId)]);
    expect(codesOf(results).sort()).toEqual(["ENTRY_ALREADY_REVERSED", "done"]);
    await expect(undo(entryId)).rejects.toMatchObject({ code: "ENTRY_ALREADY_REVERSED", status: 409 });
    expect(codeOf(await finance("POST", `/solutions/${entryId}/reversal`))).toEqual([409, "ENTRY_ALREADY_REVERSED"]);
    expect((await inTenant((tx) => itemsByReference(tx, ["1047182601518"])))[0]!.openMinor).toBe(40_000n);
    expect(await work(finance)).toContainEqual(expect.objectContaining({ id: line.id, state: "unknown" }));
  });

  test("N-23 the same request again gives the same answer", async () => {
    const placings = [{ itemId, amountMinor: 40_000n }];
    const entryId = await inTenant((tx) => solveBankLine(tx, line.id, { placings, explanation }));
    const ask = () => finance("POST", `/solutions/${entryId}/reversal`, { key: "undo-1" });
    expect([(await ask()).status, (await ask()).status]).toEqual([204, 204]);
  });

  test("N-23 is refused when the credit it gave is spent, and nothing has moved", async () => {
    const wish = { placings: [], restToPartyId: partyId };
    const url = `/bank-lines/${line.id}/solution`;
    const { entryId } = read<{ entryId: string }>(await finance("POST", url, { body: wish }));
    const credit = (await inTenant((tx) => itemsByParty(tx, [partyId], { openOnly: true }))).find(
      (item) => item.kind === "customerCredit",
    )!;
    const spend = {
      id: platform.ids.next(),
      ledgerId: clinic.ledgerId,
      kind: "allocation",
      bookedOn: "2026-10-06",
      sourceKind: "person",
      sourceId: null,
      postings: [{ debit: "2900", credit: "1500", amountMinor: 10_000n, debitItemId: credit.id, creditItemId: itemId }],
    } as const;
    await inTenant((tx) => post(tx, [spend]));
    const before = await ledgerText(platform, clinic.context, clinic.ledgerId);
    await expect(undo(entryId)).rejects.toMatchObject({ code: "ITEM_AMOUNT_MOVED", status: 409 });
    expect(codeOf(await finance("POST", `/solutions/${entryId}/reversal`))).toEqual([409, "ITEM_AMOUNT_MOVED"]);
    expect(await ledgerText(platform, clinic.context, clinic.ledgerId)).toEqual(before);
    expect(await work(finance)).toEqual([]);
  });

  test("is none: an entry that is no solution, and one that is not there", async () => {
    const items = await inTenant((tx) => itemsById(tx, [itemId]));
    const [issued] = await inTenant((tx) => entriesBySource(tx, "invoice", [items[0]!.documentId!]));
    for (const id of [issued!.id, platform.ids.next()])
      expect(codeOf(await finance("POST", `/solutions/${id}/reversal`))).toEqual([404, "ENTRY_NOT_FOUND"]);
  });
});

test("the account of another test tenant is nobody's business here", async () => {
  const other = await testClinic(platform);
  await testBankAccount(platform, other);
  expect(read<{ items: object[] }>(await finance("GET", "/bank-accounts")).items).toHaveLength(1);
});

describe("a payment that two files tell of", () => {
  const PAID = { kid: "1047112601018", amountMinor: 245_000n, archive: "000000777" };
  const BESIDE = { kid: "1047122601024", amountMinor: 118_000n };
  const lump = { settledOn: "2026-10-06", serial: 31 };

  test("N-07 S0-17 the second telling first: the day's proof holds in every equation, and names the repeated line", async () => {
    clinic = await testClinic(platform);
    finance = await api.person(clinic.context, "hqFinance");
    await testBankAccount(platform, clinic);
    const load = (file: Uint8Array) => importBytes(platform, clinic, createBankReaders(), file);
    await load(ocrFile({ transmission: 2, ...lump, payments: [PAID] }));
    await load(ocrFile({ transmission: 1, ...lump, payments: [PAID, BESIDE] }));
    await load(camt053(363_000n));
    const url = `/ledgers/${clinic.ledgerId}/reports/day-proof?day=2026-10-06`;
    const proof = read<Proof>(await finance("GET", url));
    expect(proof.lines.map((line) => [line["name"], line["differenceMinor"]])).toEqual([
      ["receivables", 0],
      ["receivableAccount", 0],
      ["bankLines", 0],
      ["bankClearing", 0],
      ["bank", 0],
    ]);
    expect(proof.lumps.map((each) => [each["of"], each["amountMinor"]])).toEqual([
      ["bankBatch", 245_000],
      ["bankLine", -245_000],
    ]);
    expect(proof.holds).toBe(true);
    expect(await breaches(platform, clinic.context, bankingChecks)).toEqual([]);
  });
});

test("a statement is held against the currency of the account's own ledger", async () => {
  const other = await testClinic(platform);
  const ledgerId = await withTenant(platform, other.context, async (tx) => {
    const { name, orgNo, accounts, seriesId } = await ledgerById(tx, other.ledgerId);
    const euros = { clinicId: other.clinicId, name, orgNo, accounts, seriesId, market: "NO", currency: "EUR" };
    return createLedger(tx, { ...euros, settings: {} });
  });
  await testBankAccount(platform, { ...other, ledgerId });
  const { file } = await importBytes(platform, other, createBankReaders(), camt053(100n));
  expect([file.state, file.problems.map((problem) => problem.code)]).toEqual(["rejected", ["ACCOUNT_CURRENCY_OTHER"]]);
});
