import { expect, test } from "vitest";
import { sample } from "../testkit/samples.ts";
import { type AvtaleGiroOrder, type AvtaleGiroOrderLine, writeAvtaleGiro } from "./index.ts";

const line = {
  type: "21",
  dueOn: "2026-12-15",
  amountMinor: 300_000n,
  kid: "1047152602058",
  shortName: "HANSEN K",
  externalReference: "Faktura 260205",
} as const satisfies AvtaleGiroOrderLine;
const second = {
  dueOn: "2026-12-15",
  amountMinor: 125_050n,
  kid: "1047192602191",
  shortName: "ØDEGÅRD Å",
  externalReference: "Faktura 260219",
} as const satisfies AvtaleGiroOrderLine;

const order = {
  sender: "00104711",
  transmissionNumber: "2111001",
  sentOn: "2026-11-21",
  totalMinor: 850_100n,
  lineBreak: "\n",
  assignments: [
    {
      kind: "claims",
      assignmentNumber: "2111001",
      account: "86011117947",
      lines: [
        {
          ...line,
          specifications: [
            { lineNumber: 1, column: 1, text: "Avdrag 3 av 4" },
            { lineNumber: 1, column: 2, text: "Spørsmål? Tlf. 22 00 00 00" },
            { lineNumber: 2, column: 1, text: "Forfall 15.12.2026" },
            { lineNumber: 2, column: 2, text: " " },
          ],
        },
        { ...second, type: "02" },
        { ...line, dueOn: "2027-01-04", kid: "1047152603056", externalReference: "Faktura 260305" },
      ],
    },
    { kind: "cancellations", assignmentNumber: "2111002", account: "86011117947", lines: [second] },
  ],
} as const satisfies AvtaleGiroOrder;

function withLine(change: Partial<AvtaleGiroOrderLine>): AvtaleGiroOrder {
  const changed: AvtaleGiroOrderLine = { ...line, ...change };
  const assignment = { ...order.assignments[0], lines: [changed] };
  return { ...order, totalMinor: changed.amountMinor, assignments: [assignment] };
}

test("claims and a cancellation are written as the sample stands; an empty specification is not sent", () => {
  const result = writeAvtaleGiro(order);
  expect(result.ok && result.bytes).toEqual(sample("avtalegiro-constructed-claims-and-cancellation.txt"));
});

test("a due date twelve months ahead is written, a day more is not", () => {
  expect(writeAvtaleGiro(withLine({ dueOn: "2027-11-21" })).ok).toBe(true);
  expect(writeAvtaleGiro(withLine({ dueOn: "2027-11-22" })).ok).toBe(false);
});

const [claims] = order.assignments;

test.each<[string, AvtaleGiroOrder, string[]]>([
  ["a total that is not the order's", { ...order, totalMinor: 850_101n }, ["TOTAL_DIFFERS"]],
  [
    "an account whose last digit is wrong",
    { ...order, assignments: [{ ...claims, account: "86011117948" }, order.assignments[1]] },
    ["ACCOUNT_CHECK"],
  ],
  [
    "two assignments of one number",
    { ...order, assignments: [claims, { ...order.assignments[1], assignmentNumber: "2111001" }] },
    ["REPEATED"],
  ],
  ["no claims", { ...order, totalMinor: 0n, assignments: [{ ...claims, lines: [] }] }, ["EMPTY"]],
  ["an amount of zero", withLine({ amountMinor: 0n }), ["AMOUNT"]],
  ["a KID with a letter", withLine({ kid: "12A4566" }), ["KID"]],
  ["a due date too far ahead", withLine({ dueOn: "2028-01-01" }), ["TOO_FAR_AHEAD"]],
  ["a name of eleven letters", withLine({ shortName: "HANSEN KARI" }), ["DOES_NOT_FIT"]],
  ["a reference of 26 characters", withLine({ externalReference: "x".repeat(26) }), ["DOES_NOT_FIT"]],
  ["a name the file cannot carry", withLine({ shortName: "ŁUKASZ" }), ["DOES_NOT_FIT"]],
  ["specification line 43", withLine({ specifications: [{ lineNumber: 43, column: 1, text: "x" }] }), ["DOES_NOT_FIT"]],
  [
    "one place of the specification twice",
    withLine({ specifications: [1, 2].map((n) => ({ lineNumber: 1, column: 1, text: String(n) })) }),
    ["REPEATED"],
  ],
  ["a sender of seven digits", { ...order, sender: "0104711" }, ["DOES_NOT_FIT"]],
])("not written: %s", (_title, wrong, codes) => {
  const result = writeAvtaleGiro(wrong);
  expect(result.ok ? [] : result.refusals.map(({ code }) => code)).toEqual(codes);
});
