/** Invented people with all that must never stand in an anonymised document. Nobody real: numbers are made, not looked up. */
import { luhnCheckDigit } from "@kvitt/values";

/** A source of chance that gives the same each time: xorshift, 32 bits. */
export function createChance(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

type Chance = ReturnType<typeof createChance>;

const pick = <T>(chance: Chance, from: readonly T[]): T => from[chance(from.length)]!;

const given =
  "Kari Åse Øystein Bjørn Ingeborg Torbjørn Märta Göran Søren Kirsten Mahmoud Zofia Nguyệt Émile Włodek".split(" ");
const family =
  "Nordmann Ågård Bjørnstad Sjöström Lönnqvist Sørensen Vestergård Al-Hakim Kowalska Trần Müller Dell'Aquila".split(
    " ",
  );
const endings = "berg dal lund heim strøm gren vik rud stad qvist toft skov".split(" ");
const treatments = [
  "rotfylling",
  "tannekstraksjon",
  "krone på tann",
  "periodontittbehandling",
  "rotfyllning",
  "tandutdragning",
  "visdomstand",
  "rodbehandling",
  "tandudtrækning",
  "implantat",
  "narkose",
  "bittfysiologi",
];
const surfaces = "MO DO MOD mesialt distalt okklusalt bukkalt".split(" ");
const diagnoses = "K02.1 K04.0 K05.3 K08.1 S02.5 F40.2".split(" ");
const drugs = "Amoxicillin Ibuprofen Midazolam Articain Paracet Metronidazol".split(" ");
const clinicians = "tannlege tandläkare tandlæge".split(" ");

const two = (value: number): string => String(value).padStart(2, "0");
const digits = (chance: Chance, count: number): string =>
  Array.from({ length: count }, () => String(chance(10))).join("");

function weighted(text: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(text[at]), 0) % 11;
}

/** Eleven digits that pass both checks, of somebody born in the last century. */
function norwegianNumber(chance: Chance): string {
  for (;;) {
    const body = `${two(1 + chance(28))}${two(1 + chance(12))}${two(chance(100))}${String(chance(500)).padStart(3, "0")}`;
    const first = (11 - weighted(body, [3, 7, 6, 1, 8, 9, 4, 5, 2])) % 11;
    const second = (11 - weighted(`${body}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])) % 11;
    if (first < 10 && second < 10) return `${body}${first}${second}`;
  }
}

function swedishNumber(chance: Chance): string {
  const body = `${two(chance(100))}${two(1 + chance(12))}${two(1 + chance(28))}${digits(chance, 3)}`;
  return `${body.slice(0, 6)}-${body.slice(6)}${luhnCheckDigit(body) ?? ""}`;
}

/** The second check of a Danish number is not asked for: many have none. */
const danishNumber = (chance: Chance): string =>
  `${two(1 + chance(28))}${two(1 + chance(12))}${two(chance(100))}-${digits(chance, 4)}`;

/** One value of somebody's record. */
export function recordValue(chance: Chance): string {
  const name = `${pick(chance, given)} ${pick(chance, family)}${pick(chance, endings)}`;
  const tooth = `${1 + chance(4)}${1 + chance(8)}`;
  const born = [two(1 + chance(28)), two(1 + chance(12)), String(1930 + chance(95))] as const;
  const makers = [
    () => name,
    () => `${name.split(" ")[1]!}, ${name.split(" ")[0]!}`,
    () => born.join("."),
    () => [...born].reverse().join("-"),
    () => norwegianNumber(chance),
    () => swedishNumber(chance),
    () => danishNumber(chance),
    () => `J-${digits(chance, 7)}`,
    () => `${name.split(" ")[0]!.toLowerCase()}.${digits(chance, 4)}@pasient.example`,
    () => `+47 9${digits(chance, 7)}`,
    () => `tann ${tooth} ${pick(chance, surfaces)}`,
    () => `tand ${tooth}`,
    () => `${pick(chance, treatments)} ${tooth}`,
    () => pick(chance, treatments),
    () => pick(chance, diagnoses),
    () => `${pick(chance, drugs)} ${50 * (1 + chance(20))} mg`,
    () => `${pick(chance, clinicians)} ${pick(chance, given)}`,
    () => `${pick(chance, family)}veien ${1 + chance(99)} ${pick(chance, "ABCD".split(""))}`,
  ];
  return pick(chance, makers)();
}

/** As many different values as are wanted. */
export function recordValues(count: number, seed: number): readonly string[] {
  const chance = createChance(seed);
  const values = new Set<string>();
  while (values.size < count) values.add(recordValue(chance));
  return [...values];
}

/** Person's numbers of the three countries, as people write them. */
export function personNumbers(count: number, seed: number): readonly string[] {
  const chance = createChance(seed);
  const makers = [norwegianNumber, swedishNumber, danishNumber];
  return Array.from({ length: count }, (_, at) => makers[at % makers.length]!(chance));
}
