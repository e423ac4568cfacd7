import { exportRemittance, remittanceBytes, type RemittanceFile } from "../../invoicing/index.ts";
import type { DateText } from "../../ledger/index.ts";
import { withTenant, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { chooseLedger } from "./choose-ledger.ts";
import { rolledBack } from "./rolled-back.ts";

export type RemittanceQuestion = {
  /** Id, organisation number or name; may be left out where there is one ledger only. */
  readonly ledger?: string;
  /** Days, both counted; left out, `to` is today in the ledger's zone and `from` the same day. */
  readonly from?: DateText;
  readonly to?: DateText;
  /** Make the file, give its bytes and keep nothing. */
  readonly trial: boolean;
};

export type Remittance = { readonly file: RemittanceFile; readonly bytes: Uint8Array };

/**
 * The OCR giro file that tells a practice system what was paid, made once for its days and given again ever after; nothing when there is
 * nothing to tell. Throws LEDGER_NOT_FOUND, LEDGER_AMBIGUOUS, REMITTANCE_RECIPIENT_MISSING.
 */
export async function makeRemittance(
  platform: Platform,
  question: RemittanceQuestion,
): Promise<Remittance | undefined> {
  const { ledger, context, today } = await chooseLedger(platform, question.ledger);
  const { to = today, from = to } = question;
  const work = async (tx: TenantTransaction): Promise<Remittance | undefined> => {
    const file = await exportRemittance(tx, ledger.id, { fromOn: from, toOn: to });
    return file && { file, bytes: await remittanceBytes(tx, file) };
  };
  return question.trial ? rolledBack(platform, context, work) : withTenant(platform, context, work);
}
