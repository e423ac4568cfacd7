import { partiesById } from "../parties/index.ts";
import {
  makePartyKeys,
  partyKeys,
  recordAudit,
  seal,
  type DataKey,
  type SealPlace,
  type TenantTransaction,
} from "../platform/index.ts";
import { openBooks } from "./books.ts";
import {
  openIntake,
  refuseClashes,
  refuseInactive,
  refuseProblems,
  refuseWrong,
  sortKnown,
  type FreshClaim,
  type Intake,
  type PlacedProblem,
} from "./claim-intake.ts";
import { resolveParties, type ClaimParties } from "./claim-parties.ts";
import type { Claim } from "./claim-schema.ts";
import { creditClaims, creditParts, hasGivenNumber, type Correction } from "./credit-claims.ts";
import { issueInvoices, issueOf, partsOf } from "./issue.ts";
import { isSupported, supportIn } from "./state-share/check.ts";
import { creditStateParts } from "./state-share/credit.ts";
import { creditProblems, offsOf, partsByClaim } from "./state-share/credit-intake.ts";
import type { StatePart } from "./state-share/store.ts";
import { foreignNumberWarning, listForeignNumbers, withForeignNumber, type ClaimWarning } from "./foreign-numbers.ts";
import { refreshContacts } from "./refresh-contacts.ts";
import { referenceFor, takeOwnNumbers } from "./numbering.ts";
import { creditedSoFar, insertClaims, selectClaims, selectInvoicesOfClaims, withKeyCodes } from "./store.ts";
import type { ClaimKind, ClaimRow, ClaimState, StoredLine } from "./types.ts";

/** A claim's state as it is told to the practice system. */
export type ClaimWireState = "RECEIVED" | "INVOICED" | "ON_COLLECTIVE" | "WITHDRAWN" | "NEEDS_CONTACT";
/** The answer to one claim. `isNew` is false for a claim that was taken before (answered 200 instead of 201). */
export type ClaimAnswer = {
  readonly claimId: string;
  readonly externalId: string;
  readonly state: ClaimWireState;
  readonly isNew: boolean;
  /** What stands in the way of sending it, though it was taken. */
  readonly warnings: readonly ClaimWarning[];
};

const KINDS: Readonly<Record<Claim["kind"], ClaimKind>> = {
  INVOICE: "invoice",
  PLAN_TERM: "planTerm",
  CREDIT: "credit",
  BUSINESS_LINE: "businessLine",
};
const WIRE: Readonly<Record<ClaimState, ClaimWireState>> = {
  received: "RECEIVED",
  invoiced: "INVOICED",
  onCollective: "ON_COLLECTIVE",
  withdrawn: "WITHDRAWN",
};

export function wireState(row: Pick<ClaimRow, "state" | "needsContact">): ClaimWireState {
  const live = row.state === "received" || row.state === "invoiced";
  return live && row.needsContact ? "NEEDS_CONTACT" : WIRE[row.state];
}

/** Where the text of a claim's line is sealed; lines count from 1. */
export function textPlace(tenantId: string, claimId: string, line: number): SealPlace {
  return { tenantId, table: "claim", column: "lines", row: `${claimId}#${line}` };
}

/**
 * Takes claims from a practice system, 1 to some thousand at once, in the order sent (FR-10 to FR-13). All or nothing: any problem
 * refuses the whole, with every problem listed by claim and field. A claim taken before is recognised by its external id and answered
 * again; with other content it is CLAIM_CHANGED.
 *
 * A claim with number and KID is the practice system's invoice and is booked on its issue date, with an open item that carries the KID;
 * without both it waits for the invoice run, and a business line waits for the collective one. A CREDIT is booked at once.
 * One that a third party is to pay under the number it brought is booked with a warning: Kvitt cannot send it.
 */
export async function receiveClaims(
  tx: TenantTransaction,
  ledgerId: string,
  claims: readonly Claim[],
): Promise<ClaimAnswer[]> {
  const intake = await openIntake(tx, ledgerId);
  const { fresh, known } = await sortKnown(tx, intake, claims);
  const rows = new Map(known);
  if (fresh.length > 0) {
    refuseInactive(intake, fresh);
    refuseWrong(intake, fresh);
    await refuseClashes(tx, intake, fresh);
    const made = await withKeyCodes(() => take(tx, intake, fresh));
    for (const row of made) rows.set(row.externalId, row);
    await listForeignNumbers(tx, intake, made);
    await recordAudit(tx, {
      action: "claims.received",
      subjectKind: "ledger",
      subjectId: ledgerId,
      detail: { claims: fresh.length },
    });
    // A claim may bring the telephone or the guardian that earlier ones lacked.
    await refreshContacts(tx, ledgerId);
  }
  const foreign = await withForeignNumber(tx, [...rows.values()]);
  return claims.map(({ externalId }) => {
    const row = rows.get(externalId)!;
    const warnings = foreign.has(row.id) ? [foreignNumberWarning()] : [];
    return { claimId: row.id, externalId, state: wireState(row), isNew: !known.has(externalId), warnings };
  });
}

