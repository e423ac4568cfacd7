import { disputeReasons, type Act, type Agreed, type Typed } from "@kvitt/web-pay";
import type { FastifyReply } from "fastify";
import { Refusal } from "../../platform/index.ts";
import { networkOf } from "../../platform/sign-in/index.ts";
import { dateOf, wholeOf, type Posted } from "./read-input.ts";
import type { PayRoute, Step } from "./routes.ts";
import { confirmedTicket } from "./tickets.ts";
import { COOKIE } from "./visits.ts";
import type { Certainty, Confirmation, Confirming } from "./world.ts";

const MOST_MINUTES = 15;
const MOST_PARTS = 36;

const PATHS: Readonly<Record<Act, string>> = {
  lines: "/lines",
  document: "/document.pdf",
  receipt: "/receipt",
  moveDue: "/due",
  split: "/split",
  dispute: "/dispute",
  paid: "/paid",
};
/** Birth day and postcode are known to a family: what was done is not shown by them (SEC-33, markets' `forLines`). */
const NEEDS_STRONG: readonly Act[] = ["lines", "document"];

function towards(step: Step, posted: Posted): Act | null {
  const asked = posted["to"] ?? (step.request.query as { to?: unknown }).to;
  return (Object.keys(PATHS) as Act[]).find((act) => act === asked) ?? null;
}

const typedOf = (posted: Posted, problems: Typed["problems"]): Typed => ({
  values: {
    day: posted["day"] ?? "",
    month: posted["month"] ?? "",
    postCode: posted["postCode"] ?? "",
    code: posted["code"] ?? "",
  },
  problems,
});

const isLocked = ({ page, visitor }: Step): boolean => {
  const { lockedUntil } = visitor.visit;
  return lockedUntil !== null && Temporal.Instant.compare(page.platform.clock.now(), lockedUntil) < 0;
};

function confirmScreen(step: Step, to: Act | null, ways: Confirming, typed: Typed, codeSent: boolean): FastifyReply {
  const byCode = codeSent ? "codeSent" : "codeAsked";
  const byFacts = ways.birthDay && !codeSent && !(to !== null && NEEDS_STRONG.includes(to));
  const status = typed.problems.length > 0 ? 422 : 200;
  const { otherChannel } = ways;
  return step.show({ screen: "confirm", by: byFacts ? "birthDay" : byCode, to, otherChannel, typed }, status);
}

async function askWho(step: Step, posted: Posted): Promise<FastifyReply> {
  if (!step.seen.mayConfirm) return step.goTo("");
  if (isLocked(step)) return step.show({ screen: "locked" });
  const ways = await step.page.world.confirming(step.visitor.visit);
  const codeSent = posted["code"] !== undefined || (step.request.query as { sent?: unknown }).sent === "1";
  return confirmScreen(step, towards(step, posted), ways, typedOf(posted, []), codeSent && ways.otherChannel !== null);
}

function confirmationOf(posted: Posted): Confirmation | undefined {
  const code = (posted["code"] ?? "").replace(/\s/g, "");
  if (posted["code"] !== undefined) return /^[\w-]{4,10}$/.test(code) ? { by: "code", code } : undefined;
  const day = wholeOf(posted["day"] ?? "", 1, 31);
  const month = wholeOf(posted["month"] ?? "", 1, 12);
  const postCode = (posted["postCode"] ?? "").replace(/[\s-]/g, "");
  if (day === undefined || month === undefined || !/^\d{3,10}$/.test(postCode)) return undefined;
  return { by: "birthDay", day, month, postCode };
}

/** The cookie of a confirmed browser, and an address without the token (SEC-33). */
function welcome(step: Step, certainty: Certainty, to: Act | null): FastifyReply {
  const ticket = confirmedTicket(step.page.platform, step.visitor.token, certainty);
  const cookie = `${COOKIE}=${ticket}; Path=/; Max-Age=${MOST_MINUTES * 60}; Secure; HttpOnly; SameSite=Lax`;
  const path = to === null ? "" : PATHS[to];
  return step.reply.header("set-cookie", cookie).redirect(`/bill${path}?lang=${step.frame.language}`, 303);
}

