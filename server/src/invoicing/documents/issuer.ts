import { holdsForbiddenNumber, isBankgiro } from "@kvitt/values";
import { isOpenOn, listBankAccounts, type BankAccount } from "../../banking/index.ts";
import {
  documentErrors,
  isColour,
  logoProblems,
  type Issuer,
  type PaymentSlip,
  type Registration,
} from "../../delivery/index.ts";
import { issuerSettings, setIssuer, type DateText, type IssuerSettings, type Ledger } from "../../ledger/index.ts";
import { refuse, type Problem, type TenantTransaction } from "../../platform/index.ts";

/** How the ledger's entity is registered, with its number, as documents say it. */
function registrationOf({ orgNo }: Pick<Ledger, "orgNo">, { registration }: IssuerSettings): Registration {
  switch (registration.country) {
    case "NO":
      return { ...registration, organisationNumber: orgNo };
    case "SE": {
      const { vatRegistered, approvedForFTax } = registration;
      return { country: "SE", organisationNumber: orgNo, vatRegistered, approvedForFTax };
    }
    case "DK":
      return { country: "DK", cvrNumber: orgNo };
    case "IT":
      return { ...registration, partitaIva: orgNo };
    case "US":
      return { country: "US", taxId: orgNo };
  }
}

/** The sender that these settings make of a ledger, whether they are kept or only tried. */
export function issuerFrom(ledger: Pick<Ledger, "name" | "orgNo">, settings: IssuerSettings): Issuer {
  const { brand, address, phone, email, web, logoSvg, accent } = settings;
  const registration = registrationOf(ledger, settings);
  return { name: ledger.name, brand, address, registration, phone, email, web, logoSvg, accent };
}

/** The sender of a ledger's documents. Throws ISSUER_NOT_SET. */
export async function issuerOf(
  tx: TenantTransaction,
  ledger: Ledger,
): Promise<{ issuer: Issuer; seat: string | null }> {
  const settings = await issuerSettings(tx, ledger.id);
  if (!settings) throw refuse("ISSUER_NOT_SET");
  const { registration } = settings;
  return { issuer: issuerFrom(ledger, settings), seat: registration.country === "SE" ? registration.seat : null };
}

type Code = keyof typeof documentErrors;
const problem = (code: Code, field: string, rule?: string): Problem => ({
  code,
  sentence: documentErrors[code].sentence,
  field,
  ...(rule === undefined ? {} : { rule }),
});

/** What of a sender cannot be used on documents, by field; empty when all can. */
export function issuerProblems({ logoSvg, accent, brand, address }: IssuerSettings): Problem[] {
  const texts = { brand: brand ?? "", ...address };
  return [
    ...(logoSvg === null ? [] : logoProblems(logoSvg)).map((rule) => problem("DOCUMENT_LOGO", "logoSvg", rule)),
    ...(accent === null || isColour(accent) ? [] : [problem("DOCUMENT_COLOUR", "accent")]),
    ...Object.entries(texts)
      .filter(([, text]) => holdsForbiddenNumber(text ?? ""))
      .map(([field]) => problem("DOCUMENT_IDENTITY_NUMBER", field)),
  ];
}

/**
 * Says how a ledger presents itself on documents, in messages and on the pay page, as a whole. Throws ISSUER_UNFIT with every problem,
 * ISSUER_COUNTRY, LEDGER_NOT_FOUND.
 */
export async function changeIssuer(tx: TenantTransaction, ledgerId: string, wish: IssuerSettings): Promise<void> {
  const problems = issuerProblems(wish);
  if (problems.length > 0) throw refuse("ISSUER_UNFIT", { problems: problems.length }, problems);
  await setIssuer(tx, ledgerId, wish);
}

/** Accounts open on the due day go first, then those whose references the bank reads for us, then by number: the same choice every time. */
function preferred(dueOn: DateText) {
  const rank = (account: BankAccount) =>
    (isOpenOn(account, dueOn) ? 0 : 2) + (account.detailSource === "ocrgiro" && account.agreementId !== null ? 0 : 1);
  return (one: BankAccount, other: BankAccount) => rank(one) - rank(other) || (one.number < other.number ? -1 : 1);
}

/** The slip of an account's market; null for an account that its payers cannot name, such as a Swedish one without a bankgiro. */
function slipOf({ market, number }: BankAccount, reference: string): PaymentSlip | null {
  if (market === "SE") return isBankgiro(number) ? { kind: "bankgiro", bankgiro: number, ocr: reference } : null;
  return { kind: "kid", account: number, kid: reference };
}

/** Can a payer name this account with a reference? */
export const takesReferences = (account: BankAccount): boolean => slipOf(account, "") !== null;

export type WayToPay = {
  readonly slip: PaymentSlip;
  readonly kid: { readonly modulus: "mod10" | "mod11"; readonly lengths?: readonly number[] } | null;
};

/** Where a payer pays to, with a reference: an account that was open when the document was issued. Throws ISSUER_ACCOUNT_MISSING. */
export async function wayToPay(
  tx: TenantTransaction,
  ledgerId: string,
  demand: { readonly issuedOn: DateText; readonly dueOn: DateText; readonly reference: string },
): Promise<WayToPay> {
  const own = (await listBankAccounts(tx)).filter(
    (each) => each.ledgerId === ledgerId && isOpenOn(each, demand.issuedOn),
  );
  for (const account of own.toSorted(preferred(demand.dueOn))) {
    const slip = slipOf(account, demand.reference);
    const modulus = slip?.kind === "kid" ? account.kidModulus : null;
    if (slip) return { slip, kid: modulus === null ? null : { modulus } };
  }
  throw refuse("ISSUER_ACCOUNT_MISSING", { day: demand.issuedOn });
}
