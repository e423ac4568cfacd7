import { LEVELS } from "../../parts/follow-up/words.ts";
import type { Group, Proposal, Today } from "./questions.ts";

/** Lines of one kind in today's proposals: those that the policy's own approval covers, and those a person presses for. */
export type Grouped = {
  readonly group: Group;
  readonly proposal: Proposal;
  readonly lines: number;
  readonly minor: number;
};

const ORDER: readonly Group[] = [...LEVELS, "heldBack", "needsYou"];

/** The groups in which something stands, in the order of the steps; of a step that both proposals have, each its own. */
export function groupsOf({ standing, person }: Pick<Today, "standing" | "person">): readonly Grouped[] {
  return ORDER.flatMap((group) =>
    [standing, person].flatMap((proposal) => {
      const lines = proposal?.totals[group] ?? 0;
      return proposal && lines > 0 ? [{ group, proposal, lines, minor: proposal.totals[`${group}Minor`] ?? 0 }] : [];
    }),
  );
}

export const isStep = ({ group }: Pick<Grouped, "group">): boolean => group !== "heldBack" && group !== "needsYou";

/** Has nobody begun to send it? */
export const isUnsent = ({ state }: Pick<Proposal, "state">): boolean => state === "open" || state === "approved";
