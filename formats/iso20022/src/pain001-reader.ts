/** Reads pain.001 and holds it against its own counts and sums; the simulated bank and our own proof-reading use it. */
import { formatDecimal, parseDecimal, type Money } from "@kvitt/values";
import { readAccount } from "./camt-transaction.ts";
import { controlSumDecimals, decimalSum, sumInUnits } from "./decimal-sum.ts";
import {
  amountOf,
  at,
  child,
  childrenOf,
  countOf,
  dateIn,
  dateOf,
  report,
  textAt,
  textOf,
  textsOf,
  type Reading,
} from "./fields.ts";
import { readMessageTree } from "./message-tree.ts";
import type { ReadPaymentFile, ReadPaymentGroup, ReadPaymentOrder } from "./pain001-model.ts";
import { isPaymentId } from "./pain001-rules.ts";
import type { Problem } from "./problems.ts";
import { readRemittanceParts, settlePart } from "./remittance.ts";
import type { XmlLimits, XmlNode } from "./xml.ts";

/** `file` is given whenever the message could be taken apart; only when `ok` does it hold what it says. */
export interface Pain001Result {
  readonly ok: boolean;
  readonly file: ReadPaymentFile | undefined;
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}

function bicOf(agent: XmlNode | undefined): string | undefined {
  const institution = child(agent, "FinInstnId");
  return textAt(institution, "BICFI") ?? textAt(institution, "BIC");
}

function clearingOf(agent: XmlNode | undefined): ReadPaymentOrder["clearing"] {
  const member = at(agent, "FinInstnId", "ClrSysMmbId");
  const number = textAt(member, "MmbId");
  return number === undefined ? undefined : { system: textAt(member, "ClrSysId", "Cd"), member: number };
}

function readOrder(reading: Reading, node: XmlNode): ReadPaymentOrder {
  const instructed = at(node, "Amt", "InstdAmt");
  if (instructed === undefined) reading.problems.add("ELEMENT_MISSING", node.line, `${reading.where}/Amt/InstdAmt`);
  const amount = amountOf(reading, instructed, "Amt/InstdAmt");
  if (amount !== undefined && amount.minor === 0n)
    reading.problems.add("AMOUNT_NOT_POSITIVE", node.line, `${reading.where}/Amt/InstdAmt`, "0");
  const account = readAccount(child(node, "CdtrAcct"));
  if (account === undefined) reading.problems.add("PAYEE_ACCOUNT_MISSING", node.line, `${reading.where}/CdtrAcct`);
  const remittance = child(node, "RmtInf");
  return {
    line: node.line,
    instructionId: textAt(node, "PmtId", "InstrId"),
    endToEndId: textAt(node, "PmtId", "EndToEndId"),
    amount,
    payeeName: textAt(node, "Cdtr", "Nm"),
    payeeCountry: textAt(node, "Cdtr", "PstlAdr", "Ctry"),
    account,
    bic: bicOf(child(node, "CdtrAgt")),
    clearing: clearingOf(child(node, "CdtrAgt")),
    texts: textsOf(remittance, "Ustrd"),
    parts: readRemittanceParts(reading, remittance).map((part) => settlePart(part, amount?.currency ?? "")),
  };
}

/** The date itself up to version 08, `Dt` or `DtTm` inside from 09 on. */
function executionDate(reading: Reading, node: XmlNode): Temporal.PlainDate | undefined {
  const date = child(node, "ReqdExctnDt");
  if (date === undefined) reading.problems.add("ELEMENT_MISSING", node.line, `${reading.where}/ReqdExctnDt`);
  return date !== undefined && date.children.length > 0 ? dateIn(reading, date) : dateOf(reading, date);
}

function readGroup(reading: Reading, node: XmlNode, index: number): ReadPaymentGroup {
  const where = `PmtInf[${index + 1}]`;
  const orders = childrenOf(node, "CdtTrfTxInf").map((order, orderIndex) => {
    reading.where = `${where}/CdtTrfTxInf[${orderIndex + 1}]`;
    return readOrder(reading, order);
  });
  reading.where = where;
  checkTotals(reading, node, orders, false);
  return {
    line: node.line,
    id: textAt(node, "PmtInfId"),
    method: textAt(node, "PmtMtd"),
    executeOn: executionDate(reading, node),
    debtorName: textAt(node, "Dbtr", "Nm"),
    debtorAccount: readAccount(child(node, "DbtrAcct")),
    debtorCurrency: textAt(node, "DbtrAcct", "Ccy"),
    debtorBic: bicOf(child(node, "DbtrAgt")),
    orders,
  };
}

