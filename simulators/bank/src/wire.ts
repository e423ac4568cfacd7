/** The JSON of the wire: øre as integers up to 2^53 - 1, days as ISO dates. Throws `WireError` for anything else. */
import type { BankAccount, BankCharge, BankFile, Deposit, DepositKind, PaymentOrder, Reversal, Rule } from "./types.ts";

/** What was sent has not the shape of the contract. */
export class WireError extends Error {
  readonly field: string;
  constructor(field: string, sentence: string) {
    super(`${field}: ${sentence}`);
    this.field = field;
  }
}

type Json = Readonly<Record<string, unknown>>;

function objectOf(value: unknown, field: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new WireError(field, "not an object");
  return value as Json;
}

function textIn(json: Json, field: string): string {
  const value = json[field];
  if (typeof value !== "string") throw new WireError(field, "a text is required");
  return value;
}

/** The named text fields that are given. */
function textsIn<F extends string>(json: Json, ...fields: readonly F[]): Partial<Record<F, string>> {
  const given = fields.filter((field) => json[field] !== undefined);
  return Object.fromEntries(given.map((field) => [field, textIn(json, field)])) as Partial<Record<F, string>>;
}

function minorIn(json: Json, field: string): bigint {
  const value = json[field];
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new WireError(field, "whole øre are required");
  return BigInt(value);
}

function dayIn(json: Json, field: string): Temporal.PlainDate {
  const value = textIn(json, field);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) throw new WireError(field, "a date YYYY-MM-DD is required");
  try {
    return Temporal.PlainDate.from(value, { overflow: "reject" });
  } catch {
    throw new WireError(field, "no such day");
  }
}

const kinds: readonly string[] = [
  "giro",
  "standingOrder",
  "remittance",
  "companyTerminal",
  "counter",
  "avtaleGiro",
  "teleGiro",
  "cashGiro",
  "card",
  "creditNote",
] satisfies readonly DepositKind[];

function depositOf(json: Json): Deposit {
  const { kind, ...texts } = textsIn(
    json,
    "kind",
    "time",
    "kid",
    "text",
    "payerName",
    "payerAccount",
    "terminal",
    "session",
  );
  if (kind !== undefined && !kinds.includes(kind)) throw new WireError("kind", `one of ${kinds.join(", ")}`);
  const money = { account: textIn(json, "account"), amountMinor: minorIn(json, "amountMinor"), on: dayIn(json, "on") };
  return { ...money, ...texts, ...(kind === undefined ? {} : { kind: kind as DepositKind }) };
}

/** What can be asked of the bank in one line of `POST /payments`; `do` tells which, `deposit` if left out. */
export type Instruction =
  | { readonly do: "deposit"; readonly value: Deposit }
  | { readonly do: "pay"; readonly value: PaymentOrder }
  | { readonly do: "reverse"; readonly value: Reversal }
  | { readonly do: "charge"; readonly value: BankCharge };

export function instructionOf(value: unknown): Instruction {
  const json = objectOf(value, "payment");
  switch (json["do"] ?? "deposit") {
    case "deposit":
      return { do: "deposit", value: depositOf(json) };
    case "pay":
      return { do: "pay", value: orderOf(json) };
    case "reverse": {
      const value = { paymentId: textIn(json, "paymentId"), on: dayIn(json, "on"), ...textsIn(json, "reason") };
      return { do: "reverse", value };
    }
    case "charge": {
      const text = textIn(json, "text");
      const value = {
        account: textIn(json, "account"),
        amountMinor: minorIn(json, "amountMinor"),
        on: dayIn(json, "on"),
      };
      return { do: "charge", value: { ...value, text } };
    }
    default:
      throw new WireError("do", "one of deposit, pay, reverse, charge");
  }
}

function orderOf(json: Json): PaymentOrder {
  return {
    account: textIn(json, "account"),
    amountMinor: minorIn(json, "amountMinor"),
    on: dayIn(json, "on"),
    creditorName: textIn(json, "creditorName"),
    creditorAccount: textIn(json, "creditorAccount"),
    ...textsIn(json, "kid", "text", "endToEndId"),
  };
}

export function clockOf(value: unknown): Temporal.PlainDate {
  return dayIn(objectOf(value, "clock"), "to");
}

export function accountOf(value: unknown): BankAccount {
  const json = objectOf(value, "account");
  const agreement = json["ocrAgreement"];
  return {
    number: textIn(json, "number"),
    ownerName: textIn(json, "ownerName"),
    ...(json["openingMinor"] === undefined ? {} : { openingMinor: minorIn(json, "openingMinor") }),
    ...(agreement === undefined ? {} : { ocrAgreement: agreementOf(objectOf(agreement, "ocrAgreement")) }),
  };
}

function agreementOf(json: Json): NonNullable<BankAccount["ocrAgreement"]> {
  const kidLengths = json["kidLengths"];
  const modulus = json["modulus"];
  const detail = json["detail"];
  if (!Array.isArray(kidLengths) || !kidLengths.every((length) => Number.isInteger(length))) {
    throw new WireError("kidLengths", "a list of whole numbers is required");
  }
  if (modulus !== 10 && modulus !== 11) throw new WireError("modulus", "10 or 11");
  if (detail !== undefined && detail !== "ocr" && detail !== "camt054") throw new WireError("detail", "ocr or camt054");
  return {
    id: textIn(json, "id"),
    recipient: textIn(json, "recipient"),
    kidLengths,
    modulus,
    compulsoryKid: json["compulsoryKid"] === true,
    creditNotes: json["creditNotes"] === true,
    ...(detail === undefined ? {} : { detail }),
  };
}

const faultNames: readonly string[] = [
  "late",
  "lost",
  "twice",
  "copy",
  "outOfOrder",
  "corrected",
  "truncated",
  "wrongTotal",
  "repeatPayment",
  "fillerData",
  "lineEnds",
  "blankLines",
  "refuseOrder",
] satisfies readonly Rule["fault"]["do"][];

/** The fields a fault needs besides its name. */
const faultFields: Readonly<Record<string, (json: Json) => boolean>> = {
  late: hasBankDays,
  twice: hasBankDays,
  copy: hasBankDays,
  corrected: (json) => hasBankDays(json) && (json["first"] === "wrongTotal" || json["first"] === "truncated"),
  lineEnds: (json) => json["as"] === "LF" || json["as"] === "none",
  blankLines: (json) => json["where"] === "end" || json["where"] === "middle",
};

function hasBankDays(json: Json): boolean {
  return Number.isInteger(json["bankDays"]) && Number(json["bankDays"]) >= 0;
}

export function rulesOf(value: unknown): Rule[] {
  if (!Array.isArray(value)) throw new WireError("rules", "a list is required");
  return value.map((one) => {
    const rule = objectOf(one, "rule");
    const fault = objectOf(rule["fault"], "fault");
    const name = textIn(fault, "do");
    if (!faultNames.includes(name)) throw new WireError("fault.do", `one of ${faultNames.join(", ")}`);
    if (faultFields[name]?.(fault) === false)
      throw new WireError(`fault.${name}`, "a field is missing or out of range");
    if (rule["match"] !== undefined) objectOf(rule["match"], "match");
    return rule as unknown as Rule;
  });
}

/** A line of the file list. `number` counts deliveries from 1 and is what `after` takes. */
export function fileLine(file: BankFile, number: number): Json {
  const { name, kind, account, recipient, bytes, fault } = file;
  const days = { settledOn: file.settledOn.toString(), deliveredOn: file.deliveredOn.toString() };
  return { number, name, kind, account, recipient, ...days, bytes: bytes.length, fault };
}
