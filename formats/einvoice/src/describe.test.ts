import { expect, test } from "vitest";
import { collectiveDraft, made, vetDraft } from "../testkit/examples.ts";
import { sampleBytes } from "../testkit/samples.ts";
import { anonymisedInvoice, buildInvoice, describe, describeDocument, expandAnonymised } from "./index.ts";

test("an invoice in words", () => {
  expect(describe(sampleBytes("no-vet-b2b.xml"))).toBe(`Invoice V-52310, issued 2026-11-05, due 2026-11-19
From: Eksempeldal Dyreklinikk AS, NO, 0192:100000377
To: Eksempelgarden Samdrift DA, NO, 0192:100000482
Payer's reference Besetning 14, order none
3 lines
  1: 1480.00 NOK, for NO-0417-2231
  2: 810.00 NOK
  3: 496.90 NOK
  VAT 25 %: 776.73 on 3106.90 NOK
In all 3106.90 and VAT 776.73, 1000.00 already paid: to pay 2883.63 NOK
Pay by credit transfer to NO5399990012349, reference 202600523106
`);
});

test("a credit note in words", () => {
  const text = describe(sampleBytes("no-dental-anonymised-creditnote.xml"));
  expect(text).toContain("Credit note 100455, issued 2026-11-10\nRefers to 100417 of 2026-11-02\n");
  expect(text).toContain("exempt from VAT: 0.00 on 850.00 NOK");
});

test("a sole trader's number is a personal number, and masked", () => {
  const seller = { ...collectiveDraft.seller, endpoint: { scheme: "0007", id: "8112189876" } };
  const text = describeDocument(expandAnonymised(made(anonymisedInvoice({ ...collectiveDraft, seller }))));
  expect(text).toContain("0007:******-****");
  expect(text).not.toContain("8112189876");
});

test("problems stand below, item texts and contacts nowhere", () => {
  const { dueOn: _due, ...undated } = buildInvoice(vetDraft);
  const text = describeDocument(undated);
  expect(text).toMatch(/Problem at DueDate: The invoice has no due date\./);
  expect(text).not.toContain("Behandlingstid");
});