async function confirm(step: Step, posted: Posted): Promise<FastifyReply> {
  const { page, seen, visitor, request } = step;
  if (!seen.mayConfirm) return step.goTo("");
  const to = towards(step, posted);
  const confirmation = confirmationOf(posted);
  // What has not the form of an answer is no try.
  const outcome = confirmation ? await page.world.confirm(visitor.visit, confirmation) : "wrong";
  if (outcome === "locked") return step.show({ screen: "locked" }, 429);
  if (outcome !== "wrong") return welcome(step, outcome, to);
  if (confirmation) await page.limits.count("guess", networkOf(request.ip));
  const byCode = posted["code"] !== undefined;
  const problem = byCode
    ? ({ field: "code", problem: "codeInvalid" } as const)
    : ({ field: "postCode", problem: "notConfirmed" } as const);
  const ways = await page.world.confirming(visitor.visit);
  return confirmScreen(step, to, ways, typedOf(posted, [problem]), byCode);
}

async function sendCode(step: Step, posted: Posted): Promise<FastifyReply> {
  if (!step.seen.mayConfirm) return step.goTo("");
  if (isLocked(step)) return step.show({ screen: "locked" }, 429);
  await step.page.world.sendCode(step.visitor.visit, step.frame.language);
  const to = towards(step, posted);
  return step.goTo("/confirm", { sent: "1", ...(to === null ? {} : { to }) });
}

/** What the confirmed person may do; `undefined` sends them back to what they may. */
async function mayAct(step: Step, act: Act): Promise<boolean> {
  return (await step.page.world.acts(step.visitor.visit)).includes(act);
}

async function menu(step: Step): Promise<FastifyReply> {
  const acts = await step.page.world.acts(step.visitor.visit);
  return step.show({ screen: "menu", bill: step.seen.bill, acts });
}

type Acting = (step: Step, posted: Posted) => Promise<FastifyReply>;

/** A page that belongs to an act: only while the act is possible, and only for who is known well enough. */
function acting(act: Act, work: Acting): Acting {
  return async (step, posted) => {
    if (!(await mayAct(step, act))) return step.goTo("");
    if (NEEDS_STRONG.includes(act) && step.visitor.certainty !== "strong") return step.goTo("/confirm", { to: act });
    return work(step, posted).catch((error: unknown) => {
      // Somebody was faster, or the clinic's limits changed meanwhile: the menu shows what is possible now.
      if (error instanceof Refusal && error.status < 500) return step.goTo("");
      throw error;
    });
  };
}

const agreed = (step: Step, done: Agreed): FastifyReply => step.show({ screen: "agreed", agreed: done });

const lines: Acting = async (step) => {
  const { receiverName, lines: shown, totalMinor } = await step.page.world.lines(step.visitor.visit);
  const mayDownload = await mayAct(step, "document");
  return step.show({ screen: "lines", receiverName, lines: shown, totalMinor, mayDownload });
};

const document: Acting = async ({ page, visitor, reply }) => {
  const { name, bytes } = await page.world.document(visitor.visit);
  return reply
    .type("application/pdf")
    .header("content-disposition", `attachment; filename="${name.replace(/[^\w.-]/g, "-")}"`)
    .send(Buffer.from(bytes));
};

const receipt: Acting = async (step) => {
  const shown = await step.page.world.receipt(step.visitor.visit);
  return shown ? step.show({ screen: "settled", receipt: shown, mayConfirm: false }) : step.goTo("");
};

const withDate = (posted: Posted, isWrong: boolean): Typed => ({
  values: { date: posted["date"] ?? "" },
  problems: isWrong ? [{ field: "date", problem: "dateInvalid" }] : [],
});

async function showMoveDue(step: Step, typed: Typed): Promise<FastifyReply> {
  const latestOn = await step.page.world.latestDue(step.visitor.visit);
  if (latestOn === null) return step.goTo("");
  return step.show({ screen: "moveDue", bill: step.seen.bill, latestOn, typed }, typed.problems.length > 0 ? 422 : 200);
}

