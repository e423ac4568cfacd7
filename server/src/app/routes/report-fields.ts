import * as z from "zod";
import { amountMinor, day, uuid } from "../../platform/http/index.ts";
import { AGE_BY, AGING_GROUPS, PAYER_KINDS } from "../../reports/index.ts";
import { count, explanation, moment } from "./fields.ts";

/** What each report shows on the wire: the allow-list of its fields. Customers stand by id and number; names are the parties' chapter. */

const ledger = { ledgerId: uuid, ledgerName: z.string(), currency: z.string() };
/** When somebody asked is left out: the same question gives the same bytes. */
const times = { knownAt: moment };

const cell = z.object({ openMinor: amountMinor, items: count });
const bucket = z.object({ label: z.string(), fromDays: z.int().nullable(), toDays: z.int().nullable() });

export const agingShown = z.object({
  asOf: day,
  ...times,
  ledgers: z.array(
    z.object({
      ledgerId: uuid,
      name: z.string(),
      currency: z.string(),
      buckets: z.array(bucket),
      cells: z.array(cell),
      total: cell,
    }),
  ),
  rows: z.array(
    z.object({
      ledgerId: uuid,
      partyId: uuid.nullable(),
      customerNo: count.nullable(),
      bucketsMinor: z.array(amountMinor),
      totalMinor: amountMinor,
      items: count,
    }),
  ),
});

/** Receivables by age in bars: a clinic, a kind of payer in a clinic, or an insurer in a clinic. */
export const agingGroupsShown = z.object({
  asOf: day,
  ...times,
  by: z.enum(AGE_BY),
  group: z.enum(AGING_GROUPS),
  books: z.array(
    z.object({
      currency: z.string(),
      buckets: z.array(bucket),
      groups: z.array(
        z.object({
          ledgerId: uuid,
          ledgerName: z.string(),
          payer: z.enum(PAYER_KINDS).nullable(),
          partyId: uuid.nullable(),
          name: z.string().nullable(),
          cells: z.array(cell),
          total: cell,
        }),
      ),
      cells: z.array(cell),
      total: cell,
    }),
  ),
});

const movement = z.object({ entryId: uuid, bookedOn: day, kind: z.string(), amountMinor });

export const ledgerAndTimes = { ...ledger, asOf: day, ...times };

export const controlShown = z.array(
  z.object({
    account: z.string(),
    name: z.string(),
    itemsMinor: amountMinor,
    accountMinor: amountMinor,
    differenceMinor: amountMinor,
  }),
);

export const reskontroShown = z.object({
  ...ledgerAndTimes,
  partyId: uuid.nullable(),
  control: controlShown,
  items: z.array(
    z.object({
      id: uuid,
      account: z.string(),
      side: z.enum(["receivable", "credit"]),
      kind: z.string(),
      partyId: uuid.nullable(),
      customerNo: count.nullable(),
      number: z.string().nullable(),
      reference: z.string().nullable(),
      openedOn: day,
      dueOn: day,
      daysOverdue: z.int(),
      amountMinor,
      openMinor: amountMinor,
      history: z.array(movement),
    }),
  ),
  totals: z.object({ receivableMinor: amountMinor, creditMinor: amountMinor }),
});

const debitAndCredit = { debitMinor: amountMinor, creditMinor: amountMinor, balanceMinor: amountMinor };

export const trialBalanceShown = z.object({
  ...ledger,
  asOf: day,
  ...times,
  rows: z.array(z.object({ code: z.string(), name: z.string(), role: z.string(), ...debitAndCredit })),
  totals: z.object(debitAndCredit),
});

export const accountStatementShown = z.object({
  partyId: uuid,
  from: day,
  to: day,
  ...times,
  ledgers: z.array(
    z.object({
      ...ledger,
      openingMinor: amountMinor,
      movements: z.array(movement.extend({ numbers: z.array(z.string()), balanceMinor: amountMinor })),
      closingMinor: amountMinor,
    }),
  ),
});

const proofLine = z.object({
  name: z.string(),
  sentence: z.string(),
  parts: z.array(z.object({ name: z.string(), amountMinor, of: z.string(), count, ids: z.array(z.string()) })),
  differenceMinor: amountMinor,
  holds: z.boolean(),
});

export const dayProofShown = z.object({
  ...ledger,
  day,
  ...times,
  holds: z.boolean(),
  lines: z.array(proofLine),
  files: z.array(
    z.object({
      fileId: uuid,
      lines: count,
      linesMinor: amountMinor,
      settledMinor: amountMinor,
      customerCreditMinor: amountMinor,
      unallocatedMinor: amountMinor,
      otherMinor: amountMinor,
      differenceMinor: amountMinor,
    }),
  ),
  lumps: z.array(z.object({ of: z.string(), id: uuid, since: day, ageDays: z.int(), amountMinor })),
});

export const proofRangeShown = z.object({ days: z.array(dayProofShown) });

const ofFile = { through: day.nullable(), receivedAt: moment.nullable() };

export const currentnessShown = z.object({
  ledgerId: uuid,
  today: day,
  madeAt: moment,
  expectedThrough: day,
  current: z.boolean(),
  accounts: z.array(
    z.object({
      bankAccountId: uuid,
      paymentsFileId: uuid.nullable(),
      paymentsThrough: ofFile.through,
      paymentsReceivedAt: ofFile.receivedAt,
      statementFileId: uuid.nullable(),
      statementThrough: ofFile.through,
      statementReceivedAt: ofFile.receivedAt,
      current: z.boolean().nullable(),
    }),
  ),
});

const entry = z.object({
  id: uuid,
  kind: z.string(),
  bookedOn: day,
  recordedAt: moment,
  sourceKind: z.string(),
  sourceId: uuid.nullable(),
  reverses: uuid.nullable(),
  explanation: explanation.nullable(),
  postings: z.array(
    z.object({
      line: z.int(),
      debit: z.string(),
      credit: z.string(),
      amountMinor,
      debitItemId: uuid.nullable(),
      creditItemId: uuid.nullable(),
    }),
  ),
});

export const entriesShown = z.object({ items: z.array(entry), nextCursor: z.string().nullable() });

export const journalShown = z.object({ ...ledger, from: day.nullable(), to: day, ...times, entries: z.array(entry) });

const run = z.object({
  first: z.string(),
  last: z.string(),
  count,
  missing: count,
  missingNumbers: z.array(z.string()),
  ledgers: z.array(
    z.object({ ledgerId: uuid, name: z.string(), first: z.string().nullable(), last: z.string().nullable(), count }),
  ),
});

export const certificateShown = z.object({
  ledgerId: uuid,
  ledgerName: z.string(),
  seriesId: uuid,
  asOf: day,
  ...times,
  own: run.nullable(),
  practiceSystem: run.nullable(),
  otherLedgers: z.boolean(),
  seal: z.object({ root: z.string(), entries: count, auditEvents: count }).nullable(),
});
