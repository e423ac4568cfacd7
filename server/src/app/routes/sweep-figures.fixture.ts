/** The routes of the key figures and of head office's table, as the sweep asks them. */
export const figureSweep = {
  "GET /api/v1/figures/:chart": { params: () => ({ chart: "losses" }) },
  "GET /api/v1/figures/:chart/rows": {
    params: () => ({ chart: "losses" }),
    query: () => ({ part: "billed", currency: "NOK" }),
  },
  "GET /api/v1/clinic-table": {},
};
