import { expect, test } from "vitest";
import { collectiveInvoice, danishDraft, dentalCreditNote, dentalInvoice, vetDraft } from "../testkit/examples.ts";
import { sampleBytes, sampleNames, sampleText, type SampleName } from "../testkit/samples.ts";
import {
  buildInvoice,
  expandAnonymised,
  parse,
  serialiseText,
  validate,
  writeAnonymised,
  writeInvoice,
  type EInvoice,
} from "./index.ts";

const built: Readonly<Record<SampleName, () => EInvoice>> = {
  "no-dental-anonymised.xml": () => expandAnonymised(dentalInvoice()),
  "no-vet-b2b.xml": () => buildInvoice(vetDraft),
  "se-collective.xml": () => expandAnonymised(collectiveInvoice()),
  "no-dental-anonymised-creditnote.xml": () => expandAnonymised(dentalCreditNote()),
  "dk-vet-fik.xml": () => buildInvoice(danishDraft),
};

test.each(sampleNames)("S0-02 %s: built from facts, it is the sample to the byte", (name) => {
  expect(serialiseText(built[name]())).toBe(sampleText(name));
});

test.each(sampleNames)("%s: read, it is the model that was built, and written again it is the sample", (name) => {
  const parsed = parse(sampleBytes(name));
  expect(parsed).toEqual({ ok: true, document: built[name](), problems: [] });
  if (parsed.ok) expect(serialiseText(parsed.document)).toBe(sampleText(name));
});

test.each(sampleNames)("%s: our own checks find nothing", (name) => {
  expect(validate(built[name]())).toEqual({ ok: true, problems: [] });
});

test.each([dentalInvoice, dentalCreditNote, collectiveInvoice])(
  "S0-06 an anonymised sample leaves when nothing of the patient stands in it (%#)",
  (document) => {
    const forbidden = ["Kari Nordmann", "rotfylling", "tann 36", "01.02.1980", "J-4711"];
    expect(writeAnonymised(document(), forbidden)).toMatchObject({ ok: true, problems: [] });
  },
);

test("twice the same model gives the same bytes", () => {
  const [first, second] = [writeInvoice(buildInvoice(vetDraft)), writeInvoice(buildInvoice(vetDraft))];
  expect(first).toEqual(second);
  expect(first.ok).toBe(true);
});
