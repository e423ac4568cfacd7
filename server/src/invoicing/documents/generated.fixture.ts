/** Invented third-party invoices and the patients behind them, the same for the same seed. Nobody real: numbers are made, not looked up. */
import { makeKid } from "@kvitt/values";
import { opaqueReference } from "@kvitt/format-einvoice";
import type { CaseLine, ThirdPartyFacts } from "./facts.ts";

/** A source of chance that gives the same each time: xorshift, 32 bits. */
export function chanceOf(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761) | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
type Chance = ReturnType<typeof chanceOf>;

const list = (text: string): readonly string[] => text.split("|");
const pick = (chance: Chance, from: readonly string[]): string => from[chance(from.length)]!;

const GIVEN = list(
  "Kari|Åse|Øystein|Bjørn|Torbjørn|Märta|Søren|Mahmoud|Zofia|Nguyệt|Émile|Włodek|סיגל|محمد|Giuseppina",
);
const FAMILY = list(
  "Fjellheim|Ågård|Bjørnstad|Sjöström|Lönnqvist|Vestergård|Al-Hakim|Kowalska|Trần|Dell'Aquila|כהן|الحكيم",
);
const TREATMENTS = list(
  "Rotfylling|Tannekstraksjon|Krone|Periodontittbehandling|Visdomstann|Implantat|Narkose|Bittskinne|Rotfyllning|Tandutdragning|Sedering med midazolam|Kastrering|Tannrens hund",
);
const SURFACES = list("MO|DO|MOD|mesialt|distalt|okklusalt|bukkalt");
const CODES = list("K02.1|K04.0|K05.3|S02.5|F40.2|takst 303b|HELFO 14a");
const ANIMALS = list("Trygve (hund)|Pusur|Rex von Waldburg|Blakken|Snøfte|Balder av Nordvik");
const BUYERS = list("Havn Rederi AS|Sørlia kommune|Nordkyst Forsikring ASA|Elvebredden skole|Hjelpefondet SA");
const ORGANISATIONS = list("974760673|987654325|889640782|971526920");
const TOWNS = list("Stavanger|Bodø|Tromsø|Hamar");

const digits = (chance: Chance, count: number): string =>
  Array.from({ length: count }, () => String(chance(10))).join("");
const two = (value: number): string => String(value).padStart(2, "0");

/** Everything of a patient that must not be told, as the records have it. */
export function patientOf(chance: Chance): readonly string[] {
  const [given, family] = [pick(chance, GIVEN), pick(chance, FAMILY)];
  const [year, month, day] = [1930 + chance(90), two(1 + chance(12)), two(1 + chance(28))];
  const tooth = `${1 + chance(4)}${1 + chance(8)}`;
  return [
    `${given} ${family}`,
    given,
    family,
    `${year}-${month}-${day}`,
    `${day}.${month}.${year}`,
    `${day}${month}${String(year).slice(2)}${digits(chance, 5)}`,
    `+479${digits(chance, 7)}`,
    `${given.toLowerCase()}.${digits(chance, 4)}@post.example`,
    `Pasientveien ${1 + chance(90)} ${pick(chance, list("A|B|C"))}`,
    `P-${digits(chance, 7)}`,
    `opus-${digits(chance, 8)}`,
    `${pick(chance, TREATMENTS)} tann ${tooth} ${pick(chance, SURFACES)}`,
    `tann ${tooth}`,
    pick(chance, CODES),
    pick(chance, ANIMALS),
  ];
}

function caseOf(chance: Chance, isVet: boolean, at: number): CaseLine {
  const isGoods = !isVet && chance(6) === 0;
  const isTaxed = isVet || isGoods;
  const netMinor = BigInt(5_000 + chance(400_000));
  const payerReference = chance(2) === 0 ? `REQ 2026/${1_000 + chance(9_000)}` : null;
  const bytes = Uint8Array.from({ length: 16 }, () => chance(256));
  const asked = payerReference === null ? "healthcareAsAgreed" : "healthcareOnRequisition";
  return {
    reference: opaqueReference(bytes),
    payerReference,
    month: `2026-${two(8 + (at % 2))}`,
    phrase: isVet ? "veterinaryAsAgreed" : isGoods ? "goods" : asked,
    netMinor,
    vatMinor: isTaxed ? (netMinor * 2_500n + 5_000n) / 10_000n : 0n,
    vatCode: isTaxed ? "STANDARD" : "EXEMPT",
    vatRateBasisPoints: isTaxed ? 2_500n : 0n,
  };
}

function buyerOf(chance: Chance): ThirdPartyFacts["buyer"] {
  return {
    name: pick(chance, BUYERS),
    address:
      chance(3) === 0
        ? null
        : { line1: `Kaigata ${1 + chance(50)}`, postCode: digits(chance, 4), city: pick(chance, TOWNS) },
    organisationNumber: pick(chance, ORGANISATIONS),
    customerNumber: String(20_000 + chance(9_000)),
    country: "NO",
  };
}

export type Generated = { readonly facts: ThirdPartyFacts; readonly forbidden: readonly string[] };

/** The invoice of a number: single, collective or credit note, dental or veterinary, with the records of its patients. */
export function generated(no: number): Generated {
  const chance = chanceOf(no + 1);
  const isVet = chance(4) === 0;
  const kind = (["invoice", "collective", "creditNote"] as const)[chance(3)]!;
  const cases = Array.from({ length: kind === "collective" ? 2 + chance(6) : 1 }, (_, at) => caseOf(chance, isVet, at));
  const reference = makeKid(`9${digits(chance, 11)}`, "mod10");
  const references = new Set(cases.map((each) => each.payerReference));
  const netMinor = cases.reduce((sum, each) => sum + each.netMinor, 0n);
  const facts: ThirdPartyFacts = {
    issuer: {
      name: "Nordlys Klinikk AS",
      brand: "Nordlys",
      address: { line1: "Storgata 12", postCode: "0184", city: "Oslo" },
      registration: { country: "NO", organisationNumber: "923456783", vatRegistered: true, inCompanyRegister: true },
      phone: "22 00 00 00",
      email: "faktura@nordlys.example",
      web: null,
      logoSvg: null,
      accent: null,
    },
    seat: null,
    currency: "NOK",
    kind,
    number: String(100_000 + no),
    ownNumber: true,
    issuedOn: "2026-10-06",
    dueOn: "2026-10-20",
    reference,
    netMinor,
    totalMinor: netMinor + cases.reduce((sum, each) => sum + each.vatMinor, 0n),
    slip: kind === "creditNote" ? null : { kind: "kid", account: "86011117947", kid: reference },
    kid: kind === "creditNote" ? null : { modulus: "mod10" },
    credits:
      kind === "creditNote"
        ? { number: "99999", issuedOn: "2026-09-30", inFull: false, settlement: "againstInvoice" }
        : null,
    buyer: buyerOf(chance),
    buyerReference: references.size === 1 ? cases[0]!.payerReference : null,
    ownReference: cases[0]!.reference,
    lines: cases,
  };
  return { facts, forbidden: cases.flatMap(() => patientOf(chance)) };
}
