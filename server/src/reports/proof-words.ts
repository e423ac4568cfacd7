import { formatDecimal } from "@kvitt/values";
import {
  PARTNER_FLOWS,
  REPAYMENT_FLOWS,
  type MoneyFlow,
  type OpenLump,
  type ProofFigures,
  type ProofLine,
  type ProofLineName,
  type ProofPart,
} from "./proof-types.ts";

function amount(minor: bigint): string {
  return formatDecimal(minor, 2);
}

function line(name: ProofLineName, sentence: string, differenceMinor: bigint, parts: readonly ProofPart[]): ProofLine {
  const holds = differenceMinor === 0n;
  const verdict = holds ? "holds" : `is off by ${amount(differenceMinor)}`;
  return { name, sentence: `${sentence}: ${verdict}.`, parts, differenceMinor, holds };
}

/** The rows behind a part, by name; a part without rows has none. */
export type Behind = ReadonlyMap<
  string,
  { readonly of: string; readonly count: bigint; readonly ids: readonly string[] }
>;

function part(behind: Behind, name: string, amountMinor: bigint): ProofPart {
  return { name, amountMinor, of: "account", count: 0n, ids: [], ...behind.get(name) };
}

function receivables(day: ProofFigures, behind: Behind): ProofLine {
  const { issued, givenBack, settled, credited, lost } = day.flows;
  const addedMinor = issued.amountMinor + givenBack.amountMinor;
  const should = day.openYesterdayMinor + addedMinor - settled.amountMinor - credited.amountMinor - lost.amountMinor;
  const isBack = givenBack.entries > 0n;
  const told = isBack ? ` + given back ${amount(givenBack.amountMinor)}` : "";
  const sentence =
    `Open yesterday ${amount(day.openYesterdayMinor)} + issued ${amount(issued.amountMinor)}${told} - settled ${amount(settled.amountMinor)}` +
    ` - credited ${amount(credited.amountMinor)} - lost ${amount(lost.amountMinor)} = open today ${amount(day.openTodayMinor)}`;
  return line("receivables", sentence, day.openTodayMinor - should, [
    part(behind, "openYesterday", day.openYesterdayMinor),
    part(behind, "issued", issued.amountMinor),
    ...(isBack ? [part(behind, "givenBack", givenBack.amountMinor)] : []),
    part(behind, "settled", settled.amountMinor),
    part(behind, "credited", credited.amountMinor),
    part(behind, "lost", lost.amountMinor),
    part(behind, "openToday", day.openTodayMinor),
  ]);
}

function receivableAccount(day: ProofFigures, behind: Behind): ProofLine {
  const sentence = `Open items ${amount(day.openTodayMinor)} = receivable account ${amount(day.receivableAccountMinor)}`;
  return line("receivableAccount", sentence, day.openTodayMinor - day.receivableAccountMinor, [
    part(behind, "openToday", day.openTodayMinor),
    part(behind, "receivableAccount", day.receivableAccountMinor),
  ]);
}

const flowPart = (name: string, { amountMinor, entries, ids }: MoneyFlow): ProofPart => ({
  name,
  amountMinor,
  of: "entry",
  count: entries,
  ids,
});

function partners({ partners: of }: ProofFigures, behind: Behind): ProofLine[] {
  if (!of) return [];
  const { taken, refunded, chargedBack, wonBack, paidOut } = of.flows;
  const sentence =
    `With partners yesterday ${amount(of.yesterdayMinor)} + taken ${amount(taken.amountMinor)} - refunded ${amount(refunded.amountMinor)}` +
    ` - charged back ${amount(chargedBack.amountMinor)} + won back ${amount(wonBack.amountMinor)} - paid out ${amount(paidOut.amountMinor)} = with partners today ${amount(of.todayMinor)}`;
  return [
    line("partners", sentence, of.differenceMinor, [
      part(behind, "withPartnersYesterday", of.yesterdayMinor),
      ...PARTNER_FLOWS.map((name) => flowPart(name, of.flows[name])),
      part(behind, "withPartners", of.todayMinor),
    ]),
  ];
}

