/** Tokens, keys, the memory of answers and the limits: what stands between a caller and an operation. */

import { createHash } from "node:crypto";
import { Refused, refused } from "./problems.ts";
import type { Operation, SalesUnit, WireAnswer, WireRequest } from "./types.ts";
import type { World } from "./world.ts";

const TOKEN_LIFE_S = 3_600;
const LONGEST_KEY = 50;
const WINDOW_MS = 60_000;
const LIMITS: Partial<Record<Operation, number>> = {
  create: 5,
  get: 120,
  events: 120,
  capture: 5,
  refund: 5,
  cancel: 5,
};

/** `POST /accesstoken/get`. All values of the answer are texts. */
export function issueToken(world: World, request: WireRequest): Record<string, string> {
  const unit = world.units.find(
    (candidate) =>
      header(request, "client_id") === candidate.clientId &&
      header(request, "client_secret") === candidate.clientSecret &&
      candidate.subscriptionKeys.includes(header(request, "ocp-apim-subscription-key") ?? "") &&
      belongsTo(request, candidate),
  );
  if (unit === undefined) throw new Refused(401, "The credentials are not known");
  const nowS = Math.floor(world.clock.now() / 1000);
  const token = `eyJ0eXAi.${world.names.hex(48)}`;
  world.tokens.set(token, { msn: unit.msn, endsMs: world.clock.now() + TOKEN_LIFE_S * 1000 });
  return {
    token_type: "Bearer",
    expires_in: String(TOKEN_LIFE_S - 1),
    ext_expires_in: String(TOKEN_LIFE_S - 1),
    expires_on: String(nowS + TOKEN_LIFE_S),
    not_before: String(nowS),
    resource: "00000002-0000-0000-c000-000000000000",
    access_token: token,
  };
}

/** The sales unit a request speaks for. */
export function unitOf(world: World, request: WireRequest): SalesUnit {
  const bearer = /^Bearer (\S+)$/.exec(header(request, "authorization") ?? "")?.[1];
  if (bearer === undefined) throw new Refused(401, "A bearer token is missing");
  const token = world.tokens.get(bearer);
  if (token === undefined || token.endsMs <= world.clock.now())
    throw new Refused(401, "The token is not valid or has ended");
  const unit = world.units.find(({ msn }) => msn === token.msn);
  const subscribed = unit?.subscriptionKeys.includes(header(request, "ocp-apim-subscription-key") ?? "") === true;
  if (unit === undefined || !subscribed) throw new Refused(401, "The subscription key is not valid");
  if (!belongsTo(request, unit)) throw new Refused(401, "The merchant serial number is not that of the token");
  return unit;
}

/** The serial number may be left out; one that is given must fit. */
function belongsTo(request: WireRequest, unit: SalesUnit): boolean {
  const given = header(request, "merchant-serial-number");
  return given === undefined || given === unit.msn;
}

/** Refuses the call that comes too soon, and says when the next one may come. */
export function checkRate(world: World, unit: SalesUnit, operation: Operation, reference: string): void {
  const limit = LIMITS[operation];
  if (limit === undefined || !world.settings.rateLimits) return;
  const name = `${unit.msn}/${operation}/${reference}`;
  const now = world.clock.now();
  const recent = (world.calls.get(name) ?? []).filter((at) => at > now - WINDOW_MS);
  world.calls.set(name, recent);
  if (recent.length >= limit) {
    const waitS = Math.ceil((recent[0]! + WINDOW_MS - now) / 1000);
    throw new Refused(429, "Too many requests", { headers: { "retry-after": String(waitS) } });
  }
  recent.push(now);
}

/** The key of a request that changes a payment; it has to be there. */
export function keyOf(world: World, request: WireRequest): string | undefined {
  const key = header(request, "idempotency-key");
  if (key === undefined && world.settings.keyRequired) {
    throw new Refused(400, "The request is malformed", {
      details: [{ name: "Idempotency-Key", reason: "the header is missing" }],
    });
  }
  if (key !== undefined && (key.length === 0 || key.length > LONGEST_KEY)) {
    throw new Refused(400, "The request is malformed", {
      details: [{ name: "Idempotency-Key", reason: `1 to ${LONGEST_KEY} characters` }],
    });
  }
  return key;
}

/**
 * Does the work once per key: the same request again gets the same answer, another one under the key is a conflict. A refusal is
 * an answer and is remembered too, but not one that asks to try again.
 */
export function oncePerKey(
  world: World,
  unit: SalesUnit,
  request: WireRequest,
  key: string | undefined,
  operation: Operation,
  work: () => WireAnswer,
): WireAnswer {
  if (key === undefined) return work();
  const name = `${unit.msn}/${key}`;
  const hash = createHash("sha256").update(`${request.method}\n${request.path}\n${request.body}`).digest("hex");
  const known = world.answers.get(name);
  if (known !== undefined && known.hash !== hash) throw refused(operation === "capture" ? "4010" : "4020");
  if (known !== undefined) return known.answer;
  const answer = work();
  world.answers.set(name, { hash, answer });
  return answer;
}

export function header(request: WireRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : value?.[0];
}
