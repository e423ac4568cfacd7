/** Which message a file is, by namespace and root element (formats: camt, section 1). */
import type { CamtKind } from "./camt-model.ts";

export type MessageKind = CamtKind | "pain.001" | "pain.002";

interface MessageShape {
  /** The element under Document. */
  readonly root: string;
  /** The repeated element that is one statement or notification; empty for payment messages. */
  readonly statement: string;
}

/** Roots and statement elements by message. */
export const messageShapes: Readonly<Record<MessageKind, MessageShape>> = {
  "camt.053": { root: "BkToCstmrStmt", statement: "Stmt" },
  "camt.054": { root: "BkToCstmrDbtCdtNtfctn", statement: "Ntfctn" },
  "camt.052": { root: "BkToCstmrAcctRpt", statement: "Rpt" },
  "pain.001": { root: "CstmrCdtTrfInitn", statement: "" },
  "pain.002": { root: "CstmrPmtStsRpt", statement: "" },
};

/** A message type and its version, e.g. camt.053 and `02`. */
export interface MessageType {
  readonly kind: MessageKind;
  readonly version: string;
}

const isKind = (text: string): text is MessageKind => Object.hasOwn(messageShapes, text);

/** The message a namespace names; undefined for others and for versions before 02, whose paths differ. */
export function messageTypeOf(namespace: string): MessageType | undefined {
  const match = /^urn:iso:std:iso:20022:tech:xsd:([a-z]{4}\.\d{3})\.001\.(\d\d)$/.exec(namespace);
  const [, kind = "", version = ""] = match ?? [];
  return isKind(kind) && version >= "02" ? { kind, version } : undefined;
}

/** The namespace of a message. */
export function namespaceOf(kind: MessageKind, version: string): string {
  return `urn:iso:std:iso:20022:tech:xsd:${kind}.001.${version}`;
}
