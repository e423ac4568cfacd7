export { isCodiceFiscale, isDanishIdentityNumber, isSocialSecurityNumber } from "./identity.ts";
export { DISCRETION_MASK, lint, linter, mask, type Finding, type FindingKind, type LintOptions } from "./lint.ts";
export type { DiscretionLanguage } from "./vocabulary.ts";
