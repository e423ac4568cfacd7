export { applyInvoices } from "./apply-invoices.ts";
export { INVOICE_RUN, proposeInvoices } from "./propose-invoices.ts";
export { claimSchema, type Claim } from "./claim-schema.ts";
export { invoicingErrors } from "./errors.ts";
export { receiveClaims, type ClaimAnswer, type ClaimWireState } from "./receive-claims.ts";
export { withdrawClaim } from "./withdraw-claim.ts";
