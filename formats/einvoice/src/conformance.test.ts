import { describe as group, expect, test } from "vitest";
import { danishDraft } from "../testkit/examples.ts";
import { faults, type OfficialWeight } from "../testkit/faults.ts";
import { hasOfficialRules, officialCases, officialRules, published, type Judgement } from "../testkit/official.ts";
import { randomDocuments } from "../testkit/random.ts";
import { stylesheetOf } from "../testkit/schematron.ts";
import { sampleNames, sampleText } from "../testkit/samples.ts";
import { expectationsOf } from "../testkit/unit-cases.ts";
import { buildInvoice, mostLines, parse, serialiseText, type EInvoice } from "./index.ts";

const clean: Judgement = { schema: [], fatal: [], warnings: [] };

test("says whether the official rules are absent here and where they are published", () => {
  if (!hasOfficialRules()) {
    console.info(`einvoice conformance: absent, rules (${published.rules}) and schemas (${published.schemas})`);
  }
  expect(serialiseText(buildInvoice(danishDraft))).toBe(sampleText("dk-vet-fik.xml"));
});

test("a rule file that uses what is not known, or one name twice, is refused rather than half read", () => {
  const schema = (inside: string): string => `<schema xmlns="http://purl.oclc.org/dsdl/schematron">${inside}</schema>`;
  expect(stylesheetOf(schema("<pattern/>"))).toContain("<xsl:mode");
  expect(() => stylesheetOf(schema("<diagnostics/>"))).toThrow("unknown diagnostics");
  const twice = '<pattern><let name="a" value="1"/></pattern>';
  expect(() => stylesheetOf(schema(twice + twice))).toThrow("two variables a");
});

function weightOf({ schema, fatal, warnings }: Judgement): OfficialWeight {
  if (schema.length > 0) return "schema";
  if (fatal.length > 0) return "fatal";
  return warnings.length > 0 ? "warning" : "nothing";
}

/** The norm for a seller who is not in Foretaksregisteret, which only companies are. */
const soleTraderWarning = "NO-R-002";

const longInvoice = (): EInvoice => {
  const [line] = danishDraft.lines;
  return buildInvoice({ ...danishDraft, lines: Array.from({ length: lineCount }, () => line!) });
};

/** The countries always; the large folders, more documents and longer ones in the long programme. */
const isLong = process.env["KVITT_LONG"] === "1";
const unitFolders = ["no", "se", "dk", ...(isLong ? ["peppol", "cen-invoice"] : [])];
const documentCount = isLong ? 300 : 25;
const lineCount = isLong ? mostLines : 40;

const judges = hasOfficialRules() ? [officialRules()] : [];

for (const { judge, en, peppol } of judges) {
  group("S0-02 the official judges find nothing", () => {
    test.each(sampleNames)("in the sample %s", (name) => expect(judge(sampleText(name))).toEqual(clean));

    test("in any of the documents made at random for the three countries", { timeout: 1_800_000 }, () => {
      for (const document of randomDocuments(documentCount)) {
        const { warnings, ...other } = judge(serialiseText(document));
        expect(other).toEqual({ schema: [], fatal: [] });
        expect(warnings.filter((id) => id !== soleTraderWarning)).toEqual([]);
      }
    });

    test("in a long document", () => expect(judge(serialiseText(longInvoice()))).toEqual(clean));
  });

  group("the official judges and ours differ as is known", () => {
    test.each(faults)("$name: $official", ({ xml, official }) => expect(weightOf(judge(xml))).toBe(official));
  });

  group("the judges themselves are right", () => {
    test.each(unitFolders)("in the official unit cases of %s", { timeout: 1_800_000 }, (folder) => {
      const rules = folder === "cen-invoice" ? en : peppol;
      const wrong = expectationsOf(folder).filter(
        ({ xml, id, mustFire }) => rules(xml).some((finding) => finding.id === id) !== mustFire,
      );
      expect(wrong.map(({ file, id }) => `${file} ${id}`)).toEqual([]);
    });

    test.each(officialCases("positive"))("$name: good, and read without a throw", ({ xml }) => {
      expect(judge(xml)).toMatchObject({ schema: [], fatal: [] });
      expect(parse(new TextEncoder().encode(xml)).problems.filter(({ code }) => code.startsWith("XML"))).toEqual([]);
    });
  });
}
