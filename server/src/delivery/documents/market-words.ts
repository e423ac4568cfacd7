/** What the law and custom of a country put on paper: its own words, in its own language whatever the reader's, each with its source. */
import { marketPack, type Country, type VatCode } from "../../markets/index.ts";
import type { Address } from "../../parties/index.ts";
import type { Language } from "../../platform/index.ts";
import type { Registration } from "./model.ts";

export type MarketPaper = {
  readonly paper: "a4" | "us-letter";
  /** Where the window of the country's envelopes is: SIS 61 45 01 and Italian business letters have it on the right. */
  readonly window: "left" | "right";
  /** The language its own words are in. */
  readonly language: Language;
};

export const marketPaper: Readonly<Record<Country, MarketPaper>> = {
  NO: { paper: "a4", window: "left", language: "nb" },
  SE: { paper: "a4", window: "right", language: "sv" },
  DK: { paper: "a4", window: "left", language: "da" },
  IT: { paper: "a4", window: "right", language: "it" },
  US: { paper: "us-letter", window: "left", language: "en" },
};

/** The reason a document of this country prints for a VAT code on a day; null where it needs none. */
export function noTaxReason(country: Country, vatCode: VatCode, on: Temporal.PlainDate): string | null {
  return marketPack(country).vat.rule(vatCode, on)?.reason ?? null;
}

/** Said on an Italian document that bears the duty stamp. */
export const STAMP_DUTY_WORDS = "Imposta di bollo assolta sull'originale";

/** `923456783` as `923 456 783`. */
const grouped = (digits: string, size: number): string =>
  digits.replace(new RegExp(`(.{${size}})(?=.)`, "g"), "$1\u00A0");

/** `5555555555` as `555555-5555`; what has another length stays. */
const swedishNumber = (digits: string): string => digits.replace(/^(\d{6})-?(\d{4})$/, "$1-$2");

/** How the issuer is registered, in the country's own words, as each of its documents says it. */
export function registrationWords(registration: Registration): readonly string[] {
  switch (registration.country) {
    case "NO": {
      const { organisationNumber, vatRegistered, inCompanyRegister } = registration;
      const number = `Org.nr. ${grouped(organisationNumber, 3)}${vatRegistered ? "\u00A0MVA" : ""}`;
      return inCompanyRegister ? [number, "Foretaksregisteret"] : [number];
    }
    case "SE": {
      const digits = registration.organisationNumber.replace("-", "");
      return [
        `Org.nr ${swedishNumber(digits)}`,
        ...(registration.vatRegistered ? [`Momsreg.nr SE${digits}01`] : []),
        ...(registration.approvedForFTax ? ["GODKÄND FÖR F-SKATT"] : []),
      ];
    }
    case "DK":
      return [`CVR-nr. ${grouped(registration.cvrNumber, 2)}`];
    case "IT": {
      const { partitaIva, codiceFiscale, professionalRegister } = registration;
      return [`P. IVA ${partitaIva}`, ...(codiceFiscale ? [`C.F. ${codiceFiscale}`] : []), professionalRegister];
    }
    case "US":
      return registration.taxId ? [`Tax ID ${registration.taxId}`] : [];
  }
}

/** A buyer's or issuer's number as the country writes it. */
export function organisationWords(country: Country, number: string): string {
  if (country === "NO") return grouped(number, 3);
  return country === "SE" ? swedishNumber(number) : number;
}

/** An address as lines of an envelope. A foreign country comes last, in capitals. */
export function addressLines(address: Address, home: Country): string[] {
  const { line1, line2, postCode, city, country } = address;
  const place = home === "US" && (country ?? "US") === "US" ? `${city} ${postCode}` : `${postCode} ${city}`;
  const foreign = country && country !== home ? country.toUpperCase() : "";
  return [line1, line2 ?? "", place, foreign].map((line) => line.trim()).filter((line) => line !== "");
}
