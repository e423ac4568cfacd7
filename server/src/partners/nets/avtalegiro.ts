import { agreement, FileChecker, NotValidated, startAgreements, writeAvtaleGiro } from "@kvitt/format-nets";
import type { Agreement, AvtaleGiroOrderAssignment, AvtaleGiroOrderLine, RecordKind } from "@kvitt/format-nets";
import type { DebitLine, DebitOrder, DirectDebit, MandateList } from "../../payments/ports.ts";
import { carried, shortName } from "./short-name.ts";

type MandateEntry = MandateList["entries"][number];
type Reading = { account: string; assignmentNo: string; entries: MandateEntry[] };

const registrations = { "0": "inForce", "1": "changed", "2": "ended" } as const satisfies Readonly<
  Record<Agreement["registrationType"], MandateEntry["registration"]>
>;

const MOST_SHOWN = 25;
const HALF_LINE = 40;
const number = (no: number): string => String(no).padStart(7, "0");

/** AvtaleGiro: claims and cancellations as files for the operator, and the lists of authorities in its files. */
export function netsDirectDebit(options: { readonly lineBreak?: "\r\n" | "\n" } = {}): DirectDebit {
  return {
    write(order) {
      const parts = partsOf(order);
      const written = writeAvtaleGiro({
        sender: order.sender,
        transmissionNumber: number(order.transmissionNo),
        sentOn: order.sentOn,
        totalMinor: order.totalMinor,
        assignments: parts.map(({ assignment }) => assignment),
        ...options,
      });
      if (written.ok) return { ok: true, bytes: written.bytes };
      const refusals = written.refusals.map(({ code, assignment, line }) => ({
        code,
        part: assignment === undefined ? null : parts[assignment]!.assignment.kind,
        line: line ?? null,
      }));
      return { ok: false, refusals };
    },
    readMandates,
  };
}

function partsOf({ account, claims, cancellations }: DebitOrder): { readonly assignment: AvtaleGiroOrderAssignment }[] {
  const part = (
    kind: AvtaleGiroOrderAssignment["kind"],
    given: DebitOrder["claims"],
  ): { readonly assignment: AvtaleGiroOrderAssignment }[] =>
    given === null
      ? []
      : [
          {
            assignment: { kind, account, assignmentNumber: number(given.assignmentNo), lines: given.lines.map(lineOf) },
          },
        ];
  return [...part("claims", claims), ...part("cancellations", cancellations)];
}

function lineOf({ dueOn, amountMinor, kid, payer, shownAs, notify, notice }: DebitLine): AvtaleGiroOrderLine {
  return {
    type: notify === "bank" ? "21" : "02",
    dueOn,
    amountMinor,
    kid,
    shortName: shortName(payer),
    externalReference: carried(shownAs, MOST_SHOWN),
    specifications: notice.map((text, at) => ({
      lineNumber: Math.floor(at / 2) + 1,
      column: at % 2 === 0 ? 1 : 2,
      text: carried(text, HALF_LINE),
    })),
  };
}

/** In flat memory: such a list often stands in a file of a million payments. */
async function readMandates(chunks: AsyncIterable<Uint8Array>): Promise<readonly MandateList[]> {
  const lists: Reading[] = [];
  const checker = new FileChecker({}, (kind, bytes, base) => note(lists, kind, bytes, base));
  for await (const chunk of chunks) checker.push(chunk);
  const verdict = checker.finish();
  if (!verdict.ok) throw new NotValidated(verdict);
  return lists.map((list) => ({ ...list, complete: isComplete(list.entries) }));
}

/** Every entry says that it is part of a complete list. One that says other things too ends nobody. */
function isComplete(entries: readonly MandateEntry[]): boolean {
  return entries.length > 0 && entries.every(({ registration }) => registration === "inForce");
}

function note(lists: Reading[], kind: RecordKind, bytes: Uint8Array, base: number): void {
  if (kind === "startAgreements") {
    const start = startAgreements.read(bytes, base);
    if (!start.ok) return;
    const { account, assignmentNumber: assignmentNo } = start.record;
    lists.push({ account, assignmentNo, entries: [] });
    return;
  }
  const read = kind === "agreement" ? agreement.read(bytes, base) : undefined;
  const list = lists.at(-1);
  if (!read?.ok || !list) return;
  const { registrationType, kid, writtenNotice } = read.record;
  list.entries.push({ registration: registrations[registrationType], kid, writtenNotice: writtenNotice === "J" });
}
