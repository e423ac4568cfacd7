export { activateAgreement, missingSecrets, pauseAgreement } from "./agreement-state.ts";
export {
  agreementOfEndpoint,
  openAgreements,
  openRails,
  type FoundEndpoint,
  type RailOpener,
} from "./open-agreements.ts";
export { endpointPath, shownSecrets } from "./shown.ts";
export { saveAgreement, type AgreementWish } from "./save-agreement.ts";
export { payoutTerms, setPayoutTerms, type TermsInForce } from "./payout-terms.ts";
export { LONGEST_SECRET, MOST_SECRET_OVERLAP_HOURS, rotateSecret } from "./secrets.ts";
export { agreementById, hasUnconnected, listAgreements } from "./store.ts";
export { secretNames } from "./terms.ts";
export { tenantRails, type RailsOf } from "./tenant-rails.ts";
export type { Agreement, AgreementState, OpenAgreement, PartnerPrice, PayoutTerms, SecretShown } from "./types.ts";
export { waysAmong, waysOf } from "./ways-of.ts";
