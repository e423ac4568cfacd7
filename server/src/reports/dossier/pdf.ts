import { printPdf } from "../../platform/print/index.ts";
import { dayOnPaper, moneyOnPaper, type ReportLanguage } from "../render-language.ts";
import type { Dossier, Fields, LeftOut, Paper, Piece } from "./types.ts";
import { word } from "./words.ts";

/** A dossier on paper: tagged, with contents and page numbers; kept documents are attached to it as the bytes they are. */

type Shown = readonly (readonly [name: string, value: string])[];

const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/;

function onPaper(name: string, value: string | number | bigint, language: ReportLanguage): string {
  if (name.endsWith("Minor")) return moneyOnPaper(BigInt(value), language);
  const text = String(value);
  const [, day, time] = INSTANT.exec(text) ?? [];
  return day && time ? `${dayOnPaper(day, language)} ${time} UTC` : dayOnPaper(text, language);
}

function shown(fields: Fields, language: ReportLanguage): Shown {
  return Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [[word("field", name, language), onPaper(name, value, language)] as const],
  );
}

function headOf({ head, profile, contentSha256 }: Dossier, language: ReportLanguage): Shown {
  const { ledgerName, orgNo, number, issuedOn, currency, supportState, ...sums } = head;
  const say = (key: string) => word("frame", key, language);
  return [
    [say("reader"), word("reader", profile, language)],
    [say("creditor"), ledgerName],
    [say("orgNo"), orgNo],
    [say("bill"), `${number}, ${dayOnPaper(issuedOn, language)}`],
    ...Object.entries(sums).map(
      ([name, minor]) => [say(name), `${moneyOnPaper(minor, language)} ${currency}`] as const,
    ),
    ...(supportState === null ? [] : [[say("supportState"), word("supportState", supportState, language)] as const]),
    [say("contentSha256"), contentSha256],
  ];
}

function paperRow({ paper, state, why, pieces }: Paper, language: ReportLanguage): readonly string[] {
  const stateWord = word("reason", state === "leftOut" ? "leftOutState" : state, language);
  return [
    word("paper", paper, language),
    stateWord,
    pieces.join(", "),
    why === null ? "" : word("reason", why, language),
  ];
}

function omissionRow({ kind, fields, why }: LeftOut, language: ReportLanguage): readonly string[] {
  const what =
    fields === null ? word("frame", "wholePiece", language) : fields.map((name) => fieldWord(name, language));
  return [word("piece", kind, language), [what].flat().join(", "), word("reason", why, language)];
}

const fieldWord = (name: string, language: ReportLanguage) =>
  name === "file" ? word("frame", "file", language) : word("field", name, language);

function pieceOf(piece: Piece, language: ReportLanguage) {
  const { no, kind, on, facts, parts, file, sha256 } = piece;
  return {
    title: `${no}. ${word("piece", kind, language)}, ${dayOnPaper(on, language)}`,
    facts: [
      ...shown(facts, language),
      ...(file ? [[word("frame", "file", language), file.name] as const] : []),
      [word("frame", "sha256", language), sha256] as const,
    ],
    parts: parts.map((part) => shown(part, language)),
  };
}

/** What `pdf` is attached by: a file's name, kind and bytes. */
export type Attached = { readonly name: string; readonly mediaType: string; readonly bytes: Buffer };

/** A dossier as one PDF. The same dossier, files and language give the same bytes: no clock is read. */
export async function dossierPdf(
  dossier: Dossier,
  files: readonly Attached[],
  language: ReportLanguage,
): Promise<Buffer> {
  const say = (key: string) => word("frame", key, language);
  const title = `${say("title")} ${dossier.head.number}`;
  const data = {
    ...{ language, title, contents: say("contents"), page: say("page"), of: say("pageOf") },
    running: `${title} · ${word("reader", dossier.profile, language)}`,
    head: headOf(dossier, language),
    papers: {
      title: say("papers"),
      head: [say("what"), say("state"), say("pieces"), say("why")],
      rows: dossier.papers.map((paper) => paperRow(paper, language)),
    },
    leftOut: {
      title: say("leftOut"),
      head: [say("piece"), say("what"), say("why")],
      rows: dossier.leftOut.map((each) => omissionRow(each, language)),
      none: say("nothingLeftOut"),
    },
    pieces: dossier.pieces.map((piece) => pieceOf(piece, language)),
    files: files.map(({ name, mediaType, bytes }) => ({ name, mediaType, bytes: [...bytes] })),
  };
  return printPdf({ source: SOURCE, data: JSON.stringify(data) });
}

const SOURCE = `
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: none)
#set text(font: "Inter", size: 9pt, lang: d.language, number-width: "tabular", hyphenate: false)
#set par(leading: 4pt, spacing: 7pt)
#show heading.where(level: 1): set text(size: 17pt, weight: 600)
#show heading.where(level: 2): set text(size: 11pt, weight: 600)
#show heading.where(level: 2): set block(above: 16pt, below: 7pt)
#set page(
  paper: "a4",
  margin: (x: 48pt, y: 60pt),
  header: context if counter(page).get().first() > 1 { text(size: 8pt, fill: luma(80), d.running) },
  footer: context align(right, text(size: 8pt, fill: luma(80))[#d.page #counter(page).get().first() #d.of #counter(page).final().first()]),
)
#let facts(rows) = grid(
  columns: (120pt, 1fr), column-gutter: 12pt, row-gutter: 5pt,
  ..rows.map(row => (text(fill: luma(80), row.at(0)), row.at(1).split("\\n").join(linebreak()))).flatten(),
)
#let listed(of, widths) = table(
  columns: widths,
  inset: (x: 5pt, y: 4pt),
  stroke: (x, y) => (bottom: 0.4pt + luma(170)),
  table.header(..of.head.map(text.with(weight: 600))),
  ..of.rows.flatten(),
)
= #d.title
#facts(d.head)
== #d.papers.title
#listed(d.papers, (1.4fr, auto, auto, 1.6fr))
== #d.leftOut.title
#if d.leftOut.rows.len() == 0 { d.leftOut.none } else { listed(d.leftOut, (1.2fr, 1.2fr, 1.6fr)) }
#pagebreak()
#outline(title: d.contents, target: heading.where(level: 2))
#pagebreak()
#for piece in d.pieces {
  heading(level: 2, piece.title)
  facts(piece.facts)
  for part in piece.parts {
    block(inset: (left: 12pt, y: 4pt), stroke: (left: 1pt + luma(200)), above: 7pt, facts(part))
  }
}
#for file in d.files {
  pdf.attach("/" + file.name, bytes(file.bytes), relationship: "source", mime-type: file.mediaType, description: file.name)
}
`;
