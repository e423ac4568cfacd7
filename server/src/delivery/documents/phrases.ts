/** All that a document for a third party may say about what was done. Their words are in the text catalogues, under `phrase`. */
export const neutralPhrases = [
  "healthcareAsAgreed",
  "healthcareOnRequisition",
  "healthcareShare",
  "veterinaryAsAgreed",
  "goods",
] as const;
export type NeutralPhrase = (typeof neutralPhrases)[number];
