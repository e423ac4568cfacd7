import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { breaches, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { setRelations } from "../../parties/index.ts";
import { makeLink } from "../links/make-links.ts";
import { needsContact, receiversChanged, requestChecks, requestsForItem } from "./index.ts";
import { address, openDesk, type Desk } from "./requests.fixture.ts";

let installation: TestPlatform;
let desk: Desk;
beforeAll(async () => {
  installation = await testPlatform();
});
beforeEach(async () => {
  desk = await openDesk(installation);
});
afterAll(() => installation.close());

describe("N-10 who is asked", () => {
  const stand = (partyId: string, kind: "guardian" | "relative", ...ids: string[]) =>
    desk.inLedger((tx) =>
      setRelations(
        tx,
        [{ partyId, kind, related: ids.map((id) => ({ id, shareBasisPoints: 10_000 / ids.length })) }],
        "2026-10-01",
      ),
    );

  test("S0-28 S0-29 an elderly patient's daughter gets the link; the invoice goes to the patient, who owes", async () => {
    const mother = await desk.party({ birthYear: 1942, contacts: [address] });
    const daughter = await desk.party();
    await stand(mother, "relative", daughter);
    const claim = await desk.item(mother);
    await desk.ask(claim);
    desk.at("2026-10-08T07:00");
    await desk.run("2026-10-08");
    desk.at("2026-10-09T07:00");
    await desk.run("2026-10-09");
    expect((await desk.told(claim)).map(({ kind, by, recipientId }) => [kind, by, recipientId === mother])).toEqual([
      ["payLink", "sms", false],
      ["choiceReminder", "sms", false],
      ["invoice", "efaktura,paper", true],
    ]);
  });

  test("FR-20 a child without guardian is never asked, and stands on the list until one is found", async () => {
    const child = await desk.party({ birthYear: 2017 });
    const claim = await desk.item(child);
    expect(await desk.ask(claim)).toEqual({ asked: 0, invoiced: 0, needsContact: 1 });
    expect(await desk.told(claim)).toEqual([]);
    expect(await desk.inLedger((tx) => needsContact(tx, desk.clinic.ledgerId, { limit: 10 }))).toMatchObject([
      { itemId: claim, debtorId: child, reason: "minorWithoutGuardian" },
    ]);
    expect(await desk.run("2026-10-06")).toMatchObject({ contactsFound: 0 });
    const guardian = await desk.party();
    await stand(child, "guardian", guardian);
    expect(await desk.run("2026-10-06")).toMatchObject({ contactsFound: 1 });
    expect(await desk.told(claim)).toMatchObject([{ kind: "payLink", recipientId: guardian }]);
    expect(await desk.inLedger((tx) => needsContact(tx, desk.clinic.ledgerId, { limit: 10 }))).toEqual([]);
  });

  test("FR-26 guardians who share custody are never asked for one and the same item, but for one each", async () => {
    const child = await desk.party({ birthYear: 2017 });
    const [one, other] = [await desk.party(), await desk.party()];
    await stand(child, "guardian", one, other);
    expect(await desk.ask(await desk.item(child))).toMatchObject({ needsContact: 1 });
    const [first, second] = [await desk.item(one), await desk.item(other)];
    expect(await desk.ask(first, second)).toMatchObject({ asked: 2 });
    await desk.choose({ itemId: first, choice: "invoice", by: "payer" });
    expect(await desk.inLedger((tx) => requestsForItem(tx, second))).toMatchObject([
      { recipientId: other, choice: "none" },
    ]);
  });

  test("FR-25 a claim of the day before the 18th birthday waits for a guardian, one of the day itself is the patient's", async () => {
    const patient = await desk.party({ birthYear: null, birthOn: "2008-10-06" });
    const [before, on] = [await desk.item(patient, "2026-10-05"), await desk.item(patient, "2026-10-06", "2026-10-20")];
    expect(await desk.ask(before, on)).toEqual({ asked: 1, invoiced: 0, needsContact: 1 });
    expect(await desk.told(on)).toMatchObject([{ recipientId: patient }]);
  });

  test("S1-04 a company gets its invoice at once and is asked nothing", async () => {
    const employer = await desk.party({
      kind: "company",
      orgNo: "974760673",
      birthYear: null,
      roles: ["payer"],
      contacts: [],
    });
    const claim = await desk.item(employer);
    expect(await desk.ask(claim)).toEqual({ asked: 0, invoiced: 1, needsContact: 0 });
    expect(await desk.kinds(claim)).toEqual(["invoice ehf"]);
  });

  test("who cannot be reached stands on the list", async () => {
    expect(await desk.ask(await desk.item(await desk.party({ contacts: [] })))).toMatchObject({ needsContact: 1 });
    expect(await desk.inLedger((tx) => needsContact(tx, desk.clinic.ledgerId, { limit: 1 }))).toMatchObject([
      { reason: "unreachable" },
    ]);
  });

  test("FR-24 another relative: the old one's link is revoked, what waits is taken back, the new one is asked anew", async () => {
    const mother = await desk.party({ birthYear: 1942, contacts: [address] });
    const [daughter, son] = [await desk.party(), await desk.party()];
    await stand(mother, "relative", daughter);
    desk.at("2026-10-05T21:00");
    const claim = await desk.item(mother);
    await desk.ask(claim);
    const link = { ledgerId: desk.clinic.ledgerId, itemId: claim, recipientId: daughter, messageId: null };
    await desk.inLedger((tx) => makeLink(tx, link));

    await stand(mother, "relative", son);
    expect(await desk.inLedger((tx) => receiversChanged(tx, [mother]))).toMatchObject({ asked: 1 });
    expect((await desk.told(claim)).map(({ recipientId, state }) => [recipientId === son, state])).toEqual([
      [false, "cancelled"],
      [true, "open"],
    ]);
    const alive = await desk.inLedger((tx) =>
      sql`select id from pay_link where tenant_id = ${tx.tenantId} and item_id = ${claim} and revoked_at is null`.execute(
        tx.db,
      ),
    );
    expect(alive.rows).toEqual([]);
    expect(await desk.inLedger((tx) => receiversChanged(tx, [mother, son]))).toMatchObject({ asked: 0 });

    await stand(mother, "relative", daughter);
    await desk.inLedger((tx) => receiversChanged(tx, [mother]));
    expect((await desk.told(claim)).map(({ recipientId, state }) => [recipientId === daughter, state])).toEqual([
      [true, "cancelled"],
      [false, "cancelled"],
      [true, "open"],
    ]);
    expect(await breaches(desk.platform, desk.clinic.context, requestChecks)).toEqual([]);
  });

  test("FR-24 after the invoice, a new relative gets a link and nobody a second invoice", async () => {
    const mother = await desk.party({ birthYear: 1942, contacts: [address] });
    const [daughter, son] = [await desk.party(), await desk.party()];
    await stand(mother, "relative", daughter);
    const claim = await desk.item(mother);
    await desk.ask(claim);
    await desk.choose({ itemId: claim, choice: "invoice", by: "payer" });
    await stand(mother, "relative", son);
    await desk.inLedger((tx) => receiversChanged(tx, [mother]));
    expect((await desk.told(claim)).map(({ kind, recipientId }) => [kind, recipientId === son])).toEqual([
      ["payLink", false],
      ["invoice", false],
      ["payLink", true],
    ]);
    desk.at("2026-10-20T09:00");
    expect(await desk.run("2026-10-20")).toMatchObject({ warned: 0, invoiced: 0 });
  });
});
