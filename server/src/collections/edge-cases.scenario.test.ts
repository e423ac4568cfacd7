import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { breaches, ledgerText, testPlatform, type TestPlatform } from "../../testkit/index.ts";
import { approveProposal, listAlarms, listProposals, proposalLines } from "../controls/index.ts";
import { ledgerChecks } from "../ledger/index.ts";
import { ADDRESS, EMAIL, openBooks, PHONE } from "./books.fixture.ts";
import {
  answerDispute,
  applyFollowUp,
  caseOf,
  collectionsChecks,
  endHold,
  FOLLOW_UP,
  listCases,
  prepareFollowUp,
  proposeFollowUp,
  registerDispute,
  registerPromise,
  setHold,
  swedishChain,
  writeContactNote,
  policyTemplates,
  type Policy,
} from "./index.ts";
import { policyJson } from "./policy-schema.ts";

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

const say = { channel: "telephone", words: "Jag har aldrig fått behandlingen." } as const;
const weekdayOf = (policy: Policy, weekday: number): Policy => ({ ...policy, followUp: { mode: "weekly", weekday } });

describe("edge cases through the database", () => {
  test("E1 paid on the day of the reminder before the run: none leaves", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    books.at("2026-04-07T14:00");
    await books.pay(claim, "2026-04-07");
    expect(await books.evening("2026-04-07")).toMatchObject({ state: "done", taken: 0 });
    expect(await books.levels(claim)).toEqual([]);
  });

  test("E2 paid after the run: the reminder was sent, the case is marked crossed, nothing follows", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    await books.evening("2026-04-07");
    books.at("2026-04-07T20:00");
    await books.pay(claim, "2026-04-07");
    await books.evening("2026-04-14");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07"]);
    const { decision } = await books.work((tx) => caseOf(tx, claim, books.rests));
    expect(decision).toMatchObject({ kind: "closed", reason: "nothingLeft", crossed: true, feesWithdrawn: true });
    expect(await books.work((tx) => listCases(tx, { ledgerId: books.ledgerId, limit: 10 }))).toEqual([]);
  });

  test("E3 paid between run and dispatch: the letter is looked at again and dropped", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    books.at("2026-04-07T18:30");
    await books.statementOf("2026-04-02");
    expect(await books.run()).toMatchObject({ taken: 1 });
    await books.pay(claim, "2026-04-07");
    expect(await books.handOver()).toMatchObject({ accepted: 0, cancelled: 1 });
    expect(books.sms.order).toEqual([]);
    expect(await books.steps(claim)).toMatchObject([{ level: "remind1", state: "cancelled" }]);
  });

  test("E3 an objection between run and dispatch stops the letter too; once rejected, the reminder leaves after all", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    books.at("2026-04-07T18:30");
    await books.statementOf("2026-04-02");
    await books.run();
    const disputeId = await books.work((tx) => registerDispute(tx, { ...say, itemId: claim, openedOn: "2026-04-07" }));
    expect(await books.handOver()).toMatchObject({ cancelled: 1 });
    books.at("2026-04-08T10:00");
    const answer = {
      disputeId,
      answeredOn: "2026-04-08",
      outcome: "rejected",
      words: "Enligt journalen utförd.",
    } as const;
    await books.work((tx) => answerDispute(tx, answer));
    await books.evening("2026-04-14");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07"]);
    await books.evening("2026-04-15");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07", "remind1 2026-04-15"]);
    expect(books.sms.order).toHaveLength(1);
    expect(await breaches(books.platform, books.context, collectionsChecks)).toEqual([]);
  });

  test("E4 a part paid before the reminder, also after the morning's proposal: the rest is reminded of the same day", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    books.at("2026-04-07T06:00");
    await prepareFollowUp(books.platform, books.context, books.ledgerId, books.rests);
    books.at("2026-04-07T10:00");
    await books.pay(claim, "2026-04-07", 50_000n);
    expect(await books.evening("2026-04-07")).toMatchObject({ taken: 1 });
    expect(await books.steps(claim)).toMatchObject([{ level: "remind1", amountMinor: 70_000n }]);
    expect([...books.sms.taken.values()][0]!.text).toContain("700,00");
  });

  test("E10 SEC-84 an objection before the first reminder: every step waits for the answer, and it stands among what is held back", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    books.at("2026-04-06T10:00");
    await books.work((tx) => registerDispute(tx, { ...say, itemId: claim, openedOn: "2026-04-06" }));
    await expect(
      books.work((tx) => registerDispute(tx, { ...say, itemId: claim, openedOn: "2026-04-06" })),
    ).rejects.toMatchObject({ code: "DISPUTE_OPEN" });
    await books.evening("2026-04-07");
    expect(await books.levels(claim)).toEqual([]);
    const held = await books.work(async (tx) => {
      const [proposal] = await listProposals(tx, { kind: FOLLOW_UP, limit: 1 });
      return proposalLines(tx, proposal!.id);
    });
    expect(held).toMatchObject([{ action: "heldBack", state: "held", reason: "disputed", subjectId: claim }]);
    expect(await books.work((tx) => listCases(tx, { ledgerId: books.ledgerId, limit: 10 }))).toMatchObject([
      { itemId: claim, disputedSince: "2026-04-06", lastLevel: null },
    ]);
  });

  test("E11 an objection to a part: it becomes a claim of its own and waits, the rest is reminded of", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    books.at("2026-04-06T10:00");
    const wish = { ...say, itemId: claim, openedOn: "2026-04-06", partMinor: 50_000n };
    await expect(books.work((tx) => registerDispute(tx, { ...wish, partMinor: 120_000n }))).rejects.toMatchObject({
      code: "DISPUTE_PART_WRONG",
    });
    await books.work((tx) => registerDispute(tx, wish));
    await books.evening("2026-04-07");
    expect(await books.steps(claim)).toMatchObject([{ level: "remind1", amountMinor: 70_000n }]);
    const cases = await books.work((tx) => listCases(tx, { ledgerId: books.ledgerId, limit: 10 }));
    expect(cases).toMatchObject([
      { itemId: claim, openMinor: 70_000n, lastLevel: "remind1", disputedSince: null },
      { openMinor: 50_000n, lastLevel: null, disputedSince: "2026-04-06" },
    ]);
    expect(await breaches(books.platform, books.context, [...collectionsChecks, ...ledgerChecks])).toEqual([]);
  });

  test("E12 rejected in writing: the next step at the later of its day and five working days after the answer", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    await books.evening("2026-04-07");
    books.at("2026-04-09T10:00");
    const disputeId = await books.work((tx) => registerDispute(tx, { ...say, itemId: claim, openedOn: "2026-04-09" }));
    books.at("2026-04-10T10:00");
    await books.work((tx) =>
      answerDispute(tx, { disputeId, answeredOn: "2026-04-10", outcome: "rejected", words: "Nej." }),
    );
    for (const day of ["2026-04-14", "2026-04-16"]) await books.evening(day);
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07"]);
    await books.evening("2026-04-17");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07", "remind2 2026-04-17"]);
  });

  test("E13 a promise leaves the first reminder alone and moves the second to the working day after it", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    await books.evening("2026-04-07");
    books.at("2026-04-09T10:00");
    const promise = {
      itemId: claim,
      promisedOn: "2026-04-16",
      channel: "telephone",
      words: "Lön den sextonde.",
    } as const;
    await books.work((tx) => registerPromise(tx, promise));
    for (const day of ["2026-04-14", "2026-04-16"]) await books.evening(day);
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07"]);
    await books.evening("2026-04-17");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07", "remind2 2026-04-17"]);
    await expect(
      books.work((tx) => registerPromise(tx, { ...promise, promisedOn: "2027-04-16" })),
    ).rejects.toMatchObject({ code: "FOLLOW_UP_DAY_WRONG" });
  });

  test("E17 a text message that comes back goes by the other channel the same day, and the second reminder counts from that", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party({ contacts: [PHONE, ADDRESS] }));
    books.sms.judge = () => "receiverUnknown";
    await books.evening("2026-04-07");
    expect([books.sms.order, books.print.order.length]).toEqual([[], 1]);
    expect(books.printed).toMatchObject([{ kind: "remind1", itemId: claim }]);
    await books.evening("2026-04-14");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07", "remind2 2026-04-14"]);
  });

  test("E17 a letter that comes back from everywhere was not sent: a person finds an address, and nothing follows before", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    books.sms.judge = () => "receiverUnknown";
    await books.evening("2026-04-07");
    expect(await books.steps(claim)).toMatchObject([{ level: "remind1", state: "failed" }]);
    await books.evening("2026-04-14");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07"]);
    const lines = await books.work(async (tx) => {
      const [proposal] = await listProposals(tx, { kind: FOLLOW_UP, limit: 1 });
      return proposalLines(tx, proposal!.id);
    });
    expect(lines).toMatchObject([{ action: "needsYou", reason: "addressUnknown" }]);
  });

  test("E18 two invoices of one patient, the same step on the same day: one letter that names both, and at most one fee", async () => {
    const books = await openBooks(installation, { market: "SE", withPolicy: false });
    const fee = { charge: "asLawAllows" } as const;
    const levels = swedishChain.levels.map((level) => (level.name === "remind2" ? { ...level, fee } : level));
    await books.policy({ content: policyJson({ ...swedishChain, levels }), locks: [] });
    const anna = await books.party({ contacts: [EMAIL] });
    const [one, other] = [await books.bill(anna), await books.bill(anna, { amountMinor: 30_000n })];
    await books.bill(await books.party());
    await books.evening("2026-04-07");
    expect(await books.levels(one)).toEqual(await books.levels(other));
    const [letter] = [...books.mail.taken.values()];
    expect(books.mail.order).toHaveLength(1);
    expect(letter!.text).toMatch(/din betalning på 1.500,00.kr/u);
    expect(letter!.text).toMatch(/Det gäller 2 fakturor: OCR \d+ 1.200,00.kr, OCR \d+ 300,00.kr\./u);
    expect(letter!.text).not.toContain("Eller betala i din bank");
    expect(books.sms.order).toHaveLength(1);
  });

  test("E18 a run that is carried out in parts parts no payer: one letter each, however small the parts", async () => {
    const books = await openBooks(installation);
    const payers = [await books.party(), await books.party(), await books.party()];
    const claims: string[] = [];
    for (const payer of [...payers, ...payers, payers[1]!]) claims.push(await books.bill(payer));
    books.at("2026-04-07T18:00");
    await books.statementOf("2026-04-02");
    const { id } = await books.work((tx) =>
      proposeFollowUp(tx, {
        ...{ ledgerId: books.ledgerId, asOf: "2026-04-07", approval: "standing", resting: books.rests },
      }),
    );
    await books.work((tx) => approveProposal(tx, id));
    const parts: number[] = [];
    await applyFollowUp(books.platform, books.context, id, {
      ...{ resting: books.rests, chunk: 1, progress: (done) => parts.push(done) },
    });
    expect(parts).toEqual([2, 5, 7]);
    await books.handOver();
    expect(books.sms.order).toHaveLength(payers.length);
    for (const claim of claims) expect(await books.levels(claim)).toEqual(["remind1 2026-04-07"]);
  });

  test("E22 money taken back after it settled a claim: the step where it was, five working days later at the earliest", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    await books.evening("2026-04-07");
    books.at("2026-04-08T10:00");
    const payment = await books.pay(claim, "2026-04-08");
    books.at("2026-04-13T10:00");
    await books.takeBack(payment, "2026-04-13");
    await books.evening("2026-04-17");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07"]);
    await books.evening("2026-04-20");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07", "remind2 2026-04-20"]);
  });

  test("E36 holidays of a year nobody knows: the run refuses, and nothing is guessed", async () => {
    const books = await openBooks(installation, { startsAt: "2090-03-01T10:00" });
    await books.bill(await books.party(), { dueOn: "2090-03-27", openedOn: "2090-02-25" });
    books.at("2090-04-10T18:30");
    await expect(
      books.work((tx) =>
        proposeFollowUp(tx, {
          ledgerId: books.ledgerId,
          asOf: "2090-04-10",
          approval: "standing",
          resting: books.rests,
        }),
      ),
    ).rejects.toMatchObject({ code: "FOLLOW_UP_CALENDAR_UNKNOWN" });
    expect(await books.run()).toMatchObject({ state: "calendarUnknown", taken: 0 });
    expect(await books.work((tx) => listAlarms(tx))).toMatchObject([{ kind: "followUp.calendarUnknown" }]);
  });

  test("E37 the clock jumps to summer time on the day of the run: by calendar day, once", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party(), { dueOn: "2026-03-23" });
    await books.evening("2026-03-27");
    await books.evening("2026-03-30");
    expect(await books.run()).toMatchObject({ taken: 0 });
    expect(await books.levels(claim)).toEqual(["remind1 2026-03-30"]);
  });

  test("E38 a policy that changes while invoices are open: old ones keep their version, also the weekday", async () => {
    const books = await openBooks(installation);
    books.at("2026-03-02T10:00");
    const old = await books.bill(await books.party());
    await books.policy({
      name: "Onsdagar",
      validFromOn: "2026-03-02",
      content: policyJson(weekdayOf(swedishChain, 3)),
    });
    const young = await books.bill(await books.party(), { openedOn: "2026-03-03" });
    await books.evening("2026-04-07");
    expect([await books.levels(old), await books.levels(young)]).toEqual([["remind1 2026-04-07"], []]);
    await books.evening("2026-04-08");
    expect(await books.levels(young)).toEqual(["remind1 2026-04-08"]);
    await expect(books.policy({ name: "Bakåt", validFromOn: "2026-02-01" })).rejects.toMatchObject({
      code: "FOLLOW_UP_POLICY_BACKDATED",
    });
  });
});