const moveDue: Acting = async (step, posted) => {
  const latestOn = await step.page.world.latestDue(step.visitor.visit);
  const on = dateOf(posted["date"] ?? "")?.toString();
  if (latestOn === null || on === undefined || on <= step.seen.bill.dueOn || on > latestOn)
    return showMoveDue(step, withDate(posted, true));
  return agreed(step, await step.page.world.moveDue(step.visitor.visit, on));
};

const showSplit: Acting = async (step) => {
  const plans = await step.page.world.splitPlans(step.visitor.visit);
  return plans.length === 0 ? step.goTo("") : step.show({ screen: "split", plans });
};

const split: Acting = async (step, posted) => {
  const parts = wholeOf(posted["parts"] ?? "", 2, MOST_PARTS);
  const plans = await step.page.world.splitPlans(step.visitor.visit);
  if (parts === undefined || !plans.some((plan) => plan.length === parts)) return step.goTo("/split");
  return agreed(step, await step.page.world.split(step.visitor.visit, parts));
};

const dispute: Acting = async (step, posted) => {
  const reason = disputeReasons.find((each) => each === posted["reason"]);
  if (!reason) return step.goTo("/dispute");
  return agreed(step, await step.page.world.dispute(step.visitor.visit, reason));
};

/** How far from today the day of a payment may lie that a payer names. */
const DAYS_BACK = 60;
const DAYS_AHEAD = 14;
/** A bank's name as people write it; no room for a story. */
const BANK_NAME = /^\p{L}[\p{L}\d .&'’+-]{1,39}$/u;

function paidProblems(step: Step, posted: Posted): Typed["problems"] {
  const on = dateOf(posted["date"] ?? "");
  const today = step.page.platform.clock.now().toZonedDateTimeISO("UTC").toPlainDate();
  const days = on ? today.until(on).days : Infinity;
  return [
    ...(days < -DAYS_BACK || days > DAYS_AHEAD ? [{ field: "date", problem: "dateInvalid" } as const] : []),
    ...(BANK_NAME.test((posted["bank"] ?? "").trim()) ? [] : [{ field: "bank", problem: "bankInvalid" } as const]),
  ];
}

const paidTyped = (posted: Posted, problems: Typed["problems"]): Typed => ({
  values: { date: posted["date"] ?? "", bank: posted["bank"] ?? "" },
  problems,
});

const notePaid: Acting = async (step, posted) => {
  const problems = paidProblems(step, posted);
  if (problems.length > 0)
    return step.show({ screen: "paid", bill: step.seen.bill, typed: paidTyped(posted, problems) }, 422);
  const paidOn = dateOf(posted["date"]!)!.toString();
  const bank = posted["bank"]!.trim();
  return agreed(step, await step.page.world.notePaid(step.visitor.visit, { paidOn, bank }));
};

const confirmed = true;

/** Showing who one is, and what only then is seen and done. */
export const ownRoutes: readonly PayRoute[] = [
  { path: "/confirm", get: askWho, post: confirm },
  { path: "/confirm/code", post: sendCode },
  { path: "/lines", confirmed, get: acting("lines", lines) },
  { path: "/document.pdf", confirmed, get: acting("document", document) },
  { path: "/receipt", confirmed, get: acting("receipt", receipt) },
  {
    path: "/due",
    confirmed,
    get: acting("moveDue", (step, posted) => showMoveDue(step, withDate(posted, false))),
    post: acting("moveDue", moveDue),
  },
  { path: "/split", confirmed, get: acting("split", showSplit), post: acting("split", split) },
  {
    path: "/dispute",
    confirmed,
    get: acting("dispute", async (step) => step.show({ screen: "dispute" })),
    post: acting("dispute", dispute),
  },
  {
    path: "/paid",
    confirmed,
    get: acting("paid", async (step, posted) =>
      step.show({ screen: "paid", bill: step.seen.bill, typed: paidTyped(posted, []) }),
    ),
    post: acting("paid", notePaid),
  },
];

/** Where a confirmed visit begins. */
export const menuGet = menu;
