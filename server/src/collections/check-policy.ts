import type { DateText } from "../ledger/index.ts";
import { Refusal, type Problem, type TenantTransaction } from "../platform/index.ts";
import type { MarketPack } from "../markets/index.ts";
import { noticeOf } from "./law-words.ts";
import { type OverrideRefusal, effectivePolicy } from "./policy.ts";
import { lawBreaches, type LawBreach } from "./policy-law.ts";
import { lawLimits, type LawLimit } from "./policy-limits.ts";
import type { Field, LevelName, Policy } from "./policy-model.ts";
import { readChanges, readPolicy } from "./policy-schema.ts";
import { chainOn, packsOf, type PolicyWish } from "./set-policy.ts";
import { timeline } from "./timeline.ts";

type InMarket = { readonly market: string };
/** A policy's steps for an invoice that falls due on a day, if nothing is paid. */
export type PolicyExample = InMarket & {
  readonly dueOn: DateText;
  readonly steps: readonly { readonly level: LevelName; readonly on: DateText }[];
};
/** Stems of words that would make a level's letter another one by law. */
export type ForbiddenWords = InMarket & {
  readonly level: LevelName;
  readonly stems: readonly string[];
  readonly citation: string;
};
/** What is to be mended before a policy may be kept, the law's bounds of each field, and how it would go. */
export type PolicyCheck = {
  readonly unreadable: readonly { readonly field: string; readonly message: string }[];
  readonly breaches: readonly (LawBreach & InMarket)[];
  readonly refused: readonly {
    readonly field: Field;
    readonly code: OverrideRefusal["code"];
    readonly lockedBy: string | null;
  }[];
  readonly limits: readonly (LawLimit & InMarket)[];
  readonly examples: readonly PolicyExample[];
  readonly forbidden: readonly ForbiddenWords[];
};

type Wish = Pick<PolicyWish, "scope" | "scopeId" | "validFromOn" | "content">;
type Read = { readonly policy: Policy; readonly refused: PolicyCheck["refused"] };

async function policyOf(tx: TenantTransaction, wish: Wish, from: Temporal.PlainDate): Promise<Read> {
  if (wish.scope === "chain") return { policy: readPolicy(wish.content), refused: [] };
  const source = { scope: wish.scope, id: wish.scopeId ?? "", name: "" };
  const override = { source, validFrom: from, locks: [], ...readChanges(wish.content) };
  const { policy, refused } = effectivePolicy(await chainOn(tx, from), [override]);
  const told = refused.map((each) => ({
    field: each.field,
    code: each.code,
    lockedBy: each.code === "fieldLocked" ? each.lockedBy.name : null,
  }));
  return { policy, refused: told };
}

/** The steps of an invoice sent on the policy's first day and due a month later. */
function exampleOf(policy: Policy, pack: MarketPack, from: Temporal.PlainDate): PolicyExample {
  const dueOn = from.add({ days: 30 });
  const shown = timeline(policy, pack, { dueOn, deliveredOn: from, sent: new Map() });
  const steps = shown.ok ? shown.steps.map(({ level, on }) => ({ level, on: on.toString() })) : [];
  return { market: pack.country, dueOn: dueOn.toString(), steps };
}

function forbiddenIn({ levels }: Policy, pack: MarketPack, from: Temporal.PlainDate): readonly ForbiddenWords[] {
  return levels.flatMap(({ name }) => {
    const notice = noticeOf(pack, name, from);
    const stems = notice?.value.mustNotSay ?? [];
    return notice === undefined || stems.length === 0
      ? []
      : [{ market: pack.country, level: name, stems, citation: notice.source }];
  });
}

const unreadable = ({ field, facts }: Problem) => ({ field: field ?? "", message: String(facts?.["message"] ?? "") });

/**
 * What `setPolicy` would refuse, without keeping anything: for who is still writing. Throws FOLLOW_UP_NO_POLICY for a lower scope without a
 * chain's policy.
 */
export async function checkPolicy(tx: TenantTransaction, wish: Wish): Promise<PolicyCheck> {
  const from = Temporal.PlainDate.from(wish.validFromOn);
  const packs = await packsOf(tx, wish);
  const nothing = { unreadable: [], breaches: [], refused: [], limits: [], examples: [], forbidden: [] };
  try {
    const { policy, refused } = await policyOf(tx, wish, from);
    // A wait for a deadline that nobody gives has no day to count from: the breach says so.
    const breaches = packs.flatMap((pack) =>
      lawBreaches(policy, pack, from).map((each) => ({ ...each, market: pack.country })),
    );
    const hasDays = !breaches.some(({ field }) => field.endsWith(".wait"));
    return {
      ...nothing,
      ...{ breaches, refused },
      limits: packs.flatMap((pack) => lawLimits(policy, pack, from).map((each) => ({ ...each, market: pack.country }))),
      forbidden: packs.flatMap((pack) => forbiddenIn(policy, pack, from)),
      examples: hasDays ? packs.map((pack) => exampleOf(policy, pack, from)) : [],
    };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "FOLLOW_UP_POLICY_UNREADABLE") throw error;
    return { ...nothing, unreadable: error.problems.map(unreadable) };
  }
}
