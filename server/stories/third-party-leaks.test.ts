import { inflateSync } from "node:zlib";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { approveProposal } from "../src/controls/index.ts";
import { applyInvoices, proposeInvoices } from "../src/invoicing/index.ts";
import { chanceOf, patientOf } from "../src/invoicing/documents/generated.fixture.ts";
import { monthOf, type Month } from "./patient-month.fixture.ts";
import { patientWorld, type PatientWorld } from "./patient-world.fixture.ts";

/**
 * Some dozens of invoices that third parties pay, from the claim to the receivers' hands by every way, with all that was written on the way: nothing of the
 * patients behind them is in it.
 */

const PATIENTS = 36;
const ways = [
  { name: "Havn Rederi AS", orgNo: "974760673" },
  { name: "Nordkyst Forsikring ASA", orgNo: "923609016", email: "faktura@nordkyst.example" },
  { name: "Sørlia kommune", orgNo: "991825827", address: { line1: "Kaigata 1", postCode: "4006", city: "Stavanger" } },
] as const;

let world: PatientWorld;
let month: Month;
const logged: string[] = [];
beforeAll(async () => {
  world = await patientWorld({ log: pino({ level: "trace", base: null }, { write: (line) => logged.push(line) }) });
  month = monthOf(world);
  world.network.participants.set(`0192:${ways[0].orgNo}`, ["invoice", "creditNote"]);
  await world.at("2026-10-05T10:00");
});
afterAll(() => world.close());

type Record_ = { readonly claim: object; readonly forbidden: readonly string[] };

/** A treatment of somebody invented, and every text of the record that its payer may not learn. */
function recordOf(no: number): Record_ {
  const told = patientOf(chanceOf(no + 1));
  const [name, given, family, born, , , , , , ref, , treatment] = told as [string, ...string[]];
  const amountMinor = 100_000 + no;
  const claim = {
    externalId: `opus-${700_000 + no}`,
    kind: "INVOICE",
    issueDate: "2026-09-12",
    currency: "NOK",
    amountMinor,
    lines: [{ text: treatment!, amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: `${ref!}-${no}`, name, birthDate: born! },
    payer: { type: "BUSINESS", ...ways[no % ways.length]! },
  };
  return { claim, forbidden: [name, given!, family!, born!, ref!, treatment!, `opus-${700_000 + no}`] };
}

/** What can be unpacked of a PDF: its structure's texts, its descriptions. */
function textsOf(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  const texts = [bytes.toString("latin1"), bytes.toString("utf16le")];
  for (let at = bytes.indexOf("stream\n"); at >= 0; at = bytes.indexOf("stream\n", at + 1)) {
    try {
      texts.push(inflateSync(bytes.subarray(at + 7), { finishFlush: 2 }).toString("latin1"));
    } catch {
      // No deflate: a face, or nothing.
    }
  }
  return texts.join("\n");
}

/** Everything that left, by the name of where it can be read. */
function everythingThatLeft(): Map<string, string> {
  const mails = world.mailbox.mails();
  const letters = month.letters();
  const join = (texts: readonly string[]) => texts.join("\n");
  return new Map([
    ["e-invoices", join(world.network.documents().map(({ bytes }) => new TextDecoder().decode(bytes)))],
    ["mails", join(mails.flatMap(({ subject, text, html, fromName }) => [subject, text, html, fromName]))],
    [
      "files",
      join([
        ...mails.flatMap(({ attachments }) => attachments.map(({ name }) => name)),
        ...letters.map(({ file }) => file),
      ]),
    ],
    [
      "PDFs",
      join(
        [
          ...mails.flatMap(({ attachments }) => attachments.map(({ bytes }) => bytes)),
          ...letters.map(({ pdf }) => pdf),
        ].map(textsOf),
      ),
    ],
    ["envelopes", JSON.stringify(letters.map(({ receiver }) => receiver))],
    ["SMS", join(world.phones.messages().map(({ text }) => text))],
    ["log", join(logged)],
  ]);
}

/** A word as a reader finds it; short names are looked for as words, since three letters are somewhere in any file of bytes. */
function holds(text: string, word: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(word)}(?![\\p{L}\\p{N}])`, "iu").test(text);
}

test(`S0-07 SEC-83 N-09 ${PATIENTS} invoices to third parties by e-invoice, mail and letter: nothing of a patient in anything that left, nor in the log`, async () => {
  const records = Array.from({ length: PATIENTS }, (_, no) => recordOf(no));
  const answers = await month.send(...records.map(({ claim }) => claim));
  expect(answers.map(({ status }) => status)).toEqual(records.map(() => 201));
  const proposal = await world.inTenant((tx) => proposeInvoices(tx, world.clinic.ledgerId, "2026-10-05"));
  await world.inTenant((tx) => approveProposal(tx, proposal.id));
  await applyInvoices(world.platform, world.clinic.context, proposal.id);
  await world.at("2026-10-05T10:10");
  await world.at("2026-10-06T09:00");
  const each = PATIENTS / ways.length;
  expect([world.network.documents(), world.mailbox.mails(), month.letters()].map(({ length }) => length)).toEqual([
    each,
    each,
    each,
  ]);
  expect(logged.length).toBeGreaterThan(PATIENTS);
  const left = everythingThatLeft();
  const leaks = records.flatMap(({ forbidden }) =>
    [...left].flatMap(([where, text]) =>
      forbidden.filter((word) => holds(text, word)).map((word) => `${where}: ${word}`),
    ),
  );
  expect(leaks).toEqual([]);
});
