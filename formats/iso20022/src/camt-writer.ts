/**
 * Writes camt.053 and camt.054, versions 02 and 08: statements of the simulated bank, exports, tests. Element order
 * follows the ISO schemas of these versions. Balances, sums and counts are computed, so what is written adds up.
 */
import { currencyDecimals, formatDecimal } from "@kvitt/values";
import type { Account } from "./camt-model.ts";
import { namespaceOf, messageShapes } from "./messages.ts";
import { amountLeaf, chain, group, leaf, writeDocument, type XmlElement } from "./xml-writer.ts";

/** The versions that Nordic banks deliver. */
export type CamtWriterVersion = "02" | "08";

/** One structured part; `partMinor` below zero is written as a credit note. */
export interface RemittancePartDraft {
  readonly reference: string;
  readonly partMinor?: bigint;
}

/** One payment inside an entry. Amounts in minor units of the statement's currency, below zero for money out. */
export interface TransactionDraft {
  readonly signedMinor: bigint;
  readonly acctSvcrRef?: string;
  readonly endToEndId?: string;
  readonly pmtInfId?: string;
  readonly uetr?: string;
  readonly debtorName?: string;
  readonly creditorName?: string;
  readonly debtorAccount?: Account;
  readonly creditorAccount?: Account;
  /** KID, OCR or RF, written as SCOR. */
  readonly references?: readonly RemittancePartDraft[];
  readonly texts?: readonly string[];
  /** Our bank's charge, taken out of what the payer paid. */
  readonly includedChargeMinor?: bigint;
  readonly returned?: { readonly reason: string; readonly original?: string };
  readonly additionalInfo?: string;
}

/** One entry. Its amount is the sum of its transactions unless `signedMinor` says it, as it must when there are none. */
export interface EntryDraft {
  readonly signedMinor?: bigint;
  readonly bookedOn: Temporal.PlainDate;
  readonly valueOn?: Temporal.PlainDate;
  readonly ref?: string;
  readonly acctSvcrRef?: string;
  readonly reversal?: boolean;
  /** BOOK unless told. */
  readonly status?: "BOOK" | "PDNG" | "INFO";
  /** Domain, family, subfamily; `PMNT RCDT DMCT` unless told. */
  readonly bankCode?: readonly [domain: string, family: string, subFamily: string];
  readonly batch?: { readonly msgId?: string; readonly pmtInfId?: string; readonly count: number };
  readonly transactions?: readonly TransactionDraft[];
  readonly additionalInfo?: string;
}

/** One statement (with `opening`) or notification. */
export interface StatementDraft {
  readonly id: string;
  readonly electronicSequence?: number;
  readonly createdAt: string;
  readonly fromOn?: Temporal.PlainDate;
  readonly toOn?: Temporal.PlainDate;
  readonly copyDuplicate?: "CODU" | "COPY" | "DUPL";
  readonly account: Account;
  readonly currency: string;
  readonly ownerName?: string;
  readonly servicerBic?: string;
  /** Required for camt.053, which is written with the closing balance that follows from it. */
  readonly opening?: { readonly signedMinor: bigint; readonly on: Temporal.PlainDate };
  readonly closingOn?: Temporal.PlainDate;
  readonly entries: readonly EntryDraft[];
}

/** A whole message. `createdAt` is an ISO date and time with zone, given from outside. */
export interface CamtDraft {
  readonly kind: "camt.053" | "camt.054";
  readonly version: CamtWriterVersion;
  readonly msgId: string;
  readonly createdAt: string;
  readonly statements: readonly StatementDraft[];
}

type Style = Pick<CamtDraft, "kind" | "version"> & { readonly currency: string };

const magnitude = (minor: bigint): bigint => (minor < 0n ? -minor : minor);

function amount(style: Style, name: string, minor: bigint): XmlElement {
  return amountLeaf(name, formatDecimal(magnitude(minor), currencyDecimals(style.currency)), style.currency);
}

const direction = (minor: bigint): XmlElement | undefined => leaf("CdtDbtInd", minor < 0n ? "DBIT" : "CRDT");

const dateGroup = (name: string, date: Temporal.PlainDate | undefined): XmlElement | undefined =>
  group(name, leaf("Dt", date?.toString()));

function party(style: Style, name: string, text: string | undefined): XmlElement | undefined {
  return chain(text, style.version === "02" ? [name, "Nm"] : [name, "Pty", "Nm"]);
}

