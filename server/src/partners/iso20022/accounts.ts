import { type Account, accountNumber } from "@kvitt/format-iso20022";
import type { ReaderOptions } from "../../banking/ports.ts";

const NORWEGIAN_IBAN = /^NO\d{2}(\d{11})$/;

/**
 * The name by which banking knows an account of a message: as written when it is one of ours, else a Norwegian IBAN's
 * eleven digits, else as written.
 */
export function knownAs(account: Account, { accounts }: ReaderOptions): string {
  const written = accountNumber(account);
  if (accounts.has(written)) return written;
  return NORWEGIAN_IBAN.exec(written)?.[1] ?? written;
}

/** A payer's account as banking writes it. */
export function payerAccountOf(account: Account | undefined): string | null {
  if (account === undefined) return null;
  const written = accountNumber(account);
  return NORWEGIAN_IBAN.exec(written)?.[1] ?? written;
}
