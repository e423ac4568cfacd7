import { allocateSpread } from "@kvitt/values";
import { refuse, type TenantTransaction } from "../../platform/index.ts";
import type { CreditLine, CreditTerms } from "../credit-terms.ts";
import { selectClaimsById } from "../store.ts";
import type { StoredLine } from "../types.ts";
import { leftOf } from "./credit.ts";
import { inProportion, stateMinorOf } from "./model.ts";
import { selectParts, type StatePart } from "./store.ts";

/** What a credit that somebody asks for takes off the state's parts: the original proportion of each measure (T3). */

export type PartOff = { readonly partId: string; readonly amountMinor: bigint };

export type StateWish = {
  /** What the state's share falls by; left out is the original proportion. */
  readonly stateShareMinor?: bigint;
  /** The clinic says that its claim to the state was corrected accordingly. */
  readonly supportClaimCorrected?: boolean;
};

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, one) => total + one, 0n);
const least = (one: bigint, other: bigint) => (one < other ? one : other);

/** By visit, what of the state's goes with one line of the credit. */
function ofLine(line: CreditLine, claimLines: readonly StoredLine[]): [visitId: string, minor: bigint][] {
  const own =
    line.lineNo === null
      ? claimLines.filter(({ vatCode }) => vatCode === line.vatCode)
      : [claimLines[line.lineNo - 1]!];
  const patientMinor = sum(own.map(({ amountMinor }) => amountMinor));
  return own.flatMap(({ support }) =>
    support ? [[support.visitId, inProportion(stateMinorOf(support), patientMinor, line.amountMinor)]] : [],
  );
}

/** What goes off each part in proportion; with the last of a claim's patient part goes all that is left of the state's. */
async function proportional(
  tx: TenantTransaction,
  terms: CreditTerms,
  lines: readonly CreditLine[],
  parts: readonly StatePart[],
): Promise<PartOff[]> {
  const claims = new Map(
    (
      await selectClaimsById(
        tx,
        parts.map(({ claimId }) => claimId),
      )
    ).map((claim) => [claim.id, claim.lines]),
  );
  return parts.map((part) => {
    const own = lines.filter(({ claimId }) => claimId === part.claimId);
    const leftMinor = sum(
      terms.groups.filter(({ claimId }) => claimId === part.claimId).map((group) => group.leftMinor),
    );
    if (sum(own.map(({ amountMinor }) => amountMinor)) >= leftMinor && own.length > 0)
      return { partId: part.id, amountMinor: leftOf(part) };
    const visits = own.flatMap((line) => ofLine(line, claims.get(part.claimId)!));
    const offMinor = sum(visits.filter(([visitId]) => visitId === part.visitId).map(([, minor]) => minor));
    return { partId: part.id, amountMinor: least(offMinor, leftOf(part)) };
  });
}

/** The state's parts of an invoice as they stand: what a decision about them rests on. */
export async function partsSeen(tx: TenantTransaction, invoiceId: string): Promise<string> {
  const parts = await selectParts(tx, { invoiceIds: [invoiceId] });
  return parts.map((part) => `${part.id}:${leftOf(part)}`).join("|");
}

/**
 * What goes off each of the state's parts of an invoice with these credit lines. Another amount than the original proportion, nothing at all among
 * them, changes what the support was granted for: it takes the clinic's word that its claim to the state was corrected. Throws
 * STATE_CLAIM_NOT_CORRECTED, STATE_CREDIT_TOO_LARGE. Of an invoice without such parts nothing goes off.
 */
export async function stateOffs(
  tx: TenantTransaction,
  terms: CreditTerms,
  lines: readonly CreditLine[],
  { stateShareMinor, supportClaimCorrected }: StateWish,
): Promise<PartOff[]> {
  const parts = await selectParts(tx, { invoiceIds: [terms.invoice.id] });
  const offs = await proportional(tx, terms, lines, parts);
  const expectedMinor = sum(offs.map(({ amountMinor }) => amountMinor));
  if (parts.length === 0 || stateShareMinor === undefined || stateShareMinor === expectedMinor) return offs;
  if (!supportClaimCorrected) throw refuse("STATE_CLAIM_NOT_CORRECTED", { expectedMinor });
  const left = parts.map(leftOf);
  if (stateShareMinor > sum(left)) throw refuse("STATE_CREDIT_TOO_LARGE", { leftMinor: sum(left) });
  const shares = allocateSpread(stateShareMinor, left);
  return parts.map(({ id }, at) => ({ partId: id, amountMinor: shares[at]! }));
}
