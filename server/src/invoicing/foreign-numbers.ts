import { needOwnNumbers, timingsOf } from "../delivery/index.ts";
import { everGuardians, partiesById, type Party } from "../parties/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";
import type { Intake } from "./claim-intake.ts";
import "./documents/errors.ts";
import { lockItemsOfInvoices, selectInvoicesOfClaims } from "./store.ts";
import type { ClaimRow } from "./types.ts";

/**
 * Invoices that a third party is to pay under the practice system's own number and payment reference. They are booked as they came, for the
 * practice system may send them itself; but Kvitt cannot: either may hold the patient's number, and a third party reads neither (FR-41, FR-6).
 */

/** Something about a claim that was taken, which the practice system should know. */
export type ClaimWarning = { readonly code: string; readonly sentence: string; readonly remedy: string };

type Numbered = Pick<ClaimRow, "id" | "number" | "reference" | "kind" | "state" | "payerId" | "patientId">;

/** Booked under the number and the reference that it brought. */
const broughtBoth = ({ number, reference, kind, state }: Numbered): boolean =>
  number !== null && reference !== null && kind !== "credit" && state === "invoiced";

/** Neither the patient nor ever a guardian of the patient, as documents see it. */
function isThird(claim: Numbered, payer: Party | undefined, guardians: ReadonlySet<string>): boolean {
  if (payer?.kind === "company") return true;
  return claim.patientId !== null && !guardians.has(`${claim.patientId}|${claim.payerId}`);
}

/** Those of the claims that a third party cannot be sent. */
export async function withForeignNumber(tx: TenantTransaction, claims: readonly Numbered[]): Promise<Set<string>> {
  const asked = claims.filter((claim) => broughtBoth(claim) && claim.payerId !== claim.patientId);
  if (asked.length === 0) return new Set();
  const payers = await partiesById(tx, [...new Set(asked.map(({ payerId }) => payerId))]);
  const guardians = await everGuardians(tx, [...new Set(asked.flatMap(({ patientId }) => patientId ?? []))]);
  const third = asked.filter((claim) => isThird(claim, payers.get(claim.payerId), guardians));
  return new Set(third.map(({ id }) => id));
}

/** What is said of such a claim in its answer. */
export function foreignNumberWarning(): ClaimWarning {
  const { code, message: sentence, remedy } = refuse("THIRD_PARTY_FOREIGN_NUMBER");
  return { code, sentence, remedy };
}

/** Puts what was taken on the list of what nobody may be asked for, where Kvitt would ask by itself. */
export async function listForeignNumbers(
  tx: TenantTransaction,
  { ledger }: Intake,
  taken: readonly ClaimRow[],
): Promise<void> {
  const { askFromOn } = timingsOf(ledger.settings);
  if (askFromOn === null) return;
  const foreign = await withForeignNumber(
    tx,
    taken.filter(({ issuedOn }) => issuedOn !== null && issuedOn >= askFromOn),
  );
  if (foreign.size === 0) return;
  const invoices = await selectInvoicesOfClaims(tx, [...foreign]);
  const items = await lockItemsOfInvoices(
    tx,
    invoices.map(({ invoiceId }) => invoiceId),
  );
  await needOwnNumbers(tx, ledger.id, [...items.values()]);
}
