import { cardRecogniser, holdsForbiddenNumber, type KidAgreement } from "@kvitt/values";
import type { MarketPack } from "../markets/index.ts";
import type { Facts } from "../platform/index.ts";
import { normaliseEmail, normalisePhone } from "../parties/index.ts";
import { guardiansOf, type Claim } from "./claim-schema.ts";
import { supportProblems } from "./state-share/check.ts";

type PlainDate = Temporal.PlainDate;

/** What is wrong with a claim: a code with its facts, and the field. Never the value of a field that could name a person. */
export type ClaimProblem = { readonly code: string; readonly field: string; readonly facts?: Facts };

/** What the ledger's bank accounts agreed about KIDs, of those open on the claim's day; a KID fits when it fits one of them. */
export type KidRules = {
  readonly agreements: readonly KidAgreement[];
  /** Since when the ledger has no open account any more; null while it has one, or has none yet. */
  readonly closedSince: string | null;
};

export type ClaimRuleFacts = {
  readonly pack: MarketPack;
  readonly currency: string;
  readonly today: PlainDate;
  readonly kids: KidRules;
};

/** Every field in which somebody could write an identity number, by name. The telephone is typed as one, so it is not among them. */
function* texts(claim: Claim): Generator<readonly [field: string, text: string | null | undefined]> {
  yield ["externalId", claim.externalId];
  yield ["number", claim.number];
  yield ["credits", claim.credits];
  yield ["thirdPartyReference", claim.thirdPartyReference];
  yield ["plan.externalId", claim.plan?.externalId];
  for (const [at, line] of claim.lines.entries()) {
    yield [`lines[${at}].text`, line.text];
    yield [`lines[${at}].visitId`, line.visitId];
  }
  yield ["patient.ref", claim.patient?.ref];
  yield ["patient.name", claim.patient?.name];
  yield ["payer.ref", claim.payer?.ref];
  yield ["payer.name", claim.payer?.name];
  yield ["payer.orgNo", claim.payer?.orgNo];
  if (claim.payer) yield* contactTexts("payer", claim.payer);
  for (const [at, guardian] of guardiansOf(claim).entries()) {
    yield [`guardian[${at}].ref`, guardian.ref];
    yield [`guardian[${at}].name`, guardian.name];
    yield* contactTexts(`guardian[${at}]`, guardian);
  }
}

type Contacts = Pick<NonNullable<Claim["payer"]>, "email" | "address">;

function* contactTexts(
  field: string,
  { email, address }: Contacts,
): Generator<readonly [string, string | null | undefined]> {
  yield [`${field}.email`, email];
  yield [`${field}.address.line1`, address?.line1];
  yield [`${field}.address.line2`, address?.line2];
  yield [`${field}.address.city`, address?.city];
  yield [`${field}.address.postCode`, address?.postCode];
}

/** Fields that hold an identity number or a card number (SEC-55). A KID may look like a card by its check digit, never like a person. */
/** Keys of a machine: groups of digits with dashes, which now and then look like an identity number when joined. */
const TECHNICAL: ReadonlySet<string> = new Set(["externalId", "plan.externalId"]);

function identityProblems(claim: Claim, { pack, today }: ClaimRuleFacts): ClaimProblem[] {
  const problems: ClaimProblem[] = [];
  for (const [field, text] of texts(claim)) {
    if (!text) continue;
    if (TECHNICAL.has(field) || field.endsWith(".visitId")) {
      if (pack.identity.person.inKey(text, today)) problems.push({ code: "PII_IDENTITY_NUMBER", field });
      continue;
    }
    const held = pack.identity.person.recognise(text, today) || holdsForbiddenNumber(text, [cardRecogniser]);
    if (held) problems.push({ code: "PII_IDENTITY_NUMBER", field });
  }
  if (claim.kid && pack.identity.person.recognise(claim.kid, today))
    problems.push({ code: "PII_IDENTITY_NUMBER", field: "kid" });
  return problems;
}

