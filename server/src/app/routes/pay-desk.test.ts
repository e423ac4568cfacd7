import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { findLink } from "../../delivery/index.ts";
import { itemsByReference, ledgerChecks } from "../../ledger/index.ts";
import { fakePartner, type FakePartner } from "../../payments/partner.fixture.ts";
import { activateAgreement, paymentsChecks, rotateSecret, saveAgreement } from "../../payments/index.ts";
import { withTenant } from "../../platform/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";
import { claimIn, invoiceIn, printableInvoiceIn, worldOf, type World } from "./sweep-books.fixture.ts";

const PAY_PAGE = "https://b.kvitt.example";
let platform: TestPlatform;
let api: Api;
let bare: Api;
let clinic: TestClinic;
let world: World;
let wallet: FakePartner;
let reception: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  const railsOf = async () => () => wallet.rail;
  api = await openApi(platform, { partners: { railsOf, outlets: { payPage: PAY_PAGE } } });
  bare = await openApi(platform);
  clinic = await testClinic(platform);
  world = worldOf(platform, "Kvist", clinic, clinic);
  reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
  await withTenant(platform, clinic.context, async (tx) => {
    const settings = { merchantSerialNumber: "123456", clientId: "c0ffee00" };
    const made = { ledgerId: clinic.ledgerId, way: "vipps", minMinor: null, maxMinor: null, position: 1 } as const;
    const { id } = await saveAgreement(tx, { ...made, settings });
    for (const name of ["clientSecret", "subscriptionKey"])
      await rotateSecret(tx, id, { name, value: `value of ${name}`, overlapHours: 1 });
    await activateAgreement(tx, id);
  });
});
beforeEach(() => {
  wallet = fakePartner(true);
});
afterAll(async () => {
  expect(await breaches(platform, clinic.context, [...paymentsChecks, ...ledgerChecks])).toEqual([]);
  await api.close();
  await bare.close();
  await platform.close();
});

type Attempt = { id: string; state: string; capturedMinor: unknown; amountMinor: unknown };
type Desk = {
  parts: { itemId: string; openMinor: unknown }[];
  openMinor: unknown;
  ways: string[];
  attempts: Attempt[];
  messages: { id: string; receiver: string; channel: string; contact: string | null; state: string }[];
};

/** A bill of a patient of its own, as the desk sees it. */
async function aBill() {
  const { invoiceId, kid, partyId } = await invoiceIn(world, clinic.ledgerId);
  const items = await withTenant(platform, clinic.context, (tx) => itemsByReference(tx, [kid], clinic.ledgerId));
  return { invoiceId, partyId, itemId: items[0]!.id };
}
const deskOf = async (invoiceId: string) => read<Desk>(await reception("GET", `/invoices/${invoiceId}/desk`));
const pay = (itemId: string, body: object, key?: string) =>
  reception("POST", `/open-items/${itemId}/payment-attempts`, {
    body: { way: "vipps", ...body },
    ...(key ? { key } : {}),
  });
const reference = () => [...wallet.payments.keys()][0]!;

describe("D-03 a bill in parts at the desk", () => {
  test("may be made whole until something of a part is paid", async () => {
    const { invoiceId, itemId, partyId } = await aBill();
    expect(await deskOf(invoiceId)).toMatchObject({ split: null });
    await reception("POST", `/open-items/${itemId}/split`, { body: { parts: 3 } });
    const inParts = await deskOf(invoiceId);
    expect(inParts).toMatchObject({ itemId, openMinor: 120_000, split: { parts: 3, untouched: true } });
    expect((await reception("DELETE", `/open-items/${itemId}/split`)).status).toBe(204);
    expect(await deskOf(invoiceId)).toMatchObject({ split: null, parts: [{ itemId, openMinor: 120_000 }] });
    await reception("POST", `/open-items/${itemId}/split`, { body: { parts: 2 } });
    const part = (await deskOf(invoiceId)).parts[0]!;
    const { id } = read<Attempt>(await pay(part.itemId, { recipientId: partyId }));
    wallet.approve(reference());
    await reception("POST", `/payment-attempts/${id}/check`);
    expect(await deskOf(invoiceId)).toMatchObject({ split: { parts: 2, untouched: false } });
    expect(codeOf(await reception("DELETE", `/open-items/${itemId}/split`))).toEqual([409, "SPLIT_BEGUN"]);
  });
});

