/** Expected refusals: a code, a sentence for the person at the desk, a remedy. Every code is defined once, by the capability that owns it. */

import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };
import { fill, type Facts, type Words } from "./facts.ts";
import { translateErrors } from "./translations.ts";

export type { Facts } from "./facts.ts";

export type ErrorDefinition = {
  /** HTTP status of the answer. */
  readonly status: number;
  /** One sentence, facts in braces: "Invoice {number} is not known." */
  readonly sentence: string;
  /** What to do next. */
  readonly remedy: string;
  readonly words?: Words;
};

/** One thing that is wrong with an input. `line` counts from 1; `value` is never a name, an account or free text (SEC-63). */
export type Problem = {
  readonly code: string;
  readonly sentence: string;
  readonly line?: number;
  readonly field?: string;
  readonly value?: string;
  readonly rule?: string;
  /** What stands in the sentence, to say it in another language. Never shown. */
  readonly facts?: Facts;
};

const table = new Map<string, ErrorDefinition>();

/** Registers a capability's codes. Throws when two capabilities claim the same code. */
export function defineErrors<const Codes extends Record<string, ErrorDefinition>>(codes: Codes): Codes {
  for (const [code, definition] of Object.entries(codes)) {
    if (table.has(code)) throw new Error(`Error code ${code} is defined twice`);
    table.set(code, definition);
  }
  return codes;
}

/** All codes, in alphabetical order: the source of docs/errors.md. */
export function errorTable(): readonly (readonly [string, ErrorDefinition])[] {
  return [...table].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A refusal on its way to the person who asked. Nothing has been written when it is thrown inside a transaction. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;
  readonly status: number;
  readonly remedy: string;
  readonly facts: Facts;
  readonly problems: readonly Problem[];

  constructor(code: string, facts: Facts = {}, problems: readonly Problem[] = []) {
    const definition = table.get(code);
    if (!definition) throw new Error(`Error code ${code} is not defined`);
    super(fill(definition.sentence, facts, "en", definition.words));
    this.code = code;
    this.status = definition.status;
    this.remedy = fill(definition.remedy, facts, "en", definition.words);
    this.facts = facts;
    this.problems = problems;
  }
}

/** Builds a refusal: `throw refuse("INVOICE_NOT_FOUND", { number })`. */
export function refuse(code: string, facts: Facts = {}, problems: readonly Problem[] = []): Refusal {
  return new Refusal(code, facts, problems);
}

/** Throws on a broken invariant: the program is wrong, not the input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}

export const platformErrors = defineErrors({
  INPUT_INVALID: {
    status: 422,
    sentence: "The input does not fit what was asked for.",
    remedy: "Mend the fields that are listed and send it again.",
  },
  NOT_FOUND: { status: 404, sentence: "There is nothing here.", remedy: "Check the address or the id." },
  NOT_SIGNED_IN: { status: 401, sentence: "You are not signed in.", remedy: "Sign in, or send a valid API key." },
  NOT_ALLOWED: {
    status: 403,
    sentence: "Your role does not allow this.",
    remedy: "Ask somebody whose role does, or an administrator.",
  },
  INTERNAL: {
    status: 500,
    sentence: "Something went wrong on our side.",
    remedy: "Try again; if it stays, give support the request id.",
  },
  DATABASE_UNSAFE: {
    status: 500,
    sentence: "The database role {role} may bypass row-level security.",
    remedy: "Connect as a role that owns nothing and has no BYPASSRLS.",
  },
  DATABASE_NOT_MIGRATED: {
    status: 503,
    sentence: "The database lacks {count} migrations, and this role may not apply them.",
    remedy: "Run `kvitt db migrate` with DATABASE_OWNER_URL set to the owner's address.",
  },
  CLOCK_BACKWARDS: {
    status: 422,
    sentence: "The clock of a data directory only moves forward.",
    remedy: "Choose a later day, or start a fresh data directory.",
  },
});

translateErrors(platformErrors, { nb, sv, da, it });
