/** What the cross-tenant sweep needs to know of the routes of reviews. */
import { sql } from "kysely";
import { withTenant } from "../../platform/index.ts";
import type { World } from "./sweep-books.fixture.ts";
import { openItemIn } from "./sweep-money-back.fixture.ts";

const DAY = "2026-10-05";
const inLedger = (make: (world: World, ledgerId: string) => Promise<Record<string, string>>) => ({
  params: (world: World) => make(world, world.ledgerId),
  otherClinicParams: (world: World) => make(world, world.otherLedgerId),
});

/** The open review of a ledger with a claim that somebody is to telephone about. */
async function reviewIn(world: World, ledgerId: string): Promise<{ reviewId: string; itemId: string }> {
  const { id: itemId } = await openItemIn(world, ledgerId);
  const reviewId = await withTenant(world.platform, world.context, async (tx) => {
    const now = tx.now.toString();
    const known = await sql<{ id: string }>`
      select id from review where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and closed_at is null`.execute(
      tx.db,
    );
    const id = known.rows[0]?.id ?? tx.platform.ids.next();
    if (!known.rows[0])
      await sql`
        insert into review (tenant_id, id, ledger_id, held_on, opened_by, opened_at) values (${tx.tenantId}, ${id}, ${ledgerId}, ${DAY}, 'user:sweep', ${now})`.execute(
        tx.db,
      );
    await sql`
      insert into review_item (tenant_id, review_id, ledger_id, item_id, place, reasons, open_minor, due_on, decision, owner_id, by_on, decided_by, decided_at)
      values (${tx.tenantId}, ${id}, ${ledgerId}, ${itemId}, 1, '{byHand}', 100, ${DAY}, 'telephone', 'sweep', ${DAY}, 'user:sweep', ${now})`.execute(
      tx.db,
    );
    return id;
  });
  return { reviewId, itemId };
}

const aReview = inLedger(async (world, ledgerId) => ({ reviewId: (await reviewIn(world, ledgerId)).reviewId }));
const anItem = inLedger(reviewIn);
const ofLedger = {
  params: (world: World) => ({ ledgerId: world.ledgerId }),
  otherClinicParams: (world: World) => ({ ledgerId: world.otherLedgerId }),
};

export const reviewSweep = {
  "GET /api/v1/ledgers/:ledgerId/reviews": ofLedger,
  "GET /api/v1/reviews/:reviewId": aReview,
  // Nothing in the sweep's books is overdue, and one may be open.
  "POST /api/v1/ledgers/:ledgerId/reviews": { ...ofLedger, body: () => ({ present: null }), status: 409 },
  "POST /api/v1/reviews/:reviewId/items": {
    ...aReview,
    body: () => ({ bill: "0" }),
    status: 404,
  },
  "PUT /api/v1/reviews/:reviewId/items/:itemId": {
    ...anItem,
    body: () => ({ version: 0, decision: "nothing", words: "Betaler på fredag", ownerId: null, byOn: null }),
  },
  "POST /api/v1/reviews/:reviewId/items/:itemId/done": anItem,
  "POST /api/v1/reviews/:reviewId/closing": { ...aReview, body: () => ({ present: null }) },
};
