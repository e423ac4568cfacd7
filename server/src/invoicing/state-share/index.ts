export { explainGap, gapNotes, type GapNote } from "./gap-notes.ts";
export { SUPPORT_KINDS, type SupportKind } from "./model.ts";
export { filePayout, type FiledPayout, type PayoutWish } from "./payout.ts";
export { fileReclaim, type FiledReclaim, type ReclaimWish } from "./reclaim.ts";
export { selectParts as statePartsOf, type StatePart } from "./store.ts";
