import * as z from "zod";
import { amountMinor, day, noContent, ok, route } from "../../platform/http/index.ts";
import { consequence, setPayroll } from "../../reports/index.ts";
import { ledgerParams } from "./report-answer.ts";

/** What a clinic's unpaid bills would pay for (S3-31). */

const chapter = "Follow-up";

export const consequenceRoutes = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/consequence",
    summary:
      "What is overdue, beside a month's bills of suppliers and the wages the clinic has named: how many months of both it would pay.",
    chapter,
    permission: { action: "followUp.coverage", scope: "ledger" },
    schema: {
      params: ledgerParams,
      responses: {
        200: z.object({
          currency: z.string(),
          asOf: day,
          overdueMinor: amountMinor,
          suppliersMinor: amountMinor,
          payrollMinor: amountMinor.nullable(),
          monthTenths: z.int().nullable(),
        }),
      },
    },
    inTransaction: async (tx, { params: { ledgerId } }) => ok(await consequence(tx, ledgerId)),
  }),
  route({
    method: "PUT",
    url: "/api/v1/ledgers/:ledgerId/payroll",
    summary: "What the clinic pays in wages in a month; null takes the figure away.",
    chapter,
    permission: { action: "followUp.manage", scope: "ledger" },
    schema: {
      params: ledgerParams,
      body: z.strictObject({
        monthMinor: amountMinor.refine((minor) => minor > 0n, { error: "Above zero" }).nullable(),
      }),
      responses: { 204: null },
    },
    inTransaction: async (tx, { params: { ledgerId }, body: { monthMinor } }) => {
      await setPayroll(tx, ledgerId, monthMinor);
      return noContent();
    },
  }),
];
