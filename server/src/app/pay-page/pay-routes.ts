import { standingWord, type Notice, type Screen, type Typed, type Way } from "@kvitt/web-pay";
import type { FastifyReply } from "fastify";
import { Refusal } from "../../platform/index.ts";
import { amountOf, emailOf, wholeOf, type Posted } from "./read-input.ts";
import type { PayRoute, Step } from "./routes.ts";
import { screenOf, stopOf } from "./screen-of.ts";
import { returnTicket } from "./tickets.ts";

const NOTHING: Typed = { values: {}, problems: [] };
const NOTICES: readonly Notice[] = ["underWay", "refused", "old"];
const MOST_TERMS = 120;

function noticeOf({ request }: Step): Notice | null {
  const asked = (request.query as { notice?: unknown }).notice;
  return NOTICES.find((notice) => notice === asked) ?? null;
}

/** The receipt is for whom has just paid, or showed who they are (SEC-36). */
async function receiptFor({ page, visitor }: Step) {
  return visitor.returned || visitor.certainty !== null ? page.world.receipt(visitor.visit) : null;
}

async function offersFor({ page, seen, visitor }: Step) {
  return seen.ways.includes("partPayment") && seen.bill.openMinor > 0n
    ? page.world.offers(visitor.visit, { amountMinor: seen.bill.openMinor, currency: seen.currency })
    : [];
}

/** The first view, or what stands in its place. */
async function front(step: Step, again: boolean): Promise<FastifyReply> {
  const receipt = await receiptFor(step);
  const stop = stopOf(step.seen, { receipt, again });
  if (stop) return step.show(stop);
  return step.show(screenOf(step.seen, { receipt, offers: await offersFor(step), notice: noticeOf(step), again }));
}

/** A screen of a choice that is only there while the claim is open and no other payment runs. */
async function whileOpen(step: Step, screen: () => Promise<FastifyReply> | FastifyReply): Promise<FastifyReply> {
  return stopOf(step.seen, { receipt: null, again: true }) ? step.goTo("") : screen();
}

const typedOf = (field: "email" | "amount", posted: Posted, problems: Typed["problems"] = []): Typed => ({
  values: { [field]: posted[field] ?? "" },
  problems,
});

async function showInvoice({ page, visitor, seen, show }: Step, typed: Typed): Promise<FastifyReply> {
  const slip = await page.world.slip(visitor.visit);
  const screen: Screen = { screen: "invoice", bill: seen.bill, slip, chosen: seen.invoiceChosen, typed };
  return show(screen, typed.problems.length > 0 ? 422 : 200);
}

async function chooseInvoice(step: Step, posted: Posted): Promise<FastifyReply> {
  const { page, seen, visitor, frame } = step;
  if (!seen.mayInvoice) return step.show({ screen: "noWay" }, 409);
  const byEmail = posted["by"] === "email";
  const email = byEmail ? emailOf(posted["email"] ?? "") : undefined;
  if (byEmail && email === undefined) {
    const typed = typedOf("email", posted, [{ field: "email", problem: "emailInvalid" }]);
    return showInvoice(step, typed);
  }
  try {
    await page.world.chooseInvoice(visitor.visit, email ?? null, frame.language);
  } catch (error) {
    return afterRefusal(step, error);
  }
  return step.goTo("/invoice");
}

/** What may be paid now: up to what is open, and not below the clinic's minimum unless it is all. */
function problemOfAmount(step: Step, amountMinor: bigint | undefined): Typed["problems"] {
  const { openMinor } = step.seen.bill;
  const minimumMinor = step.seen.minimumMinor ?? openMinor;
  if (amountMinor === undefined) return [{ field: "amount", problem: "amountUnreadable" }];
  if (amountMinor > openMinor) return [{ field: "amount", problem: "amountTooLarge", limitMinor: openMinor }];
  if (amountMinor < minimumMinor && amountMinor !== openMinor)
    return [{ field: "amount", problem: "amountTooSmall", limitMinor: minimumMinor }];
  return [];
}

function lessScreen({ seen }: Step, typed: Typed, amountMinor: bigint | null): Screen {
  const { bill, ways } = seen;
  return { screen: "less", bill, ways, minimumMinor: seen.minimumMinor ?? bill.openMinor, amountMinor, typed };
}

function showLess(step: Step, posted: Posted): FastifyReply {
  const amountMinor = amountOf(posted["amount"] ?? "");
  const problems = problemOfAmount(step, amountMinor);
  if (amountMinor === undefined || problems.length > 0)
    return step.show(lessScreen(step, typedOf("amount", posted, problems), null), 422);
  return step.show(lessScreen(step, NOTHING, amountMinor));
}

/** Pages for what a payer can meet when something is chosen; anything else is ours to mend. */
function afterRefusal(step: Step, error: unknown): FastifyReply {
  if (!(error instanceof Refusal)) throw error;
  switch (error.code) {
    case "PAYMENT_UNDER_WAY":
      return step.goTo("", { notice: "underWay" });
    case "PAYMENT_REFUSED":
      return step.goTo("", { notice: "refused" });
    case "REQUEST_OVER":
    case "PAYMENT_NOTHING_OPEN":
    case "PAYMENT_TOO_MUCH":
    case "PAYMENT_CARD_RESTS":
      return step.goTo("");
    case "PAYMENT_WAY_NOT_SET_UP":
    case "PAYMENT_OUTSIDE_LIMITS":
    case "REQUEST_NOT_FOUND":
      return step.show({ screen: "noWay" }, 409);
    case "CONTACT_INVALID":
      return step.goTo("/invoice");
    default:
      throw error;
  }
}

