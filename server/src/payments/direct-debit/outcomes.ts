import { lastToldDays, listBankAccounts } from "../../banking/index.ts";
import type { DateText } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { isSilent } from "./deadline.ts";
import { deadlineOn } from "./plan.ts";
import { endSilent, paymentsSeen, setSettled, waitingSince, type PaymentSeen, type Waiting } from "./request-store.ts";
import { allSetups } from "./store.ts";

/** Claims that were given up are still looked for in the bank's files for so long: a cancellation may come too late. */
const LOOKED_FOR_DAYS = 90;

/** Each line settles one claim, each claim is settled by one line; the first fits win. */
function pairs(seen: readonly PaymentSeen[]): readonly PaymentSeen[] {
  const taken = new Set<string>();
  return seen.filter(({ requestId, lineId }) => {
    if (taken.has(requestId) || taken.has(lineId)) return false;
    taken.add(requestId).add(lineId);
    return true;
  });
}

/** Reads from the books which claims were paid: a booked AvtaleGiro line of their KID and amount. Gives how many. */
export async function settlePaid(tx: TenantTransaction): Promise<number> {
  const found = pairs(await paymentsSeen(tx, tx.now.subtract({ hours: 24 * LOOKED_FOR_DAYS })));
  await setSettled(tx, found);
  return found.length;
}

/** A claim that was not paid: the payer is to be asked in another way. */
export type UnsettledDebit = {
  readonly requestId: string;
  readonly ledgerId: string;
  readonly itemId: string;
  readonly partyId: string | null;
  readonly termOn: DateText;
  /** What was to be drawn, and what is left to pay now. */
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
};

/** By ledger: whether a claim of it has been silent for too long. */
async function silence(tx: TenantTransaction, asOf: Temporal.PlainDate) {
  const accounts = await listBankAccounts(tx);
  const judges = new Map<string, (termOn: DateText) => boolean>();
  for (const { ledgerId, account } of await allSetups(tx)) {
    const bank = accounts.find(({ number }) => number === account);
    if (!bank) continue;
    const told = (await lastToldDays(tx, bank.ledgerId)).get(bank.id);
    const toldThrough = told === undefined ? null : Temporal.PlainDate.from(told);
    const { days } = marketPack(bank.market);
    judges.set(ledgerId, (termOn) =>
      isSilent({ termOn: Temporal.PlainDate.from(termOn), toldThrough, asOf }, deadlineOn(asOf), days),
    );
  }
  return ({ ledgerId, termOn }: Waiting): boolean => judges.get(ledgerId)?.(termOn) ?? false;
}

/**
 * Reads what was paid, and ends the claims of which nothing came in time. Those on which something is left to pay are given, each once: whoever
 * asks turns them into a request for payment in the same transaction. Nothing is claimed a second time.
 */
export async function unsettledDebits(tx: TenantTransaction, asOf: DateText): Promise<readonly UnsettledDebit[]> {
  await settlePaid(tx);
  const isOver = await silence(tx, Temporal.PlainDate.from(asOf));
  const over = (await waitingSince(tx, asOf)).filter(isOver);
  const unpaid = over.filter(({ state }) => state === "sent");
  await endSilent(
    tx,
    unpaid.map(({ id }) => id),
    "notSettled",
  );
  await endSilent(
    tx,
    over.filter(({ state }) => state === "cancelSent").map(({ id }) => id),
    "cancelled",
  );
  return unpaid
    .filter(({ openMinor }) => openMinor > 0n)
    .map(({ id, ledgerId, itemId, partyId, termOn, amountMinor, openMinor }) => ({
      requestId: id,
      ledgerId,
      itemId,
      partyId,
      termOn,
      amountMinor,
      openMinor,
    }));
}
