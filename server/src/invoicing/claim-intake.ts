import type { KidAgreement } from "@kvitt/values";
import { closedSince, isOpenOn, listBankAccounts, type BankAccount } from "../banking/index.ts";
import { closedDays, ledgerById, type ClosedDays, type DateText, type Ledger } from "../ledger/index.ts";
import { marketPack, type MarketPack } from "../markets/index.ts";
import {
  blindIndex,
  canonicalJson,
  onRecord,
  refuse,
  tenantKey,
  type DataKey,
  type Problem,
  type Refusal,
  type TenantTransaction,
} from "../platform/index.ts";
import { checkClaim, type ClaimProblem, type KidRules } from "./claim-rules.ts";
import type { Claim } from "./claim-schema.ts";
import { selectClaims, usedNumbers, usedReferences } from "./store.ts";
import type { ClaimRow } from "./types.ts";

/** What the intake of claims stands on: the ledger, its market, the business day. */
export type Intake = {
  readonly ledger: Ledger;
  readonly pack: MarketPack;
  readonly today: DateText;
  readonly closed: ClosedDays;
  readonly key: DataKey;
  /** What the ledger's bank accounts take for payment references, asked for each claim. */
  kidRulesFor(claim: Claim): KidRules;
};

/** A claim that is not known yet, with its place in what was sent. */
export type FreshClaim = { readonly index: number; readonly claim: Claim; readonly contentHash: Buffer };

/** A claim's problem with its place in what was sent. */
export type PlacedProblem = ClaimProblem & { readonly index: number };

export async function openIntake(tx: TenantTransaction, ledgerId: string): Promise<Intake> {
  const ledger = await ledgerById(tx, ledgerId);
  const pack = marketPack(ledger.market);
  const today = tx.now.toZonedDateTimeISO(pack.zones[0]!).toPlainDate().toString();
  const accounts = (await listBankAccounts(tx)).filter((account) => account.ledgerId === ledgerId);
  const usual = { modulus: pack.references.defaultRule.modulus };
  // Nobody pays a credit: its reference is the corrected claim's, whenever that was agreed.
  const kidRulesFor = ({ kind, issueDate }: Claim) =>
    kidRulesOf(kind === "CREDIT" ? accounts : openOn(accounts, issueDate ?? today), accounts, usual);
  return { ledger, pack, today, kidRulesFor, closed: await closedDays(tx, [ledgerId]), key: await tenantKey(tx) };
}

const openOn = (accounts: readonly BankAccount[], day: DateText) => accounts.filter((each) => isOpenOn(each, day));

/** What open accounts of a ledger take: what they agreed, the market's usual rule where nothing is agreed, nothing where all are closed. */
function kidRulesOf(open: readonly BankAccount[], all: readonly BankAccount[], usual: KidAgreement): KidRules {
  if (open.length === 0 && all.length > 0) return { agreements: [], closedSince: closedSince(all) };
  const agreements = open.flatMap(({ kidModulus: modulus, kidLengths: lengths }) =>
    modulus ? [{ modulus, ...(lengths.length > 0 ? { lengths } : {}) }] : [],
  );
  return { agreements: agreements.length > 0 ? agreements : [usual], closedSince: null };
}

/**
 * What is wrong with the claims as one refusal: the code of the problems when they share one, else CLAIMS_REFUSED; each problem
 * with its claim (line, from 1) and field.
 */
function refusalOf(problems: readonly PlacedProblem[]): Refusal | undefined {
  const first = problems[0];
  if (!first) return undefined;
  const listed: Problem[] = problems.map(({ code, facts, index, field }) => ({
    code,
    sentence: refuse(code, facts).message,
    facts: facts ?? {},
    line: index + 1,
    field,
  }));
  const same = problems.every((problem) => problem.code === first.code);
  const claims = new Set(problems.map((problem) => problem.index)).size;
  return same ? refuse(first.code, first.facts, listed) : refuse("CLAIMS_REFUSED", { count: claims }, listed);
}

/** Throws what is wrong with the claims, if anything is. Nothing has been written that outlives it. */
export function refuseProblems(problems: readonly PlacedProblem[]): void {
  const refusal = refusalOf(problems);
  if (refusal) throw refusal;
}

