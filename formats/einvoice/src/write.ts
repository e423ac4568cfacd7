/** Judging and writing in one step: the bytes to send, or every reason why not. */
import { expandAnonymised, type AnonymisedDocument } from "./anonymised.ts";
import { leakCheck, type Leak, type LeakOptions } from "./leak-check.ts";
import type { EInvoice } from "./model.ts";
import type { Problem } from "./problems.ts";
import { serialise } from "./serialise.ts";
import { validate } from "./validate.ts";
import type { ValidateOptions } from "./validate-payment.ts";

/** The bytes with what is worth knowing, or the problems. */
export type Written =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Validates and writes a document. */
export function writeInvoice(document: EInvoice, options: ValidateOptions = {}): Written {
  const { ok, problems } = validate(document, options);
  return ok ? { ok, bytes: serialise(document), problems } : { ok, problems };
}

/** As {@link Written}, with the leaks that stopped it. */
export type WrittenAnonymised =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly leaks: readonly Leak[] };

/** Validates, writes and searches an anonymised document. `forbidden` and `known` as in {@link leakCheck}. */
export function writeAnonymised(
  document: AnonymisedDocument,
  forbidden: readonly string[],
  options: ValidateOptions & LeakOptions = {},
): WrittenAnonymised {
  const written = writeInvoice(expandAnonymised(document), options);
  if (!written.ok) return { ...written, leaks: [] };
  const leaks = leakCheck(written.bytes, forbidden, options);
  return leaks.length === 0 ? written : { ok: false, problems: written.problems, leaks };
}
