export { selfServiceErrors } from "./errors.ts";
export type { Arranged, By, Stopped } from "./items.ts";
export { mayDo, type MayDo } from "./may-do.ts";
export { moveDueDate, undoDueMove, type DueWish } from "./move-due.ts";
export { standingIn, touchedIn } from "./pause-store.ts";
export {
  DISPUTE_REASONS,
  disputeItem,
  endPause,
  PAUSE_REASONS,
  pauseItem,
  pausesOf,
  saysPaid,
  type DisputeReason,
  type Pause,
  type PauseReason,
} from "./pauses.ts";
export { limitsOf, type Part, type SelfServiceLimits } from "./policy.ts";
export { previewSplit, splitItem, splitOf, undoSplit, type Split, type SplitPart, type SplitWish } from "./split.ts";
