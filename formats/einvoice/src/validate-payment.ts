/** How to pay: codes, accounts and references of the seller's country, with their check digits. */
import { isIsoDate, isKid, isRf, type KidAgreement } from "@kvitt/values";
import type { NationalRules, PaymentRule, ReferenceKind } from "./countries.ts";
import type { EInvoice, PaymentMeans } from "./model.ts";
import { isFik, isOcr, type OcrAgreement } from "./numbers.ts";
import type { ProblemCode, ProblemList } from "./problems.ts";

/** What the payee agreed with the bank. Without an agreement a KID passes by either modulus, an OCR number by Luhn. */
export interface ValidateOptions {
  readonly kid?: KidAgreement;
  readonly ocr?: OcrAgreement;
}

const referenceProblem: Readonly<Record<Exclude<ReferenceKind, "free">, ProblemCode>> = {
  kid: "KID",
  ocr: "OCR",
  fik: "FIK",
};

function isKidOf(text: string, { kid }: ValidateOptions): boolean {
  if (kid !== undefined) return isKid(text, kid);
  return isKid(text, { modulus: "mod10" }) || isKid(text, { modulus: "mod11" });
}

function isReference(kind: ReferenceKind, text: string, options: ValidateOptions): boolean {
  // A creditor reference by ISO 11649 is understood by banks of all three countries.
  if (kind !== "fik" && text.startsWith("RF")) return isRf(text);
  if (kind === "kid") return isKidOf(text, options);
  if (kind === "ocr") return isOcr(text, options.ocr);
  return kind === "free" || isFik(text);
}

function checkReference(
  problems: ProblemList,
  path: string,
  { reference }: PaymentMeans,
  rule: PaymentRule,
  options: ValidateOptions,
): void {
  if (reference === undefined) {
    problems.demand(!rule.referenceNeeded, "REFERENCE_MISSING", path);
  } else if (rule.reference !== "free") {
    problems.demand(isReference(rule.reference, reference, options), referenceProblem[rule.reference], path, reference);
  }
}

/** Of several ways with one code, the one that account and branch fit; else one that the account fits, or the branch. */
function ruleFor(rules: readonly PaymentRule[], { account, branch }: PaymentMeans): PaymentRule | undefined {
  const byAccount = rules.filter((rule) => account !== undefined && rule.account(account));
  const byBranch = rules.filter((rule) => rule.branch(branch));
  return byAccount.find((rule) => byBranch.includes(rule)) ?? byAccount[0] ?? byBranch[0] ?? rules[0];
}

function checkMeans(
  problems: ProblemList,
  path: string,
  means: PaymentMeans,
  possible: readonly PaymentRule[],
  options: ValidateOptions,
): void {
  const rule = ruleFor(
    possible.filter(({ code }) => code === means.code),
    means,
  );
  if (rule === undefined) {
    problems.add("PAYMENT_CODE", `${path}/PaymentMeansCode`, means.code);
    return;
  }
  const account = `${path}/PayeeFinancialAccount/ID`;
  if (means.account === undefined) problems.add("ACCOUNT_MISSING", account);
  else problems.demand(rule.account(means.account), "ACCOUNT", account);
  problems.demand(rule.branch(means.branch), "BRANCH", `${path}/PayeeFinancialAccount/FinancialInstitutionBranch/ID`);
  checkReference(problems, `${path}/PaymentID`, means, rule, options);
}

/** All ways to pay. `rules` are those of the seller's country. */
export function checkPayment(
  problems: ProblemList,
  document: EInvoice,
  rules: NationalRules | undefined,
  options: ValidateOptions,
): void {
  const { kind, payments, seller, buyer, totals } = document;
  const isHome = seller.address.country === buyer.address.country;
  const mustSay = kind === "invoice" && totals.payableMinor > 0n;
  problems.demand(!mustSay || payments.length > 0, "PAYMENT_MISSING", "PaymentMeans");
  const [first] = payments;
  for (const [at, means] of payments.entries()) {
    const path = `PaymentMeans[${at + 1}]`;
    const agrees = means.code === first?.code && means.reference === first.reference;
    problems.demand(agrees, "PAYMENT_SEVERAL", path);
    if (means.dueOn !== undefined) problems.demand(isIsoDate(means.dueOn), "DATE_INVALID", `${path}/PaymentDueDate`);
    if (rules === undefined) continue;
    const possible = rules.payments.filter(({ buyer: where }) => where === "any" || (where === "home") === isHome);
    checkMeans(problems, path, means, possible, options);
  }
}
