/** What a review decides about a claim. `routine`: it goes on as it does; `nothing`: it is let be for now. */
export const reviewDecisions = ["routine", "telephone", "plan", "headOffice", "loss", "hold", "nothing"] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

/** Those that somebody has to do something about: they have a person and a day, and are asked for again until they are done. */
export const followedUp: readonly ReviewDecision[] = ["telephone", "plan", "headOffice", "loss", "hold"];
