import { describe, expect, test } from "vitest";
import { detailsXml, entryXml, statementXml, utf8 } from "../testkit/messages.ts";
import { normaliseReference, parseCamt, referenceCandidates, textReferences } from "./index.ts";

describe("references in free text", () => {
  test.each([
    [["faktura 100246"], ["100246"]],
    [["OCR 1002 4586"], ["10024586", "1002", "4586"]],
    [["Faktura:100250 Lisa"], ["100250"]],
    [["FAKTURA100250"], ["100250"]],
    [["kid 2026000017-"], ["2026000017-"]],
    [
      ["RF18 5390 0754 7034 takk"],
      ["RF18539007547034", "539007547034", "53900754", "5390", "07547034", "0754", "7034"],
    ],
    [
      ["faktura 1002", "46 hund"],
      ["1002", "100246"],
    ],
    [["000000001002450"], ["000000001002450"]],
    [["takk for hjelpen 12"], []],
    [["RF19539007547034"], []],
  ])("%j suggests %j", (lines, expected) => {
    expect(textReferences(lines)).toEqual(expected);
  });

  test("only shapes of the payee's own count when it names them", () => {
    expect(textReferences(["kunde 4711 faktura KV100245"], (token) => /^KV\d{6}$/.test(token))).toEqual(["KV100245"]);
  });

  test("a text of a hundred thousand numbers is not searched to its end", () => {
    expect(textReferences(["1234 ".repeat(100_000)]).length).toBeLessThan(100);
  });
});

describe("the candidates of a payment", () => {
  const details = detailsXml(`
    <Refs><EndToEndId>2026 0000 177</EndToEndId><Prtry><Tp>Order</Tp><Ref>555501</Ref></Prtry></Refs>
    <RmtInf><Ustrd>faktura 100246</Ustrd>
      <Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>100247</Nb></RfrdDocInf>
        <CdtrRefInf><Tp><CdOrPrtry><Prtry>OCR</Prtry></CdOrPrtry></Tp><Ref>0010 0248</Ref></CdtrRefInf></Strd>
      <Strd><CdtrRefInf><Ref>rf77100245</Ref></CdtrRefInf></Strd></RmtInf>
    <AddtlTxInf>note 100249</AddtlTxInf>`);
  const entry = parseCamt(utf8(statementXml(entryXml({}, `${details}<AddtlNtryInf>giro 100250</AddtlNtryInf>`))))
    .statements[0]?.entries[0];

  test("come in the order in which they are to be believed, with their source", () => {
    const found = entry && referenceCandidates(entry, entry.transactions[0]);
    expect(found?.map(({ source, value, type, part }) => [source, value, type, part])).toEqual([
      ["creditorReference", "00100248", "OCR", 1],
      ["creditorReference", "RF77100245", undefined, 2],
      ["document", "100247", "CINV", 1],
      ["endToEndId", "20260000177", undefined, undefined],
      ["remittanceText", "100246", undefined, undefined],
      ["proprietary", "555501", "Order", undefined],
      ["transactionText", "100249", undefined, undefined],
      ["entryText", "100250", undefined, undefined],
    ]);
  });

  test("leave out an end-to-end id that is not provided", () => {
    const plain = parseCamt(
      utf8(statementXml(entryXml({}, detailsXml("<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>")))),
    );
    const one = plain.statements[0]?.entries[0];
    expect(one && referenceCandidates(one, one.transactions[0], () => true)).toEqual([]);
  });

  test("are compared without blanks and in capitals, leading zeros and a last dash kept", () => {
    expect(normaliseReference(" rf18 5390\t0754 7034 ")).toBe("RF18539007547034");
    expect(normaliseReference("0010 24-")).toBe("001024-");
  });
});