describe("D-03 to D-05 money taken at the desk", () => {
  test("S0-40 D-05 asked on the payer's telephone, approved, checked: the bill is settled", async () => {
    const { invoiceId, itemId, partyId } = await aBill();
    expect(await deskOf(invoiceId)).toMatchObject({ openMinor: 120_000, ways: ["vipps"], attempts: [] });
    const begun = await pay(itemId, { recipientId: partyId });
    expect(begun.status).toBe(201);
    const { id } = read<Attempt>(begun);
    expect(read<Attempt>(await reception("GET", `/payment-attempts/${id}`)).state).toBe("awaitingPayer");
    wallet.approve(reference());
    const checked = read<Attempt>(await reception("POST", `/payment-attempts/${id}/check`));
    expect(checked).toMatchObject({ state: "captured", capturedMinor: 120_000 });
    expect(await deskOf(invoiceId)).toMatchObject({ openMinor: 0, parts: [] });
  });

  test("SEC-42 the same act twice asks the payer once", async () => {
    const { itemId, partyId } = await aBill();
    const key = platform.ids.next();
    const [first, again] = [
      await pay(itemId, { recipientId: partyId }, key),
      await pay(itemId, { recipientId: partyId }, key),
    ];
    expect(read<Attempt>(again).id).toBe(read<Attempt>(first).id);
    expect(wallet.payments.size).toBe(1);
  });

  test("D-04 a part is taken and the rest stays open; more than is open is refused", async () => {
    const { invoiceId, itemId, partyId } = await aBill();
    const more = await pay(itemId, { recipientId: partyId, amountMinor: 120_001 });
    expect(codeOf(more)).toEqual([422, "PAYMENT_TOO_MUCH"]);
    const { id } = read<Attempt>(await pay(itemId, { recipientId: partyId, amountMinor: 20_000 }));
    wallet.approve(reference());
    await reception("POST", `/payment-attempts/${id}/check`);
    expect((await deskOf(invoiceId)).parts).toMatchObject([{ itemId, openMinor: 100_000 }]);
  });

  test("SEC-43 D-05 a lost answer is unknown: no other charge until somebody checked", async () => {
    const { itemId, partyId } = await aBill();
    wallet.mood = (call, when) => (call === "create" && when === "after" ? "lose" : "go");
    const { id, state } = read<Attempt>(await pay(itemId, { recipientId: partyId }));
    expect(state).toBe("unknown");
    wallet.mood = () => "lose";
    expect(codeOf(await pay(itemId, { recipientId: partyId }))).toEqual([409, "PAYMENT_UNDER_WAY"]);
    wallet.mood = () => "go";
    wallet.approve(reference());
    expect(read<Attempt>(await reception("POST", `/payment-attempts/${id}/check`)).state).toBe("captured");
    expect(wallet.payments.size).toBe(1);
  });

  test("X-09 why a card was declined stands at the attempt, on the bill and in the timeline, in the port's words", async () => {
    const { invoiceId, itemId, partyId } = await aBill();
    const body = { way: "vipps", recipientId: partyId };
    const { id } = read<Attempt>(await reception("POST", `/open-items/${itemId}/payment-attempts`, { body }));
    const [reference] = [...wallet.payments.keys()].slice(-1);
    wallet.declineCard(reference!, "notEnoughMoney");
    wallet.declineCard(reference!, "blocked");
    const said = { state: "awaitingPayer", declined: "blocked", declines: 2 };
    expect(read(await reception("POST", `/payment-attempts/${id}/check`))).toMatchObject(said);
    expect(read<Desk>(await reception("GET", `/invoices/${invoiceId}/desk`)).attempts).toMatchObject([said]);
    const { items } = read<{ items: { code: string; facts: object }[] }>(
      await reception("GET", `/parties/${partyId}/timeline`),
    );
    expect(items.find(({ code }) => code === "payment.tried")?.facts).toMatchObject({
      declined: "blocked",
      declines: "2",
    });
  });

  test("an attempt is broken off; what the payer approved meanwhile is taken", async () => {
    const [one, other] = [await aBill(), await aBill()];
    const waits = read<Attempt>(await pay(one.itemId, { recipientId: one.partyId }));
    const ended = read<Attempt>(await reception("POST", `/payment-attempts/${waits.id}/cancellation`));
    expect(ended.state).toBe("cancelled");
    wallet = fakePartner(true);
    const late = read<Attempt>(await pay(other.itemId, { recipientId: other.partyId }));
    wallet.approve(reference());
    const taken = read<Attempt>(await reception("POST", `/payment-attempts/${late.id}/cancellation`));
    expect(taken).toMatchObject({ state: "captured", capturedMinor: 120_000 });
  });

  test("SEC-30 a code for the payer's own telephone: its link opens this bill and is told once", async () => {
    const { itemId } = await aBill();
    const { url } = read<{ url: string }>(await reception("POST", `/open-items/${itemId}/screen-links`));
    const link = await findLink(platform, url.slice(PAY_PAGE.length + 1));
    expect(link).toMatchObject({ itemId, tenantId: clinic.tenantId });
  });
});

