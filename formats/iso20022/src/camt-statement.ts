/** A statement around its entries: head, balances and summary, and whether it adds up. */
import { readAccount } from "./camt-transaction.ts";
import type {
  Account,
  Balance,
  CamtKind,
  Entry,
  EntryTotals,
  Page,
  Statement,
  StatementHead,
  Summary,
} from "./camt-model.ts";
import {
  amountOf,
  child,
  childrenOf,
  countOf,
  dateIn,
  dateOf,
  flagOf,
  indicatorOf,
  minorOf,
  once,
  required,
  signed,
  textAt,
  type CreditDebit,
  type Reading,
} from "./fields.ts";
import type { ProblemList } from "./problems.ts";
import type { XmlNode } from "./xml.ts";

const noTotals: EntryTotals = { credit: { count: 0, minor: 0n }, debit: { count: 0, minor: 0n } };
const noAccount: Account = { iban: undefined, other: undefined, scheme: undefined };

/** Entry totals by currency, all and booked, kept while entries pass. */
export interface RunningTotals {
  add(entry: Entry): void;
  all(currency: string | undefined): EntryTotals;
  booked(currency: string | undefined): EntryTotals;
  /** The currency of the first entry, for accounts that name none. */
  first(): string | undefined;
  /** Currencies of entries that were not held, in order of first sight. */
  currencies(): readonly string[];
}

function plus(totals: EntryTotals, creditDebit: CreditDebit, minor: bigint): EntryTotals {
  const side = creditDebit === "CRDT" ? "credit" : "debit";
  return { ...totals, [side]: { count: totals[side].count + 1, minor: totals[side].minor + minor } };
}

/** Totals of a statement whose entries are not kept. */
export function createRunningTotals(): RunningTotals {
  const all = new Map<string, EntryTotals>();
  const booked = new Map<string, EntryTotals>();
  const trusted = new Set<string>();
  const count = (totals: Map<string, EntryTotals>, { currency, creditDebit, amountMinor }: Entry): void => {
    totals.set(currency, plus(totals.get(currency) ?? noTotals, creditDebit, amountMinor));
  };
  const of = (totals: Map<string, EntryTotals>, currency: string | undefined): EntryTotals =>
    totals.get(currency ?? "") ?? noTotals;
  return {
    add(entry) {
      count(all, entry);
      if (entry.status === "BOOK") count(booked, entry);
      if (entry.treatment !== "held") trusted.add(entry.currency);
    },
    all: (currency) => of(all, currency),
    booked: (currency) => of(booked, currency),
    first: () => all.keys().next().value,
    currencies: () => [...trusted],
  };
}

/** A page number element, wherever it stands. */
export function readPage(reading: Reading, node: XmlNode | undefined): Page | undefined {
  const number = countOf(reading, child(node, "PgNb"));
  const last = flagOf(reading, child(node, "LastPgInd"));
  return number === undefined || last === undefined ? undefined : { number, last };
}

function readBalance(reading: Reading, node: XmlNode): Balance | undefined {
  const amount = amountOf(reading, required(reading, node, "Amt"), "Bal/Amt");
  const creditDebit = indicatorOf(reading, required(reading, node, "CdtDbtInd"));
  if (amount === undefined || creditDebit === undefined) return undefined;
  const type = child(node, "Tp");
  const code = textAt(type, "CdOrPrtry", "Cd") ?? textAt(type, "CdOrPrtry", "Prtry") ?? "";
  return {
    line: node.line,
    type: code,
    interim: code === "ITBD" || textAt(type, "SubTp", "Cd") === "INTM",
    signedMinor: signed(amount.minor, creditDebit),
    currency: amount.currency,
    on: dateIn(reading, child(node, "Dt")),
  };
}

/** Every Bal that can be read. */
export function readBalances(reading: Reading, node: XmlNode): readonly Balance[] {
  return childrenOf(node, "Bal").flatMap((bal) => readBalance(reading, bal) ?? []);
}

