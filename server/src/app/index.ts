/** What every command stands on. The use cases are doors of their own, `@kvitt/server/commands/...`: a command loads what it does, and no more. */

export { Refusal, refuse, toJson, type OpenPlatform, type Platform, type Problem } from "../platform/index.ts";
export { migrateDatabase, openInstallation, type Place } from "./commands/open.ts";
