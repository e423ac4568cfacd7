import type { z } from "zod";
import type { claimSchema } from "../src/invoicing/index.ts";
import { drawsFor, weighted, type Draws } from "./draws.ts";
import { organisationNumber, telephone } from "./numbers.ts";
import type { SimulatedClinic } from "./world.ts";

/** Who comes to a clinic. Names are common ones put together by chance; numbers are such that they belong to nobody. */

const FIRST_NAMES = [
  "Anne",
  "Ingrid",
  "Kari",
  "Marit",
  "Nora",
  "Emma",
  "Sofie",
  "Ida",
  "Hanne",
  "Silje",
  "Astrid",
  "Solveig",
  "Tone",
  "Frida",
  "Maja",
  "Linnea",
  "Jan",
  "Per",
  "Lars",
  "Ole",
  "Kjell",
  "Jakob",
  "Lucas",
  "Henrik",
  "Magnus",
  "Sindre",
  "Eirik",
  "Torstein",
  "Olav",
  "Aksel",
  "Amir",
  "Noor",
];
const LAST_NAMES = [
  "Hansen",
  "Johansen",
  "Olsen",
  "Larsen",
  "Andersen",
  "Nilsen",
  "Berg",
  "Haugen",
  "Hagen",
  "Dahl",
  "Lund",
  "Moen",
  "Solberg",
  "Strand",
  "Bakken",
  "Lie",
  "Nygård",
  "Myhre",
  "Sæther",
  "Brekke",
  "Aas",
  "Eide",
  "Ødegård",
  "Fjeld",
  "Ahmed",
  "Nguyen",
  "Kowalski",
  "Sande",
  "Vik",
  "Tangen",
];
const STREETS = [
  "Storgata",
  "Skolegata",
  "Kirkeveien",
  "Fjordveien",
  "Bjørkelia",
  "Strandgata",
  "Nedre vei",
  "Solbakken",
];
const COMPANIES = [
  "Sag og Høvleri",
  "Rørservice",
  "Regnskap",
  "Bakeri",
  "Fiskemottak",
  "Bygg",
  "Gårdsdrift",
  "Transport",
];

/** The part of a claim that says whom it is about and who pays. */
export type Household = Pick<
  z.input<typeof claimSchema>,
  "patient" | "payer" | "guardian" | "businessMode" | "thirdPartyReference"
> & {
  readonly patientNo: number;
};

type Kind = "adult" | "child" | "sharedCustody" | "elderly" | "employee";

const DENTAL: readonly (readonly [Kind, number])[] = [
  ["adult", 63],
  ["child", 17],
  ["sharedCustody", 5],
  ["elderly", 8],
  ["employee", 7],
];
const VETERINARY: readonly (readonly [Kind, number])[] = [
  ["adult", 84],
  ["elderly", 4],
  ["employee", 12],
];
/** Nobody can be reached at all: the clinic has to ask before an invoice can go out. */
const WITHOUT_CONTACT = 0.008;

/** The `index`-th regular of a clinic: always the same person. */
export function householdOf(clinic: SimulatedClinic, index: number): Household {
  const draws = drawsFor(clinic.seed, "household", clinic.number, index);
  const patientNo = clinic.firstPatientNo + index;
  const kind = weighted(draws, clinic.kind === "dental" ? DENTAL : VETERINARY);
  const lastName = draws.pick(LAST_NAMES);
  const name = `${draws.pick(FIRST_NAMES)} ${lastName}`;
  const patient = { ref: `P${patientNo}`, name, birthDate: birthDate(kind, draws) };
  const own = { type: "PATIENT" as const, ref: patient.ref, name, ...contacts(clinic, draws, patientNo) };
  const relative = (n: number) => ({
    ref: `F${patientNo}-${n}`,
    name: `${draws.pick(FIRST_NAMES)} ${lastName}`,
    phone: telephone(patientNo + n * 300_000),
  });
  switch (kind) {
    case "adult":
      return { patientNo, patient, payer: own };
    case "child":
      return { patientNo, patient, payer: childAsPayer(patient), guardian: relative(1) };
    case "sharedCustody":
      return {
        patientNo,
        patient,
        payer: childAsPayer(patient),
        guardian: shared(relative(1), relative(2), draws.chance(0.7) ? 5_000 : 6_000),
      };
    case "elderly":
      return { patientNo, patient, payer: own, guardian: relative(1) };
    case "employee":
      return {
        patientNo,
        patient,
        payer: employer(clinic, draws),
        businessMode: "COLLECTIVE",
        thirdPartyReference: `Best. ${draws.between(1000, 9999)}`,
      };
  }
}

const childAsPayer = (child: { ref: string; name: string }) => ({
  type: "PATIENT" as const,
  ref: child.ref,
  name: child.name,
});

function shared<T extends object>(first: T, second: T, shareBasisPoints: number): (T & { shareBasisPoints: number })[] {
  return [
    { ...first, shareBasisPoints },
    { ...second, shareBasisPoints: 10_000 - shareBasisPoints },
  ];
}

function birthDate(kind: Kind, draws: Draws): string {
  const isChild = kind === "child" || kind === "sharedCustody";
  const year = isChild
    ? draws.between(2011, 2021)
    : kind === "elderly"
      ? draws.between(1936, 1950)
      : draws.between(1955, 2004);
  return new Temporal.PlainDate(year, draws.between(1, 12), draws.between(1, 28)).toString();
}

function contacts(clinic: SimulatedClinic, draws: Draws, patientNo: number) {
  if (draws.chance(WITHOUT_CONTACT)) return {};
  const address = { line1: `${draws.pick(STREETS)} ${draws.between(1, 60)}`, postCode: "0000", city: clinic.place };
  const email = `p${patientNo}@example.com`;
  return {
    phone: telephone(patientNo),
    ...(draws.chance(0.5) ? { address } : {}),
    ...(draws.chance(0.4) ? { email } : {}),
  };
}

function employer(clinic: SimulatedClinic, draws: Draws) {
  const which = draws.between(0, COMPANIES.length - 1);
  const orgNo = organisationNumber(1_000 + clinic.number * 10 + which);
  return { type: "EMPLOYER" as const, ref: `B${orgNo}`, name: `${clinic.place} ${COMPANIES[which]!} AS`, orgNo };
}
