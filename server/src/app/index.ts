/** What the command line may call: the installation, and the use cases that join several capabilities. */

export { Refusal, refuse, toJson, type OpenPlatform, type Platform, type Problem } from "../platform/index.ts";
export { chooseLedger, chooseLedgers, type ChosenLedger } from "./commands/choose-ledger.ts";
export { examine, type Finding } from "./commands/doctor.ts";
export { commandErrors } from "./commands/errors.ts";
export { overview, type TenantLines } from "./commands/ledgers.ts";
export { openInstallation, type Place } from "./commands/open.ts";
export { verify, type Verdict } from "./commands/verify.ts";
