export { offsetClock, movableClock, type Clock, type MovableClock } from "./clock.ts";
export type { Actor, Context, Platform, TenantTransaction } from "./context.ts";
export { makePartyKeys, partyKeys, tenantKey } from "./crypto/keys.ts";
export { announce } from "./live/announce.ts";
export { blindIndex, seal, unseal, type DataKey, type SealPlace } from "./crypto/seal.ts";
export { anyOf, column, eachRow, type Column } from "./database/bulk.ts";
export { kept } from "./database/kept.ts";
export { askInstallation, isUuid, readTenant, withInstallation, withTenant } from "./database/with-tenant.ts";
export {
  defineErrors,
  errorTable,
  invariant,
  refuse,
  Refusal,
  type ErrorDefinition,
  type Facts,
  type Problem,
} from "./errors.ts";
export {
  errorText,
  translatedErrors,
  translatedProblems,
  translateErrors,
  translateProblems,
  type ErrorText,
} from "./translations.ts";
export { sayIn } from "./say.ts";
export { languageAsked, languages, translations, type Language, type Translation } from "./languages.ts";
export type { FileStore, TrialFiles } from "./files.ts";
export { createIds, randomSecret, seededPool, type Ids } from "./ids.ts";
export { canonicalJson, toJson } from "./json.ts";
export { createLog, type Log } from "./log.ts";
export {
  keepClock,
  migrateInstallation,
  openPlatform,
  type Migrated,
  type OpenOptions,
  type OpenPlatform,
} from "./open.ts";
export { auditActions, auditSubjects, type AuditAction, type AuditSubject } from "./audit/actions.ts";
export { listAuditEvents, type AuditEvent, type AuditFilter } from "./audit/list.ts";
export { recordAudit, type AuditInput } from "./audit/record.ts";
export { onRecord } from "./audit/refused.ts";
export {
  changeTenant,
  createClinic,
  createTenant,
  listClinics,
  listTenants,
  systemContext,
  tenantWithSettings,
  type Clinic,
  type ClinicKind,
  type Tenant,
  type TenantChanges,
  type TenantSettings,
} from "./tenants.ts";
export { checkRows, type Check } from "./checks/check.ts";
export {
  defineJob,
  drainOutbox,
  enqueue,
  enqueueOnce,
  forgetDoneJobs,
  jobBacklog,
  jobRegistry,
  lastJobs,
  listFailedJobs,
  retryJob,
  startWorker,
  type Drained,
  type FailedJob,
  type JobBacklog,
  type JobDefinition,
  type JobHandler,
  type JobPayload,
  type Jobs,
  type LastJob,
  type Watch,
  type Worker,
  type WorkerOptions,
} from "./jobs/index.ts";
export {
  dueSchedules,
  ensureSchedule,
  listSchedules,
  runDueSchedules,
  type Schedule,
  type ScheduleHandler,
  type ScheduleRegistry,
  type Scheduled,
} from "./schedules/index.ts";
export { dailyRoot, sealChecks, sealTenant, type Anchor, type DailyRoot, type Sealed } from "./seal/index.ts";
export { backUp, restore, type BackedUp, type Restored, type RestoreOptions } from "./backup/index.ts";
