import * as z from "zod";
import {
  addToReview,
  agendaReasons,
  closeReview,
  listReviews,
  openReview,
  reviewById,
  reviewDecisions,
  reviewItems,
  sayInReview,
  tickOff,
  type Review,
  type ReviewItem,
} from "../../collections/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { partiesById } from "../../parties/index.ts";
import { amountMinor, created, day, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import { refuse, type TenantTransaction } from "../../platform/index.ts";
import { reachOf } from "../../platform/roles/index.ts";
import { listUsers } from "../../platform/sign-in/index.ts";
import { billsOf } from "./bills.ts";
import { count, moment, written } from "./fields.ts";
import { keepListed } from "./follow-up-day.ts";
import { level } from "./follow-up-fields.ts";

/** Reviews of what is outstanding (S3-06): the agenda, what was said of each claim, who does it by when. */

const chapter = "Reviews";
const read = { action: "reviews.read", scope: "ledger" } as const;
const hold = { action: "reviews.hold", scope: "ledger" } as const;
const ofReview = z.strictObject({ reviewId: uuid });
const ofItem = z.strictObject({ reviewId: uuid, itemId: uuid });

/** The newest reviews are enough for a list: years of monthly meetings. */
const LISTED = 100;

const head = z.object({
  id: uuid,
  ledgerId: uuid,
  heldOn: day,
  /** Who was there, in words; null where nobody said. */
  present: z.string().nullable(),
  openedByName: z.string().nullable(),
  closedByName: z.string().nullable(),
  closedAt: moment.nullable(),
  items: z.int(),
  decided: z.int(),
  /** Decisions that nobody has ticked off. */
  undone: z.int(),
});
const decision = z.enum(reviewDecisions);
const person = z.object({ id: uuid, name: z.string() });

const line = z.object({
  itemId: uuid,
  payer: z.object({ id: uuid, customerNo: count, name: z.string() }),
  bill: z.object({ invoiceId: uuid, number: z.string() }).nullable(),
  /** Why it is on the agenda, the most pressing first. */
  reasons: z.array(z.enum(agendaReasons)),
  /** Open when the meeting began, and now. */
  openMinor: amountMinor,
  nowOpenMinor: amountMinor,
  dueOn: day,
  version: z.int(),
  decision: decision.nullable(),
  /** Null also when whom it was about has been forgotten. */
  words: z.string().nullable(),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  byOn: day.nullable(),
  doneOn: day.nullable(),
  lastLevel: level.nullable(),
  lastStepOn: day.nullable(),
  lastSaidOn: day.nullable(),
  /** What the review before decided about it. */
  earlier: z
    .object({
      decision,
      ownerName: z.string().nullable(),
      byOn: day.nullable(),
      heldOn: day,
      doneOn: day.nullable(),
    })
    .nullable(),
});

type Names = ReadonlyMap<string, string>;

const namesOf = async (tx: TenantTransaction): Promise<Names> =>
  new Map((await listUsers(tx)).map(({ id, name }) => [id, name]));

const byName = (names: Names, actor: string | null) => names.get(actor?.replace(/^user:/, "") ?? "") ?? null;

const shownHead = (review: Review, names: Names) => ({
  ...review,
  ...{ openedByName: byName(names, review.openedBy), closedByName: byName(names, review.closedBy) },
});

/** With names: who saw whose is kept, one row for the page (SEC-75). */
async function lines(tx: TenantTransaction, items: readonly ReviewItem[], names: Names) {
  const partyIds = [...new Set(items.map(({ partyId }) => partyId))];
  const parties = await partiesById(tx, partyIds);
  await keepListed(tx, partyIds);
  const bills = await billsOf(
    tx,
    items.map(({ itemId }) => itemId),
  );
  const nameOf = (id: string | null) => names.get(id ?? "") ?? null;
  return items.map((item) => {
    const { id, customerNo, name } = parties.get(item.partyId)!;
    const { earlier } = item;
    return {
      ...item,
      ...{ payer: { id, customerNo, name }, bill: bills.get(item.itemId) ?? null, ownerName: nameOf(item.ownerId) },
      earlier: earlier && { ...earlier, decision: earlier.decision!, ownerName: nameOf(earlier.ownerId) },
    };
  });
}

/** Who may be named: people who see the follow-up of the ledger's clinic. */
async function peopleFor(tx: TenantTransaction, ledgerId: string) {
  const { clinicId } = await ledgerById(tx, ledgerId);
  return (await listUsers(tx)).filter(({ lockedAt, roles }) => {
    if (lockedAt !== null) return false;
    const grants = roles.map(({ role, clinicIds }) => ({ kind: "role" as const, role, clinicIds }));
    const reach = reachOf(grants, "followUp.read");
    return reach === "tenant" || reach?.clinicIds.includes(clinicId) === true;
  });
}

const reading = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/reviews",
    summary: "A ledger's reviews of what is outstanding, the newest first, at most a hundred.",
    chapter,
    permission: read,
    schema: { params: z.strictObject({ ledgerId: uuid }), responses: { 200: z.array(head) } },
    inTransaction: async (tx, { params: { ledgerId } }) => {
      await ledgerById(tx, ledgerId);
      const names = await namesOf(tx);
      return ok((await listReviews(tx, ledgerId, LISTED)).map((review) => shownHead(review, names)));
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/reviews/:reviewId",
    summary:
      "A review with its agenda: why each claim is on it, what was said and decided, and where it stands today. Reading it is kept.",
    chapter,
    permission: read,
    schema: {
      params: ofReview,
      responses: { 200: head.extend({ agenda: z.array(line), people: z.array(person) }) },
    },
    inTransaction: async (tx, { params: { reviewId } }) => {
      const review = await reviewById(tx, reviewId);
      const names = await namesOf(tx);
      const agenda = await lines(tx, await reviewItems(tx, reviewId), names);
      return ok({ ...shownHead(review, names), agenda, people: await peopleFor(tx, review.ledgerId) });
    },
  }),
];