/** Schemes of the external code list go in `Cd`, a bank's own (BGNR, PGNR) in `Prtry`. */
function accountId({ iban, other, scheme }: Account): XmlElement | undefined {
  if (iban !== undefined) return group("Id", leaf("IBAN", iban));
  const schemeName = group("SchmeNm", leaf(scheme === "BBAN" ? "Cd" : "Prtry", scheme));
  return group("Id", group("Othr", leaf("Id", other), schemeName));
}

const accountGroup = (name: string, account: Account | undefined): XmlElement | undefined =>
  account === undefined ? undefined : group(name, accountId(account));

function balance(
  style: Style,
  code: string,
  minor: bigint,
  on: Temporal.PlainDate | undefined,
): XmlElement | undefined {
  const type = group("Tp", group("CdOrPrtry", leaf("Cd", code)));
  return group("Bal", type, amount(style, "Amt", minor), direction(minor), dateGroup("Dt", on));
}

/** The amount that an entry is written with. */
export function entryMinor(entry: EntryDraft): bigint {
  return entry.signedMinor ?? (entry.transactions ?? []).reduce((sum, { signedMinor }) => sum + signedMinor, 0n);
}

function summary(style: Style, entries: readonly EntryDraft[]): XmlElement | undefined {
  const decimals = currencyDecimals(style.currency);
  const text = (minor: bigint): string => formatDecimal(minor, decimals);
  const amounts = entries.map(entryMinor);
  const side = (name: string, own: readonly bigint[]): XmlElement | undefined =>
    group(name, leaf("NbOfNtries", own.length), leaf("Sum", text(total(own))));
  const net = amounts.reduce((sum, minor) => sum + minor, 0n);
  const netAmount =
    style.version === "02"
      ? [leaf("TtlNetNtryAmt", text(magnitude(net))), direction(net)]
      : [group("TtlNetNtry", leaf("Amt", text(magnitude(net))), direction(net))];
  return group(
    "TxsSummry",
    group("TtlNtries", leaf("NbOfNtries", amounts.length), leaf("Sum", text(total(amounts))), netAmount),
    side(
      "TtlCdtNtries",
      amounts.filter((minor) => minor >= 0n),
    ),
    side(
      "TtlDbtNtries",
      amounts.filter((minor) => minor < 0n),
    ),
  );
}

const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, minor) => sum + magnitude(minor), 0n);

function remittancePart(style: Style, { reference, partMinor }: RemittancePartDraft): XmlElement | undefined {
  const isCreditNote = partMinor !== undefined && partMinor < 0n;
  return group(
    "Strd",
    isCreditNote ? group("RfrdDocInf", group("Tp", group("CdOrPrtry", leaf("Cd", "CREN")))) : undefined,
    partMinor === undefined
      ? undefined
      : group("RfrdDocAmt", amount(style, isCreditNote ? "CdtNoteAmt" : "RmtdAmt", partMinor)),
    group("CdtrRefInf", group("Tp", group("CdOrPrtry", leaf("Cd", "SCOR"))), leaf("Ref", reference)),
  );
}

/** Version 02 states amounts in AmtDtls only; 08 states the net in Amt and the gross, where it differs, in AmtDtls. */
function transactionAmounts(style: Style, { signedMinor, includedChargeMinor = 0n }: TransactionDraft) {
  const gross = magnitude(signedMinor) + includedChargeMinor;
  const details = group("AmtDtls", group("TxAmt", amount(style, "Amt", gross)));
  if (style.version === "02") return [details];
  return [amount(style, "Amt", signedMinor), direction(signedMinor), includedChargeMinor === 0n ? undefined : details];
}

function transactionCharge(style: Style, { includedChargeMinor = 0n }: TransactionDraft): XmlElement | undefined {
  if (includedChargeMinor === 0n) return undefined;
  const fields = [amount(style, "Amt", includedChargeMinor), leaf("CdtDbtInd", "DBIT")];
  if (style.version === "02") return group("Chrgs", fields);
  return group("Chrgs", group("Rcrd", fields, leaf("ChrgInclInd", "true")));
}

function transaction(style: Style, draft: TransactionDraft): XmlElement | undefined {
  const { returned } = draft;
  return group(
    "TxDtls",
    group(
      "Refs",
      leaf("AcctSvcrRef", draft.acctSvcrRef),
      leaf("PmtInfId", draft.pmtInfId),
      leaf("EndToEndId", draft.endToEndId ?? "NOTPROVIDED"),
      style.version === "02" ? undefined : leaf("UETR", draft.uetr),
    ),
    transactionAmounts(style, draft),
    transactionCharge(style, draft),
    group(
      "RltdPties",
      party(style, "Dbtr", draft.debtorName),
      accountGroup("DbtrAcct", draft.debtorAccount),
      party(style, "Cdtr", draft.creditorName),
      accountGroup("CdtrAcct", draft.creditorAccount),
    ),
    group(
      "RmtInf",
      (draft.texts ?? []).map((text) => leaf("Ustrd", text)),
      (draft.references ?? []).map((part) => remittancePart(style, part)),
    ),
    returned === undefined
      ? undefined
      : group("RtrInf", chain(returned.reason, ["Rsn", "Cd"]), leaf("AddtlInf", returned.original)),
    leaf("AddtlTxInf", draft.additionalInfo),
  );
}

