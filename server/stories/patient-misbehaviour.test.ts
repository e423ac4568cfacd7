import { createHmac } from "node:crypto";
import { demoAccounts } from "@kvitt/simulator-sms";
import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approveProposal } from "../src/controls/index.ts";
import { openTasks } from "../src/delivery/index.ts";
import { read } from "../src/app/routes/asking.fixture.ts";
import { applyInvoices, claimByExternalId, proposeInvoices } from "../src/invoicing/index.ts";
import { setPaymentPreferences } from "../src/parties/index.ts";
import { attemptsOfItem } from "../src/payments/index.ts";
import { openPage, press, type Page } from "./patient-browser.fixture.ts";
import { claimOf, linkIn, monthOf, type Fee, type Month } from "./patient-month.fixture.ts";
import { patientWorld, type PatientWorld } from "./patient-world.fixture.ts";

/** What patients, practice systems, telephones and partners do wrong: money is taken once, messages come once, and a person is told what to mend. */

let world: PatientWorld;
let month: Month;
let running = 400;

async function begin(): Promise<void> {
  world = await patientWorld();
  month = monthOf(world);
  await world.at("2026-10-05T10:00");
}
beforeAll(begin);
afterAll(() => world.close());

/** A fee of somebody of their own, with a telephone of their own. */
function feeOf(changes: Partial<Fee> = {}): Fee & { readonly phone: string } {
  const no = ++running;
  const phone = `+4790000${no}`;
  const made = { number: `260${no}`, kid: makeKid(`104${no}260${no}`, "mod10"), amountMinor: BigInt(100_000 + no) };
  const who = { name: "Liv Holm", birthDate: "1980-04-04", payer: { phone } };
  return { ...made, ...who, ...changes, phone };
}

const tasks = async (): Promise<(readonly [string, string | null, string | null])[]> =>
  (await world.inTenant((tx) => openTasks(tx, { limit: 50 }))).map(({ kind, rule, channel }) => [kind, rule, channel]);

/** Begins a payment from the last link of a telephone. */
const choose = async (phone: string, way: string): Promise<Page> =>
  press(await openPage(linkIn(month.texts(phone).at(-1))), "/pay", { way });

const later = (minutes: number) => {
  const at = world.platform.clock.now().add({ minutes });
  return world.at(at.toZonedDateTimeISO("Europe/Oslo").toPlainDateTime().toString());
};

const stateOf = async (fee: Fee): Promise<string[]> => {
  const { id } = await month.item(fee);
  return (await world.inTenant((tx) => attemptsOfItem(tx, id))).map(({ way, state }) => `${way} ${state}`);
};
/** Payments booked of one amount, whatever the day. */
const booked = async ({ amountMinor }: Fee): Promise<number> =>
  (await month.entries("payment")).filter((line) => line.endsWith(` ${amountMinor}`)).length;

