/**
 * Where each table lies on a cluster, in one list: `kvitt db distribute` follows it, a backup takes what it says, and the catalogue
 * test fails when a table of the database is missing here. A new table is added in the same change as its migration.
 */

/** Sharded by `tenant_id`, all in one colocation group: everything that belongs to a tenant. Behind row-level security. */
export const distributedTables: readonly string[] = [
  "account",
  "alarm",
  "api_key",
  "audit_event",
  "bank_account",
  "bank_batch",
  "bank_file",
  "bank_line",
  "bank_statement",
  "check_run",
  "claim",
  "clinic",
  "contact_point",
  "customer_counter",
  "data_key",
  "entry",
  "filed_report",
  "idempotency_key",
  "invoice",
  "invoice_line",
  "ledger",
  "line_snooze",
  "membership",
  "number_series",
  "open_item",
  "outbox",
  "party",
  "party_external",
  "party_note",
  "party_relation",
  "party_role",
  "party_word",
  "payment_attempt",
  "payment_movement",
  "period",
  "posting",
  "proposal",
  "proposal_line",
  "proposal_outcome",
  "remittance_file",
  "remittance_line",
  "schedule",
  "seal",
  "seal_head",
  "statement_line",
  "supplier_invoice",
  "tenant_setting",
  "waiting_claim",
];

/** Copied to every node, small and seldom written. Markets are code, so there is none yet. */
export const referenceTables: readonly string[] = [];

/** On the coordinator only, without a tenant's policy. Each has its reason; the list is short and stays so (SEC-01). */
export type LocalTable = { readonly table: string; readonly why: string; readonly backup: boolean };

export const localTables: readonly LocalTable[] = [
  { table: "installation", why: "One row about this installation: its clock.", backup: true },
  { table: "tenant", why: "The list of tenants itself; read before a tenant is known.", backup: true },
  { table: "sign_in_user", why: "A person is one user in all tenants they work for.", backup: true },
  { table: "sign_in_account", why: "A user's password hash, asked for before a tenant is known.", backup: true },
  { table: "sign_in_two_factor", why: "A user's second factor, asked for before a tenant is known.", backup: true },
  {
    table: "sign_in_tenant",
    why: "Which tenants a user may choose from; their roles stand in membership.",
    backup: true,
  },
  { table: "sign_in_passkey", why: "A user's passkeys, asked for before a tenant is known.", backup: true },
  { table: "sign_in_challenge", why: "What passkeys are asked to sign, minutes old.", backup: false },
  { table: "sign_in_session", why: "Who is signed in just now. A restore signs everybody out.", backup: false },
  { table: "sign_in_verification", why: "Sign-ins that wait for a second factor, minutes old.", backup: false },
  { table: "sign_in_rate", why: "Counters of rate limits, keyed by hashes and networks.", backup: false },
  { table: "schema_migration", why: "Which migrations were applied; written by the owner only.", backup: false },
  { table: "schema_migration_lock", why: "Held while migrations run.", backup: false },
];

/** The job queue's own schema, local too: tenant and outbox ids, never a tenant's data. Rebuilt from the outbox after a restore. */
export const QUEUE_SCHEMA = "graphile_worker";