/** The currency that opening and closing balances share, for accounts that do not name their own. */
function balanceCurrency(balances: readonly Balance[]): string | undefined {
  const proving = balances.filter(({ type }) => type === "OPBD" || type === "PRCD" || type === "CLBD");
  const currencies = new Set(proving.map(({ currency }) => currency));
  return currencies.size === 1 ? proving[0]?.currency : undefined;
}

/** The head as far as it has been read: complete when `node` is, partial while entries still come. */
export function readHead(
  reading: Reading,
  node: XmlNode,
  kind: CamtKind,
  messagePage: Page | undefined,
): StatementHead {
  const acct = child(node, "Acct");
  const period = child(node, "FrToDt");
  const number = (name: string): number | undefined => countOf(reading, child(node, name));
  return {
    kind,
    line: node.line,
    id: textAt(node, "Id"),
    electronicSequence: number("ElctrncSeqNb"),
    legalSequence: number("LglSeqNb"),
    createdAt: textAt(node, "CreDtTm"),
    fromOn: dateOf(reading, child(period, "FrDtTm")),
    toOn: dateOf(reading, child(period, "ToDtTm")),
    copyDuplicate: textAt(node, "CpyDplctInd"),
    account: readAccount(acct) ?? noAccount,
    accountOwner: textAt(acct, "Ownr", "Nm"),
    servicerBic: textAt(acct, "Svcr", "FinInstnId", "BICFI") ?? textAt(acct, "Svcr", "FinInstnId", "BIC"),
    currency: textAt(acct, "Ccy") ?? balanceCurrency(readBalances(reading, node)),
    page:
      readPage(reading, child(node, "StmtPgntn") ?? child(node, "NtfctnPgntn") ?? child(node, "RptPgntn")) ??
      messagePage,
  };
}

function readSide(reading: Reading, node: XmlNode | undefined, currency: string) {
  const sum = child(node, "Sum");
  return {
    count: countOf(reading, child(node, "NbOfNtries")),
    minor: sum === undefined ? undefined : minorOf(reading, sum, "TxsSummry/Sum", currency),
  };
}

/** TtlNetNtryAmt with a direction beside it in version 02; `TtlNetNtry` holding both from 04 on. */
function readNet(reading: Reading, total: XmlNode | undefined, currency: string): bigint | undefined {
  const later = child(total, "TtlNetNtry");
  const amount = later === undefined ? child(total, "TtlNetNtryAmt") : child(later, "Amt");
  const direction = indicatorOf(reading, child(later ?? total, "CdtDbtInd"));
  if (amount === undefined || direction === undefined) return undefined;
  const minor = minorOf(reading, amount, "TxsSummry/TtlNetNtry", currency);
  return minor === undefined ? undefined : signed(minor, direction);
}

/** TxsSummry, in the currency of the account. */
export function readSummary(reading: Reading, node: XmlNode, currency: string): Summary | undefined {
  const summary = once(reading, node, "TxsSummry");
  if (summary === undefined) return undefined;
  const total = child(summary, "TtlNtries");
  const both = readSide(reading, total, currency);
  const credit = readSide(reading, child(summary, "TtlCdtNtries"), currency);
  const debit = readSide(reading, child(summary, "TtlDbtNtries"), currency);
  return {
    line: summary.line,
    count: both.count,
    sumMinor: both.minor,
    netSignedMinor: readNet(reading, total, currency),
    creditCount: credit.count,
    creditMinor: credit.minor,
    debitCount: debit.count,
    debitMinor: debit.minor,
  };
}

/** Whether every figure the summary states is that of the entries. */
export function summaryFits(summary: Summary, { credit, debit }: EntryTotals): boolean {
  const same = <T>(stated: T | undefined, found: T): boolean => stated === undefined || stated === found;
  return (
    same(summary.count, credit.count + debit.count) &&
    same(summary.sumMinor, credit.minor + debit.minor) &&
    same(summary.netSignedMinor, credit.minor - debit.minor) &&
    same(summary.creditCount, credit.count) &&
    same(summary.creditMinor, credit.minor) &&
    same(summary.debitCount, debit.count) &&
    same(summary.debitMinor, debit.minor)
  );
}