describe("money is taken once", () => {
  test("S0-49 SEC-43 the wallet's answer is lost after it took the money: nobody else may take, and the janitor finds out", async () => {
    const fee = feeOf();
    await month.send(fee);
    await choose(fee.phone, "vipps");
    const lost = { do: "drop", when: "after" } as const;
    world.wallet.rules.replace([
      { on: "call", match: { operation: "capture" }, times: 50, fault: lost },
      { on: "webhook", match: { event: "CAPTURED" }, times: 50, fault: { do: "withhold" } },
    ]);
    world.wallet.act(world.wallet.payments().at(-1)!, "approve");
    await world.minute();
    expect(await stateOf(fee)).toEqual(["vipps unknown"]);
    expect(await month.open(fee)).toBe(fee.amountMinor);
    const waiting = await openPage(linkIn(month.texts(fee.phone)[0]));
    expect(waiting.html).not.toContain('value="card"');
    world.wallet.rules.replace([]);
    await later(3);
    expect(await stateOf(fee)).toEqual(["vipps captured"]);
    expect([await booked(fee), await month.open(fee)]).toEqual([1, 0n]);
  });

  test("S0-49 FR-33 two tabs, two rails: the later choice ends the earlier, and one is captured", async () => {
    const fee = feeOf();
    await month.send(fee);
    const link = linkIn(month.texts(fee.phone)[0]);
    const [one, other] = [await openPage(link), await openPage(link)];
    await press(one, "/pay", { way: "vipps" });
    const wallet = world.wallet.payments().at(-1)!;
    await press(other, "/pay", { way: "card" });
    expect(world.wallet.act(wallet, "approve")).toBe("tooLate");
    world.cards.pay(world.cards.sessions().at(-1)!, "4242 4242 4242 4242");
    await world.minute();
    await later(3);
    expect((await stateOf(fee)).toSorted()).toEqual(["card captured", "vipps cancelled"]);
    expect([await booked(fee), await month.open(fee)]).toEqual([1, 0n]);
  });

  test("S0-49 FR-33 the other tab is too late once the wallet has the payer's yes", async () => {
    const fee = feeOf();
    await month.send(fee);
    const other = await openPage(linkIn(month.texts(fee.phone)[0]));
    await choose(fee.phone, "vipps");
    world.wallet.act(world.wallet.payments().at(-1)!, "approve");
    const refused = await press(other, "/pay", { way: "card" });
    expect(refused.leadsTo).toBeNull();
    await world.minute();
    expect(await stateOf(fee)).toEqual(["vipps captured"]);
    expect(await booked(fee)).toBe(1);
  });

  test("X-09 a declined card: the page says why and what is best done, the desk reads the reason; too many end the trying of cards, never the paying", async () => {
    const fee = feeOf();
    await month.send(fee);
    const link = () => openPage(linkIn(month.texts(fee.phone).at(-1)));
    await choose(fee.phone, "card");
    const session = () => world.cards.sessions().at(-1)!;
    /** A card is typed at the partner; its event comes, and the payer looks at our page again. */
    const typed = async (number: string): Promise<string> => {
      expect(world.cards.pay(session(), number).kind).toBe("refused");
      await world.minute();
      return (await link()).html;
    };
    const poor = await typed("4000000000009995");
    expect(poor).toContain("Kortet ble avvist");
    expect(poor).toContain("ikke nok penger på kortet");
    expect(poor).toContain("Prøv et annet kort");
    expect(poor).toContain(session().url!);
    // Lost, stolen and suspected cards are not told apart from any other no.
    const stolen = await typed("4000000000009979");
    expect(stolen).toContain("Banken din sa nei, uten å si hvorfor");
    expect(stolen).not.toMatch(/stjålet|mistet|sperret/i);
    for (let at = 0; at < 2; at++) await typed("4000000000000127");
    const { id } = await month.item(fee);
    const attempts = () => world.inTenant((tx) => attemptsOfItem(tx, id));
    expect(await attempts()).toMatchObject([{ state: "awaitingPayer", declined: "mistyped", declines: 4 }]);
    const resting = await typed("4000000000000127");
    expect(await attempts()).toMatchObject([{ state: "cancelled", declined: "mistyped", declines: 5 }]);
    expect(world.cards.pay(session(), "4242424242424242").kind).toBe("tooLate");
    expect(resting).toContain("Kort kan brukes igjen");
    expect(resting).not.toContain('value="card"');
    await press(await link(), "/pay", { way: "vipps" });
    world.wallet.act(world.wallet.payments().at(-1)!, "approve");
    await world.minute();
    expect([await booked(fee), await month.open(fee)]).toEqual([1, 0n]);
  });

  test("SEC-40 SEC-41 an event said again, at once and ten minutes later, is known and happens once; one signed by a stranger is not believed", async () => {
    const fee = feeOf();
    await month.send(fee);
    await choose(fee.phone, "vipps");
    world.wallet.act(world.wallet.payments().at(-1)!, "approve");
    await world.minute();
    const { registration, body, headers } = world.wallet.deliveries().at(-1)!;
    const again = async () => (await fetch(registration.url, { method: "POST", headers, body })).status;
    expect([await again(), await again()]).toEqual([200, 200]);
    await later(10);
    // A wallet repeats for days what it could not tell: ten minutes make no replay, and nothing happens twice.
    expect(await again()).toBe(200);
    await world.minute();
    expect([await booked(fee), await month.open(fee)]).toEqual([1, 0n]);
    const stranger = {
      ...headers,
      authorization: "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=AAAA",
    };
    expect((await fetch(registration.url, { method: "POST", headers: stranger, body })).status).toBe(401);
  });

  test("SEC-41 clocks ten minutes apart: a gateway's report is not believed, and the gateway is asked instead", async () => {
    const fee = feeOf();
    const body = JSON.stringify({ reports: [] });
    const url = `${world.partners.services.webhooks}/channels/sms`;
    const report = async (minutesOff: number) => {
      const at = Math.floor(world.platform.clock.epochMilliseconds() / 1_000) + minutesOff * 60;
      const signature = createHmac("sha256", demoAccounts.a.webhookSecret).update(`${at}.${body}`).digest("hex");
      return (await fetch(url, { method: "POST", headers: { "x-signature": `t=${at},v1=${signature}` }, body })).status;
    };
    expect([await report(0), await report(-10), await report(10)]).toEqual([200, 401, 401]);
    world.phones.rules.replace([{ on: "report", times: 5, fault: { do: "badSignature" } }]);
    await month.send(fee);
    await later(2);
    world.phones.rules.replace([]);
    await later(70);
    const [message] = world.phones.messages().slice(-1);
    expect(message!.reports.at(-1)?.state).toBe("delivered");
    expect(await tasks()).toEqual([]);
  });
});

