import { sql } from "kysely";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { post, type EntryDraft, type NewItem } from "../../ledger/index.ts";
import { openPostOffice, PHONE, type PostOffice } from "../messages/post-office.fixture.ts";
import { mayConfirm, noteRightConfirmation, noteWrongConfirmation } from "./confirm.ts";
import { findLink } from "./find-link.ts";
import { makeLink, makeLinks, revokeLinks } from "./make-links.ts";
import { afterWrong, isLinkOver, isLocked, MOST_WRONG, type Guesses } from "./policy.ts";
import { hashToken, isToken, makeToken } from "./token.ts";

let platform: TestPlatform;
let office: PostOffice;
let kari: string;
let item: NewItem;

beforeAll(async () => {
  platform = await testPlatform();
});
beforeEach(async () => {
  office = await openPostOffice(platform);
  kari = await office.party([PHONE]);
  item = await office.item(kari);
});
afterAll(() => platform.close());

const wish = (recipientId = kari, itemId = item.id) => ({
  ledgerId: office.clinic.ledgerId,
  itemId,
  recipientId,
  messageId: null,
});
const make = () => office.inTenant((tx) => makeLink(tx, wish()));
const find = (token: string) => findLink(platform, token);
const wrong = (linkId: string) => office.inTenant((tx) => noteWrongConfirmation(tx, linkId));
const may = (linkId: string) => office.inTenant((tx) => mayConfirm(tx, linkId));

/** What the ledger has of a claim in parts: an item for each, taken from the claim's own. */
async function split(of: NewItem, amounts: readonly bigint[], bookedOn: string): Promise<NewItem[]> {
  const parts = amounts.map((amountMinor, at): NewItem => ({
    ...of,
    id: platform.ids.next(),
    kind: "instalment",
    parentId: of.id,
    reference: `${of.reference}${at}`,
    amountMinor,
  }));
  const postings = parts.map(({ id, amountMinor }) => ({
    ...{ debit: "1500", credit: "1500", amountMinor },
    ...{ debitItemId: id, creditItemId: of.id },
  }));
  await book("split", bookedOn, postings, parts);
  return parts;
}

async function add(to: NewItem, amountMinor: bigint, bookedOn: string): Promise<NewItem> {
  const fee: NewItem = { ...to, id: platform.ids.next(), kind: "fee", parentId: to.id, amountMinor };
  await book("fee", bookedOn, [{ debit: "1500", credit: "3290", amountMinor, debitItemId: fee.id }], [fee]);
  return fee;
}

async function book(
  kind: EntryDraft["kind"],
  bookedOn: string,
  postings: EntryDraft["postings"],
  items: readonly NewItem[],
): Promise<void> {
  const entry = { id: platform.ids.next(), ledgerId: office.clinic.ledgerId, kind, bookedOn } as const;
  await office.inTenant((tx) =>
    post(tx, [{ ...entry, sourceKind: "openItem", sourceId: platform.ids.next(), postings }], items),
  );
}

describe("a token", () => {
  test("SEC-30 has 24 random bytes, and only its SHA-256 is kept", async () => {
    const token = await make();
    expect(Buffer.from(token, "base64url")).toHaveLength(24);
    expect(isToken(token)).toBe(true);
    const rows = await office.inTenant((tx) =>
      sql<{ row: string }>`
        select to_jsonb(l)::text as row from pay_link l where l.tenant_id = ${tx.tenantId}
        union all select to_jsonb(a)::text from pay_link_address a where a.token_hash = ${hashToken(token)}`.execute(
        tx.db,
      ),
    );
    expect(rows.rows).toHaveLength(2);
    for (const { row } of rows.rows) {
      expect(row).not.toContain(token);
      expect(row).toContain(hashToken(token).toString("hex"));
    }
  });

  test("finds its tenant, claim and recipient by itself", async () => {
    const token = await make();
    expect(await find(token)).toMatchObject({
      tenantId: office.clinic.tenantId,
      ledgerId: office.clinic.ledgerId,
      itemId: item.id,
      recipientId: kari,
      settledOn: null,
    });
  });

  test("is told in the order of the wishes", async () => {
    const items = await Promise.all([office.item(kari), office.item(kari), office.item(kari)]);
    const tokens = await office.inTenant((tx) =>
      makeLinks(
        tx,
        items.map(({ id }) => wish(kari, id)),
      ),
    );
    for (const [at, token] of tokens.entries()) expect((await find(token))!.itemId).toBe(items[at]!.id);
  });
});

