export { backUp, type BackedUp } from "./back-up.ts";
export { backupErrors } from "./errors.ts";
export { restore, type Restored, type RestoreOptions } from "./restore.ts";