function entry(style: Style, draft: EntryDraft): XmlElement | undefined {
  const minor = entryMinor(draft);
  const status = draft.status ?? "BOOK";
  const [domain, family, subFamily] = draft.bankCode ?? ["PMNT", "RCDT", "DMCT"];
  const { batch } = draft;
  return group(
    "Ntry",
    leaf("NtryRef", draft.ref),
    amount(style, "Amt", minor),
    direction(minor),
    draft.reversal === true ? leaf("RvslInd", "true") : undefined,
    style.version === "02" ? leaf("Sts", status) : group("Sts", leaf("Cd", status)),
    dateGroup("BookgDt", draft.bookedOn),
    dateGroup("ValDt", draft.valueOn ?? draft.bookedOn),
    leaf("AcctSvcrRef", draft.acctSvcrRef),
    group("BkTxCd", group("Domn", leaf("Cd", domain), group("Fmly", leaf("Cd", family), leaf("SubFmlyCd", subFamily)))),
    group(
      "NtryDtls",
      batch &&
        group("Btch", leaf("MsgId", batch.msgId), leaf("PmtInfId", batch.pmtInfId), leaf("NbOfTxs", batch.count)),
      (draft.transactions ?? []).map((one) => transaction(style, one)),
    ),
    leaf("AddtlNtryInf", draft.additionalInfo),
  );
}

/** Booked entries lead from opening to closing balance; others do not move the account. */
export function closingMinor(statement: Pick<StatementDraft, "opening" | "entries">): bigint {
  return statement.entries
    .filter(({ status = "BOOK" }) => status === "BOOK")
    .reduce((sum, draft) => sum + entryMinor(draft), statement.opening?.signedMinor ?? 0n);
}

function period({ fromOn, toOn }: StatementDraft): XmlElement | undefined {
  if (fromOn === undefined || toOn === undefined) return undefined;
  return group(
    "FrToDt",
    leaf("FrDtTm", `${fromOn.toString()}T00:00:00`),
    leaf("ToDtTm", `${toOn.toString()}T23:59:59`),
  );
}

function balances(style: Style, statement: StatementDraft) {
  const { opening, closingOn, toOn } = statement;
  if (style.kind !== "camt.053" || opening === undefined) return [];
  return [
    balance(style, "OPBD", opening.signedMinor, opening.on),
    balance(style, "CLBD", closingMinor(statement), closingOn ?? toOn ?? opening.on),
  ];
}

function statementElement(draft: CamtDraft, statement: StatementDraft): XmlElement | undefined {
  const style: Style = { kind: draft.kind, version: draft.version, currency: statement.currency };
  const bic = style.version === "02" ? "BIC" : "BICFI";
  return group(
    messageShapes[draft.kind].statement,
    leaf("Id", statement.id),
    leaf("ElctrncSeqNb", statement.electronicSequence),
    leaf("CreDtTm", statement.createdAt),
    period(statement),
    leaf("CpyDplctInd", statement.copyDuplicate),
    group(
      "Acct",
      accountId(statement.account),
      leaf("Ccy", statement.currency),
      chain(statement.ownerName, ["Ownr", "Nm"]),
      chain(statement.servicerBic, ["Svcr", "FinInstnId", bic]),
    ),
    balances(style, statement),
    summary(style, statement.entries),
    statement.entries.map((one) => entry(style, one)),
  );
}

/**
 * The message as UTF-8 bytes. Not checked: that texts keep the schema's lengths. Reading it gives the drafts back.
 * @throws RangeError when a camt.053 statement has no opening balance, which it could not be proved without
 */
export function writeCamt(draft: CamtDraft): Uint8Array {
  if (draft.kind === "camt.053" && draft.statements.some(({ opening }) => opening === undefined)) {
    throw new RangeError("a camt.053 statement needs an opening balance");
  }
  const header = group("GrpHdr", leaf("MsgId", draft.msgId), leaf("CreDtTm", draft.createdAt));
  const statements = draft.statements.map((statement) => statementElement(draft, statement));
  const root = group(messageShapes[draft.kind].root, header, statements);
  return writeDocument(namespaceOf(draft.kind, draft.version), root);
}
