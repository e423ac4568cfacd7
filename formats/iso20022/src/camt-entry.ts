/** One Ntry: its fields, its batches and transactions, and what may be done with it. */
import type { Money } from "@kvitt/values";
import { settleTransactions, type SettledTransactions } from "./camt-amounts.ts";
import type { Batch, Entry, Treatment } from "./camt-model.ts";
import { readBankCode, readCharges, type StatedTransaction } from "./camt-transaction.ts";
import {
  amountOf,
  child,
  childrenOf,
  countOf,
  dateIn,
  flagOf,
  indicatorOf,
  once,
  required,
  signed,
  textAt,
  textOf,
  textsOf,
  type Reading,
} from "./fields.ts";
import type { XmlNode } from "./xml.ts";

/** What the statement knows when the entry closes. */
export interface EntryContext {
  readonly position: number;
  /** The account's currency as far as the file has told; undefined lets the entry's own stand. */
  readonly accountCurrency: string | undefined;
  readonly transactions: readonly StatedTransaction[];
  /** camt.052 informs only. */
  readonly informs: boolean;
}

function readBatch(reading: Reading, node: XmlNode): Batch {
  return {
    msgId: textAt(node, "MsgId"),
    pmtInfId: textAt(node, "PmtInfId"),
    count: countOf(reading, child(node, "NbOfTxs")),
    total: amountOf(reading, child(node, "TtlAmt"), "Btch/TtlAmt"),
    creditDebit: indicatorOf(reading, child(node, "CdtDbtInd")),
  };
}

/** BOOK, PDNG, INFO, FUTR: the text itself up to version 06, inside `Cd` from 08 on. */
function readStatus(reading: Reading, node: XmlNode): string | undefined {
  const status = once(reading, node, "Sts");
  return textOf(status) ?? textAt(status, "Cd") ?? textAt(status, "Prtry");
}

interface BatchFindings {
  readonly batches: readonly Batch[];
  readonly totalsFit: boolean;
}

/** Reads the batches and holds each against the transactions of its own NtryDtls. */
function readBatches(
  reading: Reading,
  node: XmlNode,
  settled: SettledTransactions,
  context: EntryContext,
): BatchFindings {
  const batches: Batch[] = [];
  const inDetails = Map.groupBy(settled.transactions, (_, at) => context.transactions[at]?.detailsIndex);
  const currency = child(node, "Amt")?.currency;
  let totalsFit = true;
  for (const [index, details] of childrenOf(node, "NtryDtls").entries()) {
    const btch = once(reading, details, "Btch");
    if (btch === undefined) continue;
    const batch = readBatch(reading, btch);
    batches.push(batch);
    const inside = inDetails.get(index) ?? [];
    if (inside.length === 0) continue;
    if (batch.count !== undefined && batch.count !== inside.length) {
      reading.problems.add("BATCH_COUNT_MISMATCH", btch.line, `${reading.where}/Btch/NbOfTxs`, String(batch.count));
    }
    totalsFit = totalFits(batch.total, inside, currency) && totalsFit;
  }
  return { batches, totalsFit };
}

/** A total in another currency cannot be held against the transactions. */
function totalFits(
  total: Money | undefined,
  inside: SettledTransactions["transactions"],
  currency: string | undefined,
): boolean {
  if (total === undefined || total.currency !== currency) return true;
  const sum = inside.reduce((soFar, { signedMinor }) => soFar + (signedMinor ?? 0n), 0n);
  return (sum < 0n ? -sum : sum) === total.minor;
}

/** The first reason that keeps an entry from posting by transaction, in a fixed order; each is reported. */
function treatmentOf(
  reading: Reading,
  entry: Omit<Entry, "treatment">,
  context: EntryContext,
  settled: SettledTransactions,
  totalsFit: boolean,
): Treatment {
  const { problems, where } = reading;
  if (context.accountCurrency !== undefined && entry.currency !== context.accountCurrency) {
    problems.add("ENTRY_CURRENCY_OTHER", entry.line, `${where}/Amt`, entry.currency);
    return "held";
  }
  if (context.informs || entry.status !== "BOOK") {
    const shown = entry.status !== undefined && /^[A-Z]{4}$/.test(entry.status) ? entry.status : undefined;
    if (!context.informs) problems.add("STATUS_NOT_BOOKED", entry.line, `${where}/Sts`, shown);
    return "notice";
  }
  return bookedTreatment(reading, entry, settled, totalsFit);
}

function bookedTreatment(
  { problems, where }: Reading,
  entry: Omit<Entry, "treatment">,
  settled: SettledTransactions,
  totalsFit: boolean,
): Treatment {
  if (entry.transactions.length > 0 && !settled.sumFits) {
    problems.add("BATCH_SUM_MISMATCH", entry.line, `${where}/NtryDtls`);
  } else if (!totalsFit) {
    problems.add("BATCH_TOTAL_MISMATCH", entry.line, `${where}/Btch/TtlAmt`);
  }
  if (entry.bookedOn === undefined) {
    problems.add("BOOKING_DATE_MISSING", entry.line, `${where}/BookgDt`);
    return "held";
  }
  if (entry.transactions.length === 0) return "lump";
  return settled.sumFits && totalsFit ? "transactions" : "unallocated";
}

function reportDetails({ problems, where }: Reading, settled: SettledTransactions): void {
  for (const { position, line, remittance } of settled.transactions) {
    if (remittance.split !== "unequal") continue;
    problems.add("REMITTANCE_SUM_MISMATCH", line, `${where}/TxDtls[${position}]/RmtInf`);
  }
  for (const position of settled.chargeMismatches) {
    const line = settled.transactions[position - 1]?.line ?? 0;
    problems.add("CHARGE_MISMATCH", line, `${where}/TxDtls[${position}]/Chrgs`);
  }
}

/**
 * Reads an entry whose TxDtls have been read already. Undefined when its amount or direction cannot be read, which is
 * reported and makes the file refused.
 */
export function readEntry(reading: Reading, node: XmlNode, context: EntryContext): Entry | undefined {
  const amount = amountOf(reading, required(reading, node, "Amt"), "Amt");
  const creditDebit = indicatorOf(reading, required(reading, node, "CdtDbtInd"));
  if (amount === undefined || creditDebit === undefined) return undefined;
  const charges = readCharges(reading, node);
  const figures = { amountMinor: amount.minor, currency: amount.currency, creditDebit, charges };
  const settled = settleTransactions(context.transactions, figures);
  const { batches, totalsFit } = readBatches(reading, node, settled, context);
  const entry: Omit<Entry, "treatment"> = {
    position: context.position,
    line: node.line,
    ref: textAt(node, "NtryRef"),
    ...figures,
    signedMinor: signed(amount.minor, creditDebit),
    reversal: flagOf(reading, once(reading, node, "RvslInd")) ?? false,
    status: readStatus(reading, node),
    bookedOn: dateIn(reading, once(reading, node, "BookgDt")),
    valueOn: dateIn(reading, once(reading, node, "ValDt")),
    acctSvcrRef: textAt(node, "AcctSvcrRef"),
    bankCode: readBankCode(node),
    additionalInfo: textsOf(node, "AddtlNtryInf"),
    batches,
    transactions: settled.transactions,
  };
  reportDetails(reading, settled);
  return { ...entry, treatment: treatmentOf(reading, entry, context, settled, totalsFit) };
}
