import { ledgerById, type DateText, type Ledger } from "../../ledger/index.ts";
import { marketPack, rowAtOrEarliest } from "../../markets/index.ts";
import { invariant, refuse, type TenantTransaction } from "../../platform/index.ts";
import { pausesOf } from "../self-service/index.ts";
import { deadlines, earliestDue, latestDue } from "./deadline.ts";
import "./errors.ts";
import { judgeNew, judgePlanned, type ItemFacts, type Window } from "./policy.ts";
import { candidates, endUnsent, insertRequests, standingIn, type ItemRow } from "./request-store.ts";
import { setupOf } from "./store.ts";
import type { DebitReason, DebitSetup } from "./types.ts";

/** What a ledger may draw on a day. */
export type Round = {
  readonly setup: DebitSetup;
  readonly ledger: Ledger;
  readonly asOf: DateText;
  readonly window: Window;
};

/** The rule in force on a day. */
export function deadlineOn(day: Temporal.PlainDate) {
  const rule = rowAtOrEarliest(deadlines, day);
  invariant(rule, "some deadline is in force on every day");
  return rule.value;
}

/** Only one at a time draws for a ledger: its set-up is held. Throws LEDGER_NOT_FOUND, DEBIT_NOT_SET_UP. */
export async function openRound(tx: TenantTransaction, ledgerId: string, asOf: DateText): Promise<Round> {
  const ledger = await ledgerById(tx, ledgerId);
  const setup = await setupOf(tx, ledgerId, "held");
  if (setup?.state !== "active") throw refuse("DEBIT_NOT_SET_UP");
  return roundOf(tx, ledger, setup, asOf);
}

/** What may be drawn on a day under a set-up. */
export function roundOf(tx: TenantTransaction, ledger: Ledger, setup: DebitSetup, asOf: DateText): Round {
  const { zones, days } = marketPack(ledger.market);
  const clock = tx.now.toZonedDateTimeISO(zones[0]!);
  const day = Temporal.PlainDate.from(asOf);
  // Another day than today is taken from its morning on.
  const time = clock.toPlainDate().equals(day) ? clock.toPlainTime().toString({ smallestUnit: "minute" }) : "00:00";
  const rule = deadlineOn(day);
  const earliestOn = earliestDue({ day, time }, setup.leadDays ?? rule.leadDays, rule, days).toString();
  return { setup, ledger, asOf, window: { earliestOn, latestOn: latestDue({ day, time }, rule).toString() } };
}

/** Joins what rests of items to what is known of them. */
export async function factsOf<Row extends ItemRow & { readonly hasMandate?: boolean }>(
  tx: TenantTransaction,
  rows: readonly Row[],
): Promise<(Row & ItemFacts)[]> {
  const pauses = await pausesOf(tx, [...new Set(rows.map(({ itemId }) => itemId))]);
  return rows.map((row) => {
    const kinds = (pauses.get(row.itemId) ?? []).map(({ kind }) => kind);
    const isPaying = kinds.some((kind) => kind === "payingNow" || kind === "paymentUnknown");
    const isPaused = kinds.some((kind) => kind !== "payingNow" && kind !== "paymentUnknown");
    return { ...row, hasMandate: row.hasMandate ?? true, isPaying, isPaused };
  });
}

export type Planned = {
  readonly planned: number;
  readonly withdrawn: number;
  /** Items with an authority that nothing is drawn for, and why. */
  readonly left: readonly { readonly itemId: string; readonly reason: DebitReason }[];
};

/** Lets go what no longer holds, then plans what may be drawn. */
export async function planIn(tx: TenantTransaction, round: Round): Promise<Planned> {
  const { setup, window, asOf } = round;
  const withdrawn = (await factsOf(tx, await standingIn(tx, setup, "planned"))).flatMap((request) => {
    const why = judgePlanned(request, request, window);
    return why === "keep" ? [] : [{ id: request.id, why }];
  });
  await endUnsent(tx, "withdrawn", withdrawn);
  const judged = (await factsOf(tx, await candidates(tx, setup, asOf, window.latestOn))).map((item) => ({
    item,
    verdict: judgeNew(item, item, window),
  }));
  const chosen = judged.filter(({ verdict }) => verdict === "plan").map(({ item }) => item);
  await insertRequests(
    tx,
    chosen.map(({ itemId, mandateId, dueOn, openMinor, reference }) => ({
      id: tx.platform.ids.next(),
      ledgerId: setup.ledgerId,
      itemId,
      mandateId,
      termOn: dueOn,
      amountMinor: openMinor,
      kid: reference!,
      state: "planned",
      replaces: null,
    })),
  );
  const left = judged.flatMap(({ item: { itemId }, verdict }) =>
    verdict === "plan" || verdict === "wait" ? [] : [{ itemId, reason: verdict }],
  );
  return { planned: chosen.length, withdrawn: withdrawn.length, left };
}

/**
 * Plans the claims that may be sent now: what has been planned is told to payers as drawn (an eFaktura is marked so), and goes into the next
 * file. As often as one likes. Throws LEDGER_NOT_FOUND, DEBIT_NOT_SET_UP.
 */
export async function planDebits(
  tx: TenantTransaction,
  wish: { readonly ledgerId: string; readonly asOf: DateText },
): Promise<Planned> {
  return planIn(tx, await openRound(tx, wish.ledgerId, wish.asOf));
}
