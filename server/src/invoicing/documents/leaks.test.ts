import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  documentProblems,
  layOutDocument,
  renderDocument,
  renderMail,
  renderSms,
  type SalesDocument,
  type Telling,
} from "../../delivery/index.ts";
import { writeEInvoice } from "./e-invoice.ts";
import type { ThirdPartyFacts } from "./facts.ts";
import { generated } from "./generated.fixture.ts";
import { holdsRecord } from "./records.ts";
import { thirdPartySale } from "./sale.ts";

/** As many as the promise says; the printed sample is small, since each takes the compiler a moment. */
const MANY = 10_000;
const PRINTED = 12;
const LANGUAGES = ["nb", "sv", "da", "it", "en"] as const;

/** Words as a reader would find them, whatever the case. Digits stand for themselves: a record's number inside a longer one is chance. */
function told(text: string, forbidden: readonly string[]): string[] {
  const lower = text.toLowerCase();
  return forbidden.filter((each) => {
    const word = each.toLowerCase();
    if (!/^[\d+.-]+$/.test(word)) return lower.includes(word);
    return new RegExp(`(?<![\\d])${RegExp.escape(word)}(?!\\d)`).test(lower);
  });
}

const documentOf = (facts: ThirdPartyFacts, no: number): SalesDocument =>
  thirdPartySale(facts, { language: LANGUAGES[no % LANGUAGES.length]! });

/** What is told to the payer beside the document: the facts it is written from are all that a message has. */
function tellingOf({ issuer, kind, totalMinor, currency, dueOn, reference }: ThirdPartyFacts, no: number): Telling {
  return {
    kind: kind === "creditNote" ? "creditNote" : "invoice",
    language: LANGUAGES[no % LANGUAGES.length]!,
    sender: {
      brand: issuer.brand ?? issuer.name,
      telephone: issuer.phone,
      smsSender: "Nordlys",
      replyTo: issuer.email,
    },
    figures: { leftMinor: totalMinor, currency, dueOn, reference, country: "NO", invoiceOn: null, drawnOn: null },
    code: "7K2QX",
    link: `https://betal.example/p/${"aZ".repeat(16)}`,
    attached: true,
  };
}

describe("S0-07 N-CONF-1 what a third party gets tells nothing of a patient", () => {
  test(`${MANY} generated invoices, credit notes and collective invoices: no forbidden word in XML, on paper, in SMS or mail`, () => {
    const leaks: string[] = [];
    let written = 0;
    for (let no = 0; no < MANY; no++) {
      const { facts, forbidden } = generated(no);
      const made = writeEInvoice(facts, forbidden);
      if (!made.ok) throw new Error(`${no}: ${JSON.stringify(made.problems)}`);
      written += 1;
      const xml = new TextDecoder().decode(made.xml);
      const paper = JSON.stringify(layOutDocument(documentOf(facts, no)));
      const mail = renderMail(tellingOf(facts, no));
      const messages = [renderSms(tellingOf(facts, no)).text, mail.subject, mail.text, mail.html];
      for (const found of told([xml, paper, ...messages].join("\n"), forbidden)) leaks.push(`${no}: ${found}`);
    }
    expect(leaks).toEqual([]);
    expect(written).toBe(MANY);
  }, 240_000);

  test("the search finds what is there: a payer who bears the patient's name", () => {
    const { facts, forbidden } = generated(7);
    const named = { ...facts, buyer: { ...facts.buyer, name: `${forbidden[0]} Transport AS` } };
    const made = writeEInvoice(named, forbidden);
    // The payer's name is known from the agreement and excuses its own field only.
    expect(made.ok && told(new TextDecoder().decode(made.xml), forbidden)).toContain(forbidden[0]);
    expect(told(JSON.stringify(layOutDocument(documentOf(named, 7))), forbidden)).toContain(forbidden[0]);
  });

  test("what hangs beside the facts does not come along", () => {
    for (let no = 0; no < 300; no++) {
      const { facts, forbidden } = generated(no);
      const smuggled = forbidden.join(" ");
      const stuffed = {
        ...facts,
        patientName: smuggled,
        message: smuggled,
        buyer: { ...facts.buyer, note: smuggled },
        lines: facts.lines.map((line) => ({ ...line, text: smuggled, tooth: smuggled, code: smuggled })),
      };
      const made = writeEInvoice(stuffed, forbidden);
      expect(made.ok && told(new TextDecoder().decode(made.xml), forbidden)).toEqual([]);
      expect(told(JSON.stringify(layOutDocument(documentOf(stuffed, no))), forbidden)).toEqual([]);
    }
  });

  test("whatever of a record is put into a payer's reference, it does not leave", () => {
    for (let no = 0; no < 300; no++) {
      const { facts, forbidden } = generated(no);
      for (const secret of forbidden) {
        const lines = facts.lines.map((line) => ({ ...line, payerReference: secret }));
        const stuffed = { ...facts, lines, buyerReference: secret };
        const made = writeEInvoice(stuffed, forbidden);
        expect([secret, made.ok]).toEqual([secret, false]);
        const stopped = holdsRecord([secret], forbidden) || documentProblems(documentOf(stuffed, no)).length > 0;
        expect([secret, stopped]).toEqual([secret, true]);
      }
    }
  });

  test("a refusal says where, and repeats nothing of what it found", () => {
    for (let no = 0; no < 100; no++) {
      const { facts, forbidden } = generated(no);
      for (const secret of forbidden) {
        const made = writeEInvoice({ ...facts, buyerReference: secret }, forbidden);
        const said = JSON.stringify(made.ok ? [] : made.problems);
        expect(
          told(
            said,
            forbidden.filter((each) => each.length > 4),
          ),
        ).toEqual([]);
      }
    }
  });

  test("printed: the PDF's own texts, which name title and language", async () => {
    for (let no = 0; no < PRINTED; no++) {
      const { facts, forbidden } = generated(no);
      const complete = {
        ...facts,
        buyer: { ...facts.buyer, address: { line1: "Kaigata 1", postCode: "4006", city: "Bodø" } },
      };
      const pdf = await renderDocument(documentOf(complete, no));
      const outside = pdf.toString("latin1") + pdf.toString("utf16le") + inflated(pdf);
      expect(
        told(
          outside,
          forbidden.filter((each) => each.length > 4),
        ),
      ).toEqual([]);
    }
  }, 120_000);
});

/** The streams of a PDF that can be unpacked: texts of the structure, maps of letters, descriptions. */
function inflated(pdf: Buffer): string {
  const texts: string[] = [];
  for (let at = pdf.indexOf("stream\n"); at >= 0; at = pdf.indexOf("stream\n", at + 1)) {
    try {
      texts.push(inflateSync(pdf.subarray(at + 7), { finishFlush: 2 }).toString("latin1"));
    } catch {
      // A stream that is no deflate holds a face or nothing.
    }
  }
  return texts.join("\n");
}
