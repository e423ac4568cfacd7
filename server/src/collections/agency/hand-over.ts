import { raiseAlarm } from "../../controls/index.ts";
import { itemsById, setCustody } from "../../ledger/index.ts";
import { recordAudit, withTenant, type Context, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { decide } from "../decide.ts";
import type { Decision } from "../decide-model.ts";
import { itemRows } from "../facts-store.ts";
import { missingData } from "../freshness.ts";
import { dateText, groundOf, type Ground } from "../ground.ts";
import type { AgencyPacket, DebtCollectionAgency, RestingItems } from "../ports.ts";
import { decideItems, type Decided } from "../decide-items.ts";
import { endCase } from "./end-case.ts";
import { lacksOf } from "./field-check.ts";
import { openPacket, packetOf, sealPacket, type InvoiceNumbers } from "./packet.ts";
import { caseById, caseRows, setHanded, setPacket } from "./store.ts";
import { noteTold } from "./told-entries.ts";
import type { AgencyCase } from "./types.ts";

/** Cases leave on their day: decided once more, made into packets, and sent outside any transaction under ids of ours. */

export type HandOverWays = {
  readonly agency: DebtCollectionAgency;
  readonly resting: RestingItems;
  readonly numbers: InvoiceNumbers;
};

export type HandedOver = { handed: number; takenOff: number; waiting: number };

/** The step to the agency is looked at as not taken, so that everything that would stop it is asked once more (DP-022). */
export function decideAnew({ item, followed }: Decided, { pack }: Ground): Decision {
  const sent = item.facts.sent.filter(({ level }) => level !== "agency");
  return decide(followed.policy, pack, { ...item.facts, sent });
}

/** A word for why a claim may not leave; null when it may. */
export function whyNot(decision: Decision | undefined): string | null {
  if (decision === undefined) return "settled";
  if (decision.kind === "step") return decision.level === "agency" ? null : "notReminded";
  return decision.kind === "notYet" ? "notReminded" : decision.reason;
}

/** Makes packets of the cases whose day has come; those that something stops are taken off the list. Nothing leaves on stale bank data. */
async function makePackets(
  tx: TenantTransaction,
  ledgerId: string,
  { resting, numbers }: HandOverWays,
): Promise<{ readonly takenOff: number }> {
  const ground = await groundOf(tx, ledgerId);
  const today = dateText(ground.today);
  const due = (await caseRows(tx, { ledgerId, states: ["listed"] }, true)).filter(
    ({ leavesOn, toldAt }) => leavesOn <= today && toldAt !== null,
  );
  if (due.length === 0 || (await missingData(tx, ground)).missing.length > 0) return { takenOff: 0 };
  const itemIds = due.map(({ itemId }) => itemId);
  const rows = await itemRows(tx, { itemIds }, true);
  const decided = await decideItems(tx, ground, rows, { asOf: ground.today, resting });
  const known = new Map(decided.map((one) => [one.item.row.id, one]));
  const numberOf = await numbers(tx, itemIds);
  let takenOff = 0;
  for (const one of due) {
    const why = await packed(tx, ground, one, known.get(one.itemId), numberOf.get(one.itemId));
    if (why === null) continue;
    takenOff += 1;
    await endCase(tx, one, { ended: "takenOff", why, today: ground.today });
  }
  return { takenOff };
}

/** Null when the packet is made; else why it was not. */
async function packed(
  tx: TenantTransaction,
  ground: Ground,
  { id }: AgencyCase,
  decided: Decided | undefined,
  number: string | undefined,
): Promise<string | null> {
  const decision = decided && decideAnew(decided, ground);
  const why = whyNot(decision);
  if (why !== null || decided === undefined) return why;
  const { reference, partyId } = decided.item.row;
  const { packet, groundText } = await packetOf(tx, ground, id, decided, number ?? reference ?? "");
  const lacks = lacksOf(packet, groundText);
  if (lacks.length > 0) return lacks.join(",");
  await setPacket(tx, id, await sealPacket(tx, partyId, packet));
  await noteTold(tx, ground.ledger.id, { caseId: id });
  return null;
}

type Sending = { readonly one: AgencyCase; readonly packet: AgencyPacket | undefined };

async function toSend(tx: TenantTransaction, ledgerId: string): Promise<Sending[]> {
  const sending = await caseRows(tx, { ledgerId, states: ["sending"] });
  const items = await itemsById(
    tx,
    sending.map(({ itemId }) => itemId),
  );
  const partyOf = new Map(items.map(({ id, partyId }) => [id, partyId]));
  const found: Sending[] = [];
  for (const one of sending) {
    const partyId = partyOf.get(one.itemId) ?? null;
    found.push({ one, packet: partyId === null ? undefined : await openPacket(tx, one, partyId) });
  }
  return found;
}

async function taken(tx: TenantTransaction, { id, itemId, ledgerId }: AgencyCase, reference: string): Promise<void> {
  if (!(await setHanded(tx, id, reference))) return;
  await setCustody(tx, [itemId], "agency");
  const detail = { caseId: id, ledgerId };
  await recordAudit(tx, { action: "agency.handedOver", subjectKind: "openItem", subjectId: itemId, detail });
}

/** Keys and agreements are for a person to set right; the cases wait. */
async function tellSetUp(tx: TenantTransaction, ledgerId: string): Promise<void> {
  const { today } = await groundOf(tx, ledgerId);
  const dayOn = dateText(today);
  await raiseAlarm(tx, { kind: "agency.setUp", subjectKind: "ledger", subjectId: ledgerId, dayOn });
}

/**
 * Hands over what is due of a ledger. Safe to cut and run again: a packet goes under its case's id, and one whose answer was lost is asked about
 * by sending the same bytes again.
 */
export async function handOverCases(
  platform: Platform,
  context: Context,
  ledgerId: string,
  ways: HandOverWays,
): Promise<HandedOver> {
  const { takenOff } = await withTenant(platform, context, (tx) => makePackets(tx, ledgerId, ways));
  const outcome: HandedOver = { handed: 0, takenOff, waiting: 0 };
  for (const { one, packet } of await withTenant(platform, context, (tx) => toSend(tx, ledgerId))) {
    const answer = packet ? await ways.agency.handOver(packet) : undefined;
    if (answer?.outcome === "ok") {
      await withTenant(platform, context, (tx) => taken(tx, one, answer.value.reference));
      outcome.handed += 1;
    } else if (answer === undefined || (answer.outcome === "refused" && isFinal(answer.reason))) {
      const why = answer === undefined ? "erased" : (answer.field ?? answer.partnerCode ?? "refused");
      await withTenant(platform, context, (tx) => refused(tx, one.id, why));
      outcome.takenOff += 1;
    } else {
      outcome.waiting += 1;
      if (answer.outcome === "refused" && answer.reason === "setUp")
        await withTenant(platform, context, (tx) => tellSetUp(tx, ledgerId));
    }
  }
  return outcome;
}

const isFinal = (reason: string): boolean => reason !== "tryLater" && reason !== "setUp";

async function refused(tx: TenantTransaction, caseId: string, why: string): Promise<void> {
  const one = (await caseById(tx, caseId, true))!;
  const { today } = await groundOf(tx, one.ledgerId);
  await endCase(tx, one, { ended: "refused", why, today });
}
