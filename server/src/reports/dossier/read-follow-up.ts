import { sql } from "kysely";
import {
  agencyCases,
  agencyEventsOf,
  agencyPacket,
  caseEvents,
  type AgencyCase,
  type CaseEvent,
} from "../../collections/index.ts";
import { deliveryTimeline, messageText, type Sent } from "../../delivery/index.ts";
import { column, type TenantTransaction } from "../../platform/index.ts";
import type { BillItem } from "./read-bill.ts";
import type { Fields, Found } from "./types.ts";

/** What was done to be paid: messages with their proofs, steps, what was said, holds, and the agency. Reads only. */

type StepEvent = Extract<CaseEvent, { readonly kind: "step" }>;

const dayIn = (at: Temporal.Instant, zone: string) => at.toZonedDateTimeISO(zone).toPlainDate().toString();

/** Everything follow-up wrote of the bill's items, and the letters it sent. */
export async function eventsOfBill(tx: TenantTransaction, items: readonly BillItem[]): Promise<CaseEvent[]> {
  const events: CaseEvent[] = [];
  for (const { id } of items) events.push(...(await caseEvents(tx, id)));
  return events;
}

export const lettersOf = (events: readonly CaseEvent[]): readonly StepEvent["step"][] =>
  events.flatMap((event) => (event.kind === "step" && event.step.letterId !== null ? [event.step] : []));

function stepPiece({ step, by, at }: StepEvent): Found {
  const { id, level, round, targetOn, takenOn, lag, amountMinor, feeMinor, deadlineOn, leftOn, cameBackOn } = step;
  const days = { targetOn, takenOn, lag, leftOn, deadlineOn, cameBackOn };
  return {
    ...{ kind: "step", id, on: takenOn },
    facts: { level, round, ...days, amountMinor, feeMinor, by, takenAt: at.toString() },
  };
}

function casePiece(event: CaseEvent, zone: string): Found {
  if (event.kind === "step") return stepPiece(event);
  const { id, by, at } = event;
  const base = { id, on: dayIn(at, zone) } as const;
  const written = { by, writtenAt: at.toString() };
  switch (event.kind) {
    case "note": {
      const { saidOn, channel, direction, words } = event;
      return { kind: "note", ...base, facts: { saidOn, channel, direction, words, ...written } };
    }
    case "promise": {
      const { promisedOn, channel, words } = event;
      return { kind: "promise", ...base, facts: { promisedOn, channel, words, ...written } };
    }
    case "hold": {
      const { reason, fromOn, endsOn, endedOn } = event;
      return { kind: "hold", ...base, facts: { reason, fromOn, endsOn, endedOn, ...written } };
    }
    case "dispute": {
      const { openedOn, channel, words, answer } = event;
      const answered = answer && { answeredOn: answer.on, outcome: answer.outcome, answer: answer.words };
      return { kind: "dispute", ...base, facts: { openedOn, channel, words, ...answered, ...written } };
    }
  }
}

async function letterMessages(tx: TenantTransaction, keys: readonly string[]): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select m.id from message m join dispatch d on d.tenant_id = m.tenant_id and d.id = m.dispatch_id
    where m.tenant_id = ${tx.tenantId} and d.key = any (${column.text(keys)})`.execute(tx.db);
  return found.rows.map(({ id }) => id);
}

/** What was sent about the bill or any part of it, also by letters that gather several bills. */
async function sentAbout(
  tx: TenantTransaction,
  items: readonly BillItem[],
  letters: readonly StepEvent["step"][],
): Promise<readonly Sent[]> {
  const keys = letters.flatMap(({ dispatchKey }) => dispatchKey ?? []);
  const sent = await deliveryTimeline(tx, { messageIds: await letterMessages(tx, keys) });
  for (const { id } of items) sent.push(...(await deliveryTimeline(tx, { itemId: id })));
  return [...new Map(sent.map((one) => [one.id, one])).values()];
}

async function messagePiece(tx: TenantTransaction, sent: Sent, zone: string): Promise<Found> {
  const { id, kind, channel, state, reason, contact, checkCode, toldMinor, dueAt, handedOverAt, seenAt, proofs } = sent;
  const times = { handedOverAt: handedOverAt?.toString() ?? null, seenAt: seenAt?.toString() ?? null };
  return {
    ...{ kind: "message", id, on: dayIn(handedOverAt ?? dueAt, zone) },
    facts: {
      ...{ of: kind, channel, contact, state, reason, ...times, checkCode, toldMinor },
      text: await messageText(tx, id),
    },
    parts: proofs.map((proof): Fields => ({ state: proof.state, reason: proof.reason, provenAt: proof.at.toString() })),
  };
}

async function handOverPiece(tx: TenantTransaction, one: AgencyCase, partyId: string | null): Promise<Found> {
  const packet = partyId === null ? undefined : await agencyPacket(tx, one, partyId);
  const { id, listedOn, leavesOn, handedAt, reference, ended, endedOn, capitalMinor, collectedMinor } = one;
  const times = { listedOn, leavesOn, handedAt: handedAt?.toString() ?? null, ended, endedOn };
  const told = packet && {
    ...{ groundText: packet.groundText, feesMinor: packet.feesMinor, interestMinor: packet.interestMinor },
    interestFromOn: packet.interestFromOn,
  };
  return {
    ...{ kind: "handOver", id, on: listedOn },
    facts: { reference, ...times, capitalMinor, collectedMinor, ...told },
    parts: (packet?.reminders ?? []).map(({ level, sentOn }): Fields => ({ level, sentOn })),
  };
}

async function agencyPieces(tx: TenantTransaction, items: readonly BillItem[]): Promise<Found[]> {
  const cases = await agencyCases(tx, { itemIds: items.map(({ id }) => id) });
  const pieces: Found[] = [];
  for (const one of cases) {
    const partyId = items.find(({ id }) => id === one.itemId)?.partyId ?? null;
    if (one.handedAt !== null) pieces.push(await handOverPiece(tx, one, partyId));
  }
  const events = await agencyEventsOf(
    tx,
    cases.map(({ id }) => id),
  );
  return [
    ...pieces,
    ...events.map(({ caseId, occurredOn, outcome, ...said }, at): Found => ({
      ...{ kind: "agencyStatus", id: `${caseId}/${at + 1}`, on: occurredOn },
      facts: { ...said, outcome },
    })),
  ];
}

/** All that was done to be paid. */
export async function followUpPieces(
  tx: TenantTransaction,
  items: readonly BillItem[],
  events: readonly CaseEvent[],
  zone: string,
): Promise<Found[]> {
  const messages: Found[] = [];
  for (const sent of await sentAbout(tx, items, lettersOf(events))) messages.push(await messagePiece(tx, sent, zone));
  return [...messages, ...events.map((event) => casePiece(event, zone)), ...(await agencyPieces(tx, items))];
}
