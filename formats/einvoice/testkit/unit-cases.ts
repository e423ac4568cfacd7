/** The official unit cases: fragments of documents, each with the rules that must or must not be found in it. */
import { officialCases } from "./official.ts";

/** One expectation of one fragment. */
export interface Expectation {
  readonly file: string;
  readonly id: string;
  readonly mustFire: boolean;
  readonly xml: string;
}

const TEST = /<test\b[^>]*>([^]*?)<\/test>/g;
const ASSERTED = /<(success|error|warning)\b[^>]*>\s*([^<\s]+)\s*<\/\1>/g;

/** The fragment: what follows the assertion, which is the whole of an invoice or credit note. */
function fragmentOf(test: string): string {
  return test.slice(test.lastIndexOf("</assert>") + "</assert>".length).trim();
}

/** The expectations of a folder of unit cases. */
export function expectationsOf(folder: string): readonly Expectation[] {
  return officialCases(`unit/${folder}`).flatMap(({ name, xml }) =>
    [...xml.matchAll(TEST)].flatMap(([, test = ""]) => {
      const fragment = fragmentOf(test);
      return [...test.matchAll(ASSERTED)].map(([, outcome, id = ""]) => ({
        file: name,
        id,
        mustFire: outcome !== "success",
        xml: fragment,
      }));
    }),
  );
}
