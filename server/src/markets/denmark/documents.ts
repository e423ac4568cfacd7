import { contentRule, documentRules, ownIssueRules, plainContent } from "../documents.ts";
import { days } from "./days.ts";

/** No list of an invoice's contents was read. */
const content = [
  ...plainContent("momsbekendtgørelsen section 58", "own", "sellerOrganisationNumber"),
  contentRule("noVatReason", "noVatReason", "no tax is charged without a reason", "own"),
];

export const documents = documentRules(days, { content, ...ownIssueRules });
