/** Seller and buyer: their numbers by scheme and country. */
import type { NationalRules } from "./countries.ts";
import type { EInvoice, Identifier, Party } from "./model.ts";
import { fitsScheme, hasCvrModulus } from "./numbers.ts";
import type { ProblemList } from "./problems.ts";
import { rulesOf } from "./countries.ts";

const CVR = "0184";

const sellerPath = "AccountingSupplierParty/Party";
const buyerPath = "AccountingCustomerParty/Party";

function checkCvrModulus(problems: ProblemList, path: string, { scheme, id }: Identifier): void {
  if (scheme === CVR && fitsScheme({ scheme, id })) problems.demand(hasCvrModulus(id), "CVR_MODULUS", path);
}

function checkNumbers(problems: ProblemList, path: string, party: Party): void {
  const { endpoint, companyId, address } = party;
  problems.demand(fitsScheme(endpoint), "ENDPOINT", `${path}/EndpointID`, endpoint.scheme);
  checkCvrModulus(problems, `${path}/EndpointID`, endpoint);
  if (companyId !== undefined) {
    const where = `${path}/PartyLegalEntity/CompanyID`;
    problems.demand(fitsScheme(companyId), "COMPANY_ID", where, companyId.scheme);
    checkCvrModulus(problems, where, companyId);
  }
  const country = `${path}/PostalAddress/Country/IdentificationCode`;
  problems.demand(/^[A-Z]{2}$/.test(address.country), "COUNTRY", country);
}

/** A number of a country that is known here has that country's form; of another it has at least a prefix. */
function checkVatNumber(problems: ProblemList, path: string, { vatNumber }: Party): void {
  if (vatNumber === undefined) return;
  const rules = rulesOf(vatNumber.slice(0, 2));
  const fits = rules === undefined ? /^[A-Z]{2}[A-Za-z0-9]{2,13}$/.test(vatNumber) : rules.vatNumber(vatNumber);
  problems.demand(fits, "VAT_NUMBER", `${path}/PartyTaxScheme/CompanyID`);
}

/** National rules are picked by the prefix in Norway and by the address in Denmark and Sweden, so the two must agree. */
function checkSellerTax(problems: ProblemList, seller: Party, rules: NationalRules | undefined): void {
  const { vatNumber, taxRegistration, address } = seller;
  const path = `${sellerPath}/PartyTaxScheme/CompanyID`;
  const agrees = vatNumber === undefined || vatNumber.startsWith(address.country);
  problems.demand(agrees, "VAT_NUMBER_COUNTRY", path);
  if (rules === undefined) return;
  if (taxRegistration !== undefined) {
    problems.demand(rules.taxRegistrations.includes(taxRegistration), "TAX_REGISTRATION", path);
  } else if (rules.expectsTaxRegistration) {
    problems.add("TAX_REGISTRATION_ABSENT", path);
  }
}

function checkDanish(problems: ProblemList, seller: Party, buyer: Party): void {
  const scheme = (path: string, { companyId }: Party): void => {
    const fits = companyId === undefined || companyId.scheme === CVR;
    problems.demand(fits, "COMPANY_ID_SCHEME", `${path}/PartyLegalEntity/CompanyID`);
  };
  scheme(sellerPath, seller);
  if (buyer.address.country !== "DK") return;
  scheme(buyerPath, buyer);
  for (const [path, party] of [[sellerPath, seller] as const, [buyerPath, buyer] as const]) {
    const allHave = party.identifiers.every((each) => (each.scheme ?? "") !== "");
    problems.demand(allHave, "IDENTIFIER_SCHEME", `${path}/PartyIdentification/ID`);
  }
}

/** Both parties. `rules` are those of the seller's country. */
export function checkParties(problems: ProblemList, document: EInvoice, rules: NationalRules | undefined): void {
  const { seller, buyer, payee } = document;
  checkNumbers(problems, sellerPath, seller);
  problems.demand(seller.companyId !== undefined, "COMPANY_ID_MISSING", `${sellerPath}/PartyLegalEntity/CompanyID`);
  checkVatNumber(problems, sellerPath, seller);
  checkSellerTax(problems, seller, rules);
  checkNumbers(problems, buyerPath, buyer);
  checkVatNumber(problems, buyerPath, buyer);
  if (seller.address.country === "DK") checkDanish(problems, seller, buyer);
  if (payee?.companyId !== undefined) {
    problems.demand(fitsScheme(payee.companyId), "COMPANY_ID", "PayeeParty/PartyLegalEntity/CompanyID");
  }
}
