import { withTenant, type Context, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { dispatch } from "../messages/dispatch.ts";
import type { DispatchWish } from "../messages/wish.ts";
import { askForPayment } from "./ask.ts";
import { decideStep, type RequestState, type Step } from "./policy.ts";
import { reachOf, type PartyReach } from "./reach.ts";
import { leavesAt, settingOf, type Setting } from "./setting.ts";
import { dueRequests, endRequests, openNeeds, updateRequests, type LiveRequest, type RequestChange } from "./store.ts";
import { invoiceWishes, messageWish } from "./wishes.ts";

/** Rows decided in one transaction. */
const CHUNK = 2_000;

export type RequestRun = {
  readonly warned: number;
  readonly invoiced: number;
  readonly courtesies: number;
  readonly ended: number;
  /** Items that nobody could be asked for before, and somebody can now. */
  readonly contactsFound: number;
};

/** Of these items, which must be left alone now: disputed, said to be paid, or with a payment whose outcome nobody knows. */
export type Resting = (tx: TenantTransaction, itemIds: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Looks at a ledger's requests on a day: warns who has chosen nothing, sends the invoice where the day of the default has come, tells of a due date
 * that is near, and ends what is settled. Decides in bulk, some thousand a transaction; a second run on the same day finds nothing to do.
 */
export async function runRequests(
  platform: Platform,
  context: Context,
  ledgerId: string,
  asOf: Temporal.PlainDate,
  resting: Resting,
): Promise<RequestRun> {
  const run = { warned: 0, invoiced: 0, courtesies: 0, ended: 0, contactsFound: 0 };
  for (let more = true; more;) {
    const steps = await withTenant(platform, context, (tx) => runChunk(tx, ledgerId, asOf, resting));
    run.warned += steps.filter(({ step }) => step === "warn").length;
    run.invoiced += steps.filter(({ step }) => step === "sendInvoice").length;
    run.courtesies += steps.filter(({ step }) => step === "courtesy").length;
    run.ended += steps.filter(({ step }) => step === "end").length;
    more = steps.length === CHUNK;
  }
  return { ...run, contactsFound: await tryNeeds(platform, context, ledgerId) };
}

type Decided = { readonly request: LiveRequest; readonly step: Step };

async function runChunk(
  tx: TenantTransaction,
  ledgerId: string,
  asOf: Temporal.PlainDate,
  resting: Resting,
): Promise<Step[]> {
  const setting = await settingOf(tx, ledgerId);
  const due = await dueRequests(tx, ledgerId, asOf.toString(), CHUNK);
  if (due.length === 0) return [];
  const rests = await resting(
    tx,
    due.map((request) => request.itemId),
  );
  const decided = due.map((request) => ({ request, step: stepOf(request, asOf, rests.has(request.itemId), setting) }));
  await write(tx, decided, asOf);
  const told = decided.filter(({ step }) => step.step !== "wait" && step.step !== "end");
  const reach = await reachOf(
    tx,
    setting.ledger,
    told.flatMap(({ request }) => [request.recipientId, request.debtorId]),
  );
  const at = leavesAt(tx, setting, asOf);
  await dispatch(
    tx,
    told.flatMap((each) => wishesOf(each, reach, at)),
  );
  return decided.map(({ step }) => step);
}

function stateOf(request: LiveRequest): RequestState {
  const day = (text: string | null) => (text === null ? null : Temporal.PlainDate.from(text));
  return {
    choice: request.choice,
    chosenOn: day(request.chosenOn),
    warnOn: Temporal.PlainDate.from(request.warnOn),
    defaultOn: Temporal.PlainDate.from(request.defaultOn),
    warnedOn: day(request.warnedOn),
    invoicedOn: day(request.invoicedOn),
    courtesyOn: day(request.courtesyOn),
  };
}

function stepOf(request: LiveRequest, asOf: Temporal.PlainDate, isResting: boolean, setting: Setting): Step {
  const facts = {
    asOf,
    openMinor: request.openMinor,
    dueOn: Temporal.PlainDate.from(request.dueOn),
    isElsewhere: request.custody === "sold" || request.custody === "agency",
    isResting,
  };
  return decideStep(stateOf(request), facts, setting.timings, setting.pack.days);
}

async function write(tx: TenantTransaction, decided: readonly Decided[], asOf: Temporal.PlainDate): Promise<void> {
  await endRequests(
    tx,
    decided.flatMap(({ request, step }) => (step.step === "end" ? [{ id: request.id, why: step.why }] : [])),
  );
  await updateRequests(
    tx,
    decided.flatMap(({ request, step }) => (step.step === "end" ? [] : [changeBy(request, step, asOf.toString())])),
  );
}

/** What a step makes of a request. A way that came to nothing is forgotten when its payer is warned. */
function changeBy(request: LiveRequest, step: Exclude<Step, { step: "end" }>, on: string): RequestChange {
  const nextOn = step.nextOn?.toString() ?? null;
  if (step.step === "warn") {
    const defaultOn = step.defaultOn.toString();
    return { ...request, choice: "warned", chosenBy: null, chosenOn: null, warnedOn: on, defaultOn, nextOn };
  }
  if (step.step === "sendInvoice")
    return { ...request, choice: "invoice", chosenBy: "default", chosenOn: on, invoicedOn: on, nextOn };
  return { ...request, courtesyOn: step.step === "courtesy" ? on : request.courtesyOn, nextOn };
}

function wishesOf(
  { request, step }: Decided,
  reach: ReadonlyMap<string, PartyReach>,
  at: Temporal.Instant,
): DispatchWish[] {
  if (step.step === "sendInvoice") return invoiceWishes(request, reach, at);
  const recipient = reach.get(request.recipientId);
  if (!recipient) return [];
  return messageWish(request, step.step === "warn" ? "choiceReminder" : "courtesyNotice", recipient, at);
}

/** Asks anew for items that nobody could be asked for, page by page; gives for how many somebody was found. */
async function tryNeeds(platform: Platform, context: Context, ledgerId: string): Promise<number> {
  let found = 0;
  let after: string | null = null;
  for (;;) {
    const page = await withTenant(platform, context, async (tx): Promise<{ ids: string[]; found: number }> => {
      const ids = await openNeeds(tx, ledgerId, after, CHUNK);
      const { asked, invoiced } = await askForPayment(tx, ids);
      return { ids, found: asked + invoiced };
    });
    found += page.found;
    if (page.ids.length < CHUNK) return found;
    after = page.ids.at(-1)!;
  }
}