async function take(tx: TenantTransaction, intake: Intake, fresh: readonly FreshClaim[]): Promise<ClaimRow[]> {
  const charges = fresh.filter(({ claim }) => claim.kind !== "CREDIT");
  const credits = fresh.filter(({ claim }) => claim.kind === "CREDIT");
  return [
    ...(charges.length > 0 ? await takeCharges(tx, intake, charges) : []),
    ...(credits.length > 0 ? await takeCredits(tx, intake, credits) : []),
  ];
}

async function takeCharges(tx: TenantTransaction, intake: Intake, fresh: readonly FreshClaim[]): Promise<ClaimRow[]> {
  const scope = { clinicId: intake.ledger.clinicId, pack: intake.pack, today: intake.today };
  const parties = await resolveParties(
    tx,
    fresh.map(({ claim }) => claim),
    scope,
  );
  const keys = await textKeys(tx, parties.map(textOwner));
  const rows = fresh.map((each, at) => chargeRow(tx, each, parties[at]!, keys.get(textOwner(parties[at]!))!));
  await insertClaims(tx, intake.ledger.id, intake.ledger.seriesId, rows);
  await issueNow(
    tx,
    intake,
    rows.filter((row) => row.state === "invoiced"),
  );
  return rows;
}

/** Whose key seals a claim's texts: the patient's, else the payer's. */
const textOwner = (parties: Pick<ClaimParties, "patientId" | "payer">) => parties.patientId ?? parties.payer.id;

/** Data keys for texts; a party whose key was destroyed and who comes back gets a new one. */
export async function textKeys(tx: TenantTransaction, partyIds: readonly string[]): Promise<Map<string, DataKey>> {
  const keys = await partyKeys(tx, partyIds);
  const missing = [...new Set(partyIds)].filter((id) => !keys.has(id));
  return missing.length > 0 ? new Map([...keys, ...(await makePartyKeys(tx, missing))]) : keys;
}

/** A claim's lines with their texts sealed for it. */
export function sealLines(
  tx: TenantTransaction,
  claimId: string,
  lines: readonly (Omit<StoredLine, "text"> & { readonly text: string })[],
  key: DataKey,
): StoredLine[] {
  return lines.map(({ text, amountMinor, vatCode, vatMinor, support }, at) => ({
    text: seal(key, textPlace(tx.tenantId, claimId, at + 1), text).toString("base64"),
    amountMinor,
    vatCode,
    vatMinor,
    ...(support ? { support } : {}),
  }));
}

/** The sender's own word, and where the state pays a share one invoice by itself: its parts belong together. */
function businessModeOf(claim: Claim): ClaimRow["businessMode"] {
  if (claim.businessMode === "COLLECTIVE") return "collective";
  return claim.businessMode === "SINGLE" || isSupported(claim) ? "single" : null;
}

function baseRow(tx: TenantTransaction, { claim, contentHash }: FreshClaim, key: DataKey) {
  const id = tx.platform.ids.next();
  return {
    id,
    externalId: claim.externalId,
    contentHash,
    kind: KINDS[claim.kind],
    businessMode: businessModeOf(claim),
    number: claim.number ?? null,
    issuedOn: claim.issueDate ?? null,
    dueOn: claim.dueDate ?? null,
    amountMinor: claim.amountMinor,
    vatMinor: claim.lines.reduce((sum, line) => sum + line.vatMinor, 0n),
    lines: sealLines(
      tx,
      id,
      claim.lines.map((line) => ({ ...line, ...supportIn(line) })),
      key,
    ),
    thirdPartyReference: claim.thirdPartyReference ?? null,
    wishes: { ...(claim.choices ? { choices: claim.choices } : {}), ...(claim.plan ? { plan: claim.plan } : {}) },
  };
}

function chargeRow(tx: TenantTransaction, fresh: FreshClaim, parties: ClaimParties, key: DataKey): ClaimRow {
  const { claim } = fresh;
  const gathered =
    claim.kind === "BUSINESS_LINE" ||
    claim.businessMode === "COLLECTIVE" ||
    (parties.payer.invoiceMode === "collective" && businessModeOf(claim) !== "single");
  return {
    ...baseRow(tx, fresh, key),
    reference: claim.kid ?? null,
    patientId: parties.patientId,
    payerId: parties.debtors[0]!.partyId,
    debtors: parties.debtors.length > 1 ? parties.debtors : null,
    creditsId: null,
    needsContact: parties.needsContact,
    state: claim.number && claim.kid && !gathered ? "invoiced" : "received",
  };
}

