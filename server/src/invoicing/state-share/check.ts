import type { MarketPack } from "../../markets/index.ts";
import type { Facts } from "../../platform/index.ts";
import { guardiansOf, type Claim } from "../claim-schema.ts";
import { stateMinorOf, type LineSupport } from "./model.ts";

/** What is wrong with the state's share that a claim carries: all of it pure, by line and field. */

type Line = Claim["lines"][number];
/** A code with its facts, and the field. */
type ClaimProblem = { readonly code: string; readonly field: string; readonly facts?: Facts };

/** Does a line say anything of support? */
const saysSupport = ({ stateShare, priceMinor, referencePriceMinor, visitId }: Line): boolean =>
  Boolean(stateShare) || typeof priceMinor === "bigint" || typeof referencePriceMinor === "bigint" || Boolean(visitId);

/** What a line of the wire says of support, where it says all that is needed; none for a line without. */
export function supportIn({ stateShare, priceMinor, referencePriceMinor, visitId }: Line): {
  readonly support?: LineSupport;
} {
  if (typeof priceMinor !== "bigint" || !visitId) return {};
  return {
    support: { visitId, priceMinor, referencePriceMinor: referencePriceMinor ?? null, shares: stateShare ?? [] },
  };
}

/** Does the state share a claim at all? */
export const isSupported = (claim: Pick<Claim, "lines">): boolean =>
  claim.lines.some((line) => supportIn(line).support);

function lineProblems(line: Line, at: number): ClaimProblem[] {
  const of = (field: string) => `lines[${at}].${field}`;
  const { support } = supportIn(line);
  if (!support) return [{ code: "STATE_SHARE_INCOMPLETE", field: of(line.visitId ? "priceMinor" : "visitId") }];
  const problems: ClaimProblem[] = [];
  const { priceMinor } = support;
  const sumMinor = stateMinorOf(support) + line.amountMinor;
  if (line.amountMinor < 0n) problems.push({ code: "STATE_SHARE_NEGATIVE", field: of("amountMinor") });
  if (sumMinor !== priceMinor)
    problems.push({ code: "STATE_SHARE_SUM", field: of("priceMinor"), facts: { sumMinor, priceMinor } });
  if (line.vatMinor !== 0n) problems.push({ code: "STATE_SHARE_VAT", field: of("vatMinor") });
  return problems;
}

/** Several who owe, a plan's term or a gathered invoice would tear the patient's part from the state's. */
function torn({ kind, businessMode, ...claim }: Claim): boolean {
  return (
    !["INVOICE", "CREDIT"].includes(kind) || businessMode === "COLLECTIVE" || guardiansOf(claim as Claim).length > 1
  );
}

/** Everything that is wrong with the state's share of a claim; nothing where it carries none. */
export function supportProblems(claim: Claim, pack: Pick<MarketPack, "insurerPayout">): ClaimProblem[] {
  const said = [...claim.lines.entries()].filter(([, line]) => saysSupport(line));
  if (claim.supportClaimCorrected && claim.kind !== "CREDIT")
    return [{ code: "STATE_SHARE_INCOMPLETE", field: "supportClaimCorrected" }];
  if (said.length === 0) return [];
  if (pack.insurerPayout === undefined)
    return said.map(([at]) => ({ code: "STATE_SHARE_NOT_HERE", field: `lines[${at}].stateShare` }));
  const problems = said.flatMap(([at, line]) => lineProblems(line, at));
  if (torn(claim)) problems.push({ code: "STATE_SHARE_ONE_PAYER", field: "kind" });
  return problems;
}
