/** What camt.053 and camt.054 have in common, versions 02 and 08 (ISO 20022). Currency is NOK throughout. */
import { ibanOf } from "./check-digits.ts";

export type CamtVersion = "02" | "08";

/** One transaction inside an entry. */
export type Details = {
  readonly reference: string;
  /** Signed, in øre. */
  readonly signedMinor: bigint;
  readonly endToEndId?: string;
  readonly partyName?: string;
  readonly partyAccount?: string;
  readonly kid?: string;
  readonly text?: string;
  /** A return: its reason code and the bank's reference of the original. */
  readonly returned?: { readonly reason: string; readonly original: string };
};

/** One booked entry of an account. */
export type Entry = {
  readonly signedMinor: bigint;
  readonly bookedOn: string;
  readonly reference: string;
  /** Family and sub-family of the domain PMNT. */
  readonly code: readonly [string, string];
  readonly reversal?: boolean;
  readonly info?: string;
  /** A lump told elsewhere: only how many payments it holds. */
  readonly batchOf?: number;
  readonly details?: readonly Details[];
};

/** øre as decimal text: 1234n is `12.34`; the sign is the caller's to say. */
export function decimal(minor: bigint): string {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function amount(minor: bigint): string {
  return `<Amt Ccy="NOK">${decimal(minor)}</Amt>`;
}

export function indicator(minor: bigint): string {
  return `<CdtDbtInd>${minor < 0n ? "DBIT" : "CRDT"}</CdtDbtInd>`;
}

/** Text content: what XML 1.0 forbids becomes `?`, markup is escaped, and the field's length is kept. */
export function content(value: string, longest = 140): string {
  return Array.from(value)
    .slice(0, longest)
    .join("")
    .replaceAll(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "?")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** The account with its owner and currency, as IBAN or as 11 digits with scheme BBAN. */
export function accountXml(number: string, ownerName: string, as: "iban" | "bban"): string {
  return `<Acct><Id>${accountId(number, as)}</Id><Ccy>NOK</Ccy><Ownr><Nm>${content(ownerName, 70)}</Nm></Ownr></Acct>`;
}

function accountId(number: string, as: "iban" | "bban"): string {
  if (as === "iban") return `<IBAN>${ibanOf(number)}</IBAN>`;
  return `<Othr><Id>${number}</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr>`;
}

/** An entry in the schema's element order. `number` is its running number in the message. */
export function entryXml(entry: Entry, number: number, version: CamtVersion): string {
  const status = version === "02" ? "<Sts>BOOK</Sts>" : "<Sts><Cd>BOOK</Cd></Sts>";
  const [family, sub] = entry.code;
  const lines = [
    `<Ntry><NtryRef>${number}</NtryRef>${amount(entry.signedMinor)}${indicator(entry.signedMinor)}`,
    entry.reversal === true ? "<RvslInd>true</RvslInd>" : "",
    `${status}<BookgDt><Dt>${entry.bookedOn}</Dt></BookgDt><ValDt><Dt>${entry.bookedOn}</Dt></ValDt>`,
    `<AcctSvcrRef>${entry.reference}</AcctSvcrRef>`,
    `<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${family}</Cd><SubFmlyCd>${sub}</SubFmlyCd></Fmly></Domn></BkTxCd>`,
    detailsXml(entry, version),
    entry.info === undefined ? "" : `<AddtlNtryInf>${content(entry.info, 500)}</AddtlNtryInf>`,
    "</Ntry>",
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function detailsXml(entry: Entry, version: CamtVersion): string {
  const details = entry.details ?? [];
  if (entry.batchOf === undefined && details.length === 0) return "";
  const batch = entry.batchOf === undefined ? "" : `<Btch><NbOfTxs>${entry.batchOf}</NbOfTxs></Btch>`;
  return `<NtryDtls>${batch}${details.map((one) => transactionXml(one, version)).join("\n")}</NtryDtls>`;
}

function transactionXml(details: Details, version: CamtVersion): string {
  const endToEndId = content(details.endToEndId ?? "NOTPROVIDED");
  const value = amount(details.signedMinor);
  return [
    `<TxDtls><Refs><AcctSvcrRef>${details.reference}</AcctSvcrRef><EndToEndId>${endToEndId}</EndToEndId></Refs>`,
    version === "02" ? `<AmtDtls><TxAmt>${value}</TxAmt></AmtDtls>` : `${value}${indicator(details.signedMinor)}`,
    partyXml(details, version),
    remittanceXml(details),
    returnXml(details),
    "</TxDtls>",
  ].join("");
}

/** The other side: who paid, or for an outgoing payment who received. A return names the payer it goes back to. */
function partyXml(details: Details, version: CamtVersion): string {
  const { partyName = "", partyAccount = "" } = details;
  if (partyName === "" && partyAccount === "") return "";
  const role = details.signedMinor < 0n && details.returned === undefined ? "Cdtr" : "Dbtr";
  const name = `<Nm>${content(partyName, 70)}</Nm>`;
  const party = partyName === "" ? "" : `<${role}>${version === "02" ? name : `<Pty>${name}</Pty>`}</${role}>`;
  const account = partyAccount === "" ? "" : `<${role}Acct><Id>${accountId(partyAccount, "bban")}</Id></${role}Acct>`;
  return `<RltdPties>${party}${account}</RltdPties>`;
}

function remittanceXml(details: Details): string {
  const { kid = "", text = "" } = details;
  if (kid !== "") {
    const type = "<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>";
    return `<RmtInf><Strd><CdtrRefInf>${type}<Ref>${content(kid, 35)}</Ref></CdtrRefInf></Strd></RmtInf>`;
  }
  const parts = chunks(Array.from(text), 140);
  if (parts.length === 0) return "";
  return `<RmtInf>${parts.map((part) => `<Ustrd>${content(part)}</Ustrd>`).join("")}</RmtInf>`;
}

function chunks(characters: readonly string[], size: number): string[] {
  const parts: string[] = [];
  for (let at = 0; at < characters.length; at += size) parts.push(characters.slice(at, at + size).join(""));
  return parts;
}

function returnXml(details: Details): string {
  if (details.returned === undefined) return "";
  const { reason, original } = details.returned;
  return `<RtrInf><Rsn><Cd>${content(reason)}</Cd></Rsn><AddtlInf>${original}</AddtlInf></RtrInf>`;
}

/** A whole message: XML declaration, namespace, group header, body; UTF-8. */
export function message(
  kind: "camt.053" | "camt.054",
  version: CamtVersion,
  header: { readonly messageId: string; readonly createdAt: string },
  body: string,
): Uint8Array {
  const root = kind === "camt.053" ? "BkToCstmrStmt" : "BkToCstmrDbtCdtNtfctn";
  return Buffer.from(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${kind}.001.${version}">`,
      `<${root}>`,
      `<GrpHdr><MsgId>${header.messageId}</MsgId><CreDtTm>${header.createdAt}</CreDtTm></GrpHdr>`,
      body,
      `</${root}>`,
      "</Document>\n",
    ].join("\n"),
    "utf8",
  );
}
