import type { KyselyPlugin } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { breaches, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import type { DeliveryReport } from "../ports.ts";
import { askAboutSilent, takeBounces } from "./ask-silent.ts";
import { messageChecks } from "./checks.ts";
import { EMAIL, openPostOffice, PHONE, type PostOffice } from "./post-office.fixture.ts";
import { openTasks } from "./store-reads.ts";
import { takeReportsOfAll } from "./take-reports-of-all.ts";
import { takeReports } from "./take-reports.ts";
import { deliveryTimeline } from "./timeline.ts";
import type { Channel } from "./wish.ts";

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
const states = async (itemId: string) => (await sent(itemId)).map(({ channel, state }) => [channel, state]);
const later = (hours: number) => platform.clock.moveTo(platform.clock.now().add({ hours }));
const now = () => platform.clock.now();
const take = (...reports: DeliveryReport[]) => office.inTenant((tx) => takeReports(tx, reports));
const holds = async () => expect(await breaches(platform, office.clinic.context, messageChecks)).toEqual([]);

/** The platform, with an eye on whose books are opened. */
function watching(of: TestPlatform) {
  const tenants = new Set<string>();
  const eye: KyselyPlugin = {
    transformQuery({ node }) {
      const text = node.kind === "RawNode" ? node.sqlFragments.join("?") : "";
      const tenant = /set local app\.tenant = '([^']+)'/.exec(text)?.[1];
      if (tenant !== undefined) tenants.add(tenant);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const database = of.database.withPlugin(eye);
  const watched: TestPlatform = Object.create(of, { database: { value: database } }) as TestPlatform;
  return { platform: watched, opened: () => [...tenants].toSorted() };
}

/** An invoice told by a ladder, its first message taken. */
async function told(ladder: readonly Channel[] = ["sms", "email"], kind: "payLink" | "invoice" = "payLink") {
  const kari = await office.party([PHONE, EMAIL]);
  const item = await office.item(kari);
  await office.send(office.wish(item, kari, { ladder, kind }));
  await office.run();
  return { kari, itemId: item.id, messageId: (await sent(item.id))[0]!.id };
}

describe("reports", () => {
  test("T-13 delivered may come before accepted, and each event counts once", async () => {
    const { itemId, messageId } = await told();
    const delivered = office.sms.tell(messageId, "delivered", now());
    const accepted = office.sms.tell(messageId, "accepted", now().subtract({ seconds: 5 }));
    expect(await take(delivered, delivered)).toEqual({ taken: 1, known: 1, strange: 0 });
    expect(await take(accepted, delivered)).toEqual({ taken: 1, known: 1, strange: 0 });
    expect(await states(itemId)).toEqual([["sms", "delivered"]]);
    expect((await sent(itemId))[0]!.proofs.map(({ state }) => state)).toEqual(["accepted", "delivered"]);
    await holds();
  });

  test("of a message that is not this tenant's, or no id at all, changes nothing", async () => {
    const { messageId, itemId } = await told();
    const other = await openPostOffice(platform);
    const stranger = office.sms.tell(messageId, "undelivered", now());
    const taken = await other.inTenant((tx) => takeReports(tx, [stranger, { ...stranger, messageId: "' or 1=1" }]));
    expect(taken).toEqual({ taken: 0, known: 0, strange: 2 });
    expect(await states(itemId)).toEqual([["sms", "accepted"]]);
  });

  test("a report that is faster than the answer stays", async () => {
    const kari = await office.party([PHONE]);
    const item = await office.item(kari);
    await office.send(office.wish(item, kari));
    const id = (await sent(item.id))[0]!.id;
    office.sms.meanwhile = async () => {
      await take(office.sms.tell(id, "delivered", now()));
    };
    await office.run();
    expect(await states(item.id)).toEqual([["sms", "delivered"]]);
    await holds();
  });

  test("FR-43 what was taken and did not arrive gives way to the next rung; a late arrival takes that back", async () => {
    const { itemId, messageId } = await told(["sms", "email"]);
    await take(office.sms.tell(messageId, "undelivered", now()));
    expect(await states(itemId)).toEqual([
      ["email", "queued"],
      ["sms", "bounced"],
    ]);
    await take(office.sms.tell(messageId, "delivered", now()));
    expect(await states(itemId)).toEqual([
      ["email", "cancelled"],
      ["sms", "delivered"],
    ]);
    await office.run();
    expect(office.mail.calls).toEqual([]);
    await holds();
  });

  test("a task that a late arrival has answered is solved by itself", async () => {
    const { messageId } = await told(["sms"]);
    await take(office.sms.tell(messageId, "undelivered", now()));
    expect(await tasks()).toMatchObject([{ kind: "bounced", rule: "receiverUnknown" }]);
    await take(office.sms.tell(messageId, "delivered", now()));
    expect(await tasks()).toEqual([]);
    await holds();
  });

  test("S0-02 a business's no is kept beside the delivery, its newest word counts, and a person reads it", async () => {
    const { itemId, messageId } = await told(["ehf"], "invoice");
    await take(office.einvoice.tell(messageId, "delivered", now()));
    const yes = office.einvoice.tell(messageId, "businessAccepted", now());
    const no = office.einvoice.tell(messageId, "businessRejected", now().add({ minutes: 1 }));
    await take({ ...no, partnerCode: "WRONG_REFERENCE" });
    await take(yes);
    expect(await sent(itemId)).toMatchObject([{ state: "delivered", businessAnswer: "rejected" }]);
    expect(await tasks()).toMatchObject([{ kind: "businessRejected", rule: "WRONG_REFERENCE" }]);
    await holds();
  });
});

describe("silence", () => {
  test("FR-43 is asked about after an hour, and after a day gives way", async () => {
    const { itemId } = await told(["sms", "email"]);
    expect(await askAboutSilent(platform, office.clinic.context, office.outlets)).toBe(0);
    later(1);
    expect(await askAboutSilent(platform, office.clinic.context, office.outlets)).toBe(0);
    expect(await states(itemId)).toEqual([["sms", "accepted"]]);
    later(23);
    expect(await askAboutSilent(platform, office.clinic.context, office.outlets)).toBe(1);
    await office.run();
    expect(await states(itemId)).toEqual([
      ["email", "accepted"],
      ["sms", "failed"],
    ]);
    await holds();
  });

  test("that a channel can explain is no silence", async () => {
    const { itemId, messageId } = await told(["sms", "email"]);
    office.sms.tell(messageId, "delivered", now());
    later(1);
    await askAboutSilent(platform, office.clinic.context, office.outlets);
    later(24);
    expect(await askAboutSilent(platform, office.clinic.context, office.outlets)).toBe(0);
    expect(await states(itemId)).toEqual([["sms", "delivered"]]);
    await holds();
  });

  test("of mail and paper means nothing: only what comes back is told", async () => {
    const { itemId } = await told(["email", "sms"]);
    later(48);
    expect(await askAboutSilent(platform, office.clinic.context, office.outlets)).toBe(0);
    expect(await states(itemId)).toEqual([["email", "accepted"]]);
    await holds();
  });
});

describe("reports that come to the installation", () => {
  test("open the tenants whose messages they name and no others, however many there are", async () => {
    const first = await told();
    const other = await openPostOffice(platform);
    const kari = await other.party([PHONE]);
    const item = await other.item(kari);
    await other.send(other.wish(item, kari));
    await other.run();
    const theirs = (await other.inTenant((tx) => deliveryTimeline(tx, { itemId: item.id })))[0]!.id;
    const bystander = await openPostOffice(platform);
    const reports = [
      office.sms.tell(first.messageId, "delivered", now()),
      other.sms.tell(theirs, "delivered", now()),
      { ...other.sms.tell(theirs, "delivered", now()), messageId: platform.ids.next() },
      { ...other.sms.tell(theirs, "delivered", now()), messageId: "' or 1=1" },
    ];
    const { platform: watched, opened } = watching(platform);
    expect(await takeReportsOfAll(watched, "webhooks", reports)).toBe(2);
    expect(opened()).toEqual([office, other].map(({ clinic }) => clinic.context.tenantId).toSorted());
    expect(opened()).not.toContain(bystander.clinic.context.tenantId);
    expect(await states(first.itemId)).toEqual([["sms", "delivered"]]);
    expect(await takeReportsOfAll(watched, "webhooks", reports)).toBe(0);
    await holds();
  });

  test("of nobody's message open no tenant at all", async () => {
    await told();
    const { platform: watched, opened } = watching(platform);
    const strange = { ...office.sms.tell(platform.ids.next(), "delivered", now()) };
    expect(await takeReportsOfAll(watched, "webhooks", [strange])).toBe(0);
    expect(opened()).toEqual([]);
  });
});

describe("bounces", () => {
  test("a mail that comes back takes its dispatch up again, whichever tenant's it is", async () => {
    await openPostOffice(platform);
    const { itemId, messageId } = await told(["email", "sms"]);
    office.mail.tell(messageId, "undelivered", now());
    expect(await takeBounces(platform, office.outlets)).toBe(1);
    expect(await takeBounces(platform, office.outlets)).toBe(0);
    expect(await states(itemId)).toEqual([
      ["sms", "queued"],
      ["email", "bounced"],
    ]);
    await holds();
  });

  test("from the last rung it is a task", async () => {
    const { messageId } = await told(["email"]);
    office.mail.tell(messageId, "undelivered", now(), "addressInvalid");
    await takeBounces(platform, office.outlets);
    expect(await tasks()).toMatchObject([{ kind: "bounced", rule: "addressInvalid", channel: "email" }]);
    await holds();
  });
});
