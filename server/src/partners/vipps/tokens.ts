/** Access tokens: one per set of credentials, fetched again a minute before it ends, and only once at a time. */

import { createHash } from "node:crypto";
import { z } from "zod";
import { exchange, type Exchange, type Reach } from "../../platform/outgoing/index.ts";
import type { SalesUnit } from "./settings.ts";

const EARLY_MS = 60_000;

/** All values of the answer are texts, the seconds included. */
const tokenAnswer = z.object({
  access_token: z.string().min(1).max(8192),
  expires_in: z.string().regex(/^\d{1,9}$/),
});

export type TokenReply =
  { readonly kind: "token"; readonly token: string } | { readonly kind: "none"; readonly exchange: Exchange };

export type Tokens = {
  current(unit: SalesUnit): Promise<TokenReply>;
  /** The service would not take this token: forget it, unless a newer one is here already. */
  refused(unit: SalesUnit, token: string): void;
};

type Held = { readonly token: string; readonly goodUntilMs: number };

export function tokenCache(reach: Reach, origin: string): Tokens {
  const held = new Map<string, Held>();
  const underWay = new Map<string, Promise<TokenReply>>();

  async function fetchToken(unit: SalesUnit, name: string): Promise<TokenReply> {
    const answer = await exchange(reach, {
      url: `${origin}/accesstoken/get`,
      method: "POST",
      headers: {
        client_id: unit.clientId,
        client_secret: unit.clientSecret,
        "Ocp-Apim-Subscription-Key": unit.subscriptionKey,
        "Merchant-Serial-Number": unit.merchantSerialNumber,
      },
      body: "",
    });
    if (answer.kind !== "answered" || answer.status !== 200) return { kind: "none", exchange: answer };
    const read = tokenAnswer.safeParse(answer.body);
    if (!read.success) return { kind: "none", exchange: { kind: "silent", cause: "unreadable" } };
    const lifeMs = Number(read.data.expires_in) * 1000;
    held.set(name, {
      token: read.data.access_token,
      goodUntilMs: reach.clock.epochMilliseconds() + lifeMs - EARLY_MS,
    });
    return { kind: "token", token: read.data.access_token };
  }

  return {
    async current(unit) {
      const name = nameOf(unit);
      const known = held.get(name);
      if (known !== undefined && reach.clock.epochMilliseconds() < known.goodUntilMs) {
        return { kind: "token", token: known.token };
      }
      const running = underWay.get(name) ?? fetchToken(unit, name).finally(() => underWay.delete(name));
      underWay.set(name, running);
      return running;
    },
    refused(unit, token) {
      const name = nameOf(unit);
      if (held.get(name)?.token === token) held.delete(name);
    },
  };
}

/** Names a set of credentials without being one. */
function nameOf(unit: SalesUnit): string {
  const parts = [unit.merchantSerialNumber, unit.clientId, unit.clientSecret, unit.subscriptionKey];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64");
}