function lineProblems(claim: Claim, { pack, today }: ClaimRuleFacts): ClaimProblem[] {
  const on = claim.issueDate ? Temporal.PlainDate.from(claim.issueDate) : today;
  const problems: ClaimProblem[] = [];
  const byCode = new Map<string, bigint>();
  let sumMinor = 0n;
  for (const [at, { amountMinor, vatMinor, vatCode }] of claim.lines.entries()) {
    sumMinor += amountMinor;
    byCode.set(vatCode, (byCode.get(vatCode) ?? 0n) + amountMinor);
    const checked = pack.vat.checkLine({ vatCode, vatMinor, netMinor: amountMinor - vatMinor }, on);
    if (checked.ok) continue;
    if (checked.code === "vatCodeUnknown") problems.push({ code: "VAT_CODE_UNKNOWN", field: `lines[${at}].vatCode` });
    else
      problems.push({
        code: "VAT_LINE_WRONG",
        field: `lines[${at}].vatMinor`,
        facts: { vatMinor, expectedMinor: checked.expectedMinor },
      });
  }
  if (sumMinor !== claim.amountMinor)
    problems.push({
      code: "CLAIM_SUM_WRONG",
      field: "amountMinor",
      facts: { sumMinor, amountMinor: claim.amountMinor },
    });
  const negative = [...byCode].find(([, minor]) => minor < 0n);
  if (negative) problems.push({ code: "CLAIM_LINES_NEGATIVE", field: "lines", facts: { vatCode: negative[0] } });
  return problems;
}

function referenceProblems(claim: Claim, { pack, kids }: ClaimRuleFacts): ClaimProblem[] {
  const problems: ClaimProblem[] = [];
  const numberAlone = claim.kind === "CREDIT" && !claim.kid;
  if (!claim.number !== !claim.kid && !numberAlone)
    problems.push({ code: "NUMBER_AND_KID", field: claim.number ? "kid" : "number" });
  if (claim.kid) {
    const { kid } = claim;
    if (kids.closedSince) problems.push({ code: "KID_ACCOUNT_CLOSED", field: "kid", facts: { day: kids.closedSince } });
    else if (!kids.agreements.some((agreement) => pack.references.check(kid, agreement).ok))
      problems.push({ code: "KID_INVALID", field: "kid" });
    if (!claim.issueDate || !claim.dueDate)
      problems.push({ code: "NUMBER_AND_KID", field: claim.issueDate ? "dueDate" : "issueDate" });
  }
  if (claim.issueDate && claim.dueDate && claim.dueDate < claim.issueDate)
    problems.push({ code: "DUE_BEFORE_ISSUE", field: "dueDate" });
  return problems;
}

function partyProblems(claim: Claim, { pack }: ClaimRuleFacts): ClaimProblem[] {
  const problems: ClaimProblem[] = [];
  const guardians = guardiansOf(claim);
  const { payer } = claim;
  if (claim.kind !== "CREDIT" && !payer) problems.push({ code: "PAYER_MISSING", field: "payer" });
  if (payer && !payer.ref && !payer.orgNo) problems.push({ code: "PAYER_MISSING", field: "payer.ref" });
  if (payer?.orgNo && !pack.identity.company(payer.orgNo))
    problems.push({ code: "CONTACT_INVALID", field: "payer.orgNo", facts: { kind: "organisation number" } });
  for (const [field, each] of [
    ...(payer ? [["payer", payer] as const] : []),
    ...guardians.map((g, at) => [`guardian[${at}]`, g] as const),
  ]) {
    if (each.phone && !normalisePhone(each.phone, pack.country))
      problems.push({ code: "CONTACT_INVALID", field: `${field}.phone`, facts: { kind: "phone" } });
    if (each.email && !normaliseEmail(each.email))
      problems.push({ code: "CONTACT_INVALID", field: `${field}.email`, facts: { kind: "email" } });
  }
  if (guardians.length > 0) {
    const shares = guardians.reduce(
      (sum, each) => sum + (each.shareBasisPoints ?? (guardians.length === 1 ? 10_000 : 0)),
      0,
    );
    if (shares !== 10_000) problems.push({ code: "SHARES_NOT_WHOLE", field: "guardian" });
  }
  return problems;
}

/**
 * Everything that is wrong with one claim by itself (FR-11). Identity numbers come first and alone: nothing else about such a claim
 * is looked at or said.
 */
export function checkClaim(claim: Claim, facts: ClaimRuleFacts): readonly ClaimProblem[] {
  const identity = identityProblems(claim, facts);
  if (identity.length > 0) return identity;
  const problems = [
    ...lineProblems(claim, facts),
    ...supportProblems(claim, facts.pack),
    ...referenceProblems(claim, facts),
    ...partyProblems(claim, facts),
  ];
  if (claim.currency !== facts.currency)
    problems.push({ code: "CURRENCY_WRONG", field: "currency", facts: { currency: facts.currency } });
  if ((claim.kind === "CREDIT") !== Boolean(claim.credits))
    problems.push({ code: "CREDITS_MISSING", field: "credits" });
  return problems;
}
