/** The routes of home, of the key figures and of head office's table, as the sweep asks them. */
export const figureSweep = {
  "GET /api/v1/home": {},
  "GET /api/v1/home/rows": {
    query: () => ({ figure: "dso", part: "receivables", currency: "NOK", day: "2026-10-05" }),
  },
  "GET /api/v1/figures": { query: () => ({ chart: "losses" }) },
  "GET /api/v1/figures/rows": {
    query: () => ({ chart: "losses", part: "billed", currency: "NOK" }),
  },
  "GET /api/v1/clinic-table": {},
};