describe("stops, approvals and what a person presses for", () => {
  test("DP-033 DP-034 a hold stops every step until its last day; the step is taken at the first run after, and its lag counts from there", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    books.at("2026-04-06T10:00");
    const wish = { itemId: claim, reason: "wrongDebtor", endsOn: "2026-04-10" } as const;
    const holdId = await books.work((tx) => setHold(tx, wish));
    await books.evening("2026-04-07");
    await books.evening("2026-04-10");
    expect(await books.levels(claim)).toEqual([]);
    await books.evening("2026-04-13");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-13"]);
    const { events } = await books.work((tx) => caseOf(tx, claim, books.rests));
    expect(events).toMatchObject([{ kind: "hold" }, { kind: "step", step: { lag: 0, targetOn: "2026-04-07" } }]);
    await expect(books.work((tx) => endHold(tx, holdId))).rejects.toMatchObject({ code: "FOLLOW_UP_HOLD_NOT_FOUND" });
    await expect(books.work((tx) => setHold(tx, { ...wish, endsOn: "2026-06-01" }))).rejects.toMatchObject({
      code: "FOLLOW_UP_HOLD_REFUSED",
      facts: { latest: "2026-05-13" },
    });
  });

  test("DP-019 head office is a person's step each time: proposed by the run, taken when somebody has approved it", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    for (const day of ["2026-04-07", "2026-04-14"]) await books.evening(day);
    const { forPerson } = await books.evening("2026-04-21");
    books.at("2026-04-21T19:00");
    await books.work((tx) => approveProposal(tx, forPerson!), books.person("hq"));
    const options = { resting: books.rests };
    const applied = await applyFollowUp(books.platform, books.person("hq"), forPerson!, options);
    expect(applied).toMatchObject({ applied: 1, stale: 0 });
    const { events } = await books.work((tx) => caseOf(tx, claim, books.rests));
    expect(events.at(-1)).toMatchObject({ kind: "step", by: "user:hq", step: { level: "headOffice", letterId: null } });
    expect(await breaches(books.platform, books.context, collectionsChecks)).toEqual([]);
  });

  test("DP-019 a run far above its usual size waits for a person, who may let it go", async () => {
    const books = await openBooks(installation);
    for (let at = 0; at < 21; at++) await books.bill(await books.party());
    const outcome = await books.evening("2026-04-07");
    expect(outcome).toMatchObject({ state: "tooLarge", taken: 0 });
    await books.work((tx) => approveProposal(tx, outcome.forPerson!), books.person("hq"));
    const applied = await applyFollowUp(books.platform, books.person("hq"), outcome.forPerson!, {
      resting: books.rests,
    });
    expect(applied).toMatchObject({ applied: 21 });
  });

  test("S3-30 what is said about a claim is sealed, and read again in its history", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    const note = {
      itemId: claim,
      saidOn: "2026-03-02",
      channel: "telephone",
      direction: "fromPayer",
      text: "Ringer igen.",
    } as const;
    await books.work((tx) => writeContactNote(tx, note));
    const { events } = await books.work((tx) => caseOf(tx, claim, books.rests));
    expect(events).toMatchObject([{ kind: "note", words: "Ringer igen." }]);
  });

  test("DP-030 a fee where law and policy allow is an open item of its own, on the claim it is asked for", async () => {
    const books = await openBooks(installation, { market: "NO", withPolicy: false });
    const templates = await books.work((tx) => policyTemplates(tx, books.ledgerId));
    await books.policy({ content: templates[0]!.policy, locks: [] });
    const claim = await books.bill(await books.party({ language: "nb", contacts: [EMAIL, ADDRESS] }));
    for (let day = Temporal.PlainDate.from("2026-03-30"); day.toString() < "2026-05-20"; day = day.add({ days: 1 })) {
      const outcome = await books.evening(day.toString());
      if (outcome.forPerson === null) continue;
      await books.work((tx) => approveProposal(tx, outcome.forPerson!), books.person("hq"));
      await applyFollowUp(books.platform, books.person("hq"), outcome.forPerson, { resting: books.rests });
      await books.handOver();
    }
    const { events } = await books.work((tx) => caseOf(tx, claim, books.rests));
    const charged = events.flatMap((event) => (event.kind === "step" && event.step.feeMinor > 0n ? [event.step] : []));
    expect(charged.map(({ feeMinor }) => feeMinor)).not.toEqual([]);
    const text = await ledgerText(books.platform, books.context, books.ledgerId);
    expect(text.filter((line) => line.includes("fee"))).toHaveLength(charged.length);
    expect(await breaches(books.platform, books.context, collectionsChecks)).toEqual([]);
    expect(await books.work((tx) => listAlarms(tx))).toEqual([]);
  });
});
