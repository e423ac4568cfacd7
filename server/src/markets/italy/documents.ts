import { contentRule, documentRules, ownIssueRules, plainContent } from "../documents.ts";
import { days } from "./days.ts";

const ofItalians = ["sellerOrganisationNumber", "sellerProfessionalRegister", "buyerTaxCode"];

/** What a paper or PDF invoice to a person shows, specific enough for the deduction and discreet. */
const content = [
  ...plainContent("DPR 633/72 art. 21", "seen", ...ofItalians),
  contentRule("noVatReason", "noVatReason", "DPR 633/72 art. 10 no. 18 and art. 15", "seen"),
];

export const documents = documentRules(days, { content, ...ownIssueRules });
