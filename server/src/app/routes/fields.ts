import { holdsForbiddenNumber } from "@kvitt/values";
import * as z from "zod";
import "./problems.ts";
import { amountMinor, instant, uuid } from "../../platform/http/index.ts";
import { reachOf, type Action, type Grant } from "../../platform/roles/index.ts";

/** Fields and words that several chapters of the reference share. */

/** How many there are, or a running number: an integer on the wire, a bigint inside. */
export const count = amountMinor;

/** A moment: text with its offset on the wire, `Temporal.Instant` inside. */
export const moment = z.codec(instant, z.instanceof(Temporal.Instant).meta({ type: "string", format: "date-time" }), {
  decode: (wire) => Temporal.Instant.from(wire),
  encode: (at) => at.toString(),
});

/** The place after a row in a list that is ordered by moment and id. */
export const momentAndId = z.tuple([instant.transform((at) => Temporal.Instant.from(at)), uuid]);

/** What a decision rests on, as it is kept: rule, version, inputs. */
export const explanation = z.record(z.string(), z.unknown());

const NO_NUMBER = {
  error: "The text holds an identity number or a card number",
  params: { code: "PII_IDENTITY_NUMBER" },
};
const holdsNone = (text: string) => !holdsForbiddenNumber(text);

/** A text of a form of its own, such as a telephone number, that is none of the numbers nobody may keep (SEC-55). */
export const withoutNumbers = (text: z.ZodType<string, string>) => text.refine(holdsNone, NO_NUMBER);

/** A text that somebody wrote. An identity or card number in it is refused, unrepeated (SEC-55). */
export const written = (shortest: number, longest: number) =>
  z.string().trim().min(shortest).max(longest).refine(holdsNone, NO_NUMBER);

/** An e-mail address, likewise. */
export const emailAddress = z.email().max(200).refine(holdsNone, NO_NUMBER);

/** A person's reason in their own words. */
export const reason = written(3, 200);

/** What was left out is left out; a use case knows no `undefined`. */
export function given<T extends object>(wish: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) as never;
}

/** A word of ours as practice systems write it (FR-10): `onCollective` becomes `ON_COLLECTIVE`. */
export function wireWord(word: string): string {
  return word.replace(/[A-Z]/g, "_$&").toUpperCase();
}

type Asking = { readonly request: { readonly kvittPrincipal: { readonly grants: readonly Grant[] } | null } };

/**
 * May who asks also do this, everywhere that the route's own action reaches? For fields of an answer that only some roles see (SEC-10): two
 * roles of one person may reach differently far.
 */
export function mayAlso({ request }: Asking, own: Action, also: Action): boolean {
  const grants = request.kvittPrincipal?.grants ?? [];
  const [reached, further] = [reachOf(grants, own), reachOf(grants, also)];
  if (reached === undefined || further === undefined) return false;
  if (further === "tenant") return true;
  if (reached === "tenant") return false;
  return (
    reached.clinicIds.every((id) => further.clinicIds.includes(id)) &&
    reached.ledgerIds.every((id) => further.ledgerIds.includes(id))
  );
}

/** The whole of a small upload. */
export async function wholeOf(body: unknown): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(body as AsyncIterable<Buffer>));
}
