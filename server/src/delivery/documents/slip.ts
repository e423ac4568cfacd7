/** Payment slip data: where the money goes, as the banks and readers of each market know it. */
import {
  formatDecimal,
  isBankgiro,
  isIban,
  isKid,
  isKontonummer,
  isLuhnValid,
  isOcr,
  isRf,
  luhnCheckDigit,
  printBankgiro,
  printIban,
  printKontonummer,
  printRf,
} from "@kvitt/values";
import type { Country } from "../../markets/index.ts";
import type { PaymentSlip } from "./model.ts";
import type { TextKey } from "./texts.ts";

/** The slip that the issuer's country uses. */
export const SLIP_OF: Readonly<Record<Country, PaymentSlip["kind"]>> = {
  NO: "kid",
  SE: "bankgiro",
  DK: "fik",
  IT: "sepa",
  US: "remittance",
};

/** A number on the slip: copied by hand, so it is grouped and set apart. */
export type SlipFact = { readonly label: TextKey; readonly value: string };

/** `1047 1126 01018`: groups of four, a single last digit stays with its neighbours. */
export function groupedReference(digits: string): string {
  return digits.replace(/(.{4})(?=..)/g, "$1 ");
}

/**
 * The line at the foot of a Swedish inpayment form (type 41, with OCR): reference, kronor, öre, check digit of the amount by the
 * 10-modulus, bankgiro number. Empty for an amount the form has no room for.
 */
export function bankgiroCodeLine(bankgiro: string, ocr: string, dueMinor: bigint): string {
  if (dueMinor < 0n || dueMinor > 9_999_999_999n) return "";
  const amount = dueMinor.toString().padStart(3, "0");
  return `# ${ocr} # ${amount.slice(0, -2)} ${amount.slice(-2)} ${luhnCheckDigit(amount)!} > ${bankgiro}#41#`;
}

/** The line of a Danish payment slip: card type 71 for a payment id of 15 digits, 75 for one of 16. */
export function fikCodeLine(creditor: string, paymentId: string): string {
  return `+${paymentId.length === 16 ? "75" : "71"}<${paymentId}+${creditor}<`;
}

/** What the payer types, in the order banks ask for it. */
export function slipFacts(slip: PaymentSlip): readonly SlipFact[] {
  switch (slip.kind) {
    case "kid":
      return [
        { label: "payment.account", value: printKontonummer(slip.account) },
        { label: "payment.kid", value: groupedReference(slip.kid) },
      ];
    case "bankgiro":
      return [
        { label: "payment.bankgiro", value: printBankgiro(slip.bankgiro) },
        { label: "payment.ocr", value: groupedReference(slip.ocr) },
      ];
    case "fik":
      return [
        { label: "payment.creditor", value: slip.creditor },
        { label: "payment.paymentId", value: groupedReference(slip.paymentId) },
      ];
    case "sepa":
      return [
        { label: "payment.iban", value: printIban(slip.iban) },
        ...(slip.bic ? [{ label: "payment.bic", value: slip.bic } as const] : []),
        { label: "payment.reference", value: isRf(slip.reference) ? printRf(slip.reference) : slip.reference },
      ];
    case "remittance":
      return [{ label: "payment.statementAccount", value: slip.accountNumber }];
  }
}

/** The line that machines of the bank read; empty where the market has none. */
export function codeLine(slip: PaymentSlip, dueMinor: bigint): string {
  if (slip.kind === "bankgiro") return bankgiroCodeLine(slip.bankgiro, slip.ocr, dueMinor);
  return slip.kind === "fik" ? fikCodeLine(slip.creditor, slip.paymentId) : "";
}

const LONGEST_EPC_NAME = 70;
const MOST_EPC_CENTS = 99_999_999_999n;

/**
 * What a QR code for a SEPA credit transfer holds (EPC069-12, version 002, UTF-8): bank apps of the euro area fill the payment in from it.
 * Null for other slips, and for an amount that a transfer cannot carry.
 */
export function epcPayload(slip: PaymentSlip, payee: string, dueMinor: bigint): string | null {
  if (slip.kind !== "sepa" || dueMinor < 1n || dueMinor > MOST_EPC_CENTS) return null;
  const structured = isRf(slip.reference);
  const lines = [
    ...["BCD", "002", "1", "SCT", slip.bic ?? ""],
    ...[payee.slice(0, LONGEST_EPC_NAME), slip.iban, `EUR${formatDecimal(dueMinor, 2)}`, ""],
    ...(structured ? [slip.reference] : ["", slip.reference]),
  ];
  return lines.join("\n");
}

const BIC = /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;
const FREE_REFERENCE = /^[A-Za-z0-9][A-Za-z0-9 ./-]{0,34}$/;

/** The fields of a slip that no bank would take; their names, never their values. */
export function slipProblems(slip: PaymentSlip): readonly string[] {
  const wrong = (checks: Readonly<Record<string, boolean>>) => Object.keys(checks).filter((name) => !checks[name]);
  switch (slip.kind) {
    case "kid":
      return wrong({
        account: isKontonummer(slip.account),
        kid: isKid(slip.kid, { modulus: "mod10" }) || isKid(slip.kid, { modulus: "mod11" }),
      });
    case "bankgiro":
      return wrong({
        bankgiro: isBankgiro(slip.bankgiro),
        ocr: isOcr(slip.ocr),
      });
    case "fik":
      return wrong({
        creditor: /^\d{8}$/.test(slip.creditor),
        paymentId: /^\d{15,16}$/.test(slip.paymentId) && isLuhnValid(slip.paymentId),
      });
    case "sepa":
      return wrong({
        iban: isIban(slip.iban),
        bic: slip.bic === null || BIC.test(slip.bic),
        reference: isRf(slip.reference) || FREE_REFERENCE.test(slip.reference),
      });
    case "remittance":
      return wrong({ accountNumber: FREE_REFERENCE.test(slip.accountNumber) });
  }
}
