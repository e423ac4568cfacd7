import { makeKid } from "@kvitt/values";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { listAlarms, nameDeputy, withdrawProposal } from "../../controls/index.ts";
import { claimSchema, listInvoices, proposeCredit, receiveClaims } from "../../invoicing/index.ts";
import { changeTenant, withTenant, type Context, type TenantTransaction } from "../../platform/index.ts";
import type { Role } from "../../platform/roles/index.ts";
import { listUsers } from "../../platform/sign-in/index.ts";
import { codeOf, openApi, read, type Answer, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let reception: Ask;
let manager: Ask;
let cfo: Ask;
let ceo: Ask;
let running = 400_000;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>, context: Context = clinic.context) =>
  withTenant(platform, context, work);

async function invoiced(kroner: number, patient = `P${String(running)}`): Promise<string> {
  const number = String(++running);
  const claim = claimSchema.parse({
    externalId: `journal-${number}`,
    kind: "INVOICE",
    number,
    kid: makeKid(number.padStart(12, "0"), "mod10"),
    issueDate: "2026-09-14",
    dueDate: "2026-09-28",
    currency: "NOK",
    amountMinor: kroner * 100,
    lines: [{ text: "Rotfylling", amountMinor: kroner * 100, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: patient, name: `Pasient ${patient}`, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: patient, name: `Pasient ${patient}`, phone: "+4791234567" },
  });
  return inTenant(async (tx) => {
    await receiveClaims(tx, clinic.ledgerId, [claim]);
    const all = await listInvoices(tx, { ledgerId: clinic.ledgerId, limit: 1_000 });
    return all.find((invoice) => invoice.number === number)!.id;
  });
}

/** A credit that somebody asks for: the id of its proposal. */
async function asked(kroner: number, patient?: string, who = reception): Promise<string> {
  const body = { reason: "goodwill" };
  const answer = await who("POST", `/invoices/${await invoiced(kroner, patient)}/credits`, { body });
  expect(answer.status).toBe(201);
  return read<{ proposalId: string }>(answer).proposalId;
}
async function approve(who: Ask, proposalId: string): Promise<Answer> {
  const { contentHash } = read<{ contentHash: string }>(await who("GET", `/proposals/${proposalId}`));
  return who("POST", `/proposals/${proposalId}/approval`, { body: { contentHash } });
}
const apply = (who: Ask, proposalId: string) => who("POST", `/proposals/${proposalId}/application`);
const userOf = async (role: Role) =>
  (await inTenant((tx) => listUsers(tx))).find(({ roles }) => roles.some((given) => given.role === role))!.id;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
  cfo = await api.person(clinic.context, "cfo");
  ceo = await api.person(clinic.context, "ceo");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

describe("two at once", () => {
  test("SEC-13 E27 two credits of one patient approved by two managers at the same moment: one of them is told to ask higher", async () => {
    const other = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
    for (const patient of ["samtidig-1", "samtidig-2", "samtidig-3"]) {
      const [one, two] = [await asked(4_000, patient), await asked(4_000, patient)];
      const answers = await Promise.all([approve(manager, one), approve(other, two)]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403]);
      expect(codeOf(answers.find(({ status }) => status === 403)!)).toEqual([403, "APPROVAL_ROLE"]);
    }
  });

  test("two people approve one credit at the same moment: it is approved once, in the name of one", async () => {
    const id = await asked(9_000);
    const answers = await Promise.all([approve(cfo, id), approve(ceo, id)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { given } = read<{ given: object[] }>(await cfo("GET", `/proposals/${id}/approval`));
    expect(given).toHaveLength(1);
  });
});

describe("an approval", () => {
  test("DP-056 SEC-12 is of the hash of exactly what happens: another hash is refused, a changed line can be neither approved nor applied", async () => {
    const id = await asked(1_000);
    const body = { contentHash: "0".repeat(64) };
    expect(codeOf(await manager("POST", `/proposals/${id}/approval`, { body }))).toEqual([409, "PROPOSAL_CHANGED"]);
    const raise = (by: number) =>
      inTenant((tx) =>
        sql`update proposal_line set amount_minor = amount_minor + ${by} where tenant_id = ${tx.tenantId} and proposal_id = ${id}`.execute(
          tx.db,
        ),
      );
    await raise(1);
    expect(codeOf(await approve(manager, id))).toEqual([409, "PROPOSAL_CHANGED"]);
    await raise(-1);
    expect((await approve(manager, id)).status).toBe(200);
    await raise(1);
    expect(codeOf(await apply(manager, id))).toEqual([409, "PROPOSAL_CHANGED"]);
  });

  test("SEC-12 is never the asker's in the database either", async () => {
    const context: Context = { ...clinic.context, actor: { kind: "user", id: await userOf("cfo") } };
    const invoiceId = await invoiced(100);
    const { id } = await inTenant((tx) => proposeCredit(tx, { invoiceId, reason: "goodwill", words: null }), context);
    const force = inTenant(
      (tx) =>
        sql`update proposal set state = 'approved', approved_by = made_by, approved_at = ${tx.now.toString()}, expires_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
          tx.db,
        ),
      context,
    );
    await expect(force).rejects.toMatchObject({ constraint: "proposal_two_persons" });
  });

  test("what was withdrawn counts for nothing", async () => {
    const id = await asked(4_000, "angret");
    await approve(manager, id);
    await inTenant((tx) => withdrawProposal(tx, id));
    expect((await approve(manager, await asked(4_000, "angret"))).status).toBe(200);
  });
});

describe("a deputy", () => {
  test("DP-055 E30 approves in the CFO's place in their days, is logged, and never what the CFO asked for", async () => {
    const standIn = await api.person(clinic.context, "hqFinance");
    const userId = await userOf("hqFinance");
    const id = await asked(200, undefined, manager);
    expect(codeOf(await approve(standIn, id))).toEqual([403, "NOT_ALLOWED"]);
    const days = { fromOn: "2026-10-06", toOn: "2026-10-09" };
    const named = await cfo("POST", "/approval-deputies", { body: { role: "cfo", userId, ...days } });
    expect(named.status).toBe(201);
    const { items } = read<{ items: object[] }>(await ceo("GET", "/approval-deputies"));
    expect(items).toMatchObject([{ role: "cfo", deputy: `user:${userId}`, deputyName: "hqFinance", ...days }]);
    const ofCfo = await asked(200, undefined, cfo);
    expect((await approve(standIn, id)).status).toBe(200);
    expect(read(await cfo("GET", `/proposals/${id}/approval`))).toMatchObject({
      given: [{ approvedBy: `user:${userId}`, role: "cfo", deputyFor: `user:${await userOf("cfo")}`, alone: false }],
    });
    expect(codeOf(await approve(standIn, ofCfo))).toEqual([403, "APPROVAL_ROLE"]);
    const later = await asked(200, undefined, manager);
    const { id: deputyId } = read<{ id: string }>(named);
    expect(codeOf(await ceo("DELETE", `/approval-deputies/${deputyId}`))).toEqual([409, "DEPUTY_NOT_YOURS"]);
    expect((await cfo("DELETE", `/approval-deputies/${deputyId}`)).status).toBe(204);
    expect(codeOf(await approve(standIn, later))).toEqual([403, "NOT_ALLOWED"]);
  });

  test.each([
    ["of a role one has not", { role: "ceo" }, "DEPUTY_NOT_YOURS"],
    ["from yesterday", { fromOn: "2026-10-05" }, "DEPUTY_PERIOD"],
    ["that ends before it begins", { toOn: "2026-10-05" }, "DEPUTY_PERIOD"],
    ["for more than a year", { toOn: "2027-10-08" }, "DEPUTY_PERIOD"],
    ["who is nobody", { userId: "nobody" }, "DEPUTY_CANNOT"],
  ])("is refused: %s", async (_, changes, code) => {
    const wish = { role: "cfo", userId: await userOf("hqFinance"), fromOn: "2026-10-06", toOn: "2026-10-06" };
    const answer = await cfo("POST", "/approval-deputies", { body: { ...wish, ...changes } });
    expect(codeOf(answer)).toEqual([409, code]);
  });

  test("DP-055 is neither oneself nor somebody who opens no proposals", async () => {
    const actor = { kind: "user", id: await userOf("cfo") } as const;
    const wish = { role: "cfo", fromOn: "2026-10-06", toOn: "2026-10-06" } as const;
    for (const userId of [actor.id, await userOf("reception")])
      await expect(
        inTenant((tx) => nameDeputy(tx, { ...wish, userId }), { ...clinic.context, actor }),
      ).rejects.toMatchObject({ code: "DEPUTY_CANNOT" });
  });
});

describe("one person alone", () => {
  test("approves their own, told to the accountant and shown as such, and nothing happens for 24 hours", async () => {
    await inTenant((tx) => changeTenant(tx, { onePerson: true }));
    const tenant = await testClinic(platform, {
      tenantId: clinic.tenantId,
      seriesId: clinic.seriesId,
      orgNo: "912345678",
    });
    const owner = await api.person(
      clinic.context,
      "clinicManager",
      [tenant.clinicId, clinic.clinicId],
      [{ role: "ceo", clinicIds: null }],
    );
    const id = await asked(900, undefined, owner);
    expect(read(await approve(owner, id))).toMatchObject({ state: "approved", notBefore: "2026-10-07T06:00:00Z" });
    expect(read(await owner("GET", `/proposals/${id}/approval`))).toMatchObject({ given: [{ alone: true }] });
    const alarms = await inTenant((tx) => listAlarms(tx));
    expect(alarms).toMatchObject([{ kind: "approval.alone", subjectId: id }]);
    expect(codeOf(await apply(owner, id))).toEqual([409, "APPROVAL_RESTS"]);
    await inTenant((tx) => changeTenant(tx, { onePerson: false }));
    const another = await asked(900, undefined, owner);
    expect(codeOf(await approve(owner, another))).toEqual([403, "PROPOSAL_OWN"]);
  });
});

describe("the matrix", () => {
  const credit = (roles: readonly Role[]) => ({
    kind: "credit",
    ledgerId: null,
    own: "anotherRole",
    bands: [{ upToMinor: null, roles }],
  });
  const settle = (who: Ask, changes: object = {}) =>
    who("POST", "/approval-matrices", {
      body: { fromOn: "2026-10-07", windowDays: 30, approvalHours: 48, rules: [credit(["accountant"])], ...changes },
    });

  test.each([
    ["today", { fromOn: "2026-10-06" }, 409, "APPROVAL_MATRIX_DAY"],
    ["a window of 29 days", { windowDays: 29 }, 422, "APPROVAL_MATRIX_WRONG"],
    ["credits by reception", { rules: [credit(["reception"])] }, 422, "APPROVAL_MATRIX_WRONG"],
    [
      "a ledger that is not theirs",
      { rules: [{ ...credit(["cfo"]), ledgerId: "01a10aa5-cb00-7001-bbd6-35d2a171431b" }] },
      404,
      "LEDGER_NOT_FOUND",
    ],
  ])("is refused: %s", async (_, changes, status, code) => {
    expect(codeOf(await settle(cfo, changes))).toEqual([status, code]);
  });

  test("SEC-10 is not the clinic's to settle", async () => {
    expect(codeOf(await settle(manager))).toEqual([403, "NOT_ALLOWED"]);
  });

  test("names the accountant as checker from tomorrow on; kinds it does not name stay, and everybody is told", async () => {
    expect((await settle(cfo)).status).toBe(201);
    expect(codeOf(await settle(cfo))).toEqual([409, "APPROVAL_MATRIX_DAY"]);
    const shown = read<{ matrix: { rules: { kind: string; bands: unknown[] }[] }; own: object[] }>(
      await cfo("GET", "/approval-matrix"),
    );
    expect(shown.matrix.rules.find(({ kind }) => kind === "credit")!.bands).toEqual([
      { upToMinor: 500_000, roles: ["clinicManager"] },
      { upToMinor: null, roles: ["cfo", "ceo"] },
    ]);
    expect(shown.own).toMatchObject([{ fromOn: "2026-10-07", matrix: { rules: [credit(["accountant"])] } }]);
    expect((await inTenant((tx) => listAlarms(tx))).map(({ kind }) => kind)).toContain("approval.matrixSet");
  });
});

describe("the next days", () => {
  test("DP-056 SEC-12 the request stands however old, the approval lapses after its hours and is given anew", async () => {
    const id = await asked(100);
    platform.moveTo("2026-10-20T08:00");
    const people = { accountant: await api.person(clinic.context, "accountant") };
    expect((await approve(people.accountant, id)).status).toBe(200);
    platform.moveTo("2026-10-22T08:01");
    const accountant = await api.person(clinic.context, "accountant");
    expect(codeOf(await apply(accountant, id))).toEqual([409, "PROPOSAL_EXPIRED"]);
    expect((await approve(accountant, id)).status).toBe(200);
    expect(read(await apply(accountant, id))).toMatchObject({ applied: 1 });
    const { given } = read<{ given: object[] }>(await accountant("GET", `/proposals/${id}/approval`));
    expect(given).toMatchObject([
      { role: "accountant", standing: "used" },
      { role: "accountant", standing: "given" },
    ]);
  });
});
