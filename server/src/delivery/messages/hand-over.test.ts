import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { breaches, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { canonicalJson, changeTenant, refuse } from "../../platform/index.ts";
import { findLink } from "../links/find-link.ts";
import { messageChecks } from "./checks.ts";
import { cancelDispatch } from "./dispatch.ts";
import { setSender } from "./senders.ts";
import { ADDRESS, EMAIL, openPostOffice, PAY_PAGE, PHONE, type PostOffice } from "./post-office.fixture.ts";
import { openTasks } from "./store-reads.ts";
import { deliveryTimeline, messageText } from "./timeline.ts";

let platform: TestPlatform;
let office: PostOffice;

beforeAll(async () => {
  platform = await testPlatform();
});
beforeEach(async () => {
  office = await openPostOffice(platform);
});
afterAll(() => platform.close());

const tasks = () => office.inTenant((tx) => openTasks(tx, { limit: 50 }));
const sent = (itemId: string) => office.inTenant((tx) => deliveryTimeline(tx, { itemId }));
const later = (minutes: number) => platform.clock.moveTo(platform.clock.now().add({ minutes }));
const holds = async () => expect(await breaches(platform, office.clinic.context, messageChecks)).toEqual([]);
const tokenIn = (text: string) => /\/([A-Za-z0-9_-]{32})$/m.exec(text)?.[1] ?? "";

describe("a message that is due", () => {
  test("S0-38 FR-23 is carried once, with a link that opens its claim, and nobody's name", async () => {
    const kari = await office.party([PHONE]);
    const item = await office.item(kari);
    expect(await office.send(office.wish(item, kari))).toBe(1);
    expect(await office.run()).toEqual({ accepted: 1, waiting: 0, failed: 0, cancelled: 0 });
    const [message] = [...office.sms.taken.values()];
    expect(message).toMatchObject({ to: "+4791234567", sender: "Solsiden" });
    expect(message!.text).not.toMatch(/Kari|Nordmann/);
    expect(await findLink(platform, tokenIn(message!.text))).toMatchObject({
      tenantId: office.clinic.tenantId,
      itemId: item.id,
      recipientId: kari,
      messageId: message!.messageId,
    });
    expect(await office.run()).toEqual({ accepted: 0, waiting: 0, failed: 0, cancelled: 0 });
    expect(office.sms.calls).toHaveLength(1);
    await holds();
  });

  test("SEC-31 SEC-37 is kept with its link masked and its contact sealed", async () => {
    const kari = await office.party([PHONE, EMAIL]);
    const item = await office.item(kari);
    await office.send(office.wish(item, kari, { beside: ["email"] }));
    await office.run();
    for (const { id, channel, contact } of await sent(item.id)) {
      const text = await office.inTenant((tx) => messageText(tx, id));
      expect(text).toContain(`\n${PAY_PAGE}/***\n`);
      expect(text).not.toMatch(/[A-Za-z0-9_-]{32}/);
      expect(contact).toBe(channel === "sms" ? "••• 34 567" : "k•••@mail.example.test");
    }
    const token = tokenIn([...office.sms.taken.values()][0]!.text);
    const kept = await office.inTenant((tx) =>
      sql<{ hits: bigint }>`
        select count(*)::bigint as hits from (
          select to_jsonb(m)::text as row from message m where m.tenant_id = ${tx.tenantId}
          union all select to_jsonb(l)::text from pay_link l where l.tenant_id = ${tx.tenantId}) r
        where r.row like ${`%${token}%`} or r.row like '%91234567%' or r.row like '%kari@%'`.execute(tx.db),
    );
    expect(kept.rows[0]!.hits).toBe(0n);
  });

  test("tells the amount that is left when it leaves, with fees, not what was owed when it was wished", async () => {
    const kari = await office.party([PHONE]);
    const item = await office.item(kari, 124_000n);
    await office.send(office.wish(item, kari));
    await office.pay(item, 24_000n);
    await office.run();
    expect([...office.sms.taken.values()][0]!.text).toContain("1 000,00 kr");
  });

  test("does not leave before its time", async () => {
    const kari = await office.party([PHONE]);
    const item = await office.item(kari);
    const notBefore = platform.clock.now().add({ minutes: 30 });
    await office.send(office.wish(item, kari, { notBefore }));
    later(29);
    expect(await office.run()).toMatchObject({ accepted: 0 });
    later(1);
    expect(await office.run()).toMatchObject({ accepted: 1 });
  });

  test("X-36 is called off when its claim was settled meanwhile; a receipt is not", async () => {
    const kari = await office.party([PHONE]);
    const item = await office.item(kari);
    await office.send(office.wish(item, kari), office.wish(item, kari, { key: "receipt", kind: "receipt" }));
    await office.pay(item, item.amountMinor);
    expect(await office.run()).toEqual({ accepted: 1, waiting: 0, failed: 0, cancelled: 1 });
    const [message] = [...office.sms.taken.values()];
    expect(message!.text).toContain("takk for betalingen");
    expect(message!.text).not.toContain(PAY_PAGE);
    expect((await sent(item.id)).map(({ state, reason }) => [state, reason])).toEqual([
      ["accepted", null],
      ["cancelled", "settled"],
    ]);
    await holds();
  });

  test("is called off by the one who wished it, and wishing it again changes nothing", async () => {
    const kari = await office.party([PHONE]);
    const item = await office.item(kari);
    const wish = office.wish(item, kari);
    await office.send(wish);
    expect(await office.inTenant((tx) => cancelDispatch(tx, wish.key, "withdrawn"))).toBe(true);
    expect(await office.inTenant((tx) => cancelDispatch(tx, wish.key, "withdrawn"))).toBe(false);
    expect(await office.send(wish)).toBe(0);
    await office.run();
    expect(office.sms.calls).toEqual([]);
    await holds();
  });

  test("while a partner has the claim asks for nothing (SEC-31)", async () => {
    const kari = await office.party([PHONE]);
    const item = await office.item(kari);
    await office.inTenant((tx) =>
      sql`update open_item set custody = 'agency' where tenant_id = ${tx.tenantId} and id = ${item.id}`.execute(tx.db),
    );
    await office.send(office.wish(item, kari));
    expect(await office.run()).toMatchObject({ accepted: 0, cancelled: 1 });
  });

  test("E-07 does not leave a clinic that is made for practice", async () => {
    await office.inTenant((tx) => changeTenant(tx, { training: true }));
    const kari = await office.party([PHONE]);
    await office.send(office.wish(await office.item(kari), kari));
    expect(await office.run()).toMatchObject({ accepted: 0, cancelled: 1 });
    expect(office.sms.calls).toEqual([]);
  });
});

describe("twice is once", () => {
  test("a key wished twice, also side by side, is one message", async () => {
    const kari = await office.party([PHONE]);
    const wish = office.wish(await office.item(kari), kari);
    const made = await Promise.all([office.send(wish), office.send(wish), office.send(wish)]);
    expect(made.toSorted()).toEqual([0, 0, 1]);
    await Promise.all([office.run(), office.run()]);
    expect(office.sms.calls.flat()).toHaveLength(1);
  });

  test("two workers at once hand over each message once", async () => {
    const kari = await office.party([PHONE]);
    const items = await Promise.all(Array.from({ length: 20 }, () => office.item(kari)));
    await office.send(...items.map((item) => office.wish(item, kari)));
    await Promise.all([office.run(), office.run(), office.run()]);
    expect(office.sms.calls.flat()).toHaveLength(20);
  });

  test("a worker that dies after handing over loses nothing and doubles nothing", async () => {
    const kari = await office.party([PHONE]);
    const item = await office.item(kari);
    await office.send(office.wish(item, kari));
    office.sms.meanwhile = () => Promise.reject(new Error("killed"));
    await expect(office.run()).rejects.toThrow("killed");
    office.sms.meanwhile = () => Promise.resolve();
    expect(await office.run()).toMatchObject({ accepted: 0 });
    later(5);
    expect(await office.run()).toMatchObject({ accepted: 1 });
    expect(office.sms.order).toHaveLength(1);
    await holds();
  });

  test("a lost answer is asked about before anything is handed over again", async () => {
    const kari = await office.party([PHONE]);
    const item = await office.item(kari);
    await office.send(office.wish(item, kari));
    office.sms.lost = 1;
    expect(await office.run()).toMatchObject({ waiting: 1 });
    expect((await sent(item.id))[0]!.state).toBe("handedOver");
    office.sms.tell(office.sms.order[0]!, "accepted", platform.clock.now());
    later(1);
    expect(await office.run()).toMatchObject({ accepted: 1 });
    expect(office.sms.calls).toHaveLength(1);
    await holds();
  });
});

describe("the ladder", () => {
  test("FR-43 S1-03 a rung that is refused gives way to the next at once", async () => {
    const kari = await office.party([PHONE, EMAIL]);
    const item = await office.item(kari);
    office.sms.judge = () => "receiverUnknown";
    await office.send(office.wish(item, kari, { ladder: ["sms", "email", "paper"] }));
    await office.run();
    await office.run();
    expect((await sent(item.id)).map(({ channel, state }) => [channel, state])).toEqual([
      ["email", "accepted"],
      ["sms", "failed"],
    ]);
    expect(await tasks()).toEqual([]);
    await holds();
  });

  test("FR-43 the last failure makes a task that says what would help", async () => {
    const kari = await office.party([]);
    const item = await office.item(kari);
    await office.send(office.wish(item, kari, { ladder: ["sms", "email", "paper"] }));
    for (let rung = 0; rung < 3; rung++) await office.run();
    expect(await tasks()).toMatchObject([
      { kind: "needsContact", itemId: item.id, recipientId: kari, channel: "paper" },
    ]);
    await holds();
  });

  test("a gateway that is down for a day gives way to the next rung, and so does one that says to come later", async () => {
    const kari = await office.party([PHONE, EMAIL]);
    const [first, second] = [await office.item(kari), await office.item(kari)];
    office.sms.down = true;
    await office.send(office.wish(first, kari, { ladder: ["sms", "email"] }));
    for (let hour = 0; hour < 26; hour++) {
      await office.run();
      later(60);
    }
    expect((await sent(first.id)).map(({ channel, state, reason }) => [channel, state, reason])).toEqual([
      ["email", "accepted", null],
      ["sms", "failed", "silent"],
    ]);
    office.sms.down = false;
    office.sms.judge = () => "tryLater";
    await office.send(office.wish(second, kari, { ladder: ["sms", "email"] }));
    for (let hour = 0; hour < 26; hour++) {
      await office.run();
      later(60);
    }
    expect((await sent(second.id)).map(({ channel, state }) => [channel, state])).toEqual([
      ["email", "accepted"],
      ["sms", "failed"],
    ]);
    await holds();
  });

  test("a channel that the installation lacks is a task for who sets it up, and no wall", async () => {
    const kari = await office.party([PHONE, EMAIL]);
    const item = await office.item(kari);
    await office.send(office.wish(item, kari, { ladder: ["sms", "email"] }));
    const { sms: _sms, ...without } = office.outlets;
    const { handOverDue } = await import("./hand-over.ts");
    for (let turn = 0; turn < 2; turn++) await handOverDue(platform, office.clinic.context, without, { limit: 100 });
    expect(await tasks()).toMatchObject([{ kind: "setUp" }]);
    expect((await sent(item.id))[0]).toMatchObject({ channel: "email", state: "accepted" });
    await holds();
  });

  test("S1-03 a net bank that the installation has no agreement with is no task: the next rung is tried at once", async () => {
    const kari = await office.party([PHONE, EMAIL]);
    const item = await office.item(kari);
    await office.send(office.wish(item, kari, { kind: "invoice", ladder: ["efaktura", "email"] }));
    const { efaktura: _efaktura, ...without } = office.outlets;
    const { handOverDue } = await import("./hand-over.ts");
    await handOverDue(platform, office.clinic.context, without, { limit: 100 });
    expect(await tasks()).toEqual([]);
    expect((await sent(item.id)).map(({ channel, state }) => [channel, state]).toSorted()).toEqual([
      ["efaktura", "failed"],
      ["email", "accepted"],
    ]);
    await holds();
  });

  test("T-07 beside the ladder a failure harms nobody", async () => {
    const kari = await office.party([PHONE]);
    const item = await office.item(kari);
    office.efaktura.receiver = null;
    await office.send(office.wish(item, kari, { kind: "invoice", ladder: ["sms"], beside: ["efaktura"] }));
    await office.run();
    expect((await sent(item.id)).map(({ channel, state }) => [channel, state]).toSorted()).toEqual([
      ["efaktura", "failed"],
      ["sms", "accepted"],
    ]);
    expect(await tasks()).toEqual([]);
  });

  test("a receiver who wants nothing by a channel gets nothing more by it, until the contact is another", async () => {
    const kari = await office.party([PHONE]);
    office.sms.judge = () => "receiverRefuses";
    await office.send(office.wish(await office.item(kari), kari));
    await office.run();
    office.sms.judge = () => null;
    const next = await office.item(kari);
    await office.send(office.wish(next, kari));
    await office.run();
    expect(office.sms.calls).toHaveLength(1);
    expect((await sent(next.id))[0]).toMatchObject({ state: "failed", reason: "stopped" });
  });
});

describe("what goes by each channel", () => {
  test("S1-04 paper is the document for the reader, with a link on it; for a company it is the anonymous one", async () => {
    const kari = await office.party([ADDRESS]);
    const firm = await office.party([ADDRESS], { kind: "company", name: "Bygg AS", orgNo: "974760673" });
    const items = [await office.item(kari), await office.item(firm)];
    await office.send(
      office.wish(items[0]!, kari, { ladder: ["paper"], kind: "invoice" }),
      office.wish(items[1]!, firm, { ladder: ["paper"], kind: "invoice" }),
    );
    await office.run();
    // Which of the two goes first is nobody's promise.
    const asked = office.documents.asked.map(
      ({ anonymous, payLink }) => [anonymous, tokenIn(payLink!).length] as const,
    );
    expect(asked.toSorted(([one], [other]) => Number(one) - Number(other))).toEqual([
      [false, 32],
      [true, 32],
    ]);
    const printed = [...office.print.taken.values()].map(({ receiverName, address }) => [
      receiverName,
      address.country,
    ]);
    expect(printed.toSorted()).toEqual([
      ["Bygg AS", "NO"],
      ["Kari Nordmann", "NO"],
    ]);
    await holds();
  });

  test("SEC-37 only a company's mail carries a document", async () => {
    const kari = await office.party([EMAIL]);
    const firm = await office.party([{ ...EMAIL, value: "regnskap@bygg.example.test" } as typeof EMAIL], {
      kind: "company",
      name: "Bygg AS",
    });
    await office.send(
      office.wish(await office.item(kari), kari, { ladder: ["email"], kind: "invoice" }),
      office.wish(await office.item(firm), firm, { ladder: ["email"], kind: "invoice" }),
    );
    await office.run();
    const taken = [...office.mail.taken.values()];
    expect(
      taken.map(({ to, attachments, fromName }) => [to, attachments.length, fromName] as const).toSorted(),
    ).toEqual([
      ["kari@mail.example.test", 0, "Solsiden Tannklinikk"],
      ["regnskap@bygg.example.test", 1, "Solsiden Tannklinikk"],
    ]);
  });

  test("S0-02 FR-43 a receiver outside the register gets the next rung; a register without an answer is asked again", async () => {
    const firm = await office.party([EMAIL], { kind: "company", name: "Bygg AS" });
    const item = await office.item(firm);
    office.einvoice.down = true;
    await office.send(office.wish(item, firm, { kind: "invoice", ladder: ["ehf", "email"] }));
    expect(await office.run()).toMatchObject({ waiting: 1 });
    office.einvoice.down = false;
    office.einvoice.registered = () => false;
    later(2);
    await office.run();
    expect((await sent(item.id)).map(({ channel, state, reason }) => [channel, state, reason])).toEqual([
      ["email", "accepted", null],
      ["ehf", "failed", "receiverUnknown"],
    ]);
  });

  test("S0-01 S0-04 a consumer whom the net bank knows gets the invoice there, without a link of ours", async () => {
    const kari = await office.party([]);
    const item = await office.item(kari);
    await office.send(office.wish(item, kari, { kind: "invoice", ladder: ["efaktura"] }));
    expect(await office.run()).toMatchObject({ accepted: 1 });
    expect([...office.efaktura.taken.values()]).toMatchObject([
      { receiverReference: "consumer-1", kid: "1047112601018" },
    ]);
    expect(office.documents.asked.map(({ payLink }) => payLink)).toEqual([null]);
  });
});

describe("content that may not leave", () => {
  test("S0-06 an e-invoice with a treatment or the patient's name in it goes to a task with the rule, never the value", async () => {
    const firm = await office.party([], { kind: "company", name: "Bygg AS" });
    for (const [at, xml] of ["<Note>Rotfylling 36</Note>", "<Note>Ola Pasient</Note>"].entries()) {
      office.documents.xml = xml;
      const item = await office.item(firm);
      await office.send(office.wish(item, firm, { kind: "invoice", ladder: ["ehf", "paper"] }));
      await office.run();
      const found = await tasks();
      expect(found).toHaveLength(at + 1);
      expect(found.at(-1)).toMatchObject({ kind: "contentRefused", itemId: item.id });
      expect(canonicalJson(found)).not.toMatch(/Rotfylling|Ola/);
    }
    expect(office.einvoice.calls).toEqual([]);
    await holds();
  });

  test("a file name that tells, and a document that its own rules refuse, stop the letter", async () => {
    const kari = await office.party([ADDRESS]);
    office.documents.fileName = "rotfylling-kari.pdf";
    await office.send(office.wish(await office.item(kari), kari, { kind: "invoice", ladder: ["paper"] }));
    await office.run();
    office.documents.failure = refuse("DISPATCH_UNSOUND", { key: "" });
    await office.send(office.wish(await office.item(kari), kari, { kind: "invoice", ladder: ["paper"] }));
    await office.run();
    expect((await tasks()).map(({ kind, rule }) => [kind, rule])).toEqual([
      ["contentRefused", expect.stringMatching(/treatment|forbidden/)],
      ["contentRefused", "DISPATCH_UNSOUND"],
    ]);
    expect(office.print.calls).toEqual([]);
  });

  test("a document that fails for another reason is made again later", async () => {
    const kari = await office.party([ADDRESS]);
    const item = await office.item(kari);
    office.documents.failure = new Error("the compiler is gone");
    await office.send(office.wish(item, kari, { kind: "invoice", ladder: ["paper"] }));
    expect(await office.run()).toMatchObject({ waiting: 1 });
    office.documents.failure = null;
    later(1);
    expect(await office.run()).toMatchObject({ accepted: 1 });
  });

  test("a brand may name itself, whatever its words", async () => {
    await office.inTenant((tx) =>
      setSender(tx, office.clinic.ledgerId, {
        brand: "Rotfylling og Implantat AS",
        telephone: null,
        smsSender: "Tannlege",
        replyTo: null,
      }),
    );
    const kari = await office.party([PHONE]);
    await office.send(office.wish(await office.item(kari), kari));
    expect(await office.run()).toMatchObject({ accepted: 1 });
  });
});

describe("a wish that makes no sense is refused whole", () => {
  test.each([
    ["no ladder", { ladder: [] }],
    ["a channel twice", { ladder: ["sms", "email", "sms"] }],
    ["a channel on the ladder and beside it", { ladder: ["sms"], beside: ["sms"] }],
    ["nothing to speak of", { itemId: null }],
    ["no key", { key: "" }],
    ["an endless key", { key: "k".repeat(201) }],
  ] as const)("%s", async (_title, change) => {
    const kari = await office.party([PHONE]);
    const item = await office.item(kari);
    const good = office.wish(item, kari, { key: "good" });
    await expect(office.send(good, { ...office.wish(item, kari), ...change })).rejects.toMatchObject({
      code: "DISPATCH_UNSOUND",
    });
    expect(await sent(item.id)).toEqual([]);
  });
});
