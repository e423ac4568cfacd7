export { ledgerErrors } from "./errors.ts";
export { activateLedger, deactivateLedger } from "./activation.ts";
export {
  addChangeoverPart,
  beginWalkthrough,
  bookWalkthrough,
  cancelWalkthrough,
  CHANGEOVER_KINDS,
  CHANGEOVER_STATES,
  changeoverOf,
  hasBegun,
  isChangedOver,
  isPlanned,
  settleChangeoverPart,
  WALKTHROUGH_MINUTES,
  type Changeover,
  type Walkthrough,
} from "./changeover.ts";
export {
  createLedger,
  DEFAULT_AGING_BUCKETS,
  ledgerById,
  listLedgers,
  USED_FIRST,
  type Account,
  type Ledger,
  type LedgerSettings,
  type NewLedger,
  PRICED_CHANNELS,
  sendingPrice,
  type SendingPriceList,
  type RequestSettings,
  type SelfServiceSettings,
} from "./ledgers.ts";
export { setCustody } from "./custody.ts";
export { issuerSettings, setIssuer, type IssuerRegistration, type IssuerSettings } from "./issuer.ts";
export { dueMovesOf, dueOnThen, moveDueOn, type DueMove, type NewDueMove } from "./due-moves.ts";
export { closedDays, closeMonth, closePeriod, ensureMonths, monthsOf, type ClosedDays, type Month } from "./periods.ts";
export { ItemsMoved, post } from "./post.ts";
export { reverseEntry } from "./reverse.ts";
export { accountNumbersOpen, changeAccount, changeLedger, type SettingChanges } from "./set-up.ts";
export { createSeries, seriesById, takeExpected, takeNumbers, type Series } from "./series.ts";
export {
  entriesBySource,
  entryById,
  itemsById,
  itemsByParent,
  itemsByParty,
  itemsByReference,
  postingsOf,
  type EntryRow,
  type PostingRow,
} from "./store.ts";
export { ledgerChecks } from "./checks.ts";
export type {
  Custody,
  DateText,
  EntryDraft,
  EntryKind,
  Explanation,
  ItemKind,
  ItemSide,
  NewItem,
  OpenItem,
  PostingDraft,
} from "./types.ts";
