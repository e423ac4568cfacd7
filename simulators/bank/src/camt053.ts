import { accountXml, amount, type CamtVersion, decimal, type Entry, entryXml, indicator, message } from "./camt.ts";

/** The account's booked day: opening balance, entries, and the closing balance that follows from them. */
export type Statement = {
  readonly account: string;
  readonly ownerName: string;
  readonly accountAs: "iban" | "bban";
  /** Runs on by one per statement of the account. */
  readonly sequence: number;
  readonly bookedOn: string;
  /** Offset of Oslo on that day, `+01:00` or `+02:00`. */
  readonly offset: string;
  readonly openingMinor: bigint;
  readonly entries: readonly Entry[];
};

/** A camt.053 of one account and one day. The closing balance is the opening balance plus the signed entries. */
export function writeStatement(statement: Statement, version: CamtVersion): Uint8Array {
  const { account, bookedOn, offset, openingMinor, entries } = statement;
  const compact = `${account}-${bookedOn.replaceAll("-", "")}`;
  const createdAt = `${bookedOn}T23:45:00${offset}`;
  const closingMinor = entries.reduce((sum, entry) => sum + entry.signedMinor, openingMinor);
  const body = [
    `<Stmt><Id>S-${compact}</Id>`,
    `<ElctrncSeqNb>${statement.sequence}</ElctrncSeqNb>`,
    `<CreDtTm>${createdAt}</CreDtTm>`,
    `<FrToDt><FrDtTm>${bookedOn}T00:00:00${offset}</FrDtTm><ToDtTm>${bookedOn}T23:59:59${offset}</ToDtTm></FrToDt>`,
    accountXml(account, statement.ownerName, statement.accountAs),
    balanceXml("OPBD", openingMinor, bookedOn),
    balanceXml("CLBD", closingMinor, bookedOn),
    summaryXml(entries, version),
    ...entries.map((entry, index) => entryXml(entry, index + 1, version)),
    "</Stmt>",
  ].join("\n");
  return message("camt.053", version, { messageId: `M53-${compact}`, createdAt }, body);
}

function balanceXml(code: "OPBD" | "CLBD", minor: bigint, day: string): string {
  const type = `<Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>`;
  return `<Bal>${type}${amount(minor)}${indicator(minor)}<Dt><Dt>${day}</Dt></Dt></Bal>`;
}

/** The summary's net is plain in version 02 and a group of its own from version 04 on. */
function summaryXml(entries: readonly Entry[], version: CamtVersion): string {
  const credits = entries.filter((entry) => entry.signedMinor >= 0n);
  const debits = entries.filter((entry) => entry.signedMinor < 0n);
  const sum = (some: readonly Entry[]): bigint => some.reduce((total, entry) => total + entry.signedMinor, 0n);
  const net = sum(entries);
  const gross = sum(credits) - sum(debits);
  const netXml =
    version === "02"
      ? `<TtlNetNtryAmt>${decimal(net)}</TtlNetNtryAmt>${indicator(net)}`
      : `<TtlNetNtry><Amt>${decimal(net)}</Amt>${indicator(net)}</TtlNetNtry>`;
  const count = (some: readonly Entry[], minor: bigint): string =>
    `<NbOfNtries>${some.length}</NbOfNtries><Sum>${decimal(minor)}</Sum>`;
  return [
    `<TxsSummry><TtlNtries>${count(entries, gross)}${netXml}</TtlNtries>`,
    `<TtlCdtNtries>${count(credits, sum(credits))}</TtlCdtNtries>`,
    `<TtlDbtNtries>${count(debits, sum(debits))}</TtlDbtNtries></TxsSummry>`,
  ].join("\n");
}
