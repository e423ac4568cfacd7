/** Keys and the memory of answers: what stands between a caller and an operation. */

import { createHash } from "node:crypto";
import { problemAnswer, Refused } from "./problems.ts";
import type { WireAnswer, WireRequest } from "./types.ts";
import type { World } from "./world.ts";

const LONGEST_KEY = 255;
/** The service promises at least a day; this is the harder case. */
const REMEMBERED_MS = 86_400_000;

/** The secret key, as bearer or as the user of basic access. */
export function checkKey(world: World, request: WireRequest): void {
  const given = header(request, "authorization") ?? "";
  const basic = /^Basic (\S+)$/.exec(given)?.[1];
  const key =
    basic === undefined ? /^Bearer (\S+)$/.exec(given)?.[1] : Buffer.from(basic, "base64").toString().split(":")[0];
  if (key === world.account.secretKey) return;
  const message = key === undefined ? "You did not provide an API key." : "Invalid API Key provided.";
  throw new Refused(message, { status: 401, atTheDoor: true });
}

/**
 * Does the work once per key: the same request again gets the same answer, refusals and failures of the work included. Another
 * one under the key is an error. What is refused at the door, before any work, is not remembered.
 */
export function oncePerKey(world: World, request: WireRequest, work: () => WireAnswer): WireAnswer {
  const key = header(request, "idempotency-key");
  if (key === undefined || request.method === "GET") return answering(work).answer;
  if (key.length > LONGEST_KEY) return problemAnswer(new Refused("Idempotency keys are at most 255 characters."));
  const hash = createHash("sha256").update(`${request.method}\n${request.path}\n${request.body}`).digest("hex");
  const known = world.answers.get(key);
  if (known !== undefined && known.bornMs + REMEMBERED_MS > world.clock.now()) {
    return known.hash === hash ? replayed(known.answer) : problemAnswer(otherRequest(key));
  }
  const { answer, remembered } = answering(work);
  if (remembered) world.answers.set(key, { hash, answer, bornMs: world.clock.now() });
  return answer;
}

function replayed(answer: WireAnswer): WireAnswer {
  return { ...answer, headers: { ...answer.headers, "idempotent-replayed": "true" } };
}

function otherRequest(key: string): Refused {
  const message =
    "Keys for idempotent requests can only be used with the same parameters they were first used with. " +
    `Try using a key other than '${key}' if you meant to execute a different request.`;
  return new Refused(message, { type: "idempotency_error" });
}

/** Turns a refusal into its answer. */
export function answering(work: () => WireAnswer): { readonly answer: WireAnswer; readonly remembered: boolean } {
  try {
    return { answer: work(), remembered: true };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { answer: problemAnswer(error), remembered: error.more.atTheDoor !== true };
  }
}

export function header(request: WireRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : value?.[0];
}
