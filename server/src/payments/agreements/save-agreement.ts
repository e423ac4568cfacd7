import { canonicalJson, recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import type { Way } from "../types.ts";
import { newEndpoint } from "./endpoint.ts";
import { agreementFor, hasLiveAttempt, insertAgreement, updateAgreement } from "./store.ts";
import { termsOf } from "./terms.ts";
import type { Agreement } from "./types.ts";

export type AgreementWish = {
  readonly ledgerId: string;
  readonly way: Way;
  /** Allow-listed for the way; a name that is not known there is refused. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly minMinor: bigint | null;
  readonly maxMinor: bigint | null;
  readonly position: number;
};

function checkedSettings({ way, settings }: AgreementWish): Readonly<Record<string, string>> {
  const read = termsOf(way).settings.safeParse(settings);
  if (read.success) return read.data;
  // The names only: what was typed in the wrong field may be a secret.
  const fields = read.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".")],
  );
  throw refuse("AGREEMENT_SETTINGS_WRONG", { fields: [...new Set(fields)].sort().join(", ") });
}

/**
 * Writes down, or changes, that a ledger takes money by a way: one agreement for each ledger and way, first a draft. Who the partner knows the
 * clinic as changes only while no payment by it is under way, since that one must be asked about where it was begun. Throws
 * LEDGER_NOT_FOUND, AGREEMENT_CURRENCY, AGREEMENT_SETTINGS_WRONG, AGREEMENT_LIMITS_WRONG, AGREEMENT_IN_USE.
 */
export async function saveAgreement(tx: TenantTransaction, wish: AgreementWish): Promise<Agreement> {
  const { ledgerId, way, minMinor, maxMinor, position } = wish;
  const { currency } = await ledgerById(tx, ledgerId);
  const { moves = currency } = termsOf(way);
  if (moves !== currency) throw refuse("AGREEMENT_CURRENCY", { moves, currency });
  const settings = checkedSettings(wish);
  if (minMinor !== null && maxMinor !== null && minMinor > maxMinor) throw refuse("AGREEMENT_LIMITS_WRONG");
  const before = await agreementFor(tx, ledgerId, way);
  const id = before?.id ?? tx.platform.ids.next();
  const made = { id, ledgerId, way, partner: termsOf(way).partner, settings, minMinor, maxMinor, position };
  if (!before) await insertAgreement(tx, made, await newEndpoint(tx, id));
  else {
    const isAnother = canonicalJson(before.settings) !== canonicalJson(settings);
    if (isAnother && (await hasLiveAttempt(tx, ledgerId, way))) throw refuse("AGREEMENT_IN_USE");
    await updateAgreement(tx, made);
  }
  const detail = { ledgerId, way, minMinor, maxMinor, position, settings: Object.keys(settings).length };
  await recordAudit(tx, { action: "agreement.saved", subjectKind: "agreement", subjectId: id, detail });
  return (await agreementFor(tx, ledgerId, way))!;
}
