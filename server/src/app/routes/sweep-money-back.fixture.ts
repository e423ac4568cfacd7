/** Money that was taken and goes back, and arrangements about bills, for the cross-tenant sweep; made by the use cases. */
import { waitingOrders, writePaymentFile } from "../../banking/index.ts";
import { approveProposal } from "../../controls/index.ts";
import { itemsByReference, post, type NewItem } from "../../ledger/index.ts";
import {
  applyRepayments,
  keepAsDeposit,
  moveCredit,
  pauseItem,
  pausesOf,
  proposeRepayment,
  refreshAttempt,
  startAttempt,
  type PartnerAnswer,
  type Rail,
} from "../../payments/index.ts";
import { systemContext, withTenant, type TenantTransaction } from "../../platform/index.ts";
import { bankAccountIn, invoiceIn, type World } from "./sweep-books.fixture.ts";

const DAY = "2026-10-05";
const inTenant = <T>(world: World, work: (tx: TenantTransaction) => Promise<T>): Promise<T> =>
  withTenant(world.platform, world.context, work);

/** The open item of an invoice of a patient of its own. */
export async function openItemIn(world: World, ledgerId: string): Promise<NewItem> {
  const { kid } = await invoiceIn(world, ledgerId);
  return (await inTenant(world, (tx) => itemsByReference(tx, [kid], ledgerId)))[0]!;
}

/** A partner whose payer has approved everything. */
function willing(amountMinor: bigint): Rail {
  let capturedMinor = 0n;
  const answer = async ({ reference }: { readonly reference: string }): Promise<PartnerAnswer<never>> =>
    ({
      outcome: "ok",
      value: {
        state: "authorized",
        authorizedMinor: amountMinor,
        capturedMinor,
        refundedMinor: 0n,
        cancelledMinor: 0n,
        chargedBackMinor: 0n,
        currency: "NOK",
        reference,
        partnerReference: reference,
      },
    }) as never;
  const capture = async (movement: { readonly reference: string }) => {
    capturedMinor = amountMinor;
    return answer(movement);
  };
  const get = (reference: string) => answer({ reference });
  const create = async () => ({ outcome: "ok", value: { payerUrl: null } }) as const;
  return {
    create,
    get,
    capture,
    refund: answer,
    cancel: answer,
    verifyWebhook: () => ({ verified: false, why: "signature" }),
  };
}

/** A payment that was taken for a bill. */
export async function attemptIn(world: World, ledgerId: string): Promise<string> {
  const item = await openItemIn(world, ledgerId);
  const rail = willing(item.amountMinor);
  const rails = () => rail;
  const wish = {
    itemId: item.id,
    way: "vipps",
    approach: { by: "qr" },
    description: "Faktura",
    language: "nb",
  } as const;
  const { id } = await startAttempt(world.platform, world.context, rails, wish);
  await refreshAttempt(world.platform, world.context, rails, id);
  return id;
}

/** A credit of the payer of a bill, and the bill. */
export async function creditIn(world: World, ledgerId: string): Promise<{ creditItemId: string; item: NewItem }> {
  const item = await openItemIn(world, ledgerId);
  return inTenant(world, async (tx) => {
    const id = tx.platform.ids.next();
    const amountMinor = 10_000n;
    const credit: NewItem = {
      ...item,
      id,
      side: "credit",
      kind: "customerCredit",
      account: "2900",
      reference: null,
      documentId: null,
      openedOn: DAY,
      dueOn: DAY,
      amountMinor,
    };
    const made = { id: tx.platform.ids.next(), ledgerId, kind: "payment", bookedOn: DAY } as const;
    const postings = [{ debit: "1541", credit: "2900", amountMinor, creditItemId: id }];
    await post(tx, [{ ...made, sourceKind: "sweep", sourceId: tx.platform.ids.next(), postings }], [credit]);
    return { creditItemId: id, item };
  });
}

/** A deposit of the payer of a bill, and the bill. */
export async function depositIn(world: World, ledgerId: string): Promise<{ depositId: string; item: NewItem }> {
  const { creditItemId, item } = await creditIn(world, ledgerId);
  return { depositId: await inTenant(world, (tx) => keepAsDeposit(tx, creditItemId)), item };
}

/** A credit that was moved to its payer's bill: the entry that can be taken back. */
export async function creditMoveIn(world: World, ledgerId: string): Promise<string> {
  const { creditItemId, item } = await creditIn(world, ledgerId);
  return inTenant(world, (tx) => moveCredit(tx, { creditItemId, toItemId: item.id }));
}

/** Whom the sweep's repayments go to: a name that is this tenant's alone. */
export const payeeIn = ({ planted }: World) => ({
  name: `Pasient ${planted}`.slice(0, 70),
  account: "15032080119",
  town: "Oslo",
  country: "NO",
});

/** A proposal that repays a credit by bank. */
export async function repaymentIn(world: World, ledgerId: string): Promise<string> {
  const { creditItemId } = await creditIn(world, ledgerId);
  const wish = { creditItemId, reason: "paidTwice", words: null, payee: payeeIn(world) } as const;
  return (await inTenant(world, (tx) => proposeRepayment(tx, wish))).id;
}

/** An order that waits for the next file to the bank. */
export async function paymentOrderIn(world: World, ledgerId: string): Promise<string> {
  const proposalId = await repaymentIn(world, ledgerId);
  const other = systemContext(world.context.tenantId, "second");
  await withTenant(world.platform, other, (tx) => approveProposal(tx, proposalId, ["cfo"]));
  await applyRepayments(world.platform, other, proposalId);
  return (await inTenant(world, (tx) => waitingOrders(tx, ledgerId))).at(-1)!.id;
}

/** What a file to the bank is asked for with. */
export async function fileWishIn(world: World, ledgerId: string) {
  return { bankAccountId: await bankAccountIn(world, ledgerId), bic: "DNBANOKK", executeOn: DAY };
}

/** A file of payments for the bank. */
export async function paymentFileIn(world: World, ledgerId: string): Promise<string> {
  await paymentOrderIn(world, ledgerId);
  const wish = await fileWishIn(world, ledgerId);
  return (await inTenant(world, (tx) => writePaymentFile(tx, { ledgerId, ...wish }))).id;
}

/** A bill whose follow-up rests. */
export async function pauseIn(world: World, ledgerId: string): Promise<string> {
  const { id: itemId } = await openItemIn(world, ledgerId);
  return inTenant(world, async (tx) => {
    await pauseItem(tx, { itemId, reason: "agreed", untilOn: "2026-10-30" });
    return (await pausesOf(tx, [itemId])).get(itemId)![0]!.pauseId!;
  });
}
