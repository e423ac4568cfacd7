import type { Sender } from "../src/delivery/index.ts";
import type { IssuerSettings } from "../src/ledger/index.ts";

/** How the invented clinics present themselves: addresses in places that are not there, and a small drawing each. */

const STREETS = ["Storgata", "Kirkegata", "Strandgata", "Havnegata", "Torggata", "Skolegata", "Fjordgata"];
const COLOURS = ["#0F6B73", "#2B5C8A", "#5B4B8A", "#2F6B45", "#8A4B2B", "#7A3B5E"];

/** A tooth and a paw, of a few curves. */
const DRAWINGS = {
  dental: (colour: string) =>
    `<path fill="${colour}" d="M20 4c-7 0-13 4-13 12 0 5 2 8 3 13 1 4 1 7 4 7s3-9 6-9 3 9 6 9 3-3 4-7c1-5 3-8 3-13 0-8-6-12-13-12z"/>`,
  veterinary: (colour: string) =>
    `<g fill="${colour}"><path d="M20 18c-5 0-10 6-10 11 0 4 3 5 6 4 3-1 5-1 8 0s6 0 6-4c0-5-5-11-10-11z"/><circle cx="8" cy="17" r="4"/><circle cx="15" cy="9" r="4"/><circle cx="25" cy="9" r="4"/><circle cx="32" cy="17" r="4"/></g>`,
} as const;

const WAVE = (colour: string) =>
  `<path fill="none" stroke="${colour}" stroke-width="2.5" stroke-linecap="round" d="M48 24c4-5 8-5 12 0s8 5 12 0 8-5 12 0 8 5 12 0"/>`;

function logo(kind: keyof typeof DRAWINGS, colour: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40">${DRAWINGS[kind](colour)}${WAVE(colour)}</svg>`;
}

/** Letters and digits of a place, as a telephone shows a sender: eleven at most. */
function smsSender(place: string): string {
  const plain = place
    .normalize("NFKD")
    .replaceAll("ø", "o")
    .replaceAll("Ø", "O")
    .replaceAll("æ", "ae")
    .replace(/[^A-Za-z0-9]/g, "");
  return plain.slice(0, 11);
}

type Presented = {
  readonly number: number;
  readonly name: string;
  readonly place: string;
  readonly kind: "dental" | "veterinary";
};

/** In whose name a clinic's messages leave: as its documents say it, and its place on telephones. */
export function messageSenderOf(clinic: Presented): Sender {
  const { brand, phone, email } = senderOf(clinic);
  return {
    brand: brand ?? clinic.name,
    telephone: phone,
    smsSender: smsSender(clinic.place),
    replyTo: email,
  };
}

/** The sender of a clinic's documents. `number` is its running number, by which all is chosen. */
export function senderOf(clinic: Presented): IssuerSettings {
  const { number, name, place, kind } = clinic;
  const colour = COLOURS[number % COLOURS.length]!;
  const host = `${smsSender(place).toLowerCase()}.example`;
  return {
    brand: name,
    address: {
      line1: `${STREETS[number % STREETS.length]!} ${3 + ((number * 7) % 60)}`,
      line2: null,
      postCode: String(9_900 - number).padStart(4, "0"),
      city: place,
    },
    phone: `22 00 ${String(10 + (number % 90))} 00`,
    email: `faktura@${host}`,
    web: `https://${host}`,
    logoSvg: logo(kind, colour),
    accent: colour,
    registration: { country: "NO", vatRegistered: kind === "veterinary", inCompanyRegister: true },
  };
}
