import { createHash } from "node:crypto";
import { itemsById, type OpenItem } from "../../ledger/index.ts";
import { ageOn, birthDaysOf, maskContact, partiesById, relationsOf, type RelationKind } from "../../parties/index.ts";
import { recordAudit, refuse, type Language, type TenantTransaction } from "../../platform/index.ts";
import { dispatch } from "../messages/dispatch.ts";
import { readFacts } from "../messages/facts.ts";
import type { Channel } from "../messages/wish.ts";
import { messageLadder } from "./ladder.ts";
import { reachOf, type PartyReach } from "./reach.ts";
import { receiversOf } from "./receivers.ts";
import { leavesAt, settingOf, type Setting } from "./setting.ts";
import "./errors.ts";

/** A link sent by a person at the desk, who chooses whom it goes to and by which channel (D-06, D-09). */

/** By what somebody at the desk may send a link. */
export type HandChannel = Extract<Channel, "sms" | "email">;
export type Reached = { readonly channel: HandChannel; readonly contact: string; readonly isStopped: boolean };

export type HandReceiver = {
  readonly partyId: string;
  readonly name: string;
  /** What they are to the bill: who stands behind the patient or the debtor, else who owes it, else whose treatment it was. */
  readonly relation: "debtor" | "patient" | Exclude<RelationKind, "employer">;
  /** Whom the rules choose (FR-20 to FR-26). */
  readonly isFirst: boolean;
  readonly language: Language;
  /** The preferred one first; empty where only an invoice can be sent. */
  readonly channels: readonly Reached[];
};

export type HandReceivers = {
  readonly item: OpenItem;
  readonly receivers: readonly HandReceiver[];
  /** The first moment at which messages leave by themselves; a person may send at once (T-09). */
  readonly leavesAt: Temporal.Instant;
  readonly isQuiet: boolean;
};

/** The item, where it is ours to ask for. Throws REQUEST_NOT_FOUND, REQUEST_OVER, REQUEST_ELSEWHERE. */
export async function askableItem(tx: TenantTransaction, itemId: string): Promise<OpenItem> {
  const [item] = await itemsById(tx, [itemId]);
  if (item?.side !== "receivable" || item.partyId === null) throw refuse("REQUEST_NOT_FOUND");
  if (item.openMinor <= 0n) throw refuse("REQUEST_OVER");
  if (item.custody !== "own") throw refuse("REQUEST_ELSEWHERE");
  return item;
}

type Near = Pick<HandReceiver, "partyId" | "relation">;

/** Everybody who stands near a bill, each once, by what they are to it first. */
async function near(tx: TenantTransaction, item: OpenItem, patientId: string | null): Promise<Near[]> {
  const own = [item.partyId!, ...(patientId === null ? [] : [patientId])];
  const relations = await relationsOf(tx, [...new Set(own)]);
  const all: Near[] = [
    // An employer is told of what it owes, never of an employee's own bill.
    ...relations.flatMap(({ relatedId, kind }): Near[] =>
      kind === "employer" ? [] : [{ partyId: relatedId, relation: kind }],
    ),
    { partyId: item.partyId!, relation: "debtor" },
    ...(patientId === null ? [] : [{ partyId: patientId, relation: "patient" } as const]),
  ];
  const seen = new Set<string>();
  return all.filter(({ partyId }) => !seen.has(partyId) && seen.add(partyId));
}

/** A child never gets a message (FR-20); in the year of majority the day of birth decides, and nobody whose day is unknown is a child's. */
async function adults(tx: TenantTransaction, { pack, today }: Setting, ids: readonly string[]): Promise<Set<string>> {
  const parties = await partiesById(tx, ids);
  const born = await birthDaysOf(tx, [...ids]);
  const isAdult = (id: string): boolean => {
    const day = born.get(id);
    const birthOn = day === undefined ? null : Temporal.PlainDate.from(day);
    return ageOn({ birthOn, birthYear: parties.get(id)!.birthYear }, today, pack.adultAge) === "adult";
  };
  return new Set(ids.filter((id) => parties.has(id) && isAdult(id)));
}

const KINDS = { sms: "phone", email: "email" } as const;

