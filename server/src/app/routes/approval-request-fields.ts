import * as z from "zod";
import {
  approvalKinds,
  judgementOf,
  proposalLines,
  remarksOf,
  type Proposal,
  type ProposalLine,
  type Remark,
  type Request,
} from "../../controls/index.ts";
import { itemsById, ledgerById } from "../../ledger/index.ts";
import { partiesById } from "../../parties/index.ts";
import { amountMinor, uuid, type Principal } from "../../platform/http/index.ts";
import { invariant, type TenantTransaction } from "../../platform/index.ts";
import { roles } from "../../platform/roles/index.ts";
import { restingIn } from "../service-window.ts";
import { mayAlso, moment } from "./fields.ts";
import { peopleOf, show, shown } from "./proposal-fields.ts";
import { mayHandle, rolesFor } from "./proposal-kinds.ts";

/** A request as those see it who decide on it, or who asked for it: what, for whom by initials, and whom it waits for (ux H-04, C-03). */

export const shownRequest = shown.extend({
  request: z.enum(approvalKinds),
  currency: z.string(),
  ledgerName: z.string(),
  /** All that it takes off: what is compared with the limit. */
  amountMinor,
  /** How many bills it is about. */
  bills: z.int(),
  /** Of the patient, else the payer; null for several bills and for roles that see people by their numbers only. */
  initials: z.string().nullable(),
  invoiceId: uuid.nullable(),
  number: z.string().nullable(),
  reason: z.string().nullable(),
  /** Why, in the words of who asks. */
  words: z.string().nullable(),
  mine: z.boolean(),
  /** What who looks may do with it now. */
  may: z.object({
    approve: z.boolean(),
    refuse: z.boolean(),
    carryOut: z.boolean(),
    nudge: z.boolean(),
    /** Whom they would approve it for. */
    standsInFor: z.string().nullable(),
    /** One-person mode: their own request. */
    alone: z.boolean(),
  }),
  roles: z.array(z.enum(roles)),
  cause: z.enum(["amount", "sum", "ownRequest", "ownInterest"]),
  limitMinor: amountMinor.nullable(),
  sumMinor: amountMinor,
  /** Earlier ones that count towards the limit with it. */
  earlierCount: z.int(),
  /** It was approved, and the approval lapsed unused. */
  lapsed: z.boolean(),
  refused: z.boolean(),
  nudges: z.int(),
  nudgedAt: moment.nullable(),
  remarks: z.int(),
  /** The last word is a question that nobody has answered. */
  asks: z.boolean(),
});

type Asking = {
  readonly params: unknown;
  readonly request: { readonly kvittPrincipal: Principal | null };
};

/** Who acts, as proposals write it. */
export const actorOf = ({ context: { actor } }: TenantTransaction) => `${actor.kind}:${actor.id}`;

type Inputs = {
  readonly number?: string;
  readonly itemReference?: string | null;
  readonly reason?: string;
  readonly exception?: string | null;
  readonly reportId?: string | null;
  readonly words?: string | null;
};

/** What a line says of its bill and of why. */
export function saidBy({
  explanation,
  subjectKind,
  subjectId,
}: Pick<ProposalLine, "explanation" | "subjectKind" | "subjectId">) {
  const { number, itemReference, reason, exception, reportId, words } = explanation.inputs as Inputs;
  return {
    invoiceId: subjectKind === "invoice" ? subjectId : null,
    number: number ?? itemReference ?? null,
    reason: reason ?? exception ?? (reportId ? "agencyReport" : null),
    words: words ?? null,
  };
}

