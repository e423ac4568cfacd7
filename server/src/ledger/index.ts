export { ledgerErrors } from "./errors.ts";
export {
  activateLedger,
  createLedger,
  deactivateLedger,
  DEFAULT_AGING_BUCKETS,
  ledgerById,
  listLedgers,
  type Account,
  type Ledger,
  type LedgerSettings,
  type NewLedger,
} from "./ledgers.ts";
export { closedDays, closeMonth, closePeriod, ensureMonths, monthsOf, type ClosedDays, type Month } from "./periods.ts";
export { ItemsMoved, post } from "./post.ts";
export { reverseEntry } from "./reverse.ts";
export { accountNumbersOpen, changeAccount, changeLedger, type SettingChanges } from "./set-up.ts";
export { createSeries, seriesById, takeNumbers, type Series } from "./series.ts";
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