/** Throws USER_NOT_FOUND unless the person sees the follow-up of the clinic. */
async function requirePerson(tx: TenantTransaction, reviewId: string, ownerId: string): Promise<void> {
  const { ledgerId } = await reviewById(tx, reviewId);
  if (!(await peopleFor(tx, ledgerId)).some(({ id }) => id === ownerId)) throw refuse("USER_NOT_FOUND");
}

const present = written(1, 300).nullable();

const holding = [
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/reviews",
    summary:
      "Begins a review with the agenda of today: what earlier reviews left undone, broken promises, disputes, what head office has, old, untouched and large claims. One at a time.",
    chapter,
    permission: hold,
    idempotent: true,
    schema: {
      params: z.strictObject({ ledgerId: uuid }),
      body: z.strictObject({ present }),
      responses: { 201: z.object({ id: uuid }) },
    },
    inTransaction: async (tx, { params: { ledgerId }, body }) =>
      created({ id: await openReview(tx, { ledgerId, present: body.present }) }),
  }),
  route({
    method: "POST",
    url: "/api/v1/reviews/:reviewId/items",
    summary:
      "Puts a claim on the agenda by hand, by its bill's number or its payment reference. One that is there already stays where it is.",
    chapter,
    permission: hold,
    schema: {
      params: ofReview,
      body: z.strictObject({ bill: z.string().trim().min(1).max(40) }),
      responses: { 204: null },
    },
    inTransaction: async (tx, { params: { reviewId }, body: { bill } }) => {
      await addToReview(tx, reviewId, bill);
      return noContent();
    },
  }),
  route({
    method: "PUT",
    url: "/api/v1/reviews/:reviewId/items/:itemId",
    summary:
      "Writes down what was said of a claim, over the version that was seen. A decision that somebody has to do something about names who and by when.",
    chapter,
    permission: hold,
    schema: {
      params: ofItem,
      body: z.strictObject({
        version: z.int().min(0),
        decision: decision.nullable(),
        words: written(1, 2_000).nullable(),
        ownerId: uuid.nullable(),
        byOn: day.nullable(),
      }),
      responses: { 204: null },
    },
    inTransaction: async (tx, { params, body }) => {
      if (body.ownerId !== null) await requirePerson(tx, params.reviewId, body.ownerId);
      await sayInReview(tx, { ...params, ...body });
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/reviews/:reviewId/items/:itemId/done",
    summary: "Ticks a decision off, also after its review was closed. A second time is nothing.",
    chapter,
    permission: hold,
    schema: { params: ofItem, responses: { 204: null } },
    inTransaction: async (tx, { params: { reviewId, itemId } }) => {
      await tickOff(tx, reviewId, itemId);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/reviews/:reviewId/closing",
    summary: "Closes a review: what was said in it stands.",
    chapter,
    permission: hold,
    idempotent: true,
    schema: { params: ofReview, body: z.strictObject({ present }), responses: { 204: null } },
    inTransaction: async (tx, { params: { reviewId }, body }) => {
      await closeReview(tx, reviewId, body.present);
      return noContent();
    },
  }),
];

export const reviewRoutes = [...reading, ...holding];