describe("SEC-36 nothing is found by", () => {
  test("a token nobody made, nonsense of any kind, and a token that differs in one sign", async () => {
    const token = await make();
    const near = (token[0] === "a" ? "b" : "a") + token.slice(1);
    for (const given of [
      makeToken(),
      near,
      "",
      "x",
      `${token} `,
      token.slice(1),
      "' or 1=1 --",
      "\0",
      "é".repeat(5_000),
    ])
      expect(await find(given)).toBeUndefined();
  });

  test("any text at all", async () => {
    await make();
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 64 }), async (text) => (await find(text)) === undefined),
      { numRuns: 40 },
    );
  });

  test("a token whose link was made in a transaction that did not commit", async () => {
    let token = "";
    await office
      .inTenant(async (tx) => {
        token = await makeLink(tx, wish());
        throw new Error("no");
      })
      .catch(() => undefined);
    expect(await find(token)).toBeUndefined();
  });
});

describe("revoking", () => {
  test("ends the links of one recipient of a claim at once, and no other", async () => {
    const ola = await office.party([PHONE], { name: "Ola Nordmann" });
    const [hers, his] = await office.inTenant((tx) => makeLinks(tx, [wish(kari), wish(ola)]));
    expect(await office.inTenant((tx) => revokeLinks(tx, { itemId: item.id, recipientId: kari }))).toBe(1);
    expect(await find(hers!)).toBeUndefined();
    expect(await find(his!)).toBeDefined();
    expect(await office.inTenant((tx) => revokeLinks(tx, { itemId: item.id }))).toBe(1);
    expect(await office.inTenant((tx) => revokeLinks(tx, { itemId: item.id }))).toBe(0);
  });

  test("leaves a trace in the audit trail", async () => {
    await make();
    await office.inTenant((tx) => revokeLinks(tx, { itemId: item.id }));
    const trail = await office.inTenant((tx) =>
      sql<{ subject: string }>`
        select subject_id as subject from audit_event where tenant_id = ${tx.tenantId} and action = 'payLink.revoked'`.execute(
        tx.db,
      ),
    );
    expect(trail.rows).toEqual([{ subject: item.id }]);
  });
});

