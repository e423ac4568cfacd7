export { BOARD_STATES, monthBoard, type BoardRow, type BoardState } from "./board.ts";
export type { PackTotals } from "./content.ts";
export { monthEndErrors } from "./errors.ts";
export { monthBefore, monthEnd, type MonthEnd } from "./days.ts";
export {
  chaseMonthPack,
  followMonthPacks,
  makeMonthPacks,
  monthPack,
  monthPackBytes,
  PACK_MAIL,
  signMonthPack,
} from "./packs.ts";
export {
  packRows as monthPacks,
  setSent as setPackMessageSent,
  unsentMessages,
  type MonthPack,
  type PackMessage,
} from "./store.ts";