describe("messages come once", () => {
  test("S0-50 X-33 the SMS gateway is down from morning to night: each message leaves the morning after, once", async () => {
    const fees = [feeOf(), feeOf(), feeOf()];
    await later(1);
    const before = world.phones.messages().length;
    world.phones.rules.replace([{ on: "call", match: { gateway: "a" }, fault: { do: "down", seconds: 16 * 3_600 } }]);
    await month.send(...fees);
    expect(world.phones.messages()).toHaveLength(before);
    for (let hour = 0; hour < 26; hour++) await later(60);
    for (const fee of fees) expect(month.texts(fee.phone)).toHaveLength(1);
    const left = world.phones
      .messages()
      .slice(before)
      .map(({ atMs }) => Temporal.Instant.fromEpochMilliseconds(atMs));
    // Whoever sleeps is not woken by a gateway that is up again (T-09).
    for (const at of left) {
      const { hour } = at.toZonedDateTimeISO("Europe/Oslo");
      expect([hour >= 8, hour < 20]).toEqual([true, true]);
    }
    expect(await tasks()).toEqual([]);
  });

  test("N-06 the practice system says it twice, or with other content: one claim, one message", async () => {
    const fee = feeOf();
    const [first, second, other] = [
      ...(await month.send(fee, fee)),
      ...(await month.send({
        ...claimOf(fee),
        amountMinor: 1_000,
        lines: [{ text: "Annet", amountMinor: 1_000, vatCode: "EXEMPT", vatMinor: 0 }],
      })),
    ];
    expect([first!.status, second!.status, other!.status]).toEqual([201, 200, 409]);
    expect(month.texts(fee.phone)).toHaveLength(1);
  });
});

describe("claims that cannot be", () => {
  test.each([
    ["of nothing", { amountMinor: 0, lines: [{ text: "Kontroll", amountMinor: 0, vatCode: "EXEMPT", vatMinor: 0 }] }],
    [
      "with an address without a postcode",
      {
        payer: {
          type: "PATIENT",
          ref: "P1",
          name: "Liv Holm",
          address: { line1: "Gata 1", postCode: "", city: "Bodø" },
        },
      },
    ],
  ])("S0-03 FR-11 a claim %s is refused, and nothing of it is kept", async (_what, wrong) => {
    const fee = feeOf();
    const [answer] = await month.send({ ...claimOf(fee), ...wrong });
    expect(answer!.status).toBe(422);
    expect(answer!.body).not.toContain("Liv Holm");
    expect(await month.item(fee)).toBeUndefined();
  });
});

/** What a company pays, as the practice system tells it: number and reference are Kvitt's own, since the journal's may hold a patient's (FR-41). */
function lineFor(company: object, no: number, more: object = {}): object {
  const patient = { name: `Sjømann Nummer${no}`, birthDate: "1980-04-04" };
  const fee = { ...patient, number: "", kid: String(100_000 + no), amountMinor: BigInt(100_000 + no) };
  const { number: _number, kid: _kid, ...claim } = claimOf(fee) as Record<string, unknown>;
  const days = { issueDate: "2026-09-12", dueDate: null };
  return {
    ...claim,
    ...days,
    externalId: `line-${no}`,
    payer: { type: "BUSINESS", name: "Havn Rederi AS", ...company },
    ...more,
  };
}

/** Invoices all that waits; approved by whoever made the run (design 9). */
async function invoiceAll(): Promise<void> {
  const { ledgerId, context } = world.clinic;
  const today = world.platform.clock.today("Europe/Oslo").toString();
  const proposal = await world.inTenant((tx) => proposeInvoices(tx, ledgerId, today));
  await world.inTenant((tx) => approveProposal(tx, proposal.id));
  await applyInvoices(world.platform, context, proposal.id);
  // They leave, and are in the receivers' hands some seconds later.
  await later(1);
  await later(1);
}

const KAIGATA = { line1: "Kaigata 1", postCode: "4006", city: "Stavanger" };
const PATIENTS = /Sjømann|Nummer\d|Rotfylling|1980-04-04/;

