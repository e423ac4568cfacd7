import type { Draws } from "./draws.ts";

/** What a visit costs. The texts are neutral: they name no tooth, no illness, no animal. */

export type TreatmentLine = {
  readonly text: string;
  readonly amountMinor: bigint;
  readonly vatCode: string;
  readonly vatMinor: bigint;
};

type Treatment = {
  readonly text: string;
  readonly lowKroner: number;
  readonly highKroner: number;
  readonly vatCode: "EXEMPT" | "STANDARD";
};
type Visit = { readonly weight: number; readonly treatments: readonly Treatment[] };

const exempt = (text: string, lowKroner: number, highKroner: number): Treatment => ({
  text,
  lowKroner,
  highKroner,
  vatCode: "EXEMPT",
});
const taxed = (text: string, lowKroner: number, highKroner: number): Treatment => ({
  text,
  lowKroner,
  highKroner,
  vatCode: "STANDARD",
});

const EXAMINATION = exempt("Undersøkelse", 690, 1_190);
const TREATMENT = exempt("Behandling", 980, 2_450);
const CONSULTATION = taxed("Konsultasjon", 620, 980);
const SUPPLIES = taxed("Medisiner og utstyr", 120, 890);

const VISITS: Readonly<Record<"dental" | "veterinary", readonly Visit[]>> = {
  dental: [
    { weight: 38, treatments: [EXAMINATION] },
    { weight: 30, treatments: [EXAMINATION, TREATMENT] },
    { weight: 16, treatments: [TREATMENT, exempt("Materialer", 150, 640)] },
    { weight: 8, treatments: [exempt("Behandling over flere besøk", 3_200, 8_900)] },
    { weight: 5, treatments: [EXAMINATION, taxed("Pleieprodukter", 89, 349)] },
    { weight: 3, treatments: [taxed("Kosmetisk behandling", 1_900, 3_400)] },
  ],
  veterinary: [
    { weight: 42, treatments: [CONSULTATION] },
    { weight: 33, treatments: [CONSULTATION, SUPPLIES] },
    { weight: 15, treatments: [CONSULTATION, taxed("Laboratorieprøver", 540, 1_650), SUPPLIES] },
    { weight: 10, treatments: [taxed("Behandling", 2_400, 11_500)] },
  ],
};

const VAT_BASIS_POINTS = 2_500n;

/** A price in whole kroner, now and then with fifty øre: net, then VAT on it, both in øre. */
function lineOf({ text, lowKroner, highKroner, vatCode }: Treatment, draws: Draws): TreatmentLine {
  const tens = draws.between(Math.ceil(lowKroner / 10), Math.floor(highKroner / 10));
  const netMinor = BigInt(tens) * 1_000n + (draws.chance(0.05) ? 50n : 0n);
  const vatMinor = vatCode === "EXEMPT" ? 0n : (netMinor * VAT_BASIS_POINTS + 5_000n) / 10_000n;
  return { text, amountMinor: netMinor + vatMinor, vatCode, vatMinor };
}

/** The lines of one visit. */
export function visitOf(kind: "dental" | "veterinary", draws: Draws): TreatmentLine[] {
  const visits = VISITS[kind];
  let left = draws.next() * visits.reduce((sum, visit) => sum + visit.weight, 0);
  const visit = visits.find(({ weight }) => (left -= weight) < 0) ?? visits[0]!;
  return visit.treatments.map((treatment) => lineOf(treatment, draws));
}
