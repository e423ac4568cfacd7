/** TxDtls as written: everything but the amount, which needs the whole entry (`camt-amounts.ts`). */
import type { Money } from "@kvitt/values";
import type {
  Account,
  AmountSource,
  BankCode,
  Charge,
  CreditDebit,
  Remittance,
  ReturnInfo,
  Transaction,
  TransactionRefs,
} from "./camt-model.ts";
import { readRemittanceParts, type StatedPart } from "./remittance.ts";
import {
  amountOf,
  at,
  child,
  childrenOf,
  flagOf,
  indicatorOf,
  once,
  signed,
  textAt,
  textOf,
  textsOf,
  type Reading,
} from "./fields.ts";
import type { XmlNode } from "./xml.ts";

/** An amount stated for a transaction, with the field it stands in. */
export interface StatedAmount {
  readonly source: AmountSource;
  readonly money: Money;
}

/** A transaction before its amount is settled. */
export interface StatedTransaction {
  readonly line: number;
  /** Which NtryDtls of the entry it stands in. */
  readonly detailsIndex: number;
  readonly creditDebit: CreditDebit | undefined;
  /** In the order in which they count. */
  readonly stated: readonly StatedAmount[];
  readonly parts: readonly StatedPart[];
  readonly rest: Omit<
    Transaction,
    | "position"
    | "line"
    | "creditDebit"
    | "amountMinor"
    | "signedMinor"
    | "amountSource"
    | "grossMinor"
    | "includedChargeMinor"
    | "foreign"
    | "remittance"
  > & { readonly texts: Remittance["texts"] };
}

/** An `Acct`-like element; undefined when it names no number. */
export function readAccount(node: XmlNode | undefined): Account | undefined {
  const id = child(node, "Id");
  const other = child(id, "Othr");
  const iban = textAt(id, "IBAN")?.replaceAll(" ", "");
  const number = textAt(other, "Id");
  if (iban === undefined && number === undefined) return undefined;
  return { iban, other: number, scheme: textAt(other, "SchmeNm", "Cd") ?? textAt(other, "SchmeNm", "Prtry") };
}

/** The number an account goes by: IBAN when there is one. */
export function accountNumber(account: Account): string {
  return account.iban ?? account.other ?? "";
}

/** A party's name in any version: `Nm`, `Pty/Nm` or the bank's `Agt/FinInstnId/Nm`. */
function nameOf(party: XmlNode | undefined): string | undefined {
  return textAt(party, "Nm") ?? textAt(party, "Pty", "Nm") ?? textAt(party, "Agt", "FinInstnId", "Nm");
}

/** BkTxCd. */
export function readBankCode(node: XmlNode | undefined): BankCode {
  const domain = at(node, "BkTxCd", "Domn");
  const family = child(domain, "Fmly");
  return {
    domain: textAt(domain, "Cd"),
    family: textAt(family, "Cd"),
    subFamily: textAt(family, "SubFmlyCd"),
    proprietary: textAt(node, "BkTxCd", "Prtry", "Cd"),
  };
}

/** Charges: version 02 repeats `Chrgs` with the fields inside, later versions have `Chrgs/Rcrd`. */
export function readCharges(reading: Reading, node: XmlNode): readonly Charge[] {
  const charges: Charge[] = [];
  for (const chrgs of childrenOf(node, "Chrgs")) {
    const records = childrenOf(chrgs, "Rcrd");
    for (const record of records.length > 0 ? records : [chrgs]) {
      const amount = amountOf(reading, child(record, "Amt"), "Chrgs/Amt");
      if (amount === undefined) continue;
      const direction = indicatorOf(reading, child(record, "CdtDbtInd")) ?? "DBIT";
      charges.push({
        costMinor: -signed(amount.minor, direction),
        currency: amount.currency,
        included: flagOf(reading, child(record, "ChrgInclInd")),
      });
    }
  }
  return charges;
}

function readRefs(node: XmlNode | undefined): TransactionRefs {
  const text = (name: string): string | undefined => textAt(node, name);
  const proprietary = childrenOf(node, "Prtry").flatMap((entry) => {
    const ref = textAt(entry, "Ref");
    return ref === undefined ? [] : [{ type: textAt(entry, "Tp"), ref }];
  });
  return {
    msgId: text("MsgId"),
    acctSvcrRef: text("AcctSvcrRef"),
    pmtInfId: text("PmtInfId"),
    instrId: text("InstrId"),
    endToEndId: text("EndToEndId"),
    txId: text("TxId"),
    mandateId: text("MndtId"),
    clearingRef: text("ClrSysRef"),
    uetr: text("UETR"),
    proprietary,
  };
}

function readReturn(node: XmlNode | undefined): ReturnInfo | undefined {
  if (node === undefined) return undefined;
  return {
    reason: textAt(node, "Rsn", "Cd"),
    proprietaryReason: textAt(node, "Rsn", "Prtry"),
    texts: textsOf(node, "AddtlInf"),
  };
}

function readStatedAmounts(reading: Reading, node: XmlNode): readonly StatedAmount[] {
  const details = once(reading, node, "AmtDtls");
  const fields: readonly (readonly [AmountSource, XmlNode | undefined])[] = [
    ["Amt", once(reading, node, "Amt")],
    ["TxAmt", at(details, "TxAmt", "Amt")],
    ["InstdAmt", at(details, "InstdAmt", "Amt")],
  ];
  const stated: StatedAmount[] = [];
  for (const [source, field] of fields) {
    const money = amountOf(reading, field, source);
    if (money !== undefined) stated.push({ source, money });
  }
  return stated;
}

function readParties(parties: XmlNode | undefined) {
  return {
    debtor: nameOf(child(parties, "Dbtr")),
    ultimateDebtor: nameOf(child(parties, "UltmtDbtr")),
    creditor: nameOf(child(parties, "Cdtr")),
    ultimateCreditor: nameOf(child(parties, "UltmtCdtr")),
    debtorAccount: readAccount(child(parties, "DbtrAcct")),
    creditorAccount: readAccount(child(parties, "CdtrAcct")),
  };
}

/** Reads one TxDtls; `reading.where` names it. */
export function readTransaction(reading: Reading, node: XmlNode, detailsIndex: number): StatedTransaction {
  const remittance = child(node, "RmtInf");
  const additional = textOf(child(node, "AddtlTxInf"));
  return {
    line: node.line,
    detailsIndex,
    creditDebit: indicatorOf(reading, once(reading, node, "CdtDbtInd")),
    stated: readStatedAmounts(reading, node),
    parts: readRemittanceParts(reading, remittance),
    rest: {
      refs: readRefs(child(node, "Refs")),
      charges: readCharges(reading, node),
      ...readParties(child(node, "RltdPties")),
      texts: textsOf(remittance, "Ustrd"),
      returned: readReturn(child(node, "RtrInf")),
      bankCode: readBankCode(node),
      additionalInfo: additional === undefined ? [] : [additional],
    },
  };
}
