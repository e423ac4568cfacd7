/** Reads pain.002, the bank's answer to our payment orders, into states of a payout (formats: camt, section 9). */
import { child, childrenOf, textAt, textsOf, type Reading } from "./fields.ts";
import { readMessageTree, type TreeResult } from "./message-tree.ts";
import type { XmlLimits, XmlNode } from "./xml.ts";

/** `unknown` stands for a status that is not in the list; it never means paid. `partly`: look at each transaction. */
export type PayoutState = "sent" | "accepted" | "inProgress" | "executed" | "partly" | "rejected" | "unknown";

const states: ReadonlyMap<string, PayoutState> = new Map([
  ["RCVD", "sent"],
  ["PDNG", "sent"],
  ["ACTC", "accepted"],
  ["ACCP", "accepted"],
  ["ACWC", "accepted"],
  ["ACSP", "inProgress"],
  ["ACSC", "executed"],
  ["ACCC", "executed"],
  ["PART", "partly"],
  ["RJCT", "rejected"],
]);

/** The state a status code stands for. */
export function payoutStateOf(status: string): PayoutState {
  return states.get(status) ?? "unknown";
}

/** A status with the state it stands for; both undefined when the bank gave none at this level. */
export interface ReportedStatus {
  readonly status: string | undefined;
  readonly state: PayoutState | undefined;
}

/** Why, in the bank's code and words. */
export interface StatusReason {
  readonly code: string | undefined;
  readonly texts: readonly string[];
}

export interface TransactionStatus extends ReportedStatus {
  readonly line: number;
  readonly endToEndId: string | undefined;
  readonly instructionId: string | undefined;
  readonly reasons: readonly StatusReason[];
}

export interface GroupStatus extends ReportedStatus {
  readonly pmtInfId: string | undefined;
  readonly reasons: readonly StatusReason[];
  readonly transactions: readonly TransactionStatus[];
}

/** A pain.002: the answer to the whole file, to its groups and to single payments. */
export interface PaymentStatusReport extends ReportedStatus {
  readonly version: string;
  readonly msgId: string | undefined;
  readonly originalMsgId: string | undefined;
  readonly reasons: readonly StatusReason[];
  readonly groups: readonly GroupStatus[];
}

function statusOf(reading: Reading, node: XmlNode | undefined, name: string): ReportedStatus {
  const status = textAt(node, name);
  const state = status === undefined ? undefined : payoutStateOf(status);
  if (state === "unknown") {
    reading.problems.add("STATUS_UNKNOWN", node?.line ?? 0, name, /^[A-Z]{4}$/.test(status ?? "") ? status : undefined);
  }
  return { status, state };
}

function reasonsOf(node: XmlNode | undefined): readonly StatusReason[] {
  return childrenOf(node, "StsRsnInf").map((reason) => ({
    code: textAt(reason, "Rsn", "Cd") ?? textAt(reason, "Rsn", "Prtry"),
    texts: textsOf(reason, "AddtlInf"),
  }));
}

function readTransaction(reading: Reading, node: XmlNode): TransactionStatus {
  return {
    line: node.line,
    endToEndId: textAt(node, "OrgnlEndToEndId"),
    instructionId: textAt(node, "OrgnlInstrId"),
    ...statusOf(reading, node, "TxSts"),
    reasons: reasonsOf(node),
  };
}

function readGroup(reading: Reading, node: XmlNode): GroupStatus {
  return {
    pmtInfId: textAt(node, "OrgnlPmtInfId"),
    ...statusOf(reading, node, "PmtInfSts"),
    reasons: reasonsOf(node),
    transactions: childrenOf(node, "TxInfAndSts").map((each) => readTransaction(reading, each)),
  };
}

function readReport(reading: Reading, root: XmlNode, version: string): PaymentStatusReport {
  const original = child(root, "OrgnlGrpInfAndSts");
  if (textAt(original, "OrgnlMsgId") === undefined) {
    reading.problems.add("ELEMENT_MISSING", original?.line ?? root.line, "OrgnlGrpInfAndSts/OrgnlMsgId");
  }
  return {
    version,
    msgId: textAt(root, "GrpHdr", "MsgId"),
    originalMsgId: textAt(original, "OrgnlMsgId"),
    ...statusOf(reading, original, "GrpSts"),
    reasons: reasonsOf(original),
    groups: childrenOf(root, "OrgnlPmtInfAndSts").map((node) => readGroup(reading, node)),
  };
}

/** A report, given whenever the message could be taken apart. */
export type Pain002Result = TreeResult<PaymentStatusReport>;

/** Reads a pain.002 of any version from 02 on. An unknown status is a warning and the state `unknown`. */
export function parsePain002(bytes: Uint8Array, limits: XmlLimits = {}): Pain002Result {
  return readMessageTree(bytes, "pain.002", limits, readReport);
}

/** States in the order in which a payment goes through them. */
const progress: readonly PayoutState[] = ["sent", "accepted", "inProgress", "executed"];

/**
 * The state after a report, which may come late, twice or out of order: it only moves forward, except that a rejection
 * counts until the account entry proves the payment. `partly` and `unknown` say nothing of one payment.
 */
export function nextPayoutState(current: PayoutState, reported: PayoutState, isOnAccount: boolean): PayoutState {
  if (reported === "rejected") return isOnAccount ? current : "rejected";
  if (current === "rejected" || !progress.includes(reported)) return current;
  return progress.indexOf(reported) > progress.indexOf(current) ? reported : current;
}
