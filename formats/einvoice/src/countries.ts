/** What differs between Norway, Sweden and Denmark, as data. */
import { isIban, isKontonummer, isOrganisationNumber } from "@kvitt/values";
import { isBankgiro, isCvrForm, isPlusgiro, isSwedishCompanyNumber } from "./numbers.ts";

/** A country whose sellers this package writes for. */
export type SellerCountry = "NO" | "SE" | "DK";

/** How a payment reference is checked: as a KID, an OCR number, a FIK code, or not at all. */
export type ReferenceKind = "kid" | "ocr" | "fik" | "free";

/** A way to pay a seller of the country. */
export interface PaymentRule {
  readonly code: string;
  /** Whether the buyer must be in the country (`home`), elsewhere (`abroad`), or anywhere. */
  readonly buyer: "home" | "abroad" | "any";
  readonly account: (account: string) => boolean;
  /** Whether the branch field fits; undefined when there is none. */
  readonly branch: (branch: string | undefined) => boolean;
  readonly reference: ReferenceKind;
  readonly referenceNeeded: boolean;
}

/** One country. */
export interface NationalRules {
  readonly currency: string;
  /** EAS scheme of companies' own numbers. */
  readonly scheme: string;
  readonly vatNumber: (text: string) => boolean;
  /** The only texts BT-32 may hold. */
  readonly taxRegistrations: readonly string[];
  /** Whether a seller without such a text is worth a word. */
  readonly expectsTaxRegistration: boolean;
  /** Percentages of category S, as {@link decimalKey} writes them. */
  readonly rates: readonly string[];
  /** What is written for exempt dental care when the caller says nothing else. */
  readonly exemption: { readonly reason: string; readonly code?: string };
  readonly payments: readonly PaymentRule[];
}

const noBranch = (branch: string | undefined): boolean => branch === undefined;
const bic = (branch: string | undefined): boolean =>
  branch === undefined || /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(branch);
const marked =
  (mark: string) =>
  (branch: string | undefined): boolean =>
    branch === mark;

const rule = (
  code: string,
  account: PaymentRule["account"],
  branch: PaymentRule["branch"],
  reference: ReferenceKind,
  other: Partial<Pick<PaymentRule, "buyer" | "referenceNeeded">> = {},
): PaymentRule => ({ code, account, branch, reference, buyer: "any", referenceNeeded: false, ...other });

const isDanishAccount = (account: string): boolean => /^\d{1,10}$/.test(account);
const isRegistrationNumber = (branch: string | undefined): boolean => branch !== undefined && /^\d{4}$/.test(branch);
const isCreditorNumber = (account: string): boolean => /^\d{8}$/.test(account);

/** The three countries. Sources: BIS Billing 3.0.21 and its national rules; the VAT acts; the banks' manuals. */
export const nationalRules: Readonly<Record<SellerCountry, NationalRules>> = {
  NO: {
    currency: "NOK",
    scheme: "0192",
    vatNumber: (text) => /^NO\d{9}MVA$/.test(text) && isOrganisationNumber(text.slice(2, 11)),
    taxRegistrations: ["Foretaksregisteret"],
    expectsTaxRegistration: true,
    rates: ["25", "15", "12", "11.11"],
    // No VATEX code: those cite the EU directive.
    exemption: { reason: "Helsetjeneste unntatt merverdiavgift, mval. § 3-2" },
    payments: [
      rule("30", isKontonummer, noBranch, "kid"),
      rule("30", isIban, bic, "kid"),
      rule("58", isIban, bic, "kid"),
    ],
  },
  SE: {
    currency: "SEK",
    scheme: "0007",
    vatNumber: (text) => /^SE\d{10}01$/.test(text) && isSwedishCompanyNumber(text.slice(2, 12)),
    taxRegistrations: ["Godkänd för F-skatt"],
    expectsTaxRegistration: false,
    rates: ["25", "12", "6"],
    exemption: { reason: "Tandvård undantagen från moms", code: "VATEX-EU-132-1C" },
    payments: [
      rule("30", isBankgiro, marked("SE:BANKGIRO"), "ocr"),
      rule("30", isPlusgiro, marked("SE:PLUSGIRO"), "ocr"),
      rule("30", isIban, bic, "ocr"),
      rule("58", isIban, bic, "ocr", { buyer: "abroad" }),
    ],
  },
  DK: {
    currency: "DKK",
    scheme: "0184",
    vatNumber: (text) => text.startsWith("DK") && isCvrForm(text),
    taxRegistrations: [],
    expectsTaxRegistration: false,
    rates: ["25"],
    exemption: {
      reason: "Sundhedsydelse fritaget for moms, momsloven § 13, stk. 1, nr. 1",
      code: "VATEX-EU-132-1C",
    },
    payments: [
      rule("93", isCreditorNumber, noBranch, "fik", { buyer: "home", referenceNeeded: true }),
      rule("42", isDanishAccount, isRegistrationNumber, "free", { buyer: "home" }),
      rule("31", isDanishAccount, isRegistrationNumber, "free", { buyer: "home" }),
      rule("30", isIban, bic, "free", { buyer: "abroad" }),
      rule("58", isIban, bic, "free"),
    ],
  },
};

/** The rules of a seller's country, or undefined when this package does not write for it. */
export function rulesOf(country: string): NationalRules | undefined {
  return Object.hasOwn(nationalRules, country) ? nationalRules[country as SellerCountry] : undefined;
}