describe("SEC-31 a link lives", () => {
  test("until 30 days after its claim is settled, and again when a payment is taken back", async () => {
    const token = await make();
    await office.pay(item, item.amountMinor, "2026-10-06");
    expect((await find(token))!.settledOn).toBe("2026-10-06");
    platform.moveTo("2026-11-05T12:00");
    expect(await find(token)).toBeDefined();
    platform.moveTo("2026-11-06T12:00");
    expect(await find(token)).toBeUndefined();
  });

  test("as long as a part of its claim is owed after a split, and 30 days after the last of them", async () => {
    const token = await make();
    const parts = await split(item, [100_000n, 24_000n], "2026-10-06");
    platform.moveTo("2026-12-20T12:00");
    expect(await find(token)).toMatchObject({ itemId: item.id, settledOn: null });
    await office.pay(parts[0]!, 100_000n, "2026-12-20");
    platform.moveTo("2027-02-20T12:00");
    expect(await find(token)).toMatchObject({ settledOn: null });
    await office.pay(parts[1]!, 24_000n, "2027-02-20");
    expect((await find(token))!.settledOn).toBe("2027-02-20");
    platform.moveTo("2027-03-22T12:00");
    expect(await find(token)).toBeDefined();
    platform.moveTo("2027-03-23T12:00");
    expect(await find(token)).toBeUndefined();
  });

  test("as long as a reminder's fee on one of its parts is owed", async () => {
    const token = await make();
    const parts = await split(item, [100_000n, 24_000n], "2026-10-06");
    const fee = await add(parts[1]!, 3_800n, "2026-10-07");
    await office.pay(parts[0]!, 100_000n, "2026-10-08");
    await office.pay(parts[1]!, 24_000n, "2026-10-08");
    platform.moveTo("2027-06-20T12:00");
    expect(await find(token)).toMatchObject({ settledOn: null });
    await office.pay(fee, 3_800n, "2027-06-20");
    expect((await find(token))!.settledOn).toBe("2027-06-20");
  });

  test.each([
    [null, "2099-01-01", false],
    ["2026-10-06", "2026-10-06", false],
    ["2026-10-06", "2026-11-05", false],
    ["2026-10-06", "2026-11-06", true],
  ])("settled on %s it is over on %s: %s", (settledOn, today, over) => {
    expect(isLinkOver(settledOn, Temporal.PlainDate.from(today))).toBe(over);
  });
});

describe("SEC-31 wrong confirmations", () => {
  test("the fifth locks confirming for a day, and looking is not locked", async () => {
    const token = await make();
    const { linkId } = (await find(token))!;
    for (let guess = 1; guess < MOST_WRONG; guess++) expect(await wrong(linkId)).toBeNull();
    expect(await may(linkId)).toBe(true);
    const until = platform.clock.now().add({ hours: 24 });
    expect(await wrong(linkId)).toEqual(until);
    expect(await may(linkId)).toBe(false);
    expect((await find(token))!.lockedUntil).toEqual(until);
    platform.clock.moveTo(until.subtract({ seconds: 1 }));
    expect(await may(linkId)).toBe(false);
    platform.clock.moveTo(until);
    expect(await may(linkId)).toBe(true);
  });

  test("a right one forgets the wrong ones before it", async () => {
    const { linkId } = (await find(await make()))!;
    for (let guess = 1; guess < MOST_WRONG; guess++) await wrong(linkId);
    await office.inTenant((tx) => noteRightConfirmation(tx, linkId));
    expect(await wrong(linkId)).toBeNull();
  });

  test("side by side are counted one by one", async () => {
    const { linkId } = (await find(await make()))!;
    await Promise.all(Array.from({ length: MOST_WRONG }, () => wrong(linkId)));
    expect(await may(linkId)).toBe(false);
  });

  test("another message of the same claim gives no new tries; another recipient has their own", async () => {
    const first = (await find(await make()))!;
    for (let guess = 1; guess < MOST_WRONG; guess++) await wrong(first.linkId);
    const second = (await find(await make()))!;
    expect(await wrong(second.linkId)).not.toBeNull();
    const third = (await find(await make()))!;
    expect(await may(third.linkId)).toBe(false);
    const ola = await office.party([PHONE], { name: "Ola Nordmann" });
    const his = (await find(await office.inTenant((tx) => makeLink(tx, wish(ola)))))!;
    expect(await may(his.linkId)).toBe(true);
  });

  test("in any order, no more than five tries are had within a day", () => {
    const at = Temporal.Instant.from("2026-10-05T08:00:00Z");
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 24 * 60 - 1 }), { maxLength: 40 }), (minutes) => {
        let guesses: Guesses = { failures: 0, lockedUntil: null };
        let tries = 0;
        for (const minute of minutes.toSorted((a, b) => a - b)) {
          const now = at.add({ minutes: minute });
          if (!isLocked(guesses, now)) tries += 1;
          guesses = afterWrong(guesses, now);
        }
        return tries <= MOST_WRONG;
      }),
    );
  });
});
