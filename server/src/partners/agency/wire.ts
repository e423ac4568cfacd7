/** Between the port's words and the wire's: pure, both ways. Amounts are JSON integers in minor units. */

import { z } from "zod";
import { agencyStatuses, type AgencyEvent, type AgencyPacket, type AgencyStatus } from "../../collections/ports.ts";
import { invariant } from "../../platform/index.ts";

const minor = z.int().nonnegative();
const id = z.string().max(100);
const amounts = z.object({ capital: minor, interest: minor, fee: minor, ownCosts: minor, remitted: minor });

/** Fields that are new to us are let pass; ours must be right. */
const told = z.object({
  eventId: id.min(1),
  caseId: id,
  reference: id,
  status: z.string().min(1).max(50),
  occurredOn: z.iso.date(),
  // A code: free text could hold what nobody may keep.
  reason: z
    .string()
    .regex(/^[A-Z][A-Z_]{0,59}$/)
    .nullish()
    .catch(null),
  amounts: amounts.nullish(),
  remittance: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,40}$/)
    .nullish()
    .catch(null),
});
const statusAnswer = z.object({
  events: z.array(told).max(1_000),
  next: z.string().regex(/^\S{1,100}$/),
  more: z.boolean(),
});
const handedAnswer = z.object({ caseId: z.string(), reference: id.min(1) });

/** A word never heard before is `unknown`. */
const statusOf = (said: string): AgencyStatus => agencyStatuses.find((known) => known === said) ?? "unknown";

/** Null when it cannot be read. */
export function readStatuses(body: unknown): { events: AgencyEvent[]; next: string; more: boolean } | null {
  const read = statusAnswer.safeParse(body);
  if (!read.success) return null;
  const { events, next, more } = read.data;
  return { events: events.map(eventOf), next, more };
}

function eventOf({ status, reason, amounts: got, remittance, ...event }: z.infer<typeof told>): AgencyEvent {
  return {
    ...event,
    status: statusOf(status),
    said: status,
    reason: reason ?? null,
    amounts: got
      ? {
          capitalMinor: BigInt(got.capital),
          interestMinor: BigInt(got.interest),
          feeMinor: BigInt(got.fee),
          ownCostsMinor: BigInt(got.ownCosts),
          remittedMinor: BigInt(got.remitted),
        }
      : null,
    remittance: remittance ?? null,
  };
}

/** Null when it cannot be read or is about another case. */
export function readHanded(body: unknown, caseId: string): { reference: string } | null {
  const read = handedAnswer.safeParse(body);
  return read.success && read.data.caseId === caseId ? { reference: read.data.reference } : null;
}

export function wireAmount(amountMinor: bigint): number {
  invariant(amountMinor >= 0n && amountMinor <= BigInt(Number.MAX_SAFE_INTEGER), "an amount that JSON can carry");
  return Number(amountMinor);
}

export function packetBody(packet: AgencyPacket): unknown {
  const { debtor, capitalMinor, interestMinor, feesMinor } = packet;
  const { line1, line2, postCode, city, country } = debtor.address;
  return {
    creditor: { name: packet.creditorName },
    debtor: {
      kind: debtor.kind,
      name: debtor.name,
      ...(debtor.organisationNumber === null ? {} : { organisationNumber: debtor.organisationNumber }),
      address: { line1, ...(line2 === null ? {} : { line2 }), postCode, city, country },
    },
    ground: {
      text: packet.groundText,
      invoiceNumber: packet.invoiceNumber,
      invoiceOn: packet.invoiceOn,
      dueOn: packet.dueOn,
    },
    currency: packet.currency,
    amounts: { capital: wireAmount(capitalMinor), interest: wireAmount(interestMinor), fees: wireAmount(feesMinor) },
    interest: { fromOn: packet.interestFromOn, rule: packet.interestRule },
    reminders: packet.reminders.map(({ level, sentOn }) => ({ level, sentOn })),
    payments: packet.payments.map(({ on, amountMinor }) => ({ on, amount: wireAmount(amountMinor) })),
    disputed: false,
  };
}
