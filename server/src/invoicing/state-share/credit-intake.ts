import type { TenantTransaction } from "../../platform/index.ts";
import type { FreshClaim, PlacedProblem } from "../claim-intake.ts";
import type { ClaimRow } from "../types.ts";
import { supportIn } from "./check.ts";
import { leftOf, type StateOff } from "./credit.ts";
import { inProportion, visitParts, type VisitPart } from "./model.ts";
import { selectParts, type StatePart } from "./store.ts";

/** What the practice system's own credits take off the state's parts: it says so, by visit, as it withdraws its claim to the state. */

/** By credited claim, the state's parts of it. */
export async function partsByClaim(
  tx: TenantTransaction,
  claimIds: readonly string[],
): Promise<Map<string, StatePart[]>> {
  return Map.groupBy(await selectParts(tx, { claimIds }), ({ claimId }) => claimId);
}

/** What a credit says of the state's, by visit. */
function saidBy({ claim }: FreshClaim): VisitPart[] {
  return visitParts(claim.lines.map((line) => ({ ...line, ...supportIn(line) })));
}

/** Within one minor unit a line of the original proportion? */
function isProportional({ stateMinor, patientMinor }: VisitPart, part: StatePart, lines: number): boolean {
  if (part.patientMinor === 0n || stateMinor === leftOf(part)) return true;
  const off = stateMinor - inProportion(part.amountMinor, part.patientMinor, patientMinor);
  return off <= BigInt(lines) && -off <= BigInt(lines);
}

/** What is wrong with what one credit says of the state's parts of its claim; several credits of one claim are each asked of what is left now. */
export function creditProblems(fresh: FreshClaim, parts: readonly StatePart[]): PlacedProblem[] {
  const { claim, index } = fresh;
  if (parts.length === 0) return [];
  const said = saidBy(fresh);
  const corrected = claim.supportClaimCorrected === true;
  if (said.length === 0 && parts.some((part) => leftOf(part) > 0n) && !corrected)
    return [{ code: "STATE_CLAIM_NOT_CORRECTED", field: "supportClaimCorrected", index }];
  return said.flatMap((visit): PlacedProblem[] => {
    const part = parts.find(({ visitId }) => visitId === visit.visitId);
    if (!part) return [{ code: "STATE_VISIT_UNKNOWN", field: "lines", index, facts: { visitId: visit.visitId } }];
    if (visit.stateMinor > leftOf(part))
      return [{ code: "STATE_CREDIT_TOO_LARGE", field: "lines", index, facts: { leftMinor: leftOf(part) } }];
    if (!corrected && !isProportional(visit, part, claim.lines.length))
      return [{ code: "STATE_CLAIM_NOT_CORRECTED", field: "lines", index }];
    return [];
  });
}

/** What a credit takes off the parts of the claim it corrects, by its note. */
export function offsOf(credit: ClaimRow, noteId: string, parts: readonly StatePart[]): StateOff[] {
  return visitParts(credit.lines).flatMap(({ visitId, stateMinor }) => {
    const part = parts.find((each) => each.visitId === visitId);
    return part ? [{ partId: part.id, noteId, amountMinor: stateMinor }] : [];
  });
}
