import { refuse, type Refusal } from "../platform/index.ts";
import type { Proposal } from "./types.ts";

/** A kind of proposal for people to read: `matchSuggestions` is "match suggestions". */
function inWords(kind: string): string {
  return kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The refusal of a proposal whose kind is none of those expected; its sentence names both. */
export function wrongKind({ kind }: Pick<Proposal, "kind">, ...expected: readonly string[]): Refusal {
  return refuse("PROPOSAL_KIND_WRONG", { given: inWords(kind), expected: expected.map(inWords).join(" or ") });
}
