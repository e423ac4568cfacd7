import { documentRules, ownIssueRules, plainContent } from "../documents.ts";
import { days } from "./days.ts";

/** No list of contents is known, and no tax needs no reason. */
const content = plainContent("custom of statements and receipts", "own");

export const documents = documentRules(days, { content, ...ownIssueRules });
