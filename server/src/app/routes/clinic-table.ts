import * as z from "zod";
import { BOARD_STATES, monthBoard } from "../../month-end/index.ts";
import { amountMinor, day, ok, route, uuid } from "../../platform/http/index.ts";
import { CLINIC_BREACHES, clinicTable, supportBoards } from "../../reports/index.ts";
import { count } from "./fields.ts";

/** Head office's view of the whole chain: each clinic in a row, and what the state could want back. */

const clinic = z.object({
  ledgerId: uuid,
  name: z.string(),
  openMinor: amountMinor,
  overdueMinor: amountMinor,
  over90Minor: amountMinor,
  over90Items: count,
  unmatchedMinor: amountMinor,
  unmatchedItems: count,
  credits: count,
  creditMinor: amountMinor,
  /** Credit notes of the month that nobody here approved. */
  unapproved: count,
  /** Given up in the month less what came in on lost ones. */
  lostMinor: amountMinor,
  followUp: z.object({
    mode: z.enum(["daily", "weekly"]).nullable(),
    lastRunOn: day.nullable(),
    /** Working days; null before the first run. */
    lagDays: z.int().nullable(),
    isRed: z.boolean(),
  }),
  bankThrough: day.nullable(),
  bankCurrent: z.boolean().nullable(),
  touchesPer100: count.nullable(),
  trend: z.array(z.object({ asOfOn: day, shareBp: count })),
  breaches: z.array(z.enum(CLINIC_BREACHES)),
  /** Of the last month that has ended; null where the ledger had not begun. */
  monthEnd: z.enum(BOARD_STATES).nullable(),
});

export const clinicTableRoutes = [
  route({
    method: "GET",
    url: "/api/v1/clinic-table",
    summary:
      "Every clinic in a row, who keeps least of the routine first: follow-up, bank, unplaced money, old debt, credits and losses of the month, month-end; and the state support whose proof has a gap.",
    chapter: "Head office",
    permission: { action: "monthEnd.board", scope: "tenant" },
    schema: {
      responses: {
        200: z.object({
          books: z.array(z.object({ currency: z.string(), day, monthFrom: day, rows: z.array(clinic) })),
          support: z.array(
            z.object({ ledgerId: uuid, ledgerName: z.string(), currency: z.string(), gapMinor: amountMinor }),
          ),
        }),
      },
    },
    inTransaction: async (tx) => {
      const books = await clinicTable(tx);
      const today = books[0]?.day ?? tx.platform.clock.today("UTC").toString();
      const lastMonth = Temporal.PlainDate.from(today).with({ day: 1 }).subtract({ months: 1 }).toString();
      const states = new Map((await monthBoard(tx, lastMonth)).map(({ ledgerId, state }) => [ledgerId, state]));
      const support = (await supportBoards(tx)).map(({ ledgerId, ledgerName, currency, sums }) => ({
        ...{ ledgerId, ledgerName, currency },
        gapMinor: sums.find(({ state }) => state === "gap")?.stateMinor ?? 0n,
      }));
      return ok({
        books: books.map((book) => ({
          ...book,
          rows: book.rows.map(({ trend, breaches, ...row }) => ({
            ...row,
            trend: [...trend],
            breaches: [...breaches],
            monthEnd: states.get(row.ledgerId) ?? null,
          })),
        })),
        support,
      });
    },
  }),
];