/** Where a form may not lead to by itself, the payer goes with one more press; an address that is not https or our own is not followed. */
function onwards(step: Step, way: Way, amountMinor: bigint, payerUrl: string | null): FastifyReply {
  if (payerUrl === null) return step.goTo("");
  const url = URL.parse(payerUrl);
  if (url && step.page.payerOrigins.includes(url.origin)) return step.reply.redirect(payerUrl, 303);
  if (url?.protocol !== "https:") return step.goTo("");
  return step.show({ screen: "goOn", way, amountMinor, url: payerUrl });
}

/** An amount that our own page wrote into its form. */
function carriedAmount(posted: Posted): bigint | null {
  const text = posted["amountMinor"] ?? "";
  return /^\d{1,15}$/.test(text) ? BigInt(text) : null;
}

async function pay(step: Step, posted: Posted): Promise<FastifyReply> {
  const { page, seen, visitor, frame } = step;
  if (stopOf(seen, { receipt: null, again: true })) return step.goTo("");
  const way = seen.ways.find((each) => each === posted["way"]);
  const asked = carriedAmount(posted);
  const amountMinor = asked ?? seen.bill.openMinor;
  if (way === undefined) return step.show({ screen: "noWay" }, 409);
  // What was left has changed since the page was made: show what is left now before anything is begun (N-06).
  if (problemOfAmount(step, amountMinor).length > 0 || (way === "partPayment" && amountMinor !== seen.bill.openMinor))
    return step.goTo("", { notice: "old" });
  // In the language of this page: the partner's page has it too, and the receipt shall.
  const returnUrl = `${page.origin}/r/${returnTicket(page.platform, visitor.token)}?lang=${frame.language}`;
  const terms = wholeOf(posted["terms"] ?? "", 1, MOST_TERMS) ?? null;
  const wish = { way, amountMinor: asked, terms, returnUrl, language: frame.language };
  const begun = await page.world.startPayment(visitor.visit, wish).catch((error: unknown) => ({ error }));
  if ("error" in begun) return afterRefusal(step, begun.error);
  return onwards(step, way, amountMinor, begun.payerUrl);
}

/** Asks the partner anew. The script of a waiting page gets one word, a person the page. */
async function check(step: Step): Promise<FastifyReply> {
  const { page, visitor, request, reply } = step;
  await page.world.refresh(visitor.visit);
  if (request.headers.accept !== "text/plain") return step.goTo("");
  const { underWay, declined } = await page.world.look(visitor.visit);
  const word = underWay ? standingWord(underWay.state, underWay.state === "awaitingPayer" ? declined : null) : "done";
  return reply.type("text/plain; charset=utf-8").send(word);
}

async function noteSeen({ page, visitor, reply }: Step): Promise<FastifyReply> {
  await page.world.noteSeen(visitor.visit);
  return reply.code(204).send();
}

async function stopMessages({ page, visitor, show }: Step): Promise<FastifyReply> {
  await page.world.stopMessages(visitor.visit);
  return show({ screen: "wrongPerson", done: true });
}

async function receiptDocument(step: Step): Promise<FastifyReply> {
  const { page, visitor, frame, reply } = step;
  if (!visitor.returned && visitor.certainty === null) return step.goTo("/confirm", { to: "receipt" });
  const file = await page.world.receiptDocument(visitor.visit, frame.language);
  if (!file) return step.goTo("");
  return reply
    .type("application/pdf")
    .header("content-disposition", `attachment; filename="${file.name.replace(/[^\w.-]/g, "-")}"`)
    .send(Buffer.from(file.bytes));
}

/** Paying, and asking for the ordinary invoice: open to whoever has the link (SEC-32, SEC-33). */
export const payRoutes: readonly PayRoute[] = [
  { path: "/again", get: (step) => front(step, true) },
  { path: "/pay", post: pay },
  {
    path: "/invoice",
    get: (step, posted) => whileOpen(step, () => showInvoice(step, typedOf("email", posted))),
    post: (step, posted) => whileOpen(step, () => chooseInvoice(step, posted)),
  },
  {
    path: "/less",
    get: (step, posted) => whileOpen(step, () => step.show(lessScreen(step, typedOf("amount", posted), null))),
    post: (step, posted) => whileOpen(step, () => showLess(step, posted)),
  },
  {
    path: "/offers",
    get: (step) =>
      whileOpen(step, async () => {
        const offers = await offersFor(step);
        if (offers.length === 0) return step.show({ screen: "noWay" }, 409);
        return step.show({ screen: "offers", bill: step.seen.bill, offers });
      }),
  },
  { path: "/check", post: check, counts: "check" },
  { path: "/seen", post: noteSeen, counts: "check" },
  {
    path: "/wrong-person",
    get: async (step) => step.show({ screen: "wrongPerson", done: false }),
    post: stopMessages,
  },
  { path: "/receipt.pdf", get: receiptDocument },
];

/** The address of the message itself. */
export const frontRoute: PayRoute = { path: "", get: (step) => front(step, false) };
