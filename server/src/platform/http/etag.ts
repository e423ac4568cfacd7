import { createHash } from "node:crypto";
import { refuse } from "../errors.ts";
import { canonicalJson } from "../json.ts";

/** The version of a resource: a hash over what an answer shows of it. */
export function etagOf(shown: unknown): string {
  return `"${createHash("sha256").update(canonicalJson(shown)).digest("base64url").slice(0, 22)}"`;
}

/**
 * Holds a change to the version its sender saw. Called in the changing transaction, on the row read under lock.
 * Throws IF_MATCH_MISSING without a version, ETAG_MISMATCH when the resource has moved on.
 */
export function requireMatch(ifMatch: string | undefined, current: unknown): void {
  if (ifMatch === undefined) throw refuse("IF_MATCH_MISSING");
  if (ifMatch !== etagOf(current)) throw refuse("ETAG_MISMATCH");
}
