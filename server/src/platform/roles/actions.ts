/** Everything a person or a program may be allowed to do, as data. A route names one of these; nothing else decides (SEC-10). */

export const roles = [
  "reception",
  "clinicManager",
  "hqFinance",
  "cfo",
  "ceo",
  "accountant",
  "auditor",
  "admin",
] as const;
export type Role = (typeof roles)[number];

/** How far a role's permission reaches: the ledgers of its own clinics, or the whole tenant. */
export type Reach = "clinics" | "tenant";

const clinics = "clinics" as const;
const tenant = "tenant" as const;

/**
 * Role x action x reach. Absent is refused. Reception and clinic managers are bound to their clinics (SEC-09); the accountant and the
 * auditor see books and reports, not the register of people (SEC-16); administrators manage access and see no money but the ledgers' names.
 */
export const roleTable = {
  "ledgers.read": {
    reception: clinics,
    clinicManager: clinics,
    hqFinance: tenant,
    cfo: tenant,
    ceo: tenant,
    accountant: tenant,
    auditor: tenant,
    admin: tenant,
  },
  "ledgers.activate": { hqFinance: tenant, cfo: tenant, admin: tenant },
  "ledgers.configure": { cfo: tenant, admin: tenant },
  "parties.read": { reception: clinics, clinicManager: clinics, hqFinance: tenant, cfo: tenant, ceo: tenant },
  "parties.write": { reception: clinics, clinicManager: clinics, hqFinance: tenant },
  "claims.read": {
    reception: clinics,
    clinicManager: clinics,
    hqFinance: tenant,
    cfo: tenant,
    ceo: tenant,
    accountant: tenant,
    auditor: tenant,
  },
  "claims.write": { reception: clinics, clinicManager: clinics, hqFinance: tenant },
  "invoices.read": {
    reception: clinics,
    clinicManager: clinics,
    hqFinance: tenant,
    cfo: tenant,
    ceo: tenant,
    accountant: tenant,
    auditor: tenant,
  },
  // What was treated, in words: for those who meet the patient or answer the telephone. Books need amounts and VAT codes only (SEC-16).
  "invoices.readTexts": { reception: clinics, clinicManager: clinics, hqFinance: tenant },
  "invoices.propose": { clinicManager: clinics, hqFinance: tenant, cfo: tenant },
  // One person may make and approve an invoice run.
  "invoices.approve": { clinicManager: clinics, hqFinance: tenant, cfo: tenant },
  // Asking for one: nobody grants alone (SEC-12).
  "credits.grant": { reception: clinics, clinicManager: clinics, hqFinance: tenant, cfo: tenant, ceo: tenant },
  // SEC-13: whom a matrix may name; who of them approves which amount, the tenant's matrix says.
  "credits.approve": { clinicManager: clinics, cfo: tenant, ceo: tenant, accountant: tenant },
  // Money that goes back: proposed where the payer is met, approved by somebody else (SEC-12, SEC-14).
  "refunds.read": {
    clinicManager: clinics,
    hqFinance: tenant,
    cfo: tenant,
    ceo: tenant,
    accountant: tenant,
    auditor: tenant,
  },
  "refunds.propose": { clinicManager: clinics, hqFinance: tenant, cfo: tenant },
  "refunds.approve": { hqFinance: tenant, cfo: tenant, ceo: tenant, accountant: tenant },
  // A payer's credit to another bill of the same payer, at request.
  "customerCredits.move": { clinicManager: clinics, hqFinance: tenant, cfo: tenant },
  // Approved repayments as a file for the bank, with payees' accounts in it.
  "paymentFiles.write": { hqFinance: tenant, cfo: tenant },
  // What a payer may also do alone: another due date, parts, a pause.
  "items.arrange": { reception: clinics, clinicManager: clinics, hqFinance: tenant },
  // At the desk: a payment begun, a link, a slip or the invoice sent, each to somebody who stands near the bill.
  "payments.take": { reception: clinics, clinicManager: clinics, hqFinance: tenant },
  "messages.send": { reception: clinics, clinicManager: clinics, hqFinance: tenant },
  // What did not arrive, who has chosen nothing, for what nobody can be asked: with names, for those who telephone.
  "deliveries.read": { reception: clinics, clinicManager: clinics, hqFinance: tenant, cfo: tenant, ceo: tenant },
  "deliveries.handle": { reception: clinics, clinicManager: clinics, hqFinance: tenant },
  "supplierInvoices.write": { hqFinance: tenant, cfo: tenant, accountant: tenant },
  // The files that tell a practice system what was paid, and its word that one was loaded.
  "remittances.read": { clinicManager: clinics, hqFinance: tenant, cfo: tenant, accountant: tenant, auditor: tenant },
  "remittances.acknowledge": { clinicManager: clinics, hqFinance: tenant },
  "bankFiles.read": { hqFinance: tenant, cfo: tenant, ceo: tenant, accountant: tenant, auditor: tenant },
  "bankFiles.upload": { hqFinance: tenant, cfo: tenant },
  // SEC-14: a second person; that it is another one is checked in the use case and in the database.
  "bankFiles.release": { hqFinance: tenant, cfo: tenant },
  "bankLines.read": { hqFinance: tenant, cfo: tenant, ceo: tenant, accountant: tenant, auditor: tenant },
  "bankLines.solve": { hqFinance: tenant, cfo: tenant, accountant: tenant },
  "proposals.read": {
    clinicManager: clinics,
    hqFinance: tenant,
    cfo: tenant,
    ceo: tenant,
    accountant: tenant,
    auditor: tenant,
  },
  // Whoever may make or approve some kind of proposal; which kind, the kind's own actions say.
  "proposals.handle": { clinicManager: clinics, hqFinance: tenant, cfo: tenant, ceo: tenant, accountant: tenant },
  // What was asked to be approved: those who see proposals see all of it, everybody else what they asked for themselves.
  "requests.read": {
    reception: clinics,
    clinicManager: clinics,
    hqFinance: tenant,
    cfo: tenant,
    ceo: tenant,
    accountant: tenant,
    auditor: tenant,
  },
  "requests.discuss": {
    reception: clinics,
    clinicManager: clinics,
    hqFinance: tenant,
    cfo: tenant,
    ceo: tenant,
    accountant: tenant,
  },
  // What is done about claims nobody paid. The clinic sees its cases and takes down what patients say; only head office's finance department
  // stops a claim, answers for bank data that never came, approves the policy and presses for the later steps (DP-019, DP-020, DP-033).
  "followUp.read": { reception: clinics, clinicManager: clinics, hqFinance: tenant, cfo: tenant, ceo: tenant },
  "followUp.coverage": { clinicManager: clinics, hqFinance: tenant, cfo: tenant, ceo: tenant },
  "followUp.register": { reception: clinics, clinicManager: clinics, hqFinance: tenant },
  "followUp.manage": { clinicManager: clinics, hqFinance: tenant },
  "followUp.hold": { hqFinance: tenant },
  "followUp.approve": { hqFinance: tenant },
  "followUp.setPolicy": { hqFinance: tenant },
  // What another policy would have brought: who decides about money may ask (N-13).
  "followUp.simulate": { hqFinance: tenant, cfo: tenant, ceo: tenant },
  // Meetings about what is outstanding: a clinic's own, and head office's about any (S3-06).
  "reviews.read": { clinicManager: clinics, hqFinance: tenant, cfo: tenant, ceo: tenant, accountant: tenant },
  "reviews.hold": { clinicManager: clinics, hqFinance: tenant, cfo: tenant, ceo: tenant },
  // Cases that came to head office: it decides and says what is next; the clinic sees, asks and objects to a hand-over (DP-020, DP-021, X-15).
  "desk.read": { hqFinance: tenant, cfo: tenant, ceo: tenant },
  "desk.manage": { hqFinance: tenant },
  "desk.object": { clinicManager: clinics, hqFinance: tenant },
  "writeOffs.propose": { hqFinance: tenant },
  "writeOffs.approve": { cfo: tenant, ceo: tenant, accountant: tenant },
  // Who was credited, and what was lost: with names, for head office (SEC-13).
  "creditsAndLosses.read": { hqFinance: tenant, cfo: tenant, ceo: tenant },
  // The state's share of bills: whether it is safe, why a measure is missing, and what the state paid or wants back.
  "stateSupport.read": { clinicManager: clinics, hqFinance: tenant, cfo: tenant, ceo: tenant, accountant: tenant },
  "stateSupport.explain": { clinicManager: clinics, hqFinance: tenant },
  "stateSupport.file": { hqFinance: tenant, accountant: tenant },
  // Everything that is known of a bill, for somebody outside; what was treated only with `invoices.readTexts`.
  "dossiers.export": { clinicManager: clinics, hqFinance: tenant, cfo: tenant, ceo: tenant },
  // The matrix itself, deputies, and where head office is told.
  "approvals.read": {
    hqFinance: tenant,
    cfo: tenant,
    ceo: tenant,
    accountant: tenant,
    auditor: tenant,
    admin: tenant,
  },
  "approvals.configure": { cfo: tenant, ceo: tenant, admin: tenant },
  "periods.close": { hqFinance: tenant, cfo: tenant, accountant: tenant },
  // The clinic's manager signs its month, and closes it with that; head office sees who is late (DP-041).
  "monthEnd.sign": { clinicManager: clinics },
  "monthEnd.chase": { hqFinance: tenant, cfo: tenant, ceo: tenant },
  "monthEnd.board": { hqFinance: tenant, cfo: tenant, ceo: tenant, accountant: tenant, auditor: tenant },
  "reports.read": {
    clinicManager: clinics,
    hqFinance: tenant,
    cfo: tenant,
    ceo: tenant,
    accountant: tenant,
    auditor: tenant,
  },
  "exports.read": { hqFinance: tenant, cfo: tenant, ceo: tenant, accountant: tenant, auditor: tenant },
  "exports.withNames": { hqFinance: tenant, cfo: tenant },
  "checks.run": { hqFinance: tenant, cfo: tenant, ceo: tenant, accountant: tenant, auditor: tenant, admin: tenant },
  "alarms.read": { hqFinance: tenant, cfo: tenant, ceo: tenant, accountant: tenant, auditor: tenant, admin: tenant },
  "alarms.acknowledge": { hqFinance: tenant, cfo: tenant, accountant: tenant },
  "audit.read": { cfo: tenant, ceo: tenant, auditor: tenant, admin: tenant },
  // What runs by itself and how it went: no content, so that whoever runs the installation may look.
  "jobs.read": { hqFinance: tenant, cfo: tenant, accountant: tenant, auditor: tenant, admin: tenant },
  "jobs.run": { hqFinance: tenant, cfo: tenant, admin: tenant },
  "tenant.read": { hqFinance: tenant, cfo: tenant, ceo: tenant, accountant: tenant, auditor: tenant, admin: tenant },
  "tenant.configure": { admin: tenant },
  // Who the partners are, whether they pay as they promised, what they cost: no secret and no setting.
  "partners.read": { hqFinance: tenant, cfo: tenant, ceo: tenant, accountant: tenant, admin: tenant },
  // By which partners' means the ledgers take money, and the secrets that go with it: written, never read.
  "agreements.read": { cfo: tenant, admin: tenant },
  "agreements.manage": { cfo: tenant, admin: tenant },
  "users.read": { admin: tenant, auditor: tenant },
  "users.manage": { admin: tenant },
  "apiKeys.read": { admin: tenant, auditor: tenant },
  "apiKeys.manage": { admin: tenant },
} as const satisfies Record<string, Partial<Record<Role, Reach>>>;

export type Action = keyof typeof roleTable;
export const actions = Object.keys(roleTable) as readonly Action[];

/**
 * What an API key may be given, and the actions each scope opens. No scope opens approval, release, users or keys: those take a person
 * with a second factor.
 */
export const apiKeyScopes = {
  "ledgers:read": ["ledgers.read"],
  "claims:write": ["ledgers.read", "claims.read", "claims.write", "parties.write"],
  "claims:read": ["ledgers.read", "claims.read"],
  "invoices:read": ["ledgers.read", "invoices.read"],
  "remittances:fetch": ["ledgers.read", "remittances.read", "remittances.acknowledge"],
  "supplierInvoices:write": ["ledgers.read", "supplierInvoices.write"],
  "bankFiles:upload": ["ledgers.read", "bankFiles.read", "bankFiles.upload"],
  "reports:read": ["ledgers.read", "reports.read", "exports.read"],
  "alarms:read": ["alarms.read"],
  "audit:read": ["audit.read"],
} as const satisfies Record<string, readonly Action[]>;

export type ApiKeyScope = keyof typeof apiKeyScopes;
export const apiKeyScopeNames = Object.keys(apiKeyScopes) as readonly ApiKeyScope[];
