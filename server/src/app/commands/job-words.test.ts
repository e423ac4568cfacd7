import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { BankFileReader } from "../../banking/index.ts";
import type { Partners } from "../wiring/index.ts";
import { productJobs, productSchedules } from "./work.ts";

type Words = { readonly [area: string]: { readonly [name: string]: string } };
type Texts = { readonly jobName: Words; readonly jobWhat: Words };

/** What the texts of a language say of a job, by the name it has in the queue. */
function wordsIn(language: string) {
  const path = new URL(`../../../../web/staff/src/texts/${language}/settings.json`, import.meta.url);
  const texts = JSON.parse(readFileSync(path, "utf8")) as Texts;
  return (words: keyof Texts, job: string) => {
    const [area = "", name = ""] = job.split(".");
    return texts[words][area]?.[name];
  };
}

const partners = { outlets: {}, rails: {}, railsOf: () => undefined } as unknown as Partners;
const kinds = [...productJobs({} as BankFileReader, partners).keys()];

describe("the job page speaks of each job in words", () => {
  test.each(["nb", "sv", "da", "it", "en"])(
    "L-03 what runs and what failed has a name and a sentence in %s",
    (language) => {
      const said = wordsIn(language);
      expect(kinds.filter((kind) => !said("jobName", kind) || !said("jobWhat", kind))).toEqual([]);
    },
  );

  test("every schedule asks for a job there is", () => {
    expect([...productSchedules.keys()].filter((name) => !kinds.includes(name))).toEqual([]);
  });
});
