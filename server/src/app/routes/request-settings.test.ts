import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let cfo: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T10:00");
  api = await openApi(platform);
});
beforeEach(async () => {
  clinic = await testClinic(platform);
  cfo = await api.person(clinic.context, "cfo");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

type Shown = {
  timings: Record<string, number | string | null>;
  usual: Record<string, number | null>;
  hours: Record<"market" | "own" | "holds", { from: string; to: string } | null>;
  messageFirst: string | null;
  sender: { brand: string; smsSender: string };
};
type Sample = { kind: string; sms: { text: string; segments: number }; email: { subject: string; text: string } };
const SENDER = { brand: "Solsiden", telephone: "22 33 44 55", smsSender: "Solsiden", replyTo: "post@solsiden.no" };

const inLedger = (path: string) => `/ledgers/${clinic.ledgerId}/${path}`;
const shown = async () => read<Shown>(await cfo("GET", inLedger("message-settings")));
const change = (requests: object | null, who: Ask = cfo) => who("PATCH", inLedger("settings"), { body: { requests } });

describe("when and how a ledger's messages leave", () => {
  test("X-31 T-09 a ledger starts with the usual timings and the market's hours, narrows them, and goes back", async () => {
    expect(await shown()).toMatchObject({
      timings: { askFromOn: null, warnAfterDays: 3, defaultAfterDays: 7, courtesyBeforeDueDays: null },
      hours: { market: { from: "08:00", to: "20:00" }, own: null, holds: { from: "08:00", to: "20:00" } },
      messageFirst: null,
    });
    const wish = {
      warnAfterDays: 2,
      courtesyBeforeDueDays: 3,
      hours: { from: "07:00", to: "18:00" },
      messageFirst: "email",
    };
    expect((await change(wish)).status).toBe(204);
    expect(await shown()).toMatchObject({
      timings: { warnAfterDays: 2, defaultAfterDays: 7, courtesyBeforeDueDays: 3 },
      // Seven is before the market's eight: a clinic may narrow, never widen.
      hours: { own: { from: "07:00", to: "18:00" }, holds: { from: "08:00", to: "18:00" } },
      messageFirst: "email",
    });
    expect((await change(null)).status).toBe(204);
    expect(await shown()).toMatchObject({ timings: { warnAfterDays: 3 }, hours: { own: null } });
  });

  test.each([
    ["the default before the warning", { warnAfterDays: 7, defaultAfterDays: 7 }],
    ["hours that end before they begin", { hours: { from: "18:00", to: "08:00" } }],
    ["a courtesy notice on the due date", { courtesyBeforeDueDays: 0 }],
    ["a channel that carries no short message", { messageFirst: "paper" }],
  ])("bad input: %s is refused and nothing changes", async (_what, wish) => {
    expect((await change(wish)).status).toBe(422);
    expect(await shown()).toMatchObject({ timings: { warnAfterDays: 3, defaultAfterDays: 7 }, hours: { own: null } });
  });

  test("T-01 a sender is named as a whole; each field at fault is told", async () => {
    expect((await cfo("PUT", inLedger("message-sender"), { body: SENDER })).status).toBe(204);
    expect((await shown()).sender).toEqual(SENDER);
    const wrong = await cfo("PUT", inLedger("message-sender"), {
      body: { ...SENDER, brand: "https://solsiden.no", smsSender: "Sol & Sønn" },
    });
    expect(codeOf(wrong)).toEqual([422, "SENDER_INVALID"]);
    expect(read<{ problems: { field: string }[] }>(wrong).problems.map(({ field }) => field)).toEqual([
      "brand",
      "smsSender",
    ]);
  });

  test.each(["nb", "sv", "da", "it", "en"])(
    "SEC-37 T-03 the exact texts in %s before they are kept, at most two parts an SMS",
    async (language) => {
      const asked = await cfo("POST", inLedger("message-texts"), { body: { sender: SENDER, language } });
      const { items } = read<{ items: Sample[] }>(asked);
      expect(items.map(({ kind }) => kind)).toEqual([
        "payLink",
        "choiceReminder",
        "invoice",
        "creditNote",
        "amountChanged",
        "receipt",
        "courtesyNotice",
        "accountStatement",
        "nudge",
        "remind1",
        "remind2",
        "collectionNotice",
        "paymentDemand",
      ]);
      for (const { sms, email } of items) {
        expect(sms.segments).toBeLessThanOrEqual(2);
        expect(sms.text).toContain("Solsiden");
        expect(email.text).toContain("Solsiden");
      }
      expect((await shown()).sender.brand).not.toBe("Solsiden");
    },
  );

  test("SEC-10 SEC-15 for the CFO and administrators, with a fresh second factor", async () => {
    const desk = await api.person(clinic.context, "reception", [clinic.clinicId]);
    expect((await change({ warnAfterDays: 2 }, desk)).status).toBe(403);
    expect((await desk("PUT", inLedger("message-sender"), { body: SENDER })).status).toBe(403);
    platform.clock.moveTo(platform.clock.now().add({ minutes: 6 }));
    expect(codeOf(await change({ warnAfterDays: 2 }))).toEqual([403, "FACTOR_NOT_FRESH"]);
    expect(await shown()).toMatchObject({ timings: { warnAfterDays: 3 } });
  });
});
