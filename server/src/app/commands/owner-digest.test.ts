import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instantIn, testClinic, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { FakeMail } from "../../delivery/fake-channels.fixture.ts";
import { post, type NewItem } from "../../ledger/index.ts";
import { movableClock, withTenant, type Platform } from "../../platform/index.ts";
import { marketPack } from "../../markets/index.ts";
import { digestLeavesOn, digestWeek, setDigestSetting } from "../../reports/index.ts";
import { sendDigest } from "./owner-digest.ts";

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

const OWNER = "eier@kjeden.example.test";
const PARTNER = "delagare@kedjan.example.test";

async function openChain() {
  const clock = movableClock(instantIn("2026-10-01T08:00", "Europe/Oslo"));
  const platform: Platform = { ...installation, clock };
  const { context, ledgerId } = await testClinic(platform);
  const mail = new FakeMail();
  const bill = (amountMinor: bigint, dueOn: string) =>
    withTenant(platform, context, (tx) => {
      const id = platform.ids.next();
      const entry = { id: platform.ids.next(), ledgerId, kind: "invoice", bookedOn: "2026-10-01" } as const;
      const item: NewItem = {
        ...{ id, ledgerId, side: "receivable", kind: "invoice", account: "1500", partyId: null, parentId: null },
        ...{ documentId: null, reference: id, openedOn: "2026-10-01", dueOn, amountMinor },
      };
      const postings = [{ debit: "1500", credit: "3120", amountMinor, debitItemId: id }];
      return post(tx, [{ ...entry, sourceKind: "invoice", sourceId: id, postings }], [item]);
    });
  return {
    ...{ mail, bill },
    set: (readers: Parameters<typeof setDigestSetting>[1]["readers"]) =>
      withTenant(platform, context, (tx) => setDigestSetting(tx, { readers, appUrl: "https://kvitt.example.test" })),
    morning: (day: string) => {
      clock.moveTo(instantIn(`${day}T07:00`, "Europe/Oslo"));
      return sendDigest(platform, context, mail);
    },
    told: () => mail.order.map((id) => mail.taken.get(id)!),
  };
}

describe("the owner's digest", () => {
  test.for([
    ["2026-10-12", "2026-10-12", "2026-10-12"],
    ["2026-10-18", "2026-10-12", "2026-10-12"],
    // Easter Monday: the week's first bank day is Tuesday.
    ["2026-04-06", "2026-04-06", "2026-04-07"],
  ] as const)("S3-02 the digest of %s is of the week of %s and leaves on %s", ([today, weekOn, leavesOn]) => {
    expect(digestWeek(marketPack("NO").days, today)).toEqual({ weekOn, leavesOn });
  });

  test.for([
    ["2026-10-12", 3, "2026-10-14"],
    // Easter Monday: the next bank day is Tuesday.
    ["2026-04-06", 1, "2026-04-07"],
    // Maundy Thursday and Good Friday: no bank day is left in the week, so the one before.
    ["2026-03-30", 5, "2026-04-01"],
  ] as const)("S3-02 in the week of %s a reader of weekday %i has it on %s", ([weekOn, weekday, on]) => {
    expect(digestLeavesOn(marketPack("NO").days, weekOn, weekday)).toBe(on);
  });

  test("S3-02 a reader has the week's figures on their own weekday, and once however the weekday moves", async () => {
    const chain = await openChain();
    await chain.set([
      { address: OWNER, language: "nb", weekday: 1 },
      { address: PARTNER, language: "sv", weekday: 3 },
    ]);
    const toldOn = async (day: string) => {
      await chain.morning(day);
      return chain.told().map(({ to }) => to);
    };
    expect(await toldOn("2026-10-12")).toEqual([OWNER]);
    expect(await toldOn("2026-10-13")).toEqual([OWNER]);
    expect(await toldOn("2026-10-14")).toEqual([OWNER, PARTNER]);
    await chain.set([{ address: OWNER, language: "nb", weekday: 5 }]);
    expect(await toldOn("2026-10-16")).toEqual([OWNER, PARTNER]);
    expect(await toldOn("2026-10-19")).toHaveLength(2);
    expect(await toldOn("2026-10-23")).toEqual([OWNER, PARTNER, OWNER]);
  });

  test("S3-02 each reader has it once a week in their own language, with what changed; a missed morning is made up, and nothing names anybody", async () => {
    const chain = await openChain();
    await chain.bill(100_000n, "2026-10-05");
    await chain.morning("2026-10-12");
    expect(chain.told(), "nobody is to be told").toEqual([]);
    await chain.set([
      { address: OWNER, language: "nb", weekday: 1 },
      { address: PARTNER, language: "sv", weekday: 1 },
    ]);
    await chain.morning("2026-10-12");
    await chain.morning("2026-10-12");
    await chain.morning("2026-10-13");
    const [first, second, ...none] = chain.told();
    expect(none).toEqual([]);
    expect([first!.to, first!.subject]).toEqual([OWNER, "Utestående i uken fra 12.10.2026"]);
    expect(first!.text).toMatch(/Forfalt: 1\s000,00 NOK\.$/mu);
    expect(first!.text).toContain("https://kvitt.example.test");
    expect([second!.to, second!.subject]).toEqual([PARTNER, "Utestående i veckan från 2026-10-12"]);
    await chain.bill(50_000n, "2026-10-06");
    // Monday was missed.
    await chain.morning("2026-10-21");
    expect(chain.told()[2]!.text).toMatch(/Forfalt: 1\s500,00 NOK\. Opp 500,00 NOK siden sist\.$/mu);
    await chain.set([]);
    await chain.morning("2026-10-26");
    expect(chain.told()).toHaveLength(4);
  });
});
