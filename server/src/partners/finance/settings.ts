/** Where the finance company is and for whom it is asked. The app reads these from configuration; secrets come from files or a manager (SEC-50). */

/** A clinic's agreement. */
export type FinanceAgreement = { readonly apiKey: string };

/** The secrets a delivery may be signed with: two while one is replaced. */
export type WebhookSettings = { readonly secrets: readonly string[] };