describe("D-06 D-09 a bill sent from the desk", () => {
  test("S0-27 SEC-37 whom it goes to is seen first, masked, with the exact text; sent once for one act", async () => {
    const { invoiceId, itemId, partyId } = await aBill();
    const { receivers } = read<{ receivers: object[] }>(await reception("GET", `/open-items/${itemId}/receivers`));
    expect(receivers).toMatchObject([
      { partyId, relation: "debtor", isFirst: true, channels: [{ channel: "sms", contact: "••• 34 567" }] },
    ]);
    const query = `recipientId=${partyId}&channel=sms`;
    const shown = read<{ text: string; segments: number; contact: string }>(
      await reception("GET", `/open-items/${itemId}/message-preview?${query}`),
    );
    expect(shown.text).toContain(`${PAY_PAGE}/***`);
    expect(shown.text).not.toContain("Pasient");
    expect(shown.segments).toBeLessThanOrEqual(2);
    const key = platform.ids.next();
    const send = () =>
      reception("POST", `/open-items/${itemId}/messages`, { body: { recipientId: partyId, channel: "sms" }, key });
    expect([(await send()).status, (await send()).status]).toEqual([201, 201]);
    const { messages } = await deskOf(invoiceId);
    expect(messages).toMatchObject([{ channel: "sms", state: "queued", receiver: "Pasient Kvist" }]);
    const { items } = read<{ items: { code: string; facts: object }[] }>(
      await reception("GET", `/parties/${partyId}/timeline`),
    );
    expect(items[0]).toMatchObject({ code: "message.sent", facts: { channel: "sms", state: "queued" } });
    const card = read<{ lastMessage: { facts: object } }>(await reception("GET", `/parties/${partyId}/card`));
    expect(card.lastMessage.facts).toMatchObject({ channel: "sms", receiver: "Pasient Kvist" });
  });

  test("D-09 a slip for somebody without a telephone: a PDF with a link of its own, which is not kept", async () => {
    const invoiceId = await printableInvoiceIn(world, clinic.ledgerId);
    const [part] = (await deskOf(invoiceId)).parts;
    const slip = await reception("POST", `/open-items/${part!.itemId}/slips`);
    expect([slip.status, slip.headers["content-type"]]).toEqual([200, "application/pdf"]);
    expect(slip.body.startsWith("%PDF")).toBe(true);
  });

  test("FR-20 never to a child, nor to somebody who stands apart from the bill", async () => {
    const { itemId } = await aBill();
    const { partyId: stranger } = await claimIn(world, clinic.ledgerId);
    const send = (recipientId: string) =>
      reception("POST", `/open-items/${itemId}/messages`, { body: { recipientId, channel: "sms" } });
    expect(codeOf(await send(stranger))).toEqual([422, "RECEIVER_NOT_POSSIBLE"]);
    const kid = makeKid("190000000001", "mod10");
    const numbered = { number: "B1", kid, issueDate: "2026-10-05", dueDate: "2026-10-19" };
    const child = { patient: { ref: "B1", name: "Barn Kvist", birthDate: "2018-03-09" } };
    const payer = { type: "PATIENT", ref: "B1", name: "Barn Kvist", phone: "+4792345678" };
    await claimIn(world, clinic.ledgerId, { ...numbered, ...child, payer });
    const [item] = await withTenant(platform, clinic.context, (tx) => itemsByReference(tx, [kid], clinic.ledgerId));
    expect(read(await reception("GET", `/open-items/${item!.id}/receivers`))).toMatchObject({ receivers: [] });
  });

  test("SEC-75 the text of a message is read on demand, with its link masked", async () => {
    const { invoiceId, itemId, partyId } = await aBill();
    await reception("POST", `/open-items/${itemId}/messages`, { body: { recipientId: partyId, channel: "sms" } });
    const [message] = (await deskOf(invoiceId)).messages;
    // Written when it is handed over; before that there is none.
    expect(read(await reception("GET", `/messages/${message!.id}/text`))).toMatchObject({ text: null, proofs: [] });
    const accountant = await api.person(clinic.context, "accountant");
    expect((await accountant("GET", `/messages/${message!.id}/text`)).status).toBe(403);
  });

  test("S2-04 DP-002 the invoice asks why, says by which way it goes, and needs a way", async () => {
    const { itemId } = await aBill();
    const preview = read(await reception("GET", `/open-items/${itemId}/invoice-preview`));
    expect(preview).toMatchObject({ ladder: [{ channel: "efaktura", contact: null }], sentOn: null });
    const send = (reason: string) => reception("POST", `/open-items/${itemId}/invoice-messages`, { body: { reason } });
    expect((await send("")).status).toBe(422);
    expect((await send("Har ikke telefonen med")).status).toBe(201);
  });

  test("an installation without partners sends nothing and takes nothing", async () => {
    const { itemId, partyId } = await aBill();
    const who = await bare.person(clinic.context, "reception", [clinic.clinicId]);
    const none = [409, "PARTNER_NOT_SET_UP"];
    const body = { recipientId: partyId, channel: "sms" };
    expect(codeOf(await who("POST", `/open-items/${itemId}/messages`, { body }))).toEqual(none);
    expect(codeOf(await who("POST", `/open-items/${itemId}/slips`))).toEqual(none);
    expect(codeOf(await who("POST", `/open-items/${itemId}/screen-links`))).toEqual(none);
  });

  test("T-09 D-09 at night a person may send at once, or let it wait for the morning", async () => {
    const { itemId, partyId } = await aBill();
    platform.clock.moveTo(Temporal.Instant.from("2026-10-06T20:30:00Z"));
    const late = await api.person(clinic.context, "reception", [clinic.clinicId]);
    const asked = await late("GET", `/open-items/${itemId}/receivers`);
    expect(read(asked)).toMatchObject({ isQuiet: true, leavesAt: "2026-10-07T06:00:00Z" });
    const send = async (waits: boolean) =>
      read<{ leavesAt: string }>(
        await late("POST", `/open-items/${itemId}/messages`, {
          body: { recipientId: partyId, channel: "sms", waits },
        }),
      ).leavesAt;
    expect(await send(true)).toBe("2026-10-07T06:00:00Z");
    expect(await send(false)).toMatch(/^2026-10-06T20:3/);
  });
});
