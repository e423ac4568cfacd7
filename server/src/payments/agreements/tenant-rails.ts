import type { Context, Platform } from "../../platform/index.ts";
import type { Rails } from "../types.ts";
import { openRails, type RailOpener } from "./open-agreements.ts";

/** Gives a tenant's means of payment. */
export type RailsOf = (platform: Platform, context: Context) => Promise<Rails>;

/** A secret that was replaced is still believed for longer; whether an agreement is paused is read anew at every beginning. */
const KEPT_MS = 10_000;

/** Opens a tenant's means of payment when they are asked for, and remembers them for some seconds: a burst of events asks for them once. */
export function tenantRails(open: RailOpener): RailsOf {
  const kept = new Map<string, { readonly rails: Promise<Rails>; readonly untilMs: number }>();
  return async (platform, context) => {
    const nowMs = platform.clock.epochMilliseconds();
    const known = kept.get(context.tenantId);
    if (known && nowMs < known.untilMs) return known.rails;
    // All of the tenant's, whoever asks first: whose ledgers an actor reaches is asked where the attempt is read.
    const { ledgers: _reach, ...whole } = context;
    const rails = openRails(platform, whole, open);
    kept.set(context.tenantId, { rails, untilMs: nowMs + KEPT_MS });
    rails.catch(() => kept.delete(context.tenantId));
    return rails;
  };
}
