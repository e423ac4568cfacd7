import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { breaches, instantIn, testClinic, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { reverseEntry, type LedgerSettings } from "../../ledger/index.ts";
import { setContacts } from "../../parties/index.ts";
import { listAuditEvents } from "../../platform/index.ts";
import {
  acceptEmailInvoices,
  emailConsentsOf,
  forgetChoice,
  noChoiceMade,
  requestChecks,
  requestsForItem,
  runRequests,
  withdrawEmailInvoices,
  type ChoiceMade,
} from "./index.ts";
import { address, email, openDesk, phone, type Desk } from "./requests.fixture.ts";

let installation: TestPlatform;
let desk: Desk;
beforeAll(async () => {
  installation = await testPlatform();
});
beforeEach(async () => {
  desk = await openDesk(installation);
});
afterAll(() => installation.close());

test("S0-50 FR-32 the worked case: asked Monday, warned Thursday, the invoice on Friday", async () => {
  const payer = await desk.party({ contacts: [phone, address] });
  const claim = await desk.item(payer);
  expect(await desk.ask(claim)).toEqual({ asked: 1, invoiced: 0, needsContact: 0 });

  desk.at("2026-10-06T06:00");
  expect(await desk.run("2026-10-06")).toMatchObject({ warned: 0, invoiced: 0 });
  desk.at("2026-10-08T06:00");
  expect(await desk.run("2026-10-08")).toMatchObject({ warned: 1, invoiced: 0 });
  expect(await desk.run("2026-10-08")).toMatchObject({ warned: 0, invoiced: 0 });
  expect(await desk.inLedger((tx) => noChoiceMade(tx, desk.clinic.ledgerId, { limit: 10 }))).toMatchObject([
    {
      itemId: claim,
      recipientId: payer,
      debtorId: payer,
      choice: "warned",
      defaultOn: "2026-10-09",
      openMinor: 245_000n,
    },
  ]);
  desk.at("2026-10-09T06:00");
  expect(await desk.run("2026-10-09")).toMatchObject({ warned: 0, invoiced: 1 });

  expect((await desk.told(claim)).map(({ kind, by, leaves }) => [kind, by, leaves])).toEqual([
    ["payLink", "sms", "2026-10-05 10:00"],
    ["choiceReminder", "sms", "2026-10-08 08:00"],
    ["invoice", "efaktura,paper + sms", "2026-10-09 08:00"],
  ]);
  expect(await desk.inLedger((tx) => noChoiceMade(tx, desk.clinic.ledgerId, { limit: 10 }))).toEqual([]);
  expect(await breaches(desk.platform, desk.clinic.context, requestChecks)).toEqual([]);
});

test("asked at night the message leaves in the morning, and asking twice is asking once", async () => {
  desk.at("2026-10-09T22:00");
  const claim = await desk.item(await desk.party());
  await desk.ask(claim, claim);
  expect(await desk.ask(claim)).toEqual({ asked: 0, invoiced: 0, needsContact: 0 });
  expect(await desk.told(claim)).toMatchObject([{ kind: "payLink", leaves: "2026-10-12 08:00" }]);
});

describe("S0-49 what was chosen", () => {
  test("who chose invoice is not warned, and gets it once however often it is chosen", async () => {
    const claim = await desk.item(await desk.party());
    await desk.ask(claim);
    await desk.choose({ itemId: claim, choice: "invoice", by: "payer" });
    await desk.choose({ itemId: claim, choice: "invoice", by: "desk" });
    desk.at("2026-10-12T09:00");
    expect(await desk.run("2026-10-12")).toMatchObject({ warned: 0, invoiced: 0 });
    expect(await desk.kinds(claim)).toEqual(["payLink sms", "invoice efaktura + sms"]);
    expect(await desk.inLedger((tx) => requestsForItem(tx, claim))).toMatchObject([
      { choice: "invoice", chosenBy: "desk" },
    ]);
  });

  test("FR-33 a card that came to nothing counts no more: its payer is warned after all", async () => {
    const claim = await desk.item(await desk.party());
    await desk.ask(claim);
    desk.at("2026-10-08T07:00");
    await desk.choose({ itemId: claim, choice: "card", by: "payer" });
    expect(await desk.run("2026-10-08")).toMatchObject({ warned: 0 });
    await desk.inLedger((tx) => forgetChoice(tx, claim));
    expect(await desk.run("2026-10-08")).toMatchObject({ warned: 1 });
    await desk.inLedger((tx) => forgetChoice(tx, claim));
    expect(await desk.inLedger((tx) => requestsForItem(tx, claim))).toMatchObject([
      { choice: "warned", chosenBy: null },
    ]);
  });

  test("FR-33 a card after the invoice was sent stops nothing and starts nothing", async () => {
    const claim = await desk.item(await desk.party());
    await desk.ask(claim);
    await desk.choose({ itemId: claim, choice: "invoice", by: "payer" });
    await desk.choose({ itemId: claim, choice: "card", by: "payer" });
    await desk.inLedger((tx) => forgetChoice(tx, claim));
    desk.at("2026-10-20T09:00");
    expect(await desk.run("2026-10-20")).toMatchObject({ warned: 0, invoiced: 0 });
    expect(await desk.inLedger((tx) => requestsForItem(tx, claim))).toMatchObject([{ choice: "invoice" }]);
  });

  test("a payment between scheduling and sending ends the request; money that comes back begins a new one", async () => {
    const claim = await desk.item(await desk.party());
    await desk.ask(claim);
    const payment = await desk.pay(claim, "2026-10-07");
    desk.at("2026-10-08T07:00");
    expect(await desk.run("2026-10-08")).toMatchObject({ warned: 0, ended: 1 });
    expect(await desk.inLedger((tx) => requestsForItem(tx, claim))).toMatchObject([{ endedWhy: "settled" }]);
    expect(await desk.ask(claim)).toMatchObject({ asked: 0 });
    await expect(desk.choose({ itemId: claim, choice: "invoice", by: "payer" })).rejects.toMatchObject({
      code: "REQUEST_NOT_FOUND",
    });
    const why = { rule: "person", version: 1, inputs: {} };
    await desk.inLedger((tx) => reverseEntry(tx, payment, "2026-10-08", why));
    expect(await desk.ask(claim)).toMatchObject({ asked: 1 });
    expect(await desk.kinds(claim)).toEqual(["payLink sms", "payLink sms"]);
  });

  test("paid before the run has seen it, nothing can be chosen", async () => {
    const claim = await desk.item(await desk.party());
    await desk.ask(claim);
    await desk.pay(claim, "2026-10-05");
    await expect(desk.choose({ itemId: claim, choice: "card", by: "payer" })).rejects.toMatchObject({
      code: "REQUEST_OVER",
    });
  });

  test("what rests is looked at again on the next bank day", async () => {
    const claim = await desk.item(await desk.party());
    await desk.ask(claim);
    desk.at("2026-10-08T07:00");
    expect(await desk.run("2026-10-08", [claim])).toMatchObject({ warned: 0 });
    desk.at("2026-10-09T07:00");
    expect(await desk.run("2026-10-09")).toMatchObject({ warned: 1 });
    expect(await desk.inLedger((tx) => requestsForItem(tx, claim))).toMatchObject([{ defaultOn: "2026-10-12" }]);
  });
});

test("X-31 a courtesy notice before the due date, where the ledger sends them", async () => {
  const settings = { requests: { courtesyBeforeDueDays: 3 } } as LedgerSettings;
  desk = await openDesk(installation, { settings });
  const claim = await desk.item(await desk.party());
  await desk.ask(claim);
  await desk.choose({ itemId: claim, choice: "invoice", by: "payer" });
  desk.at("2026-10-15T07:00");
  expect(await desk.run("2026-10-15")).toMatchObject({ courtesies: 0 });
  desk.at("2026-10-16T07:00");
  expect(await desk.run("2026-10-16")).toMatchObject({ courtesies: 1 });
  expect(await desk.run("2026-10-16")).toMatchObject({ courtesies: 0 });
  expect(await desk.kinds(claim)).toContain("courtesyNotice sms");
});

describe("FR-34 invoices by e-mail need a consent", () => {
  const withEmail = (itemId: string, value: string): ChoiceMade => ({
    ...{ itemId, choice: "invoice", by: "payer" },
    email: { address: value, textVersion: "2026-10" },
  });

  test("choosing invoice with an address is one: recorded with when, how and which words, and the invoice goes there", async () => {
    const payer = await desk.party({ contacts: [phone, address] });
    const claim = await desk.item(payer);
    await desk.ask(claim);
    await desk.choose(withEmail(claim, "Kari@Mail.example.test"));
    expect(await desk.kinds(claim)).toEqual(["payLink sms", "invoice efaktura,email,paper + sms"]);
    expect(await desk.inLedger((tx) => emailConsentsOf(tx, payer))).toMatchObject([
      {
        ledgerId: desk.clinic.ledgerId,
        how: "payPage",
        textVersion: "2026-10",
        givenAt: instantIn("2026-10-05T10:00"),
      },
    ]);
  });

  test("it holds for that address only, and until it is taken back", async () => {
    const payer = await desk.party({ contacts: [phone, address, email] });
    const consent = { ledgerId: desk.clinic.ledgerId, partyId: payer, how: "desk", textVersion: "1" } as const;
    const accept = (value: string) =>
      desk.inLedger((tx) => acceptEmailInvoices(tx, { ...consent, email: value }, "NO"));
    const invoiceNow = async () => {
      const claim = await desk.item(payer);
      await desk.ask(claim);
      await desk.choose({ itemId: claim, choice: "invoice", by: "payer" });
      return (await desk.kinds(claim)).at(-1);
    };
    expect(await invoiceNow()).toBe("invoice efaktura,paper + sms");
    await accept("kari@mail.example.test");
    await accept("kari@mail.example.test");
    expect(await invoiceNow()).toBe("invoice efaktura,email,paper + sms");
    await desk.inLedger((tx) =>
      setContacts(tx, [{ partyId: payer, contact: { ...email, value: "ny@mail.example.test" } }], "NO"),
    );
    expect(await invoiceNow()).toBe("invoice efaktura,paper + sms");
    await accept("ny@mail.example.test");
    expect(await desk.inLedger((tx) => emailConsentsOf(tx, payer))).toHaveLength(1);
    expect(await desk.inLedger((tx) => withdrawEmailInvoices(tx, consent))).toBe(true);
    expect(await desk.inLedger((tx) => withdrawEmailInvoices(tx, consent))).toBe(false);
    expect(await invoiceNow()).toBe("invoice efaktura,paper + sms");
  });

  test("an address that cannot be one is refused, and nothing is chosen", async () => {
    const claim = await desk.item(await desk.party());
    await desk.ask(claim);
    await expect(desk.choose(withEmail(claim, "kari"))).rejects.toMatchObject({ code: "CONTACT_INVALID" });
    expect(await desk.inLedger((tx) => requestsForItem(tx, claim))).toMatchObject([{ choice: "none" }]);
  });
});

test("lists go on where the last page ended, and a ledger's run leaves other ledgers alone", async () => {
  const payer = await desk.party();
  const claims = [await desk.item(payer), await desk.item(payer), await desk.item(payer)];
  await desk.ask(...claims);
  const first = await desk.inLedger((tx) => noChoiceMade(tx, desk.clinic.ledgerId, { limit: 2 }));
  const rest = await desk.inLedger((tx) => noChoiceMade(tx, desk.clinic.ledgerId, { after: first.at(-1)!, limit: 2 }));
  expect([...first, ...rest].map(({ itemId }) => itemId).toSorted()).toEqual(claims.toSorted());
  const other = await testClinic(desk.platform, {
    tenantId: desk.clinic.tenantId,
    seriesId: desk.clinic.seriesId,
    orgNo: "974760673",
  });
  desk.at("2026-10-08T07:00");
  const day = Temporal.PlainDate.from("2026-10-08");
  expect(
    await runRequests(desk.platform, desk.clinic.context, other.ledgerId, day, () => Promise.resolve(new Set())),
  ).toMatchObject({ warned: 0 });
});

test("every choice and consent stands in the audit trail, without the address", async () => {
  const claim = await desk.item(await desk.party());
  await desk.ask(claim);
  const made = { address: "kari@mail.example.test", textVersion: "1" };
  await desk.choose({ itemId: claim, choice: "invoice", by: "payer", email: made });
  const events = await desk.inLedger((tx) => listAuditEvents(tx, {}, 20));
  const actions = events.map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(["request.chosen", "party.emailInvoicesAccepted"]));
  expect(
    JSON.stringify(events, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
  ).not.toContain("kari@");
});
