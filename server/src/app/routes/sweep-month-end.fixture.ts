/** What the cross-tenant sweep needs to know of the month-end's routes, of coverage, and of what the overdue would pay for. */
import { monthPackIn, type World } from "./sweep-books.fixture.ts";

type Params = Record<string, string>;

const inLedger = (make: (world: World, ledgerId: string) => Promise<Params> | Params) => ({
  params: (world: World) => make(world, world.ledgerId),
  otherClinicParams: (world: World) => make(world, world.otherLedgerId),
});
const ownLedger = inLedger((_world, ledgerId) => ({ ledgerId }));
const aMonthPack = inLedger(async (world, ledgerId) => ({ ledgerId, packId: await monthPackIn(world, ledgerId) }));

export const monthEndSweep = {
  "GET /api/v1/month-end-board": { query: () => ({ monthOn: "2026-09-01" }) },
  "GET /api/v1/ledgers/:ledgerId/month-packs": ownLedger,
  "GET /api/v1/ledgers/:ledgerId/month-packs/:packId": aMonthPack,
  "POST /api/v1/ledgers/:ledgerId/month-packs/:packId/signature": {
    ...aMonthPack,
    body: () => ({ sha256: "0".repeat(64) }),
    status: 409,
  },
  "POST /api/v1/ledgers/:ledgerId/month-packs/:packId/chases": { ...aMonthPack, status: 409 },
  "GET /api/v1/follow-up-coverage": {},
  "GET /api/v1/neglected-claims": {},
  "PUT /api/v1/follow-up-cycle": { body: () => ({ cycle: "monthly" }) },
  "GET /api/v1/ledgers/:ledgerId/consequence": ownLedger,
  "PUT /api/v1/ledgers/:ledgerId/payroll": { ...ownLedger, body: () => ({ monthMinor: 100 }) },
};
