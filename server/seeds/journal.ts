import { claimSchema, receiveClaims, withdrawClaim, type Claim, type ClaimAnswer } from "../src/invoicing/index.ts";
import { withTenant } from "../src/platform/index.ts";
import { drawsFor, type Draws } from "./draws.ts";
import { journalKid } from "./numbers.ts";
import { householdOf } from "./people.ts";
import { visitOf, type TreatmentLine } from "./treatments.ts";
import type { SimulatedClinic } from "./world.ts";

/** A clinic's practice system: patients come, fees arise, some are credited or turn out to be paid at the desk. */

const REGULARS = 450;
const TERM_DAYS = 14;
/** A correction comes within so many days; long enough that the week's invoice run has been. */
const CREDITED_AFTER_DAYS = 8;
const CREDITED_WITHIN_DAYS = 25;
const CREDITS_PER_TRANSFER = 0.18;
const PAID_AT_DESK = 0.006;

/** Claims for a clinic and working day. */
export type Volume = { readonly low: number; readonly high: number };

export type Transferred = { readonly claims: number; readonly credits: number; readonly withdrawn: number };

export type Journal = {
  /** A working day: patients come, and fees wait for the transfer. */
  receivePatients(on: Temporal.PlainDate): void;
  /** Sends what waits, with a correction now and then. */
  transfer(on: Temporal.PlainDate): Promise<Transferred>;
};

type Sent = { readonly claim: Claim; readonly on: Temporal.PlainDate };

/** The practice system of one clinic. It keeps its own numbers and remembers what it sent, as a real one does. */
export function createJournal(clinic: SimulatedClinic, volume: Volume): Journal {
  const nextNumber = createNumbering();
  const correctable = new Map<string, Sent>();
  let waiting: Claim[] = [];
  return {
    receivePatients(on) {
      const draws = drawsFor(clinic.seed, "visits", clinic.number, on.toString());
      const visits = draws.between(volume.low, volume.high);
      for (let visit = 1; visit <= visits; visit++) waiting.push(visitClaim(clinic, draws, { on, visit }, nextNumber));
    },
    async transfer(on) {
      const claims = waiting;
      waiting = [];
      const draws = drawsFor(clinic.seed, "transfer", clinic.number, on.toString());
      const corrections = creditOf(clinic, draws, on, correctable, nextNumber);
      const answers = await withTenant(clinic.platform, clinic.context, (tx) =>
        receiveClaims(tx, clinic.ledgerId, [...claims, ...corrections]),
      );
      remember(correctable, claims, answers, on);
      const atDesk = claims.filter((claim) => correctable.has(claim.externalId) && draws.chance(PAID_AT_DESK));
      for (const { externalId } of atDesk) {
        await withTenant(clinic.platform, clinic.context, (tx) => withdrawClaim(tx, clinic.ledgerId, externalId));
        correctable.delete(externalId);
      }
      return { claims: claims.length, credits: corrections.length, withdrawn: atDesk.length };
    },
  };
}

type NextNumber = (on: Temporal.PlainDate) => number;

/** Invoice numbers of the practice system: two digits of the year and a running number. */
function createNumbering(): NextNumber {
  const last = new Map<number, number>();
  return (on) => {
    const next = (last.get(on.year) ?? 0) + 1;
    last.set(on.year, next);
    return (on.year % 100) * 10_000 + next;
  };
}

function visitClaim(
  clinic: SimulatedClinic,
  draws: Draws,
  { on, visit }: { on: Temporal.PlainDate; visit: number },
  nextNumber: NextNumber,
): Claim {
  const { patientNo, ...household } = householdOf(clinic, draws.between(0, REGULARS - 1));
  const lines = visitOf(clinic.kind, draws);
  const base = {
    externalId: `C${clinic.number}D${on.toString()}V${visit}`,
    kind: "INVOICE",
    ...onTheWire(lines),
    ...household,
  };
  if (clinic.numbering !== "journal" || household.businessMode) return claimSchema.parse(base);
  const number = nextNumber(on);
  const days = { issueDate: on.toString(), dueDate: on.add({ days: TERM_DAYS }).toString() };
  return claimSchema.parse({ ...base, number: String(number), kid: journalKid(patientNo, number), ...days });
}

/** The money of a claim as JSON has it: integers. */
function onTheWire(lines: readonly TreatmentLine[]) {
  return {
    currency: "NOK",
    amountMinor: Number(lines.reduce((sum, line) => sum + line.amountMinor, 0n)),
    lines: lines.map((line) => ({ ...line, amountMinor: Number(line.amountMinor), vatMinor: Number(line.vatMinor) })),
  };
}

/** Now and then one claim of the past weeks was wrong: all of it, or its first line. */
function creditOf(
  clinic: SimulatedClinic,
  draws: Draws,
  on: Temporal.PlainDate,
  correctable: Map<string, Sent>,
  nextNumber: NextNumber,
): Claim[] {
  if (!draws.chance(CREDITS_PER_TRANSFER)) return [];
  const age = (sent: Sent) => sent.on.until(on).days;
  for (const [id, sent] of correctable) if (age(sent) > CREDITED_WITHIN_DAYS) correctable.delete(id);
  const old = [...correctable.values()].filter((sent) => age(sent) >= CREDITED_AFTER_DAYS);
  if (old.length === 0) return [];
  const { claim } = draws.pick(old);
  correctable.delete(claim.externalId);
  const lines = draws.chance(0.6) ? claim.lines : claim.lines.slice(0, 1);
  const number = clinic.numbering === "journal" ? { number: String(nextNumber(on)) } : {};
  return [
    claimSchema.parse({
      externalId: `${claim.externalId}-K`,
      kind: "CREDIT",
      credits: claim.externalId,
      ...onTheWire(lines),
      ...number,
    }),
  ];
}

/** What can be corrected later: claims that become an invoice of their own. */
function remember(
  correctable: Map<string, Sent>,
  claims: readonly Claim[],
  answers: readonly ClaimAnswer[],
  on: Temporal.PlainDate,
): void {
  for (const [at, claim] of claims.entries()) {
    if (claim.businessMode || answers[at]!.state === "NEEDS_CONTACT") continue;
    correctable.set(claim.externalId, { claim, on });
  }
}
