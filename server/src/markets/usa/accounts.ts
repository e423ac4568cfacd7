import { ownChart } from "../chart.ts";

/** The chart of accounts a ledger of the United States starts with, by role, in our own numbering. */
export const accounts = ownChart();