/** "Kari Anne Nordmann" as "K.N.": enough to tell two requests apart, too little to name somebody. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return ends.map((word) => `${word.slice(0, 1).toUpperCase()}.`).join("");
}

const billsOf = ({ totals }: Proposal) => totals["losses"] ?? totals["credits"] ?? 1;

/** Whose initials stand for a request: its patient, its payer, or who owes its one bill. */
async function personsOf(
  tx: TenantTransaction,
  requests: readonly Request[],
  lines: ReadonlyMap<string, ProposalLine>,
): Promise<ReadonlyMap<string, string>> {
  const itemOf = ({ proposal, request }: Request) => {
    const line = lines.get(proposal.id);
    const single = request.payerId === null && request.patientId === null && billsOf(proposal) === 1;
    return single && line?.subjectKind === "openItem" ? line.subjectId : undefined;
  };
  const items = await itemsById(
    tx,
    requests.flatMap((each) => itemOf(each) ?? []),
  );
  const owing = new Map(items.map(({ id, partyId }) => [id, partyId]));
  return new Map(
    requests.flatMap((each) => {
      const { patientId, payerId } = each.request;
      const id = patientId ?? payerId ?? owing.get(itemOf(each) ?? "");
      return id ? [[each.proposal.id, id] as const] : [];
    }),
  );
}

function remarked(remarks: readonly Remark[]) {
  const nudges = remarks.filter(({ kind }) => kind === "nudge");
  const said = remarks.filter(({ kind }) => kind === "comment" || kind === "question");
  return {
    refused: remarks.some(({ kind }) => kind === "refusal"),
    nudges: nudges.length,
    nudgedAt: nudges.at(-1)?.writtenAt ?? null,
    remarks: said.length,
    asks: said.at(-1)?.kind === "question",
  };
}

/** What who looks may do with a request now, and whom else it waits for. */
async function standing(tx: TenantTransaction, call: Asking, of: Request, people: ReadonlyMap<string, string>) {
  const { proposal } = of;
  const { verdict, judged } = await judgementOf(tx, of, await rolesFor(tx, call, proposal));
  const { approve } = await mayHandle(tx, call, proposal);
  const { state, expiresAt, notBefore } = proposal;
  const isPast = (at: Temporal.Instant | null) => at !== null && Temporal.Instant.compare(at, tx.now) < 0;
  const lapsed = state === "approved" && isPast(expiresAt);
  const waits = state === "open" || lapsed;
  const mine = proposal.madeBy === actorOf(tx);
  const capacity = judged.ok ? judged : undefined;
  return {
    may: {
      approve: waits && approve && judged.ok,
      refuse: (waits || state === "approved") && approve && !mine,
      carryOut: state === "approved" && !lapsed && approve && (notBefore === null || isPast(notBefore)),
      nudge: mine && state === "open",
      standsInFor: capacity?.deputyFor ? (people.get(capacity.deputyFor) ?? null) : null,
      alone: capacity?.alone ?? false,
    },
    mine,
    lapsed,
    roles: [...verdict.roles],
    cause: verdict.cause,
    limitMinor: verdict.limitMinor,
    sumMinor: verdict.sumMinor,
    earlierCount: verdict.earlier.length,
  };
}

/** Requests as they are answered. Initials are of names that who asks may see. */
export async function showRequests(tx: TenantTransaction, call: Asking, requests: readonly Request[]) {
  const proposals = requests.map(({ proposal }) => proposal);
  const people = await peopleOf(tx);
  const resting = await restingIn(tx, proposals);
  const lines = new Map<string, ProposalLine>();
  for (const { id } of proposals) for (const line of await proposalLines(tx, id, 0, 1)) lines.set(id, line);
  const persons = await personsOf(tx, requests, lines);
  const names = mayAlso(call, "requests.read", "parties.read")
    ? await partiesById(tx, [...persons.values()])
    : undefined;
  const said = Map.groupBy(
    await remarksOf(
      tx,
      proposals.map(({ id }) => id),
    ),
    ({ proposalId }) => proposalId,
  );
  const rows = [];
  for (const each of requests) {
    const { proposal, request } = each;
    invariant(proposal.ledgerId !== null, "what the matrix governs is of a ledger");
    const { name: ledgerName, currency } = await ledgerById(tx, proposal.ledgerId);
    const name = names?.get(persons.get(proposal.id) ?? "")?.name;
    rows.push({
      ...show(proposal, people, resting),
      ...saidBy(lines.get(proposal.id)!),
      ...(await standing(tx, call, each, people)),
      ...remarked(said.get(proposal.id) ?? []),
      request: request.kind,
      amountMinor: request.amountMinor,
      bills: billsOf(proposal),
      initials: name === undefined ? null : initialsOf(name),
      ledgerName,
      currency,
    });
  }
  return rows;
}
