import { useTranslation } from "react-i18next";
import type { Wrong } from "./Form.tsx";
import type { Branding } from "./message-questions.ts";

/** How a sender is typed: every text as it stands in its field, empty for what is left out. */

export type Registration = Branding["registration"];
export type Draft = {
  readonly brand: string;
  readonly line1: string;
  readonly line2: string;
  readonly postCode: string;
  readonly city: string;
  readonly phone: string;
  readonly email: string;
  readonly web: string;
  readonly logoSvg: string;
  readonly accent: string;
  readonly registration: Registration;
};

/** What a market's companies say of themselves, before anybody has said it. */
function unsaid(market: string): Registration {
  switch (market) {
    case "SE":
      return { country: "SE", vatRegistered: false, approvedForFTax: true, seat: null };
    case "DK":
      return { country: "DK" };
    case "IT":
      return { country: "IT", codiceFiscale: null, professionalRegister: "" };
    case "US":
      return { country: "US" };
    default:
      return { country: "NO", vatRegistered: false, inCompanyRegister: true };
  }
}

export function draftOf(of: Branding | null, market: string): Draft {
  return {
    brand: of?.brand ?? "",
    line1: of?.address.line1 ?? "",
    line2: of?.address.line2 ?? "",
    postCode: of?.address.postCode ?? "",
    city: of?.address.city ?? "",
    phone: of?.phone ?? "",
    email: of?.email ?? "",
    web: of?.web ?? "",
    logoSvg: of?.logoSvg ?? "",
    accent: of?.accent ?? "",
    registration: of?.registration ?? unsaid(market),
  };
}

const orNull = (text: string): string | null => text.trim() || null;

export function brandingOf(draft: Draft): Branding {
  const { brand, line1, line2, postCode, city, phone, email, web, logoSvg, accent, registration } = draft;
  const address = { line1: line1.trim(), line2: orNull(line2), postCode: postCode.trim(), city: city.trim() };
  return {
    ...{ brand: orNull(brand), address, phone: orNull(phone), email: orNull(email), web: orNull(web) },
    ...{ logoSvg: orNull(logoSvg), accent: orNull(accent), registration },
  };
}

/** An empty field is right where it may be left out. */
const fits = (text: string, form: RegExp): boolean => text.trim() === "" || form.test(text.trim());

export function useBrandingWrong(draft: Draft): Wrong {
  const { t } = useTranslation();
  const wrong = (isRight: boolean, key: "needed" | "phone" | "email" | "web" | "accent") =>
    isRight ? undefined : t(`brandingPage.wrong.${key}`);
  return {
    "branding-line1": wrong(draft.line1.trim() !== "", "needed"),
    "branding-postCode": wrong(draft.postCode.trim() !== "", "needed"),
    "branding-city": wrong(draft.city.trim() !== "", "needed"),
    "branding-phone": wrong(fits(draft.phone, /^[+()\d][+()\d\s.-]{4,23}$/), "phone"),
    "branding-email": wrong(fits(draft.email, /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/), "email"),
    "branding-web": wrong(fits(draft.web, /^https:\/\/\S+\.\S+$/), "web"),
    "branding-accent": wrong(fits(draft.accent, /^#[0-9a-fA-F]{6}$/), "accent"),
  };
}
