/**
 * AvtaleGiro, the Norwegian direct debit: claims and cancellations that the payee sends, and the list of standing
 * authorities that comes back. Positions: "AvtaleGiro systemspesifikasjon" 3.3 (2016).
 */
import {
  amount,
  at,
  code,
  count,
  ddmmyy,
  digits,
  filler,
  fixed,
  layout,
  type RecordIn,
  rightText,
  text,
} from "@kvitt/format-layout";
import { assignmentFields, declaredCounts, declaredTotals, transactionFields } from "./shared-fields.ts";

const SERVICE = "21";

/** Who tells the payer about the claim. `02` also goes with an eFaktura. */
export const claimTypes = { "02": "payee notifies the payer", "21": "bank notifies the payer" } as const;

export type ClaimType = keyof typeof claimTypes;

/** What an entry of the agreement list says. A list of type `0` entries replaces all that was known of the account. */
export const registrationTypes = { "0": "in force", "1": "new or changed", "2": "deleted" } as const;

/** `J`: the payer wants written notice of each claim. */
export const noticeFlags = { J: "written notice", N: "no written notice" } as const;

/** The start of an assignment of claims (`00`), cancellations (`36`) or agreements (`24`). */
function start(name: string, assignmentType: string) {
  return layout(name, 80, [
    ...assignmentFields(SERVICE, assignmentType, "20"),
    at(9, 9, "filler9", filler()),
    at(18, 7, "assignmentNumber", digits()),
    at(25, 11, "account", digits()),
    at(36, 45, "filler36", filler()),
  ]);
}

/** The end of an assignment of claims (`00`) or cancellations (`36`). */
function end(name: string, assignmentType: string) {
  return layout(name, 80, [
    ...assignmentFields(SERVICE, assignmentType, "88"),
    ...declaredTotals,
    at(42, 6, "earliestOn", ddmmyy({ optional: true })),
    at(48, 6, "latestOn", ddmmyy({ optional: true })),
    at(54, 27, "filler54", filler()),
  ]);
}

function item1<const K extends string>(name: string, types: Readonly<Record<K, unknown>>) {
  return layout(name, 80, [
    ...transactionFields(SERVICE, code(types), "30"),
    at(16, 6, "dueOn", ddmmyy()),
    at(22, 11, "filler22", filler(" ")),
    at(33, 17, "amountMinor", amount()),
    at(50, 25, "kid", rightText()),
    at(75, 6, "filler75", filler()),
  ]);
}

/** `externalReference` stands on the payer's statement and notice: never the text of a treatment. */
function item2<const K extends string>(name: string, types: Readonly<Record<K, unknown>>) {
  return layout(name, 80, [
    ...transactionFields(SERVICE, code(types), "31"),
    at(16, 10, "shortName", text()),
    at(26, 25, "filler26", filler(" ")),
    at(51, 25, "externalReference", text()),
    at(76, 5, "filler76", filler()),
  ]);
}

const cancellationTypes = { "93": "cancellation" } as const;

export const startClaims = start("nets.avtalegiro.startClaims", "00");
export const claimItem1 = item1("nets.avtalegiro.claimItem1", claimTypes);
export const claimItem2 = item2("nets.avtalegiro.claimItem2", claimTypes);
export const endClaims = end("nets.avtalegiro.endClaims", "00");

/** One half of a printed line: 42 lines of two columns at most. */
export const specification = layout("nets.avtalegiro.specification", 80, [
  ...transactionFields(SERVICE, fixed("21"), "49"),
  at(16, 1, "paymentNotification", filler("4")),
  at(17, 3, "lineNumber", count()),
  at(20, 1, "column", count()),
  at(21, 40, "text", text()),
  at(61, 20, "filler61", filler()),
]);

export const startCancellations = start("nets.avtalegiro.startCancellations", "36");
export const cancellationItem1 = item1("nets.avtalegiro.cancellationItem1", cancellationTypes);
export const cancellationItem2 = item2("nets.avtalegiro.cancellationItem2", cancellationTypes);
export const endCancellations = end("nets.avtalegiro.endCancellations", "36");

export const startAgreements = start("nets.avtalegiro.startAgreements", "24");

/** A standing authority (fast betalingsoppdrag): payee account and KID, often only the KID's fixed part. */
export const agreement = layout("nets.avtalegiro.agreement", 80, [
  ...transactionFields(SERVICE, fixed("94"), "70"),
  at(16, 1, "registrationType", code(registrationTypes)),
  at(17, 25, "kid", rightText()),
  at(42, 1, "writtenNotice", code(noticeFlags)),
  at(43, 38, "filler43", filler()),
]);

export const endAgreements = layout("nets.avtalegiro.endAgreements", 80, [
  ...assignmentFields(SERVICE, "24", "88"),
  ...declaredCounts,
  at(25, 56, "filler25", filler()),
]);

export type StartAvtaleGiro = RecordIn<typeof startClaims>;
export type ClaimItem1 = RecordIn<typeof claimItem1>;
export type ClaimItem2 = RecordIn<typeof claimItem2>;
export type Specification = RecordIn<typeof specification>;
export type EndAvtaleGiro = RecordIn<typeof endClaims>;
export type CancellationItem1 = RecordIn<typeof cancellationItem1>;
export type CancellationItem2 = RecordIn<typeof cancellationItem2>;
export type Agreement = RecordIn<typeof agreement>;
export type EndAgreements = RecordIn<typeof endAgreements>;