async function channelsOf(
  tx: TenantTransaction,
  item: OpenItem,
  reach: ReadonlyMap<string, PartyReach>,
): Promise<(partyId: string) => Reached[]> {
  const { id: itemId, ledgerId } = item;
  const subjects = [...reach.keys()].map((recipientId) => ({
    kind: "payLink" as const,
    ledgerId,
    itemId,
    recipientId,
  }));
  const facts = { sms: await readFacts(tx, subjects, "sms"), email: await readFacts(tx, subjects, "email") };
  return (partyId) =>
    messageLadder(reach.get(partyId)!).flatMap((channel) => {
      if (channel !== "sms" && channel !== "email") return [];
      const reached = facts[channel].reach(partyId, channel);
      if (!reached) return [];
      return [
        {
          channel,
          contact: maskContact(KINDS[channel], reached.value),
          isStopped: facts[channel].isStopped(reached),
        },
      ];
    });
}

/**
 * Whom a link to a bill may be sent to from the desk: who owes it, whose treatment it was, and who stands behind them, never a child. Contacts
 * are masked. `patientId` is who the document speaks of. Throws REQUEST_NOT_FOUND, REQUEST_OVER, REQUEST_ELSEWHERE.
 */
export async function receiversByHand(
  tx: TenantTransaction,
  itemId: string,
  patientId: string | null,
): Promise<HandReceivers> {
  const item = await askableItem(tx, itemId);
  const setting = await settingOf(tx, item.ledgerId);
  const all = await near(tx, item, patientId);
  const ids = all.map(({ partyId }) => partyId);
  const grown = await adults(tx, setting, ids);
  const parties = await partiesById(tx, ids);
  const reach = await reachOf(tx, setting.ledger, ids);
  const channels = await channelsOf(tx, item, reach);
  const [chosen] = (await receiversOf(tx, setting.ledger, [item], setting.pack)).receivers;
  const at = leavesAt(tx, setting, setting.today);
  const receivers = all
    .filter(({ partyId }) => grown.has(partyId))
    .map(({ partyId, relation }) => ({
      partyId,
      relation,
      name: parties.get(partyId)!.name,
      isFirst: partyId === chosen?.recipientId,
      language: reach.get(partyId)!.language,
      channels: channels(partyId),
    }))
    .toSorted((a, b) => Number(b.isFirst) - Number(a.isFirst));
  return { item, receivers, leavesAt: at, isQuiet: Temporal.Instant.compare(at, tx.now) > 0 };
}

export type HandWish = {
  readonly itemId: string;
  readonly patientId: string | null;
  readonly recipientId: string;
  readonly channel: HandChannel;
  /** Names the deliberate act: the same act again sends nothing more. */
  readonly act: string;
  /** Wait for the hours in which messages leave by themselves. */
  readonly waits: boolean;
};

/** A name of a deliberate act that fits a dispatch's key, and repeats nothing of what the caller chose. */
export function actMark(tx: TenantTransaction, act: string): string {
  const { kind, id } = tx.context.actor;
  return createHash("sha256").update(`${kind}:${id}:${act}`).digest("hex").slice(0, 32);
}

/** Who is meant, and that they can be reached so. Throws RECEIVER_NOT_POSSIBLE. */
export function requireReceiver(
  { receivers }: HandReceivers,
  { recipientId, channel }: Pick<HandWish, "recipientId"> & { readonly channel?: HandChannel },
): HandReceiver {
  const receiver = receivers.find(({ partyId }) => partyId === recipientId);
  const reached = receiver?.channels.find((each) => channel === undefined || each.channel === channel);
  if (!receiver || !reached || reached.isStopped) throw refuse("RECEIVER_NOT_POSSIBLE");
  return receiver;
}

/**
 * Sends a link to one receiver by one channel; gives when it leaves. Nothing else is tried: the person at the desk sees what became of it.
 * Throws as `receiversByHand`, and RECEIVER_NOT_POSSIBLE.
 */
export async function sendLinkByHand(tx: TenantTransaction, wish: HandWish): Promise<Temporal.Instant> {
  const { itemId, recipientId, channel, act, waits } = wish;
  const found = await receiversByHand(tx, itemId, wish.patientId);
  const { language } = requireReceiver(found, wish);
  const notBefore = waits ? found.leavesAt : tx.now;
  const key = `desk:${itemId}:${recipientId}:${channel}:${actMark(tx, act)}`;
  const { ledgerId } = found.item;
  const common = { key, kind: "payLink", ledgerId, itemId, recipientId, language } as const;
  await dispatch(tx, [{ ...common, ladder: [channel], beside: [], notBefore }]);
  const detail = { recipientId, channel };
  await recordAudit(tx, { action: "message.sent", subjectKind: "openItem", subjectId: itemId, detail });
  return notBefore;
}
