import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sql } from "kysely";
import {
  asSuperuser,
  breaches,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { withTenant, type TenantTransaction } from "../../platform/index.ts";
import { paymentsChecks } from "../checks.ts";
import { fakePartner } from "../partner.fixture.ts";
import { openBooks } from "../refunds/books.fixture.ts";
import { startAttempt } from "../start-attempt.ts";
import type { Way } from "../types.ts";
import {
  activateAgreement,
  agreementOfEndpoint,
  listAgreements,
  openAgreements,
  openRails,
  pauseAgreement,
  rotateSecret,
  saveAgreement,
  shownSecrets,
  tenantRails,
  waysOf,
  type AgreementWish,
} from "./index.ts";

let platform: TestPlatform;
let clinic: TestClinic;

beforeAll(async () => {
  platform = await testPlatform();
});
beforeEach(async () => {
  clinic = await testClinic(platform);
});
afterAll(() => platform.close());

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

const SETTINGS: Readonly<Record<Way, Record<string, string>>> = {
  vipps: { merchantSerialNumber: "123456", clientId: "c0ffee00-1234" },
  card: { accountId: "acct_1N2b3C4d5E6f" },
  swish: { payeeAlias: "1231234567" },
  partPayment: { merchantId: "klinikk-17" },
};
const NEEDS: Readonly<Record<Way, readonly string[]>> = {
  vipps: ["clientSecret", "subscriptionKey"],
  card: ["secretKey"],
  swish: ["certificate", "privateKey"],
  partPayment: ["apiKey"],
};
const save = (way: Way, more: Partial<AgreementWish> = {}) =>
  inTenant((tx) =>
    saveAgreement(tx, {
      ledgerId: clinic.ledgerId,
      way,
      settings: SETTINGS[way],
      minMinor: null,
      maxMinor: null,
      position: 50,
      ...more,
    }),
  );
const rotate = (id: string, name: string, value: string, overlapHours = 24) =>
  inTenant((tx) => rotateSecret(tx, id, { name, value, overlapHours }));
const activate = (id: string) => inTenant((tx) => activateAgreement(tx, id));
const pause = (id: string) => inTenant((tx) => pauseAgreement(tx, id));
async function inUse(way: Way, more: Partial<AgreementWish> = {}): Promise<string> {
  const { id } = await save(way, more);
  for (const name of NEEDS[way]) await rotate(id, name, `${name} of ${way}`);
  await activate(id);
  return id;
}
const opened = async (id: string) => (await inTenant(openAgreements)).find((one) => one.id === id);
const waysFor = (amountMinor: bigint, choices: readonly string[] | null = null) =>
  inTenant((tx) => waysOf(tx, { ledgerId: clinic.ledgerId, amountMinor, choices }));
const sound = async () => expect(await breaches(platform, clinic.context, paymentsChecks)).toEqual([]);

describe("an agreement", () => {
  test.each(["vipps", "card", "swish", "partPayment"] as const)(
    "SEC-50 %s is a draft until all that the partner knows the clinic by is there",
    async (way) => {
      if (way === "swish") clinic = await testClinic(platform, { market: "SE" });
      const { id, state } = await save(way);
      expect(state).toBe("draft");
      await expect(activate(id)).rejects.toMatchObject({
        code: "AGREEMENT_INCOMPLETE",
        facts: { missing: NEEDS[way].join(", ") },
      });
      for (const name of NEEDS[way]) await rotate(id, name, `${name} of ${way}`);
      await activate(id);
      await activate(id);
      expect(await inTenant(listAgreements)).toMatchObject([{ id, way, state: "active" }]);
      await sound();
    },
  );

  test("by a way that moves one currency is refused in a ledger of another", async () => {
    await expect(save("swish")).rejects.toMatchObject({
      code: "AGREEMENT_CURRENCY",
      facts: { moves: "SEK", currency: "NOK" },
    });
    expect(await inTenant(listAgreements)).toEqual([]);
  });

  test("is one for each ledger and way: saving again changes it", async () => {
    const { id } = await save("card");
    const again = await save("card", { minMinor: 100n, maxMinor: 5_000_000n, position: 1 });
    expect(again).toMatchObject({ id, minMinor: 100n, maxMinor: 5_000_000n, position: 1, state: "draft" });
    expect(await inTenant(listAgreements)).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>, string]>([
    [
      "SEC-55 an identity number as the partner's name for the clinic",
      { ...SETTINGS.vipps, clientId: "01818010083" },
      "clientId",
    ],
    ["a secret among the settings", { ...SETTINGS.vipps, clientSecret: "hush-hush" }, "clientSecret"],
    ["a serial number with a letter", { ...SETTINGS.vipps, merchantSerialNumber: "12345a" }, "merchantSerialNumber"],
    ["nothing", {}, "clientId, merchantSerialNumber"],
    ["a list instead of a text", { ...SETTINGS.vipps, clientId: ["a"] }, "clientId"],
    ["a text with a line break", { ...SETTINGS.vipps, clientId: "a\nb" }, "clientId"],
  ])("SEC-50 bad input: %s is refused by the field's name, unrepeated", async (_what, settings, fields) => {
    const refusal = save("vipps", { settings });
    await expect(refusal).rejects.toMatchObject({ code: "AGREEMENT_SETTINGS_WRONG", facts: { fields } });
    await expect(refusal).rejects.not.toThrow(/hush|12345a/);
  });

  test("bad input: limits the wrong way round, a ledger of nobody, an agreement of another tenant", async () => {
    await expect(save("card", { minMinor: 2n, maxMinor: 1n })).rejects.toMatchObject({
      code: "AGREEMENT_LIMITS_WRONG",
    });
    await expect(save("card", { ledgerId: platform.ids.next() })).rejects.toMatchObject({ code: "LEDGER_NOT_FOUND" });
    const { id } = await save("card");
    const other = await testClinic(platform);
    const theirs = withTenant(platform, other.context, (tx) => activateAgreement(tx, id));
    await expect(theirs).rejects.toMatchObject({ code: "AGREEMENT_NOT_FOUND" });
    await expect(pause(id)).rejects.toMatchObject({ code: "AGREEMENT_NOT_ACTIVE" });
  });

  test("SEC-75 every change is in the audit trail, with names and no secret", async () => {
    const id = await inUse("card");
    await rotate(id, "secretKey", "the second one");
    await pause(id);
    await pause(id);
    const events = await inTenant((tx) => trail(tx, id));
    expect(events.map(({ action }) => action)).toEqual([
      "agreement.saved",
      "agreement.secretRotated",
      "agreement.activated",
      "agreement.secretRotated",
      "agreement.paused",
    ]);
    expect(JSON.stringify(events)).not.toMatch(/secretKey of card|the second one/);
  });
});

async function trail(tx: TenantTransaction, subjectId: string) {
  const found = await sql<{ action: string; detail: unknown }>`
    select action, detail from audit_event where tenant_id = ${tx.tenantId} and subject_id = ${subjectId} order by id`.execute(
    tx.db,
  );
  return found.rows;
}

describe("secrets", () => {
  test("SEC-40 SEC-51 two live while one is replaced, the newest first; never more than two", async () => {
    const id = await inUse("vipps");
    await rotate(id, "webhookSecret", "first");
    await rotate(id, "webhookSecret", "second", 48);
    expect((await opened(id))!.secrets["webhookSecret"]).toEqual(["second", "first"]);
    await rotate(id, "webhookSecret", "third", 24);
    expect((await opened(id))!.secrets["webhookSecret"]).toEqual(["third", "second"]);
    platform.clock.moveTo(platform.clock.now().add({ hours: 24 }));
    expect((await opened(id))!.secrets["webhookSecret"]).toEqual(["third"]);
    await sound();
  });

  test("SEC-51 are sealed, for their own row only, and never shown", async () => {
    const id = await inUse("card");
    const rows = await inTenant((tx) =>
      sql<{
        id: string;
        sealed: Buffer;
      }>`select id, sealed from agreement_secret where tenant_id = ${tx.tenantId}`.execute(tx.db),
    );
    expect(rows.rows[0]!.sealed.includes("secretKey of card")).toBe(false);
    const shown = await inTenant(async (tx) => shownSecrets(tx, await listAgreements(tx)));
    expect(Object.keys(shown.get(id)![0]!).toSorted()).toEqual(["endsAt", "id", "madeAt", "name"]);
    const second = await rotate(id, "secretKey", "the second one");
    await asSuperuser(platform, "update agreement_secret set sealed = $1 where id = $2", [
      rows.rows[0]!.sealed,
      second.id,
    ]);
    await expect(inTenant(openAgreements)).rejects.toThrow();
  });

  test("the checks see a secret that is not sealed, and an agreement in use without its secret", async () => {
    const id = await inUse("card");
    await asSuperuser(
      platform,
      "update agreement_secret set sealed = 'plain', ends_at = made_at where agreement_id = $1",
      [id],
    );
    expect((await breaches(platform, clinic.context, paymentsChecks)).map((line) => line.split(":")[0])).toEqual([
      "payments.agreementsComplete",
      "payments.secretsSealed",
    ]);
  });

  test("bad input: a name that the way does not have", async () => {
    const { id } = await save("card");
    await expect(rotate(id, "subscriptionKey", "x")).rejects.toMatchObject({ code: "AGREEMENT_SECRET_UNKNOWN" });
  });
});

describe("the ways of a bill", () => {
  test("S0-40 are what its ledger agreed, what its claim lets choose, and what the amount allows, in the order of the page", async () => {
    await inUse("card", { position: 2, minMinor: 100n });
    await inUse("vipps", { position: 1, minMinor: 100n, maxMinor: 9_999_999n });
    await save("partPayment", { position: 3, minMinor: 500_000n });
    expect(await waysFor(500_000n)).toEqual(["vipps", "card"]);
    await inUse("partPayment", { position: 3, minMinor: 500_000n });
    expect(await waysFor(245_000n)).toEqual(["vipps", "card"]);
    expect(await waysFor(500_000n)).toEqual(["vipps", "card", "partPayment"]);
    expect(await waysFor(499_999n, ["CARD", "PART_PAYMENT", "INVOICE"])).toEqual(["card"]);
    expect(await waysFor(10_000_000n)).toEqual(["card", "partPayment"]);
    expect(await waysFor(99n)).toEqual([]);
    expect(await waysFor(245_000n, ["INVOICE"])).toEqual([]);
  });

  test("a paused one is no choice and begins nothing; what was begun is asked about still", async () => {
    const id = await inUse("vipps", { maxMinor: 100_000n });
    const partner = fakePartner(true);
    const rails = () =>
      openRails(platform, clinic.context, (agreement) => (agreement.way === "vipps" ? partner.rail : undefined));
    const books = openBooks(platform, clinic);
    const bill = await books.bill(await books.payer(), 245_000n);
    const start = async (amountMinor?: bigint) =>
      startAttempt(platform, clinic.context, await rails(), {
        itemId: bill.id,
        way: "vipps",
        approach: { by: "qr" },
        description: "Faktura 260101",
        language: "nb",
        ...(amountMinor === undefined ? {} : { amountMinor }),
      });
    await expect(start()).rejects.toMatchObject({ code: "PAYMENT_OUTSIDE_LIMITS", facts: { maxMinor: 100_000n } });
    expect(await start(100_000n)).toMatchObject({ state: "awaitingPayer" });
    const another = { ...SETTINGS.vipps, merchantSerialNumber: "654321" };
    await expect(save("vipps", { settings: another })).rejects.toMatchObject({ code: "AGREEMENT_IN_USE" });
    await save("vipps", { maxMinor: 90_000n });
    await pause(id);
    expect(await waysFor(245_000n)).toEqual([]);
    await expect(start(1_000n)).rejects.toMatchObject({ code: "PAYMENT_WAY_NOT_SET_UP" });
    expect((await rails())(clinic.ledgerId, "vipps")).toBe(partner.rail);
    expect((await rails())(clinic.ledgerId, "card")).toBeUndefined();
  });

  test("a tenant's means of payment are opened once for a burst, and anew some seconds later", async () => {
    const other = await testClinic(platform);
    await inUse("vipps");
    let times = 0;
    const railsOf = tenantRails(() => {
      times += 1;
      return fakePartner(true).rail;
    });
    const asked = await Promise.all([1, 2, 3].map(() => railsOf(platform, clinic.context)));
    expect(asked[0]!(clinic.ledgerId, "vipps")).toBeDefined();
    expect((await railsOf(platform, other.context))(clinic.ledgerId, "vipps")).toBeUndefined();
    expect(times).toBe(1);
    platform.clock.moveTo(platform.clock.now().add({ seconds: 10 }));
    await railsOf(platform, clinic.context);
    expect(times).toBe(2);
  });
});

describe("the address where a partner tells of events", () => {
  test("SEC-40 is found by its key alone, and by no other", async () => {
    const id = await inUse("vipps");
    const { webhookPath } = (await opened(id))!;
    const [, , partner, key] = webhookPath.split("/");
    const found = await agreementOfEndpoint(platform, partner!, key!);
    expect(found).toMatchObject({
      tenantId: clinic.tenantId,
      agreement: { id, secrets: { clientSecret: ["clientSecret of vipps"] } },
    });
    const other = platform.ids.next().replaceAll("-", "");
    const wrong = [
      key!.slice(0, -1) + (key!.endsWith("A") ? "B" : "A"),
      key!.replace(/^.{32}/, other),
      key!.replace(/_.{32}_/, `_${other}_`),
      `${key!}A`,
      "",
      "'; select 1",
    ];
    for (const one of wrong) expect(await agreementOfEndpoint(platform, "vipps", one)).toBeUndefined();
    expect(await agreementOfEndpoint(platform, "stripe", key!)).toBeUndefined();
  });
});
