const ID = /^[0-9a-f-]{36}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WORD = /^[\w-]{1,40}$/;
const PART = /^[\w -]{1,24}$/;
const DAYS = /^-?\d{1,5}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]{5,18}Z$/;
const ACTION = /^[\w.:-]{1,80}$/;
const TEXT = /^[^\p{Cc}]{1,200}$/u;

/** What may stand in an address after `?`, and its form: filters are shared by sending the address (`ux.md` W-05). */
const FORMS = {
  ledger: ID,
  asOf: DAY,
  day: DAY,
  from: DAY,
  to: DAY,
  state: WORD,
  kind: WORD,
  q: TEXT,
  knownAt: MOMENT,
  by: WORD,
  minDays: DAYS,
  maxDays: DAYS,
  payer: WORD,
  party: ID,
  invoice: ID,
  side: WORD,
  group: WORD,
  scope: WORD,
  actor: ACTION,
  action: ACTION,
  subject: ACTION,
  part: PART,
  currency: /^[A-Z]{3}$/,
} as const;
export type Search = { readonly [Name in keyof typeof FORMS]?: string | undefined };

/** What of an address is known and well-formed; the rest is left out. */
export function searchOf(given: Record<string, unknown>): Search {
  const known = Object.entries(FORMS).flatMap(([name, form]) => {
    // An address `?q=260101` is read as a number.
    const value = typeof given[name] === "number" ? String(given[name]) : given[name];
    return typeof value === "string" && form.test(value) ? [[name, value]] : [];
  });
  return Object.fromEntries(known) as Search;
}
