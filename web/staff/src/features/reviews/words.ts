import { useFollowUpWords } from "../../parts/follow-up/words.ts";
import type { Line } from "./questions.ts";

/** The words of a review, over those of follow-up. */
export function useReviewWords() {
  const words = useFollowUpWords();
  const { t, dayOf } = words;
  const dutyOf = (of: {
    readonly decision: Line["decision"];
    readonly ownerName: string | null;
    readonly byOn: string | null;
  }): string => {
    if (of.decision === null) return "–";
    const said = t(`reviews.decision.${of.decision}`);
    if (of.byOn === null) return said;
    return t("reviews.duty", { decision: said, who: of.ownerName ?? t("reviews.nobody"), day: dayOf(of.byOn) });
  };
  return {
    ...words,
    /** What was decided, by whom and by when. */
    dutyOf,
    reasonsOf: ({ reasons }: Pick<Line, "reasons">) =>
      reasons.map((reason) => t(`reviews.reason.${reason}`)).join(", "),
    /** What is known of the claim, and what was said of it, in a few sentences. */
    aboutOf: ({ lastLevel, lastStepOn, lastSaidOn, earlier, words: said, ...own }: Line): string =>
      [
        ...(own.byOn === null ? [] : [`${dutyOf(own)}.`]),
        lastLevel && lastStepOn
          ? t("reviews.lastStep", { step: words.levelOf(lastLevel), day: dayOf(lastStepOn) })
          : t("reviews.noStep"),
        lastSaidOn ? t("reviews.lastSaid", { day: dayOf(lastSaidOn) }) : t("reviews.neverSaid"),
        ...(earlier === null ? [] : [t("reviews.earlier", { day: dayOf(earlier.heldOn), duty: dutyOf(earlier) })]),
        ...(said === null ? [] : [t("reviews.said", { words: said })]),
      ].join(" "),
  };
}
