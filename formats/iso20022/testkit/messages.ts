/** Small messages for tests, with one part to be filled in. */

/** A camt.053 of one statement: 100.00 opening, the given entries, 100.00 + `bookedMinor` closing. */
export function statementXml(entries: string, closing = "1085.00"): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-04-13T05:00:00+02:00</CreDtTm></GrpHdr>
<Stmt><Id>S-1</Id><Acct><Id><IBAN>NO9386011117947</IBAN></Id><Ccy>NOK</Ccy></Acct>
${balanceXml("OPBD", "100.00")}${balanceXml("CLBD", closing)}
${entries}
</Stmt></BkToCstmrStmt></Document>`;
}

/** One Bal in NOK, in credit. */
export function balanceXml(code: string, amount: string, currency = "NOK"): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-04-13</Dt></Dt></Bal>`;
}

/** One booked entry in NOK; `fields` replaces its own by name, `inside` comes behind them. */
export function entryXml(fields: Readonly<Record<string, string>> = {}, inside = ""): string {
  const all: Readonly<Record<string, string>> = {
    Amt: '<Amt Ccy="NOK">985.00</Amt>',
    CdtDbtInd: "<CdtDbtInd>CRDT</CdtDbtInd>",
    Sts: "<Sts><Cd>BOOK</Cd></Sts>",
    BookgDt: "<BookgDt><Dt>2026-04-13</Dt></BookgDt>",
    AcctSvcrRef: "<AcctSvcrRef>E-1</AcctSvcrRef>",
    ...fields,
  };
  return `<Ntry>${Object.values(all).join("")}${inside}</Ntry>`;
}

/** Details of one entry. */
export function detailsXml(...transactions: readonly string[]): string {
  return `<NtryDtls>${transactions.map((one) => `<TxDtls>${one}</TxDtls>`).join("")}</NtryDtls>`;
}

/** Text as UTF-8. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
