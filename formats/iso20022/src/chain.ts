/** From page to statement, and from statement to statement. */
import { accountNumber } from "./camt-transaction.ts";
import type { EntryTotals, FullStatement, SideTotal } from "./camt-model.ts";
import { isWhole, proveStatement, summaryFits } from "./camt-statement.ts";
import { createProblemList, type Problem, type ProblemList } from "./problems.ts";

/** Pages put together, those still waiting for others, and what is wrong with the whole ones. */
export interface CollectedPages {
  readonly whole: readonly FullStatement[];
  readonly waiting: readonly FullStatement[];
  readonly problems: readonly Problem[];
}

const plusSide = (a: SideTotal, b: SideTotal): SideTotal => ({ count: a.count + b.count, minor: a.minor + b.minor });
const plusTotals = (a: EntryTotals, b: EntryTotals): EntryTotals => ({
  credit: plusSide(a.credit, b.credit),
  debit: plusSide(a.debit, b.debit),
});

/** The pages of one statement, complete and in order: the last one there, none missing between. */
function isComplete(pages: readonly FullStatement[]): boolean {
  const numbers = pages.map(({ page }) => page?.number ?? 1);
  const start = numbers[0] ?? 1;
  const isContiguous = numbers.every((number, index) => number === start + index);
  const hasStart = start === 1 || pages[0]?.openingMinor !== undefined;
  return isContiguous && hasStart && pages.at(-1)?.page?.last === true;
}

/** One statement of its pages. A summary that sums only its own page is right and says nothing of the whole. */
function mergePages(pages: readonly FullStatement[], first: FullStatement): Omit<FullStatement, "posts"> {
  const entries = pages.flatMap((page) => page.entries).map((entry, index) => ({ ...entry, position: index + 1 }));
  const ofWhole = pages.find(({ summary, totals }) => summary !== undefined && !summaryFits(summary, totals));
  return {
    ...first,
    page: { number: 1, last: true },
    balances: pages.flatMap((page) => page.balances),
    summary: ofWhole?.summary,
    totals: pages.map(({ totals }) => totals).reduce(plusTotals),
    booked: pages.map(({ booked }) => booked).reduce(plusTotals),
    toOn: pages.at(-1)?.toOn ?? first.toOn,
    entries,
  };
}

/**
 * Collects the pages of statements with the same account and id. Statements of a single page pass through; a whole one
 * is proved anew; the rest waits. The order in which pages come does not matter.
 */
export function collectPages(pages: readonly FullStatement[]): CollectedPages {
  const groups = Map.groupBy(pages, ({ account, id }) => JSON.stringify([accountNumber(account), id]));
  const whole: FullStatement[] = [];
  const waiting: FullStatement[] = [];
  const problems = createProblemList();
  for (const group of groups.values()) {
    const ordered = group.toSorted((a, b) => (a.page?.number ?? 1) - (b.page?.number ?? 1));
    const [first] = ordered;
    if (first === undefined) continue;
    if (ordered.every(({ page, openingMinor }) => isWhole(page, openingMinor))) whole.push(...ordered);
    else if (isComplete(ordered)) whole.push(proveMerged(problems, mergePages(ordered, first)));
    else waiting.push(...ordered);
  }
  return { whole, waiting, problems: problems.listed };
}

function proveMerged(problems: ProblemList, { entries, ...figures }: Omit<FullStatement, "posts">): FullStatement {
  return { ...proveStatement(problems, figures), entries };
}

/** What the chain check needs of a statement; stored statements fit as well as ones just read. */
export interface StatementLink {
  readonly electronicSequence: number | undefined;
  readonly closingOn: Temporal.PlainDate | undefined;
  readonly openingMinor: bigint | undefined;
  readonly closingMinor: bigint | undefined;
}

/** Days are missing between two statements of one account. Dunning on it waits until they have come. */
export interface StatementGap<Link extends StatementLink> {
  readonly code: "STATEMENT_GAP";
  readonly previous: Link;
  readonly next: Link;
  /** The previous closing balance, which the next opening balance should have been. */
  readonly expectedMinor: bigint | undefined;
  readonly foundMinor: bigint | undefined;
  /** Sequence numbers that did not come; 0 when the bank gives none or began a new series. */
  readonly missingCount: number;
}

/** By the closing balance's date; the sequence number orders statements of one day, as banks start it anew each year. */
function inOrder(a: StatementLink, b: StatementLink): number {
  const byDate = a.closingOn && b.closingOn ? Temporal.PlainDate.compare(a.closingOn, b.closingOn) : 0;
  return byDate !== 0 ? byDate : (a.electronicSequence ?? 0) - (b.electronicSequence ?? 0);
}

function gapBetween<Link extends StatementLink>(previous: Link, next: Link): StatementGap<Link> | undefined {
  const step = (next.electronicSequence ?? 0) - (previous.electronicSequence ?? 0);
  const isNumbered = previous.electronicSequence !== undefined && next.electronicSequence !== undefined;
  const missingCount = isNumbered && step > 1 ? step - 1 : 0;
  const expectedMinor = previous.closingMinor;
  const foundMinor = next.openingMinor;
  if (missingCount === 0 && expectedMinor === foundMinor) return undefined;
  return { code: "STATEMENT_GAP", previous, next, expectedMinor, foundMinor, missingCount };
}

/**
 * Gaps in the statements of one account: an opening balance that is not the closing balance before it, or sequence
 * numbers left out. Statements may come in any order; the result does not depend on it.
 */
export function findStatementGaps<Link extends StatementLink>(
  statements: readonly Link[],
): readonly StatementGap<Link>[] {
  const ordered = statements.toSorted(inOrder);
  return ordered.slice(1).flatMap((next, index) => {
    const previous = ordered[index];
    return previous === undefined ? [] : (gapBetween(previous, next) ?? []);
  });
}
