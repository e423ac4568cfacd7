import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asSuperuser, testPlatform, type TestPlatform } from "../../testkit/index.ts";
import { standingOfSources } from "../banking/index.ts";
import { approveProposal, listAlarms } from "../controls/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { openBooks } from "./books.fixture.ts";
import {
  applyFollowUp,
  callForData,
  confirmComplete,
  DATA_MISSING,
  declarationsOf,
  declareComplete,
  followUpToday,
  freshnessOf,
  prepareFollowUp,
  proposeFollowUp,
  recentRuns,
} from "./index.ts";

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

const changeSource = (tx: TenantTransaction, id: string, source: string) =>
  sql`update bank_account set detail_source = ${source} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);

/** Money on the day's statement that nobody has told the payments of. */
const lumpOn = (tx: TenantTransaction, ledgerId: string, day: string) =>
  sql`
    insert into statement_line (tenant_id, id, ledger_id, statement_id, line_no, booked_on, amount_minor, line_key, state, explanation)
    select ${tx.tenantId}, ${tx.platform.ids.next()}, ${ledgerId}, s.id, 1, ${day}, 5000, 'lump', 'open', '{}'
    from bank_statement s where s.tenant_id = ${tx.tenantId} and s.ledger_id = ${ledgerId} and s.to_on = ${day}`.execute(
    tx.db,
  );

const standing = (books: Awaited<ReturnType<typeof openBooks>>) =>
  books.work((tx) => listAlarms(tx)).then((alarms) => alarms.filter(({ kind }) => kind === DATA_MISSING));

describe("X-16 DP-017 SEC-84 N-03 the bank-freshness gate", () => {
  test("a file that did not come: nothing leaves, it is said which, called for at noon, and made up once it is there", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    books.at("2026-04-07T18:30");
    await books.statementOf("2026-04-01");
    expect(await books.run()).toMatchObject({
      state: "waiting",
      missing: [{ bankAccountId: books.bankAccountId, why: "noLaterFile", completeThrough: "2026-04-01" }],
    });
    expect(await books.levels(claim)).toEqual([]);
    expect(await standing(books)).toMatchObject([{ subjectId: books.ledgerId, dayOn: "2026-04-07" }]);
    books.at("2026-04-08T12:00");
    await callForData(books.platform, books.context, books.ledgerId);
    expect(await standing(books)).toHaveLength(2);
    await books.statementOf("2026-04-02");
    expect(await books.evening("2026-04-08")).toMatchObject({ state: "done", taken: 1 });
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-08"]);
    expect(await standing(books)).toEqual([]);
    expect(await books.work((tx) => recentRuns(tx, books.ledgerId, 5))).toMatchObject([
      { dayOn: "2026-04-08", state: "done", steps: 1 },
      { dayOn: "2026-04-07", state: "waiting" },
    ]);
  });

  test("DP-015 DP-019 a day that was missed is made up by the next working day's run, late and not doubled, and the rest follows", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    await books.evening("2026-04-09");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-09"]);
    await books.evening("2026-04-15");
    await books.evening("2026-04-16");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-09", "remind2 2026-04-16"]);
  });

  test("F-07 days without a run are named, and so is what the next run made up for them; Easter is no day that was missed", async () => {
    const books = await openBooks(installation);
    await books.bill(await books.party());
    const gaps = async () => {
      const { madeUp, missing } = await books.work((tx) => followUpToday(tx, books.ledgerId));
      return { madeUp, missing };
    };
    expect(await gaps(), "nothing ran yet").toEqual({ madeUp: null, missing: [] });
    await books.evening("2026-04-01");
    books.at("2026-04-08T09:00");
    expect(await gaps()).toEqual({ madeUp: null, missing: ["2026-04-02", "2026-04-07"] });
    await books.evening("2026-04-09");
    const missed = ["2026-04-02", "2026-04-07", "2026-04-08"];
    expect(await gaps()).toEqual({ madeUp: { ranOn: "2026-04-09", missed, steps: 1 }, missing: [] });
    await books.evening("2026-04-10");
    expect(await gaps(), "told until the run after").toEqual({ madeUp: null, missing: [] });
  });

  test("on a day off nothing happens", async () => {
    const books = await openBooks(installation);
    await books.bill(await books.party());
    books.at("2026-04-11T18:30");
    expect(await books.run()).toMatchObject({ state: "closedDay", taken: 0 });
  });

  test("a hole in the chain of statements counts as missing, and who presses is told so too", async () => {
    const books = await openBooks(installation);
    await books.bill(await books.party());
    books.at("2026-04-07T06:00");
    await prepareFollowUp(books.platform, books.context, books.ledgerId, books.rests);
    books.at("2026-04-07T18:30");
    await books.statementOf("2026-04-01");
    await books.statementOf("2026-04-02");
    await asSuperuser(
      installation,
      "update bank_statement set opening_minor = 7 where ledger_id = $1 and to_on = '2026-04-02'",
      [books.ledgerId],
    );
    const { missing } = await books.work((tx) => freshnessOf(tx, books.ledgerId));
    expect(missing).toMatchObject([{ why: "statementGap", completeThrough: "2026-04-01" }]);
    const wish = { ledgerId: books.ledgerId, asOf: "2026-04-07", approval: "standing", resting: books.rests } as const;
    const { id } = await books.work((tx) => proposeFollowUp(tx, wish));
    await books.work((tx) => approveProposal(tx, id));
    await expect(applyFollowUp(books.platform, books.context, id, { resting: books.rests })).rejects.toMatchObject({
      code: "FOLLOW_UP_DATA_MISSING",
      facts: { needed: "2026-04-02" },
    });
  });

  test("a lump on the statement whose payments have not come: the day before it is the last that is complete", async () => {
    const books = await openBooks(installation);
    await books.statementOf("2026-04-01");
    await books.statementOf("2026-04-02");
    const standing = (detailSource: string) =>
      books
        .work((tx) => changeSource(tx, books.bankAccountId, detailSource))
        .then(() => books.work((tx) => standingOfSources(tx, books.ledgerId)));
    expect(await standing("camt054")).toMatchObject([{ completeThrough: "2026-04-02", endsBy: "noLaterFile" }]);
    await books.work((tx) => lumpOn(tx, books.ledgerId, "2026-04-02"));
    expect(await standing("camt054")).toMatchObject([{ completeThrough: "2026-04-01", endsBy: "detailsMissing" }]);
    expect(await standing("camt053")).toMatchObject([{ completeThrough: "2026-04-02" }]);
  });

  test("a ledger without a bank account is never complete", async () => {
    const books = await openBooks(installation);
    await asSuperuser(installation, "delete from bank_account where ledger_id = $1", [books.ledgerId]);
    expect(await books.work((tx) => freshnessOf(tx, books.ledgerId))).toMatchObject({
      missing: [{ why: "noBankAccount" }],
    });
  });

  test("no file will come: two persons of head office declare the account complete, with a reason; one is not enough", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    books.at("2026-04-07T17:00");
    const { ledgerId, bankAccountId } = books;
    const wish = { ledgerId, bankAccountId, throughOn: "2026-04-02", reason: "Banken har inget att skicka" };
    const id = await books.work((tx) => declareComplete(tx, wish), books.person("hq-one"));
    expect(await books.run()).toMatchObject({ state: "waiting", missing: [{ why: "nothingYet" }] });
    await expect(books.work((tx) => confirmComplete(tx, id), books.person("hq-one"))).rejects.toMatchObject({
      code: "FOLLOW_UP_DECLARATION_OWN",
    });
    await books.work((tx) => confirmComplete(tx, id), books.person("hq-two"));
    await expect(books.work((tx) => confirmComplete(tx, id), books.person("hq-two"))).rejects.toMatchObject({
      code: "FOLLOW_UP_DECLARATION_CONFIRMED",
    });
    expect(await books.run()).toMatchObject({ state: "done", taken: 1 });
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07"]);
    expect(await books.work((tx) => declarationsOf(tx, ledgerId))).toMatchObject([
      { declaredBy: "user:hq-one", confirmedBy: "user:hq-two" },
    ]);
    await expect(books.work((tx) => declareComplete(tx, { ...wish, throughOn: "2026-04-07" }))).rejects.toMatchObject({
      code: "FOLLOW_UP_DAY_WRONG",
      facts: { latest: "2026-04-06" },
    });
  });
});
