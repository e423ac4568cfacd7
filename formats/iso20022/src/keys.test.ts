import { describe, expect, test } from "vitest";
import { detailsXml, entryXml, statementXml, utf8 } from "../testkit/messages.ts";
import { ownSample } from "../testkit/samples.ts";
import { createStatementKeys, messageKey, parseCamt, type EntryKeys, type FullStatement } from "./index.ts";

const keysOf = ({ account, entries }: FullStatement): readonly EntryKeys[] => entries.map(createStatementKeys(account));
const keysIn = (bytes: Uint8Array): readonly EntryKeys[] => parseCamt(bytes).statements.flatMap(keysOf);
const keysOfEntries = (...entries: readonly string[]): readonly EntryKeys[] =>
  keysIn(utf8(statementXml(entries.join(""))));

describe("S0-16 money that comes twice is known again", () => {
  test("a message sent anew under another id holds nothing new", () => {
    const first = ownSample("se-camt054-v02-bankgiro-ocr.xml");
    const again = ownSample("se-camt054-v02-resent-new-msgid.xml");
    expect(parseCamt(first).message?.msgId).not.toBe(parseCamt(again).message?.msgId);
    expect(keysIn(again)).toEqual(keysIn(first));
    expect(keysIn(first)[0]?.transactions).toHaveLength(3);
  });

  test("the message key tells channel, message and statement apart", () => {
    const keys = [
      messageKey("a", "b", "c"),
      messageKey("a", "bc", ""),
      messageKey("ab", "", "c"),
      messageKey("a", "b", undefined),
    ];
    expect(new Set(keys).size).toBe(4);
  });

  test("the same servicer reference is another entry with another amount, sign or day", () => {
    const other = [
      entryXml({ Amt: '<Amt Ccy="NOK">985.01</Amt>' }),
      entryXml({ CdtDbtInd: "<CdtDbtInd>DBIT</CdtDbtInd>" }),
      entryXml({ BookgDt: "<BookgDt><Dt>2026-04-14</Dt></BookgDt>" }),
    ];
    const keys = keysOfEntries(entryXml(), ...other).map(({ entry }) => entry);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(4);
    expect(keys.every(({ basis }) => basis === "bank")).toBe(true);
  });

  test("a running number is no part of a key", () => {
    const [one] = keysOfEntries(entryXml({ NtryRef: "<NtryRef>1</NtryRef>" }));
    const [other] = keysOfEntries(entryXml({ NtryRef: "<NtryRef>2</NtryRef>" }));
    expect(one).toEqual(other);
  });

  test("equal keys inside one statement are two entries, and the second is not sure", () => {
    const [one, two] = keysOfEntries(entryXml(), entryXml());
    expect(one?.entry.basis).toBe("bank");
    expect(two?.entry).toEqual({ key: `${one?.entry.key}#2`, basis: "twin" });
  });
});

describe("payments without a reference of the bank's", () => {
  const anonymous = (name: string, reference: string): string =>
    entryXml(
      { AcctSvcrRef: "" },
      detailsXml(
        `<RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>${reference}</Ustrd></RmtInf>`,
      ),
    );

  test("two patients who pay the same with the same text are two", () => {
    const keys = keysOfEntries(anonymous("Kari Nordmann", "faktura"), anonymous("Kari Nordmann", "faktura"));
    expect(new Set(keys.map(({ entry }) => entry.key)).size).toBe(2);
    expect(keys.every(({ entry }) => entry.basis === "twin")).toBe(true);
  });

  test("the same statement again gives the same keys, another payer another", () => {
    expect(keysOfEntries(anonymous("Kari Nordmann", "1002"))).toEqual(
      keysOfEntries(anonymous("Kari Nordmann", "1002")),
    );
    expect(keysOfEntries(anonymous("Kari Nordmann", "1002"))).not.toEqual(
      keysOfEntries(anonymous("Ola Nordmann", "1002")),
    );
  });

  test("SEC-63 a key does not show the payer's name", () => {
    expect(JSON.stringify(keysOfEntries(anonymous("Kari Nordmann", "1002")))).not.toMatch(/Kari|Nordmann/);
  });
});

describe("transactions of an entry", () => {
  const lump = (...refs: readonly string[]): readonly string[] => {
    const details = refs.map((ref, at) => `<Refs>${ref}</Refs><Amt Ccy="NOK">${at === 0 ? "500.00" : "485.00"}</Amt>`);
    const [keys] = keysOfEntries(entryXml({}, detailsXml(...details)));
    return keys?.transactions.map(({ key }) => key.replace(/,.*/, "")) ?? [];
  };

  test.each([
    ["own servicer references", "<AcctSvcrRef>T-1</AcctSvcrRef>", "<AcctSvcrRef>T-2</AcctSvcrRef>", '["transaction"'],
    ["UETR", "<UETR>u-1</UETR>", "<UETR>u-2</UETR>", '["transaction"'],
    ["clearing references", "<ClrSysRef>c-1</ClrSysRef>", "<ClrSysRef>c-2</ClrSysRef>", '["transaction"'],
    [
      "the entry's own reference again",
      "<AcctSvcrRef>E-1</AcctSvcrRef>",
      "<AcctSvcrRef>E-1</AcctSvcrRef>",
      '["position"',
    ],
    ["one reference for both", "<AcctSvcrRef>T-1</AcctSvcrRef>", "<AcctSvcrRef>T-1</AcctSvcrRef>", '["position"'],
    ["none", "", "", '["position"'],
  ])("%s", (_name, one, other, kind) => {
    expect(lump(one, other)).toEqual([kind, kind]);
  });
});
