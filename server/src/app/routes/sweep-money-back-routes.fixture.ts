/** What the cross-tenant sweep needs to know of the routes about money back, customer credits and arrangements. */
import type { World } from "./sweep-books.fixture.ts";
import {
  attemptIn,
  creditIn,
  creditMoveIn,
  depositIn,
  fileWishIn,
  openItemIn,
  pauseIn,
  payeeIn,
  paymentFileIn,
  paymentOrderIn,
  repaymentIn,
} from "./sweep-money-back.fixture.ts";

type Params = Record<string, string>;

const ownLedger = {
  params: (world: World) => ({ ledgerId: world.ledgerId }),
  otherClinicParams: (world: World) => ({ ledgerId: world.otherLedgerId }),
};

/** What a route of one ledger's row names: made in the world's own ledger, and in the other clinic's. */
const inLedger = (make: (world: World, ledgerId: string) => Promise<Params>) => ({
  params: (world: World) => make(world, world.ledgerId),
  otherClinicParams: (world: World) => make(world, world.otherLedgerId),
});

const anItem = inLedger(async (world, ledgerId) => ({ itemId: (await openItemIn(world, ledgerId)).id }));
const anAttempt = inLedger(async (world, ledgerId) => ({ attemptId: await attemptIn(world, ledgerId) }));
const aCredit = inLedger(async (world, ledgerId) => ({ itemId: (await creditIn(world, ledgerId)).creditItemId }));
const aDeposit = inLedger(async (world, ledgerId) => ({ depositId: (await depositIn(world, ledgerId)).depositId }));
const aPaymentFile = inLedger(async (world, ledgerId) => ({ ledgerId, fileId: await paymentFileIn(world, ledgerId) }));
/** A bank account of the world's own ledger, for bodies that name one: made beside the order that waits for its file. */
const fileWishes = new Map<string, Awaited<ReturnType<typeof fileWishIn>>>();
const aWaitingOrder = inLedger(async (world, ledgerId) => {
  await paymentOrderIn(world, ledgerId);
  fileWishes.set(world.context.tenantId, await fileWishIn(world, ledgerId));
  return { ledgerId };
});
const nobodysAccount = ({ platform }: World) => ({ bankAccountId: platform.ids.next(), bic: "DNBANOKK" });
const inThreeParts = () => ({ parts: 3 });

export const moneyBackSweep = {
  "GET /api/v1/ledgers/:ledgerId/refunds": ownLedger,
  "GET /api/v1/open-items/:itemId/payment-attempts": anItem,
  "GET /api/v1/payment-attempts/:attemptId/refund-terms": anAttempt,
  "POST /api/v1/payment-attempts/:attemptId/refunds": { ...anAttempt, body: () => ({ reason: "notDone" }) },
  "GET /api/v1/ledgers/:ledgerId/customer-credits": ownLedger,
  "GET /api/v1/customer-credits/:itemId/bills": aCredit,
  // The bill named is nobody's: moving is tested where it is written.
  "POST /api/v1/customer-credits/:itemId/moves": {
    ...aCredit,
    body: (world: World) => ({ toItemId: world.platform.ids.next() }),
    status: 409,
  },
  "POST /api/v1/credit-moves/:entryId/reversal": inLedger(async (world, ledgerId) => ({
    entryId: await creditMoveIn(world, ledgerId),
  })),
  "POST /api/v1/customer-credits/:itemId/repayments": {
    ...aCredit,
    body: (world: World) => ({ reason: "paidTwice", payee: payeeIn(world) }),
  },
  "POST /api/v1/customer-credits/:itemId/deposits": aCredit,
  "GET /api/v1/parties/:partyId/deposits": inLedger(async (world, ledgerId) => ({
    partyId: (await openItemIn(world, ledgerId)).partyId!,
  })),
  // Of nobody: taking is tested where it is written.
  "POST /api/v1/ledgers/:ledgerId/deposits": {
    ...ownLedger,
    body: (world: World) => ({ partyId: world.platform.ids.next(), amountMinor: 1_000, receipt: "0042" }),
    status: 404,
  },
  "GET /api/v1/deposits/:depositId/uses": aDeposit,
  "POST /api/v1/deposits/:depositId/uses": {
    ...aDeposit,
    body: (world: World) => ({ toItemId: world.platform.ids.next() }),
    status: 409,
  },
  "POST /api/v1/deposits/:depositId/reversal": aDeposit,
  "GET /api/v1/proposals/:proposalId/payee": inLedger(async (world, ledgerId) => ({
    proposalId: await repaymentIn(world, ledgerId),
  })),
  "GET /api/v1/ledgers/:ledgerId/payment-orders": ownLedger,
  "POST /api/v1/payment-orders/:orderId/cancellation": inLedger(async (world, ledgerId) => ({
    orderId: await paymentOrderIn(world, ledgerId),
  })),
  "GET /api/v1/ledgers/:ledgerId/payment-files": ownLedger,
  "POST /api/v1/ledgers/:ledgerId/payment-files": {
    ...aWaitingOrder,
    body: (world: World) =>
      fileWishes.get(world.context.tenantId) ?? { ...nobodysAccount(world), executeOn: "2026-10-05" },
  },
  "GET /api/v1/ledgers/:ledgerId/payment-files/:fileId": aPaymentFile,
  "GET /api/v1/open-items/:itemId/arrangements": anItem,
  "PUT /api/v1/open-items/:itemId/due-date": { ...anItem, body: () => ({ dueOn: "2026-10-26" }) },
  "DELETE /api/v1/open-items/:itemId/due-date": anItem,
  "POST /api/v1/open-items/:itemId/split-preview": { ...anItem, body: inThreeParts },
  "POST /api/v1/open-items/:itemId/split": { ...anItem, body: inThreeParts },
  // Nothing of it is split.
  "DELETE /api/v1/open-items/:itemId/split": { ...anItem, status: 404 },
  "GET /api/v1/ledgers/:ledgerId/pauses": ownLedger,
  "POST /api/v1/open-items/:itemId/pauses": {
    ...anItem,
    body: () => ({ reason: "agreed", untilOn: "2026-10-30" }),
  },
  "POST /api/v1/open-items/:itemId/disputes": { ...anItem, body: () => ({ reason: "wrongAmount" }) },
  "POST /api/v1/open-items/:itemId/said-paid": { ...anItem, body: () => ({ paidOn: "2026-10-05", bank: "DNB" }) },
  "DELETE /api/v1/pauses/:pauseId": inLedger(async (world, ledgerId) => ({ pauseId: await pauseIn(world, ledgerId) })),
};