/** Books the practice system's invoices. Guardians who share custody get one each; the first keeps the number and KID that were sent. */
async function issueNow(tx: TenantTransaction, intake: Intake, rows: readonly ClaimRow[]): Promise<void> {
  const parts = rows.flatMap((claim) => partsOf(claim).map((part, at) => ({ claim, part, first: at === 0 })));
  const others = parts.filter(({ first }) => !first);
  const customers = await partiesById(
    tx,
    others.map(({ part }) => part.partyId),
  );
  const issues = parts.map(({ claim, part }) =>
    issueOf(tx, intake.pack, claim, part, { issuedOn: claim.issuedOn!, dueOn: claim.dueOn! }),
  );
  const number = async () => {
    const numbers = await takeOwnNumbers(tx, intake.ledger, others.length);
    return parts.map(({ claim, part, first }) => {
      if (first) return { number: claim.number!, seriesNo: null, reference: claim.reference! };
      const own = numbers.next();
      const { customerNo } = customers.get(part.partyId)!;
      return { ...own, reference: referenceFor(intake.ledger, intake.pack, customerNo, own.seriesNo) };
    });
  };
  await issueInvoices(
    tx,
    openBooks(intake.ledger, intake.pack, Temporal.PlainDate.from(intake.today)),
    intake.ledger.seriesId,
    issues,
    number,
  );
}

async function takeCredits(tx: TenantTransaction, intake: Intake, fresh: readonly FreshClaim[]): Promise<ClaimRow[]> {
  const { ledger } = intake;
  const targets = new Map(
    (
      await selectClaims(
        tx,
        ledger.id,
        fresh.map(({ claim }) => claim.credits!),
        true,
      )
    ).map((row) => [row.externalId, row]),
  );
  const states = await partsByClaim(
    tx,
    [...targets.values()].map(({ id }) => id),
  );
  await refuseBadCredits(tx, fresh, targets, states);
  const keys = await textKeys(
    tx,
    [...targets.values()].map((target) => target.patientId ?? target.payerId),
  );
  const rows = fresh.map((each) => creditRow(tx, each, targets.get(each.claim.credits!)!, keys));
  await insertClaims(tx, ledger.id, ledger.seriesId, rows);
  const invoices = Map.groupBy(
    await selectInvoicesOfClaims(
      tx,
      [...targets.values()].map((target) => target.id),
    ),
    (each) => each.claimId,
  );
  const corrections: Correction[] = rows.map((credit) => ({
    credit,
    invoices: invoices.get(credit.creditsId!)!,
    issuedOn: credit.issuedOn ?? intake.today,
  }));
  const parts = creditParts(corrections);
  const numbers = await takeOwnNumbers(tx, ledger, parts.filter((part) => !hasGivenNumber(part)).length);
  const noteIds = await creditClaims(
    tx,
    openBooks(ledger, intake.pack, Temporal.PlainDate.from(intake.today)),
    ledger.seriesId,
    parts,
    numbers,
  );
  for (const [at, { correction, invoice }] of parts.entries()) {
    const offs = offsOf(correction.credit, noteIds[at]!, states.get(correction.credit.creditsId!) ?? []);
    await creditStateParts(tx, [invoice.invoiceId], offs, correction.issuedOn);
  }
  return rows;
}

function creditRow(
  tx: TenantTransaction,
  fresh: FreshClaim,
  target: ClaimRow,
  keys: ReadonlyMap<string, DataKey>,
): ClaimRow {
  return {
    ...baseRow(tx, fresh, keys.get(target.patientId ?? target.payerId)!),
    reference: null,
    patientId: target.patientId,
    payerId: target.payerId,
    debtors: target.debtors,
    creditsId: target.id,
    needsContact: false,
    state: "invoiced",
  };
}

/** A credit corrects an invoiced claim, and all credits of a claim together are no more than the claim. */
async function refuseBadCredits(
  tx: TenantTransaction,
  fresh: readonly FreshClaim[],
  targets: ReadonlyMap<string, ClaimRow>,
  states: ReadonlyMap<string, readonly StatePart[]>,
): Promise<void> {
  const credited = await creditedSoFar(
    tx,
    [...targets.values()].map((target) => target.id),
  );
  const problems: PlacedProblem[] = [];
  for (const { claim, index, contentHash } of fresh) {
    const target = targets.get(claim.credits!);
    if (!target || target.kind === "credit") {
      problems.push({ code: "CREDITED_CLAIM_UNKNOWN", field: "credits", index });
      continue;
    }
    if (target.state !== "invoiced" && target.state !== "onCollective")
      problems.push({ code: "CREDITED_CLAIM_WAITING", field: "credits", index });
    const leftMinor = target.amountMinor - (credited.get(target.id) ?? 0n);
    if (claim.amountMinor > leftMinor)
      problems.push({ code: "CREDIT_TOO_LARGE", field: "amountMinor", index, facts: { leftMinor } });
    credited.set(target.id, (credited.get(target.id) ?? 0n) + claim.amountMinor);
    problems.push(...creditProblems({ claim, index, contentHash }, states.get(target.id) ?? []));
  }
  refuseProblems(problems);
}
