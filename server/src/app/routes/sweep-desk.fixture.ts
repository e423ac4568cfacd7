/** What the cross-tenant sweep needs to know of the desk's routes. The installation it asks has no partners: what needs one is refused. */
import { deliveryTimeline, sendLinkByHand } from "../../delivery/index.ts";
import { withTenant } from "../../platform/index.ts";
import { invoiceIn, type World } from "./sweep-books.fixture.ts";
import { attemptIn, openItemIn } from "./sweep-money-back.fixture.ts";

type Params = Record<string, string>;
const inLedger = (make: (world: World, ledgerId: string) => Promise<Params>) => ({
  params: (world: World) => make(world, world.ledgerId),
  otherClinicParams: (world: World) => make(world, world.otherLedgerId),
});

/** Who owes the item that was made last in a tenant, for inputs that name a receiver. */
const receivers = new Map<string, string>();
const receiverOf = ({ platform, context }: World) => receivers.get(context.tenantId) ?? platform.ids.next();

async function billIn(world: World, ledgerId: string) {
  const item = await openItemIn(world, ledgerId);
  receivers.set(world.context.tenantId, item.partyId!);
  return item;
}

async function messageIn(world: World, ledgerId: string): Promise<string> {
  const { id: itemId, partyId } = await billIn(world, ledgerId);
  return withTenant(world.platform, world.context, async (tx) => {
    const wish = { itemId, patientId: null, recipientId: partyId!, channel: "sms", waits: false } as const;
    await sendLinkByHand(tx, { ...wish, act: "sweep" });
    return (await deliveryTimeline(tx, { itemId }))[0]!.id;
  });
}

const anItem = inLedger(async (world, ledgerId) => ({ itemId: (await billIn(world, ledgerId)).id }));
const anAttempt = inLedger(async (world, ledgerId) => ({ attemptId: await attemptIn(world, ledgerId) }));

export const deskSweep = {
  "GET /api/v1/invoices/:invoiceId/desk": inLedger(async (world, ledgerId) => ({
    invoiceId: (await invoiceIn(world, ledgerId)).invoiceId,
  })),
  "GET /api/v1/payment-attempts/:attemptId": anAttempt,
  "POST /api/v1/open-items/:itemId/payment-attempts": {
    ...anItem,
    body: (world: World) => ({ way: "vipps", recipientId: receiverOf(world) }),
    status: 409,
  },
  "POST /api/v1/open-items/:itemId/screen-links": { ...anItem, status: 409 },
  "POST /api/v1/payment-attempts/:attemptId/check": { ...anAttempt, status: 409 },
  "POST /api/v1/payment-attempts/:attemptId/cancellation": { ...anAttempt, status: 409 },
  "GET /api/v1/open-items/:itemId/receivers": anItem,
  "GET /api/v1/open-items/:itemId/message-preview": {
    ...anItem,
    query: (world: World) => ({ recipientId: receiverOf(world), channel: "sms" }),
    status: 409,
  },
  "GET /api/v1/open-items/:itemId/invoice-preview": anItem,
  "POST /api/v1/open-items/:itemId/messages": {
    ...anItem,
    body: (world: World) => ({ recipientId: receiverOf(world), channel: "sms" }),
    status: 409,
  },
  "POST /api/v1/open-items/:itemId/invoice-messages": {
    ...anItem,
    body: () => ({ reason: "Pasienten har ikke telefon" }),
  },
  "POST /api/v1/open-items/:itemId/slips": { ...anItem, status: 409 },
  "GET /api/v1/messages/:messageId/text": inLedger(async (world, ledgerId) => ({
    messageId: await messageIn(world, ledgerId),
  })),
};