/** The one balance of these types; two that differ are a problem, and an earlier type in the list is preferred. */
function balanceOf(problems: ProblemList, balances: readonly Balance[], types: readonly string[]): Balance | undefined {
  for (const type of types) {
    const found = balances.filter((balance) => balance.type === type && !balance.interim);
    const [first] = found;
    const other = found.find(({ signedMinor }) => signedMinor !== first?.signedMinor);
    if (other !== undefined) problems.add("BALANCE_REPEATED", other.line, "Bal", type);
    if (first !== undefined) return first;
  }
  return undefined;
}

/** Whether a page stands alone: the last one, and either the first or one that begins with an opening balance. */
export function isWhole(page: Page | undefined, openingMinor: bigint | undefined): boolean {
  return page === undefined || (page.last && (page.number === 1 || openingMinor !== undefined));
}

/** A statement's figures, before it is known whether they hold together. */
export type StatementFigures = Omit<Statement, "openingMinor" | "openingOn" | "closingMinor" | "closingOn" | "posts">;

function findBalances(problems: ProblemList, statement: StatementFigures) {
  const inCurrency = statement.balances.filter(({ currency }) => currency === statement.currency);
  const opening = balanceOf(problems, inCurrency, ["OPBD", "PRCD"]);
  const closing = balanceOf(problems, inCurrency, ["CLBD"]);
  return {
    openingMinor: opening?.signedMinor,
    openingOn: opening?.on,
    closingMinor: closing?.signedMinor,
    closingOn: closing?.on,
  };
}

function checkProof(
  problems: ProblemList,
  { line, booked }: StatementFigures,
  openingMinor: bigint | undefined,
  closingMinor: bigint | undefined,
): void {
  if (openingMinor === undefined || closingMinor === undefined) {
    problems.add("BALANCE_MISSING", line, "Bal", openingMinor === undefined ? "OPBD" : "CLBD");
  } else if (openingMinor + booked.credit.minor - booked.debit.minor !== closingMinor) {
    problems.add("STATEMENT_DOES_NOT_ADD_UP", line, "Bal");
  }
}

/**
 * Holds a statement's figures together: pages whole, balances there and adding up (camt.053 only), summary equal to the
 * entries. Also used for a statement put together from its pages.
 */
export function proveStatement(problems: ProblemList, statement: StatementFigures): Statement {
  const before = problems.count;
  const { kind, line, account, summary, totals, booked } = statement;
  if (account.iban === undefined && account.other === undefined) problems.add("ACCOUNT_MISSING", line, "Acct/Id");
  const found = findBalances(problems, statement);
  const { openingMinor, closingMinor } = found;
  if (!isWhole(statement.page, openingMinor)) {
    problems.add("PAGES_INCOMPLETE", line, "MsgPgntn", String(statement.page?.number));
  } else {
    if (kind === "camt.053") checkProof(problems, statement, openingMinor, closingMinor);
    if (summary !== undefined && !summaryFits(summary, totals) && !summaryFits(summary, booked)) {
      problems.add("SUMMARY_MISMATCH", summary.line, "TxsSummry");
    }
  }
  return { ...statement, ...found, posts: kind !== "camt.052" && problems.count === before };
}

/** The statement once its element has closed. */
export function readStatement(
  reading: Reading,
  node: XmlNode,
  kind: CamtKind,
  messagePage: Page | undefined,
  totals: RunningTotals,
): Statement {
  reading.where = "";
  const head = readHead(reading, node, kind, messagePage);
  const currency = head.currency ?? totals.first();
  const figures: StatementFigures = {
    ...head,
    currency,
    balances: readBalances(reading, node),
    summary: readSummary(reading, node, currency ?? ""),
    totals: totals.all(currency),
    booked: totals.booked(currency),
    additionalInfo: textAt(node, "AddtlStmtInf") ?? textAt(node, "AddtlNtfctnInf"),
  };
  const proved = proveStatement(reading.problems, figures);
  const other = totals.currencies().find((seen) => seen !== currency);
  if (other === undefined) return proved;
  reading.problems.add("STATEMENT_CURRENCY_OTHER", node.line, "Acct/Ccy", other);
  return { ...proved, posts: false };
}
