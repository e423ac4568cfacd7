import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { asSuperuser, breaches, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { setContacts } from "../../parties/index.ts";
import { withTenant } from "../../platform/index.ts";
import { findLink } from "../links/find-link.ts";
import { contactsChanged, noteSeen, sendAgain, solveTask, wrongPerson } from "./again.ts";
import { messageChecks } from "./checks.ts";
import { forgetMessageBodies } from "./forget.ts";
import { ADDRESS, EMAIL, openPostOffice, PAY_PAGE, PHONE, type PostOffice } from "./post-office.fixture.ts";
import { previewMessage } from "./preview.ts";
import { setSender } from "./senders.ts";
import { countByChannel, countTasks, openTasks } from "./store-reads.ts";
import { takeReports } from "./take-reports.ts";
import { deliveryTimeline, messageByCode, messageText } from "./timeline.ts";

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
const holds = async () => expect(await breaches(platform, office.clinic.context, messageChecks)).toEqual([]);
const tokens = () => [...office.sms.taken.values()].map(({ text }) => /\/([\w-]{32})$/m.exec(text)![1]!);
const newNumber = (partyId: string, value: string) =>
  office.inTenant(async (tx) => {
    await setContacts(tx, [{ partyId, contact: { kind: "phone", purpose: "payment", value } }], "NO");
    return contactsChanged(tx, [partyId]);
  });
const told = async () => {
  const kari = await office.party([PHONE]);
  const item = await office.item(kari);
  await office.send(office.wish(item, kari));
  await office.run();
  return { kari, item };
};

describe("contacts", () => {
  test("FR-24 a new telephone ends the link that went to the old one, and gets its own", async () => {
    const { kari, item } = await told();
    expect(await newNumber(kari, "92345678")).toEqual({ revoked: 1, sentAgain: 1 });
    await office.run();
    const [old, fresh] = tokens();
    expect(await findLink(platform, old!)).toBeUndefined();
    expect(await findLink(platform, fresh!)).toMatchObject({ itemId: item.id });
    expect([...office.sms.taken.values()].map(({ to }) => to)).toEqual(["+4791234567", "+4792345678"]);
    await holds();
  });

  test("FR-24 the same telephone once more changes nothing, nor does a change after payment", async () => {
    const { kari, item } = await told();
    expect(await newNumber(kari, "+47 91 23 45 67")).toEqual({ revoked: 0, sentAgain: 0 });
    await office.pay(item, item.amountMinor);
    expect(await newNumber(kari, "92345678")).toEqual({ revoked: 0, sentAgain: 0 });
  });

  test("who could not be reached is told when a contact comes, and the task is solved", async () => {
    const kari = await office.party([]);
    const item = await office.item(kari);
    await office.send(office.wish(item, kari));
    await office.run();
    expect(await tasks()).toMatchObject([{ kind: "needsContact" }]);
    expect(await newNumber(kari, "92345678")).toEqual({ revoked: 0, sentAgain: 1 });
    await office.run();
    expect(await tasks()).toEqual([]);
    expect((await sent(item.id))[0]).toMatchObject({ state: "accepted", contact: "••• 45 678" });
    await holds();
  });

  test("T-12 after 'wrong person' nothing goes there any more, the link is dead, and somebody looks for the right one", async () => {
    const { kari, item } = await told();
    const id = (await sent(item.id))[0]!.id;
    await office.inTenant((tx) => wrongPerson(tx, id));
    expect(await findLink(platform, tokens()[0]!)).toBeUndefined();
    const next = await office.item(kari);
    await office.send(office.wish(next, kari));
    await office.run();
    expect(office.sms.calls).toHaveLength(1);
    expect((await tasks()).map(({ kind }) => kind)).toEqual(["wrongPerson", "failed"]);
    await holds();
  });
});

describe("tasks", () => {
  const failed = async () => {
    const kari = await office.party([]);
    await office.send(office.wish(await office.item(kari), kari));
    await office.run();
    return (await tasks()).at(-1)!;
  };

  test("T-13 are solved by a person, once, with a trace", async () => {
    const { id } = await failed();
    await office.inTenant((tx) => solveTask(tx, id));
    expect(await tasks()).toEqual([]);
    await expect(office.inTenant((tx) => solveTask(tx, id))).rejects.toMatchObject({ code: "DELIVERY_TASK_NOT_FOUND" });
    await expect(office.inTenant((tx) => sendAgain(tx, id))).rejects.toMatchObject({ code: "DELIVERY_TASK_NOT_FOUND" });
    await holds();
  });

  test("are solved by sending again, which may fail again", async () => {
    const task = await failed();
    await office.inTenant((tx) => sendAgain(tx, task.id));
    await office.run();
    const [again] = await tasks();
    expect(again).toMatchObject({ kind: "needsContact", itemId: task.itemId });
    expect(again!.id).not.toBe(task.id);
    await holds();
  });

  test("are listed by the page, the oldest first, and counted by kind", async () => {
    const [first, second, third] = [await failed(), await failed(), await failed()];
    const page = await office.inTenant((tx) => openTasks(tx, { limit: 2, kinds: ["needsContact"] }));
    expect(page.map(({ id }) => id)).toEqual([first.id, second.id]);
    const rest = await office.inTenant((tx) =>
      openTasks(tx, { limit: 2, after: second.id, ledgerId: office.clinic.ledgerId }),
    );
    expect(rest.map(({ id }) => id)).toEqual([third.id]);
    expect(await office.inTenant((tx) => openTasks(tx, { limit: 2, kinds: ["bounced"] }))).toEqual([]);
    expect([...(await office.inTenant((tx) => countTasks(tx)))]).toEqual([["needsContact", 3]]);
  });

  test("SEC-09 of a ledger out of reach are not seen", async () => {
    await failed();
    const elsewhere = { ...office.clinic.context, ledgers: [platform.ids.next()] };
    expect(await withTenant(platform, elsewhere, (tx) => openTasks(tx, { limit: 5 }))).toEqual([]);
  });
});

describe("N-19 a message's code", () => {
  test("answers with amount, day and reference, and nothing else", async () => {
    const { item } = await told();
    const checkCode = (await sent(item.id))[0]!.checkCode!;
    await office.pay(item, 24_000n);
    const ask = (ledgerId: string, code: string) => office.inTenant((tx) => messageByCode(tx, ledgerId, code));
    expect(await ask(office.clinic.ledgerId, checkCode.toLowerCase())).toEqual({
      amountMinor: 124_000n,
      currency: "NOK",
      reference: item.reference,
      sentAt: expect.any(Temporal.Instant) as unknown,
    });
    expect(await ask(platform.ids.next(), checkCode)).toBeUndefined();
    expect(await ask(office.clinic.ledgerId, "no such code")).toBeUndefined();
  });

  test("tells nothing of a message that has not left", async () => {
    const kari = await office.party([PHONE]);
    const item = await office.item(kari);
    await office.send(office.wish(item, kari));
    const checkCode = (await sent(item.id))[0]!.checkCode!;
    expect(await office.inTenant((tx) => messageByCode(tx, office.clinic.ledgerId, checkCode))).toBeUndefined();
  });
});

describe("seen", () => {
  test("D-02 is told by the link, once, and ends the ladder even where the channel was silent", async () => {
    const kari = await office.party([PHONE, EMAIL]);
    const item = await office.item(kari);
    await office.send(office.wish(item, kari, { ladder: ["sms", "email"] }));
    await office.run();
    const id = (await sent(item.id))[0]!.id;
    const { linkId } = (await findLink(platform, tokens()[0]!))!;
    await office.inTenant((tx) => takeReports(tx, [office.sms.tell(id, "undelivered", platform.clock.now())]));
    await office.inTenant((tx) => noteSeen(tx, linkId));
    await office.inTenant((tx) => noteSeen(tx, linkId));
    expect((await sent(item.id)).map(({ channel, state, seenAt }) => [channel, state, seenAt !== null])).toEqual([
      ["email", "cancelled", false],
      ["sms", "seen", true],
    ]);
    await holds();
  });
});

describe("D-06 the preview", () => {
  const preview = (recipientId: string, itemId: string, channel: "sms" | "email" | "paper") =>
    office.inTenant((tx) =>
      previewMessage(
        tx,
        { kind: "payLink", ledgerId: office.clinic.ledgerId, itemId, recipientId, channel, language: "nb" },
        PAY_PAGE,
      ),
    );

  test("is the text that leaves, but for token and code, and names receiver and contact to the desk", async () => {
    const { kari, item } = await told();
    const shown = await preview(kari, item.id, "sms");
    expect(shown).toMatchObject({ receiverName: "Kari Nordmann", contact: "••• 34 567", segments: 2, subject: null });
    const left = [...office.sms.taken.values()][0]!.text;
    const bare = (text: string) => text.replace(/\/([\w-]{32}|\*\*\*)\n/, "/\n").replace(/[A-Z2-9]{3}-[A-Z2-9]{2}/, "");
    expect(bare(shown.text!)).toBe(bare(left));
    expect(await findLink(platform, "***")).toBeUndefined();
  });

  test("says that a contact is missing, and that paper is a document", async () => {
    const kari = await office.party([ADDRESS]);
    const item = await office.item(kari);
    expect(await preview(kari, item.id, "email")).toMatchObject({
      contact: null,
      subject: "Betaling til Solsiden Tannklinikk",
    });
    expect(await preview(kari, item.id, "paper")).toMatchObject({ contact: "0155 Oslo", text: null, segments: null });
    await expect(preview(platform.ids.next(), item.id, "sms")).rejects.toMatchObject({ code: "MESSAGE_NOT_FOUND" });
    const links = await office.inTenant((tx) =>
      sql`select 1 from pay_link where tenant_id = ${tx.tenantId}`.execute(tx.db),
    );
    expect(links.rows).toEqual([]);
  });
});

describe("what is kept", () => {
  test("SEC-80 texts and contacts are forgotten after 90 days, but for those that prove a step", async () => {
    const kari = await office.party([PHONE]);
    const item = await office.item(kari);
    await office.send(office.wish(item, kari), office.wish(item, kari, { key: "r", kind: "choiceReminder" }));
    await office.run();
    platform.clock.moveTo(platform.clock.now().add({ hours: 24 * 90 }));
    expect(await office.inTenant(forgetMessageBodies)).toBe(0);
    platform.clock.moveTo(platform.clock.now().add({ seconds: 1 }));
    expect(await office.inTenant(forgetMessageBodies)).toBe(1);
    expect(await office.inTenant(forgetMessageBodies)).toBe(0);
    const kept = await Promise.all(
      (await sent(item.id)).map(async ({ id, kind, contact }) => [
        kind,
        contact !== null,
        (await office.inTenant((tx) => messageText(tx, id))) !== null,
      ]),
    );
    expect(kept.toSorted()).toEqual([
      ["choiceReminder", true, true],
      ["payLink", false, false],
    ]);
    await holds();
  });

  test("SEC-81 of an erased recipient nothing can be read", async () => {
    const { kari, item } = await told();
    await office.inTenant((tx) =>
      sql`delete from data_key where tenant_id = ${tx.tenantId} and scope = 'party' and scope_id = ${kari}`.execute(
        tx.db,
      ),
    );
    platform.keyring.cache.clear();
    const [message] = await sent(item.id);
    expect(message!.contact).toBeNull();
    expect(await office.inTenant((tx) => messageText(tx, message!.id))).toBeNull();
  });

  test("S0-05 claims are counted by the channel that reached them first, with those seen and settled", async () => {
    const from = platform.clock.now();
    const { kari, item } = await told();
    await office.send(office.wish(item, kari, { key: "second", kind: "amountChanged", ladder: ["paper"] }));
    await told();
    const ola = await office.party([EMAIL], { name: "Ola Nordmann" });
    await office.send(office.wish(await office.item(ola), ola, { ladder: ["email"] }));
    await office.run();
    const { linkId } = (await findLink(platform, tokens()[0]!))!;
    await office.inTenant((tx) => noteSeen(tx, linkId));
    await office.pay(item, item.amountMinor);
    const until = platform.clock.now().add({ seconds: 1 });
    const counted = await office.inTenant((tx) =>
      countByChannel(tx, { ledgerId: office.clinic.ledgerId, from, until }),
    );
    expect(counted).toEqual([
      { channel: "email", items: 1, seen: 0, settled: 0 },
      { channel: "sms", items: 2, seen: 1, settled: 1 },
    ]);
  });
});

describe("a sender", () => {
  test.each([
    ["brand", { brand: " " }],
    ["brand", { brand: "x".repeat(61) }],
    ["brand", { brand: "Klinikk www.evil.example" }],
    ["telephone", { telephone: "ring meg" }],
    ["smsSender", { smsSender: "Sølv" }],
    ["smsSender", { smsSender: "ab" }],
    ["replyTo", { replyTo: "a@b.example\r\nBcc: c@d.example" }],
  ])("whose %s cannot be used is refused: %o", async (field, change) => {
    const sender = { brand: "Solsiden", telephone: null, smsSender: "Solsiden", replyTo: null, ...change };
    await expect(office.inTenant((tx) => setSender(tx, office.clinic.ledgerId, sender))).rejects.toMatchObject({
      code: "SENDER_INVALID",
      problems: [{ field }],
    });
  });
});

describe("the checks", () => {
  test.each([
    ["dispatchesGoOn", "update message set next_at = null where tenant_id = $1"],
    ["failuresHaveTasks", "update dispatch set state = 'failed', ended_at = made_at where tenant_id = $1"],
    ["linksMatchMessages", "update message set item_id = null where tenant_id = $1"],
    [
      "bodiesForgotten",
      "update message set handed_over_at = handed_over_at - interval '101 days' where tenant_id = $1",
    ],
  ])("delivery.%s notices what it is for", async (name, statement) => {
    await told();
    await holds();
    await asSuperuser(platform, statement, [office.clinic.tenantId]);
    expect(await breaches(platform, office.clinic.context, messageChecks)).toEqual([
      expect.stringContaining(`delivery.${name}`),
    ]);
  });
});