export type Sorted = { readonly fresh: readonly FreshClaim[]; readonly known: ReadonlyMap<string, ClaimRow> };

/** Tells known claims from new ones. The same external id with other content is CLAIM_CHANGED, also within what was sent. */
export async function sortKnown(tx: TenantTransaction, intake: Intake, claims: readonly Claim[]): Promise<Sorted> {
  const known = new Map(
    (
      await selectClaims(
        tx,
        intake.ledger.id,
        claims.map((claim) => claim.externalId),
      )
    ).map((row) => [row.externalId, row]),
  );
  const seen = new Map([...known].map(([id, row]) => [id, row.contentHash]));
  const fresh: FreshClaim[] = [];
  const changed: PlacedProblem[] = [];
  for (const [index, claim] of claims.entries()) {
    // Keyed, so that a name and a birth day cannot be guessed from the stored hash.
    const contentHash = blindIndex(intake.key, canonicalJson(claim));
    const earlier = seen.get(claim.externalId);
    if (earlier && !earlier.equals(contentHash)) changed.push({ code: "CLAIM_CHANGED", field: "externalId", index });
    if (earlier) continue;
    seen.set(claim.externalId, contentHash);
    fresh.push({ index, claim, contentHash });
  }
  refuseProblems(changed);
  return { fresh, known };
}

/** FR-1, FR-4: claims are taken by an active ledger, and from its first day on. The refusal is kept on record. */
export function refuseInactive(intake: Intake, fresh: readonly FreshClaim[]): void {
  const { ledger, today } = intake;
  const facts = { ledger: ledger.name };
  const early = (claim: Claim) => ledger.activeFromOn !== null && (claim.issueDate ?? today) < ledger.activeFromOn;
  const off = fresh.filter(({ claim }) => ledger.state !== "active" || early(claim));
  const refusal = refusalOf(off.map(({ index }) => ({ code: "LEDGER_NOT_ACTIVE", field: "issueDate", index, facts })));
  const detail = { code: "LEDGER_NOT_ACTIVE", claims: off.length };
  if (refusal)
    throw onRecord(refusal, { action: "claims.refused", subjectKind: "ledger", subjectId: ledger.id, detail });
}

/** Everything that is wrong with each claim by itself. */
export function refuseWrong(intake: Intake, fresh: readonly FreshClaim[]): void {
  const facts = {
    pack: intake.pack,
    currency: intake.ledger.currency,
    today: Temporal.PlainDate.from(intake.today),
  };
  refuseProblems(
    fresh.flatMap(({ claim, index }) =>
      checkClaim(claim, { ...facts, kids: intake.kidRulesFor(claim) }).map((problem) => ({ ...problem, index })),
    ),
  );
}

/** What clashes with the books: a number or reference that is taken, a day in a closed period. */
export async function refuseClashes(
  tx: TenantTransaction,
  intake: Intake,
  fresh: readonly FreshClaim[],
): Promise<void> {
  const numbers = await usedNumbers(
    tx,
    intake.ledger.seriesId,
    fresh.flatMap(({ claim }) => claim.number ?? []),
  );
  const references = await usedReferences(
    tx,
    intake.ledger.id,
    fresh.flatMap(({ claim }) => (claim.kind === "CREDIT" ? [] : (claim.kid ?? []))),
  );
  const problems: PlacedProblem[] = [];
  for (const { claim, index } of fresh) {
    if (claim.number && numbers.has(claim.number)) problems.push({ code: "DUPLICATE_NUMBER", field: "number", index });
    if (claim.kid && claim.kind !== "CREDIT" && references.has(claim.kid))
      problems.push({ code: "DUPLICATE_REFERENCE", field: "kid", index });
    if (claim.number) numbers.add(claim.number);
    if (claim.kid) references.add(claim.kid);
    const day = claim.issueDate;
    const firstOpenDay = day ? intake.closed.firstOpenDay(intake.ledger.id, day) : day;
    if (day && firstOpenDay && firstOpenDay !== day)
      problems.push({ code: "PERIOD_CLOSED", field: "issueDate", index, facts: { day, firstOpenDay } });
  }
  refuseProblems(problems);
}
