/** The agency's addresses: which operation a request asks for, and its answer. Every change is a PUT under an id of the creditor's. */

import { z } from "zod";
import { planCourse } from "./courses.ts";
import { isSigned } from "./sign.ts";
import type { Case, Correction, Operation, Report, WireAnswer, WireRequest } from "./types.ts";
import { Refused, tell, type World } from "./world.ts";

export type Asked = { readonly operation: Operation; readonly caseId: string; readonly reportId: string };

const routes: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ["PUT", /^\/v1\/cases\/([^/]+)$/, "handOver"],
  ["GET", /^\/v1\/statuses$/, "statuses"],
  ["PUT", /^\/v1\/cases\/([^/]+)\/payments\/([^/]+)$/, "payment"],
  ["PUT", /^\/v1\/cases\/([^/]+)\/credits\/([^/]+)$/, "credit"],
  ["PUT", /^\/v1\/cases\/([^/]+)\/corrections\/([^/]+)$/, "correction"],
  ["PUT", /^\/v1\/cases\/([^/]+)\/withdrawal$/, "withdraw"],
];

const amount = z.int().positive();
const some = z.string().min(1).max(200);
const day = z.iso.date();
const address = z.strictObject({
  line1: some,
  line2: some.optional(),
  postCode: some,
  city: some,
  country: z.string().length(2),
});
const packet = z.strictObject({
  creditor: z.strictObject({ name: some }),
  debtor: z.strictObject({
    kind: z.enum(["person", "business"]),
    name: some,
    organisationNumber: z.string().optional(),
    address,
  }),
  ground: z.strictObject({ text: some, invoiceNumber: some, invoiceOn: day, dueOn: day }),
  currency: z.string().length(3),
  amounts: z.strictObject({ capital: amount, interest: z.int().nonnegative(), fees: z.int().nonnegative() }),
  interest: z.strictObject({ fromOn: day, rule: some }),
  reminders: z.array(z.strictObject({ level: some, sentOn: day })).min(2),
  payments: z.array(z.strictObject({ on: day, amount })),
  disputed: z.literal(false),
});
const report = z.strictObject({ amount, on: day });
const correction = z.strictObject({ amount, on: day, corrects: some.optional() });
const withdrawal = z.strictObject({ reason: some });

/** What a request asks for; undefined when there is no such address. */
export function operationOf({ method, path }: WireRequest): Asked | undefined {
  for (const [verb, pattern, operation] of routes) {
    const found = verb === method ? pattern.exec(path) : null;
    if (found === null) continue;
    return { operation, caseId: decodeURIComponent(found[1] ?? ""), reportId: decodeURIComponent(found[2] ?? "") };
  }
  return undefined;
}

export function answerCall(world: World, asked: Asked, request: WireRequest): WireAnswer {
  try {
    if (!isOfNow(world, request)) throw new Refused(401, "SIGNATURE_WRONG");
    return { status: 200, json: carryOut(world, asked, request) };
  } catch (error) {
    if (error instanceof Refused) return problemAnswer(error);
    throw error;
  }
}

/** By the simulator's time, or by the machine's where it was moved ahead by hand: days then go by here and not where calls are signed. */
const isOfNow = ({ account, clock, machine }: World, request: WireRequest): boolean =>
  [clock.now(), machine()].some((nowMs) => isSigned(account, request, nowMs));

export function problemAnswer({ status, code, field }: Refused): WireAnswer {
  return { status, json: { code, ...(field === null ? {} : { field }) } };
}

function carryOut(world: World, { operation, caseId, reportId }: Asked, request: WireRequest): unknown {
  switch (operation) {
    case "handOver":
      return handOver(world, caseId, request);
    case "statuses":
      return statuses(world, clientOf(request), new URLSearchParams(request.query));
    case "payment":
    case "credit": {
      const found = caseAt(world, caseId);
      return keep(operation === "payment" ? found.payments : found.credits, reportId, read(report, request));
    }
    case "correction":
      return correct(caseAt(world, caseId), reportId, read(correction, request));
    case "withdraw":
      return withdraw(world, caseAt(world, caseId), read(withdrawal, request).reason);
  }
}