describe("invoices to companies", () => {
  test("S0-06 S0-28 FR-43 a company that is in no register gets the anonymous PDF by e-mail, or by letter", async () => {
    const letters = month.letters().length;
    const byMail = lineFor({ orgNo: "974760673", email: "faktura@havn.example" }, 1);
    const byPost = lineFor({ orgNo: "923609016", address: KAIGATA }, 2);
    await month.send(byMail, byPost);
    await invoiceAll();
    expect(world.network.documents()).toEqual([]);
    const [mail] = month.mails("faktura@havn.example");
    const [attached] = mail!.attachments;
    expect([attached!.name, attached!.contentType]).toEqual(["invoice.pdf", "application/pdf"]);
    for (const text of [mail!.subject, mail!.text, mail!.html]) expect(text).not.toMatch(PATIENTS);
    expect(
      month
        .letters()
        .slice(letters)
        .map(({ receiver }) => receiver),
    ).toMatchObject([{ name: "Havn Rederi AS", postCode: "4006" }]);
    expect(await tasks()).toEqual([]);
  });

  test("S0-06 S0-54 N-CONF-1 a month's 300 lines are one e-invoice, which tells nothing of any patient", async () => {
    world.network.participants.set("0192:991825827", ["invoice", "creditNote"]);
    const lines = Array.from({ length: 300 }, (_, no) =>
      lineFor({ orgNo: "991825827" }, 100 + no, { kind: "BUSINESS_LINE" }),
    );
    const take = (some: readonly object[]) =>
      world.practice("POST", `/ledgers/${world.clinic.ledgerId}/claims/batch`, { body: some });
    const first = read<{ items: { externalId: string }[] }>(await take(lines.slice(0, 1)));
    const { ledgerId } = world.clinic;
    const claim = await world.inTenant((tx) => claimByExternalId(tx, ledgerId, first.items[0]!.externalId));
    const wish = { invoiceMode: "collective", collectivePeriod: "month", delivery: "ehf" } as const;
    await world.inTenant((tx) => setPaymentPreferences(tx, claim.payerId, wish));
    expect([(await take(lines.slice(1, 150))).status, (await take(lines.slice(150))).status]).toEqual([200, 200]);
    await invoiceAll();
    const documents = world.network.documents();
    const xmls = documents.map(({ bytes }) => new TextDecoder().decode(bytes));
    // Receivers choke on more than 200 lines: a number of its own for each piece, and no line twice. They may go side by side.
    const sizes = xmls.map((xml) => xml.match(/<cac:InvoiceLine>/g)!.length);
    expect(sizes.toSorted((a, b) => a - b)).toEqual([100, 200]);
    expect(new Set(xmls.flatMap((xml) => xml.match(/KV-[0-9A-Z-]+/g) ?? [])).size).toBeGreaterThanOrEqual(300);
    for (const xml of xmls) expect(xml).not.toMatch(PATIENTS);
    for (const { receiver, events } of documents)
      expect([receiver, events.at(-1)?.state]).toEqual(["0192:991825827", "delivered"]);
    expect(await tasks()).toEqual([]);
  });

  test("S0-07 SEC-83 a treatment hidden in the payer's reference leaves by no way; the task names a rule, never the words", async () => {
    world.network.participants.set("0192:974760673", ["invoice", "creditNote"]);
    const before = [world.network.documents().length, world.mailbox.mails().length, month.letters().length];
    const hidden = { thirdPartyReference: "Rotfylling tann 36" };
    await month.send(lineFor({ orgNo: "974760673", email: "faktura@havn.example", address: KAIGATA }, 3, hidden));
    await invoiceAll();
    expect([world.network.documents().length, world.mailbox.mails().length, month.letters().length]).toEqual(before);
    const told = await tasks();
    expect(told.map(([kind]) => kind)).toContain("contentRefused");
    for (const [, rule] of told) expect(rule).toMatch(/^[A-Z_a-z.]+$/);
    expect(JSON.stringify(told)).not.toMatch(/Rotfylling|36/);
  });
});

describe("names and addresses of the world", () => {
  test("X-36 a name from right to left is printed as it is; an address that the post does not know becomes a task", async () => {
    const letters = month.letters().length;
    const address = { line1: "Fjellveien 3", postCode: "9010", city: "Tromsø" };
    const name = "محمد الحكيم";
    const right = feeOf({ name, payer: { phone: null, address } });
    const lost = feeOf({ payer: { phone: null, address: { ...address, postCode: "X" } } });
    expect((await month.send(right, lost)).map(({ status }) => status)).toEqual([201, 201]);
    await later(2);
    expect(
      month
        .letters()
        .slice(letters)
        .map(({ receiver }) => receiver.name),
    ).toEqual([name]);
    expect(await tasks()).toContainEqual(["needsContact", "POST_CODE_INVALID", "paper"]);
  });
});

test("S0-29 after all of it every statement holds and the day proves itself", async () => {
  expect(await world.wrong()).toEqual([]);
});