function repayments({ repayments: of }: ProofFigures, behind: Behind): ProofLine[] {
  if (!of) return [];
  const { ordered, orderedBack, paidByBank } = of.flows;
  const sentence =
    `Repayments under way yesterday ${amount(of.yesterdayMinor)} + ordered ${amount(ordered.amountMinor)} - taken back ${amount(orderedBack.amountMinor)}` +
    ` - paid by the bank ${amount(paidByBank.amountMinor)} = under way today ${amount(of.todayMinor)}`;
  return [
    line("repayments", sentence, of.differenceMinor, [
      part(behind, "repaymentsYesterday", of.yesterdayMinor),
      ...REPAYMENT_FLOWS.map((name) => flowPart(name, of.flows[name])),
      part(behind, "repayments", of.todayMinor),
    ]),
  ];
}

function bankLines(day: ProofFigures, behind: Behind): ProofLine {
  const sum = (
    of: "linesMinor" | "settledMinor" | "customerCreditMinor" | "unallocatedMinor" | "otherMinor" | "differenceMinor",
  ) => day.files.reduce((total, file) => total + file[of], 0n);
  const other = sum("otherMinor") === 0n ? "" : ` + other accounts ${amount(sum("otherMinor"))}`;
  const sentence =
    `Bank lines in ${amount(sum("linesMinor"))} = settled ${amount(sum("settledMinor"))} + customer credit ${amount(sum("customerCreditMinor"))}` +
    ` + unallocated ${amount(sum("unallocatedMinor"))}${other}`;
  // Two files may be off against each other: the day holds only when each file does.
  const offMinor =
    sum("differenceMinor") !== 0n
      ? sum("differenceMinor")
      : (day.files.find((file) => file.differenceMinor !== 0n)?.differenceMinor ?? 0n);
  return line("bankLines", sentence, offMinor, [
    part(behind, "linesIn", sum("linesMinor")),
    part(behind, "linesSettled", sum("settledMinor")),
    part(behind, "customerCredit", sum("customerCreditMinor")),
    part(behind, "unallocated", sum("unallocatedMinor")),
    part(behind, "otherAccounts", sum("otherMinor")),
  ]);
}

function lumpsPart(name: string, of: OpenLump["of"], lumps: readonly OpenLump[], most: number): ProofPart {
  const mine = lumps.filter((lump) => lump.of === of);
  const amountMinor = mine.reduce((sum, lump) => sum + lump.amountMinor, 0n);
  return { name, amountMinor, of, count: BigInt(mine.length), ids: mine.slice(0, most).map((lump) => lump.id) };
}

function bankClearing(day: ProofFigures, behind: Behind, most: number): ProofLine {
  const waiting = lumpsPart("unpairedLumps", "bankBatch", day.lumps, most);
  const ahead = lumpsPart("aheadOfFile", "statementLine", day.lumps, most);
  const repeated = lumpsPart("repeatedLines", "bankLine", day.lumps, most);
  const lumps = day.lumps.filter((lump) => lump.of !== "bankLine");
  const oldest = lumps.reduce((age, lump) => Math.max(age, lump.ageDays), 0);
  const age = lumps.length > 0 ? ` (${lumps.length}, the oldest ${oldest} days)` : "";
  const unpairedMinor = waiting.amountMinor + ahead.amountMinor;
  const told =
    repeated.count === 0n
      ? ""
      : ` + repeated lines in paired lumps ${amount(repeated.amountMinor)} (${repeated.count})`;
  const sentence = `Bank clearing ${amount(day.bankClearingMinor)} = unpaired lumps ${amount(unpairedMinor)}${age}${told}`;
  return line("bankClearing", sentence, day.bankClearingMinor - unpairedMinor - repeated.amountMinor, [
    part(behind, "bankClearing", day.bankClearingMinor),
    waiting,
    ahead,
    ...(repeated.count === 0n ? [] : [repeated]),
  ]);
}

function bank(day: ProofFigures, behind: Behind): ProofLine {
  const closing: ProofPart = {
    name: "closingBalance",
    amountMinor: day.closingMinor,
    of: "bankStatement",
    count: BigInt(day.statements.length),
    ids: day.statements.map((statement) => statement.id),
  };
  const sentence = `Bank account ${amount(day.bankMinor)} = closing balance ${amount(day.closingMinor)}`;
  return line("bank", sentence, day.bankMinor - day.closingMinor, [part(behind, "bank", day.bankMinor), closing]);
}

/** A day's figures as equations in words, each with its parts and its difference. `most` caps the ids shown beside a count. */
export function proofLines(day: ProofFigures, behind: Behind, most: number): ProofLine[] {
  return [
    receivables(day, behind),
    receivableAccount(day, behind),
    ...partners(day, behind),
    bankLines(day, behind),
    bankClearing(day, behind, most),
    ...repayments(day, behind),
    bank(day, behind),
  ];
}
