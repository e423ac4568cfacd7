import * as z from "zod";
import type { Proposal } from "../../controls/index.ts";
import { amountMinor, day, uuid } from "../../platform/http/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { listUsers } from "../../platform/sign-in/index.ts";
import { restingIn, type Resting } from "../service-window.ts";
import { explanation, moment } from "./fields.ts";

/** How a proposal and its lines look on the wire. */

export const states = [
  "open",
  "approved",
  "applying",
  "paused",
  "applied",
  "cancelled",
  "withdrawn",
  "expired",
] as const;
export const lineStates = ["proposed", "held", "stale", "applied", "failed"] as const;

/** A name is null for a program, and for who works here no more. */
const name = z.string().nullable();

export const shown = z.object({
  id: uuid,
  ledgerId: uuid.nullable(),
  kind: z.string(),
  asOf: day,
  state: z.enum(states),
  contentHash: z.string(),
  totals: z.record(z.string(), z.number()),
  madeBy: z.string(),
  madeByName: name,
  madeAt: moment,
  approvedBy: z.string().nullable(),
  approvedByName: name,
  approvedAt: moment.nullable(),
  /** Null while it waits for an approval that the matrix asks: such a request does not lapse, its approval does. */
  expiresAt: moment.nullable(),
  /** One person asked and approved: not carried out before. */
  notBefore: moment.nullable(),
  /** Lines that were tried and failed, to be looked at and tried again. */
  failedLines: z.int(),
  /** The run waits for the end of the service window: it goes on then where `begun`, and begins then where not. */
  resting: z.object({ until: moment, zone: z.string(), begun: z.boolean() }).nullable(),
});

export const shownLine = z.object({
  lineNo: z.int(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: uuid,
  amountMinor,
  state: z.enum(lineStates),
  reason: z.string().nullable(),
  /** Held back until a day: no proposal has it anew before it. */
  heldUntilOn: day.nullable(),
  explanation,
  resultId: uuid.nullable(),
  /** Of an invoice run: who gets the invoice, what it is made of, and whether that changed since it was proposed. */
  subject: z
    .object({
      partyId: uuid,
      customerNo: z.int().nullable(),
      /** Null for roles that see people by their numbers only. */
      name,
      externalId: z.string().nullable(),
      claims: z.int(),
      dueOn: day,
      changed: z.boolean(),
      /** The invoice that the line became. */
      invoiceNumber: z.string().nullable(),
    })
    .nullable(),
});

/** Names of the tenant's people, by how an actor is written: `user:<id>`. */
export async function peopleOf(tx: TenantTransaction): Promise<ReadonlyMap<string, string>> {
  return new Map((await listUsers(tx)).map((user) => [`user:${user.id}`, user.name]));
}

/** A proposal as it is answered; `people` are the names of who made and approved it, `resting` those that wait for the window's end. */
export function show(proposal: Proposal, people: ReadonlyMap<string, string>, resting: ReadonlyMap<string, Resting>) {
  const nameOf = (actor: string | null) => (actor && people.get(actor)) ?? null;
  return {
    ...proposal,
    asOf: proposal.asOfOn,
    contentHash: proposal.contentHash.toString("hex"),
    madeByName: nameOf(proposal.madeBy),
    approvedByName: nameOf(proposal.approvedBy),
    resting: resting.get(proposal.id) ?? null,
  };
}

/** One proposal as it is answered. */
export async function showOne(tx: TenantTransaction, proposal: Proposal) {
  return show(proposal, await peopleOf(tx), await restingIn(tx, [proposal]));
}