/** The same id with the same bytes is the same case, however often it is handed over. */
function handOver(world: World, caseId: string, request: WireRequest): unknown {
  if (!/^[a-zA-Z0-9-]{8,64}$/.test(caseId)) throw new Refused(422, "FIELD_WRONG", "caseId");
  const known = world.cases.get(caseId);
  if (known !== undefined) {
    if (known.body !== request.body) throw new Refused(409, "CASE_DIFFERS");
    return { caseId, reference: known.reference };
  }
  const { currency, amounts } = read(packet, request);
  if (currency !== world.account.currency) throw new Refused(422, "FIELD_WRONG", "currency");
  const reference = `INK-${String(world.cases.size + 1).padStart(6, "0")}`;
  const made: Case = {
    ...{
      caseId,
      reference,
      client: clientOf(request),
      body: request.body,
      capital: amounts.capital,
      payments: [],
      credits: [],
      corrections: [],
    },
    ...{ status: "received", paid: 0, withdrawnFor: null },
  };
  world.cases.set(caseId, made);
  tell(world, { caseId, reference, status: "received" });
  planCourse(world, caseId);
  return { caseId, reference };
}

/** It was compared with the agreement before. */
const clientOf = ({ headers }: WireRequest): string => String(headers["agency-client"]);

const MOST = 100;

/** What was told after a place, at most a hundred; `next` is the place to ask from the next time. */
function statuses({ told, cases }: World, client: string, query: URLSearchParams): unknown {
  const after = query.get("after") ?? "0";
  if (!/^\d{1,9}$/.test(after)) throw new Refused(400, "BODY_INVALID", "after");
  const from = Number(after);
  const next = Math.min(from + MOST, told.length);
  // Of a case that nobody knows, everybody hears.
  const events = told.slice(from, next).filter(({ caseId }) => (cases.get(caseId)?.client ?? client) === client);
  return { events, next: String(Math.max(from, next)), more: next < told.length };
}

function keep(reports: Report[], id: string, said: Omit<Report, "id">): unknown {
  const known = reports.find((one) => one.id === id);
  if (known !== undefined && (known.amount !== said.amount || known.on !== said.on))
    throw new Refused(409, "REPORT_DIFFERS");
  if (known === undefined) reports.push({ id, ...said });
  return { id };
}

/** What is taken back was told before under the id that is named, or stood in the packet; never more of it than there was. */
function correct({ payments, credits, corrections }: Case, id: string, said: Omit<Correction, "id">): unknown {
  const known = corrections.find((one) => one.id === id);
  if (known !== undefined) {
    if (known.amount !== said.amount || known.on !== said.on || known.corrects !== said.corrects)
      throw new Refused(409, "REPORT_DIFFERS");
    return { id };
  }
  if (said.corrects !== undefined) {
    const told = [...payments, ...credits].find((one) => one.id === said.corrects);
    if (told === undefined) throw new Refused(404, "REPORT_UNKNOWN");
    if (said.amount > told.amount) throw new Refused(422, "FIELD_WRONG", "amount");
  }
  corrections.push({ id, ...said });
  return { id };
}

function withdraw(world: World, found: Case, reason: string): unknown {
  if (found.withdrawnFor === null) {
    found.withdrawnFor = reason;
    found.status = "withdrawn";
    tell(world, { caseId: found.caseId, reference: found.reference, status: "withdrawn", reason });
  }
  return { caseId: found.caseId, reference: found.reference };
}

function caseAt(world: World, caseId: string): Case {
  const found = world.cases.get(caseId);
  if (found === undefined) throw new Refused(404, "CASE_UNKNOWN");
  return found;
}

function read<T>(schema: z.ZodType<T>, { body }: WireRequest): T {
  const found = schema.safeParse(jsonOf(body));
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  const field = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path.join(".");
  throw new Refused(422, "FIELD_WRONG", field ?? null);
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