const amountsOf = (orders: readonly ReadPaymentOrder[]): readonly Money[] =>
  orders.flatMap(({ amount }) => (amount === undefined ? [] : [amount]));

/** NbOfTxs and CtrlSum of a header or group against the orders under it. The header's count is required by the standard. */
function checkTotals(
  reading: Reading,
  node: XmlNode,
  orders: readonly ReadPaymentOrder[],
  countRequired: boolean,
): number | undefined {
  const countNode = child(node, "NbOfTxs");
  const count = countOf(reading, countNode);
  if (countNode === undefined && countRequired) {
    reading.problems.add("ELEMENT_MISSING", node.line, `${reading.where}/NbOfTxs`);
  } else if (countNode !== undefined && count !== undefined && count !== orders.length) {
    reading.problems.add("COUNT_MISMATCH", countNode.line, `${reading.where}/NbOfTxs`, String(count));
  }
  checkControlSum(reading, node, orders);
  return count;
}

function checkControlSum(reading: Reading, node: XmlNode, orders: readonly ReadPaymentOrder[]): void {
  const sum = child(node, "CtrlSum");
  if (sum === undefined) {
    reading.problems.add("CONTROL_SUM_MISSING", node.line, `${reading.where}/CtrlSum`);
    return;
  }
  const stated = parseDecimal(textOf(sum) ?? "", controlSumDecimals);
  if (!stated.ok) report(reading, "AMOUNT_INVALID", sum, "CtrlSum");
  else if (stated.value !== sumInUnits(amountsOf(orders))) {
    const value = formatDecimal(stated.value, controlSumDecimals);
    reading.problems.add("CONTROL_SUM_MISMATCH", sum.line, `${reading.where}/CtrlSum`, value);
  }
}

/** An id that repeats would be refused by the bank, or worse, answered for two payments. */
function checkEndToEndIds({ problems }: Reading, orders: readonly ReadPaymentOrder[]): void {
  const groups = Map.groupBy(orders, ({ endToEndId }) => endToEndId);
  for (const [id, uses] of groups) {
    const [first, second] = uses;
    if (id === undefined) problems.add("ELEMENT_MISSING", first?.line ?? 0, "PmtId/EndToEndId");
    else if (second !== undefined && id !== "NOTPROVIDED") {
      problems.add("ID_REPEATED", second.line, "PmtId/EndToEndId", isPaymentId(id) ? id : undefined);
    }
  }
}

function readFile(reading: Reading, root: XmlNode, version: string): ReadPaymentFile {
  const header = child(root, "GrpHdr");
  const groups = childrenOf(root, "PmtInf").map((node, index) => readGroup(reading, node, index));
  const orders = groups.flatMap((group) => group.orders);
  reading.where = "GrpHdr";
  if (textAt(header, "MsgId") === undefined) reading.problems.add("ELEMENT_MISSING", header?.line ?? 0, "GrpHdr/MsgId");
  const statedCount = header === undefined ? undefined : checkTotals(reading, header, orders, true);
  if (orders.length === 0) reading.problems.add("NOTHING_TO_PAY", root.line, "");
  checkEndToEndIds(reading, orders);
  return {
    version,
    msgId: textAt(header, "MsgId"),
    createdAt: textAt(header, "CreDtTm"),
    initiatingParty: textAt(header, "InitgPty", "Nm"),
    statedCount,
    groups,
    count: orders.length,
    sum: decimalSum(amountsOf(orders)),
  };
}

/** Reads and validates a pain.001 of any version from 02 on. */
export function parsePain001(bytes: Uint8Array, limits: XmlLimits = {}): Pain001Result {
  return readMessageTree(bytes, "pain.001", limits, readFile);
}
