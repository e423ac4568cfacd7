import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { breaches, testPlatform, trialBalance, type TestPlatform } from "../../testkit/index.ts";
import { approveProposal, listAlarms } from "../controls/index.ts";
import { ledgerChecks } from "../ledger/index.ts";
import { marketPack, type AccountRole, type Country } from "../markets/index.ts";
import { ADDRESS, EMAIL, openBooks, type Books } from "./books.fixture.ts";
import { applyFollowUp, caseOf, collectionsChecks, saveAgencyAgreement } from "./index.ts";

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

const DUE = Temporal.PlainDate.from("2026-05-29");

/** Every working day from the due day on: the run, and a person of head office who presses for all that waits. */
async function lived(books: Books, country: string, days: number): Promise<void> {
  const { days: calendar } = marketPack(country);
  for (let day = DUE; Temporal.PlainDate.compare(day, DUE.add({ days })) < 0; day = day.add({ days: 1 })) {
    if (!calendar.isWorkingDay(day)) continue;
    const { state, forPerson } = await books.evening(day.toString());
    expect([day.toString(), state]).toEqual([day.toString(), "done"]);
    if (forPerson === null) continue;
    await books.work((tx) => approveProposal(tx, forPerson), books.person("hq"));
    await applyFollowUp(books.platform, books.person("hq"), forPerson, { resting: books.rests });
    await books.handOver();
  }
}

/** The steps of a claim as text: day, level, fee, and the day the letter gives. */
async function ladderOf(books: Books, claim: string): Promise<string[]> {
  const { events } = await books.work((tx) => caseOf(tx, claim, books.rests));
  return events.flatMap((event) => {
    if (event.kind !== "step") return [];
    const { takenOn, level, feeMinor, deadlineOn } = event.step;
    return [`${takenOn} ${level} ${feeMinor} ${deadlineOn ?? "-"}`];
  });
}

const agreedWithAgency = ({ work, ledgerId }: Books) =>
  work((tx) =>
    saveAgencyAgreement(tx, {
      ...{ ledgerId, agency: "Exempel Inkasso", clientId: "K-1", secret: "a-secret-of-the-agency", state: "active" },
      ...{ leavesWeek: 1, leavesWeekday: 2 },
    }),
  );

async function claimIn(books: Books): Promise<string> {
  const payer = await books.party({ name: "Kim Example", contacts: [EMAIL, ADDRESS] });
  return books.bill(payer, { dueOn: DUE.toString(), openedOn: "2026-05-01" });
}

/** Every statement holds and nobody was called; gives the books' balances. */
async function whole(books: Books): Promise<Record<string, bigint>> {
  expect(await breaches(books.platform, books.context, [...collectionsChecks, ...ledgerChecks])).toEqual([]);
  expect(await books.work((tx) => listAlarms(tx))).toEqual([]);
  return trialBalance(books.platform, books.context, books.ledgerId);
}

type Case = readonly [Country, number, readonly string[], { readonly mail: number; readonly print: number }, bigint];

describe("X-19 DP-010 DP-022 one claim through the timetable of a market, in books of that market", () => {
  // Denmark: the worked days of renteloven 9 b and inkassoloven 10. Italy: 10, 15 and 15 days, then 15 to pay, by post. USA: by age, 31, 61 and 91 days.
  test.each<Case>([
    [
      "DK",
      60,
      [
        "2026-06-03 nudge 0 -",
        "2026-06-15 remind1 10000 2026-06-25",
        "2026-06-25 remind2 10000 2026-07-06",
        "2026-07-06 collectionNotice 10000 2026-07-16",
        "2026-07-20 agency 10000 -",
      ],
      { mail: 4, print: 0 },
      400_00n,
    ],
    [
      "IT",
      68,
      [
        "2026-06-08 remind1 0 -",
        "2026-06-23 remind2 0 -",
        "2026-07-08 paymentDemand 0 2026-07-23",
        "2026-07-28 agency 0 -",
      ],
      { mail: 2, print: 1 },
      0n,
    ],
    [
      "US",
      136,
      [
        "2026-06-08 nudge 0 -",
        "2026-06-29 remind1 0 -",
        "2026-07-29 remind2 0 -",
        "2026-08-28 collectionNotice 0 2026-09-28",
        "2026-10-05 agency 0 -",
      ],
      { mail: 4, print: 0 },
      0n,
    ],
  ])("%s", async (market, days, steps, letters, feesMinor) => {
    const books = await openBooks(installation, { market, startsAt: "2026-04-20T09:00" });
    await agreedWithAgency(books);
    const claim = await claimIn(books);
    await lived(books, market, days);
    expect(await ladderOf(books, claim)).toEqual(steps);
    expect({ mail: books.mail.order.length, print: books.print.order.length }).toEqual(letters);
    const { accounts } = marketPack(market);
    const codeOf = (role: AccountRole) => accounts.find((account) => account.role === role)!.code;
    const balance = await whole(books);
    expect(balance[codeOf("receivable")]).toBe(120_000n + feesMinor);
    expect(balance[codeOf("feeIncome")] ?? 0n).toBe(-feesMinor);
  });
});
