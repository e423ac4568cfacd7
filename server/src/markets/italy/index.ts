import { principalBeforeAll } from "../allocation.ts";
import type { MarketPack } from "../contract.ts";
import { payPage } from "../pay-page.ts";
import { agencyCostUnknown as agencyCost } from "../unpriced-agency.ts";
import { accounts } from "./accounts.ts";
import { calendar } from "./days.ts";
import { documents } from "./documents.ts";
import { fee, fees } from "./fees.ts";
import { identity } from "./identity.ts";
import { interest } from "./interest.ts";
import { rungsInTime } from "./ladder.ts";
import { limits } from "./limitation.ts";
import { notices, regimes } from "./notices.ts";
import { references } from "./references.ts";
import { keeping } from "./retention.ts";
import { rounding, vat } from "./vat.ts";

const about = {
  country: "IT",
  currency: "EUR",
  zones: ["Europe/Rome"],
  languages: ["it", "en"],
  smallBalanceMinor: 0n,
  managerCreditLimitMinor: 500_00n,
  payPage: payPage("card", "partPayment", "invoice"),
  reviewedThrough: new Temporal.PlainDate(2026, 11, 22),
  adultAge: 18,
} as const;
const letters = { regimes, notices, fees, fee, ...rungsInTime };
const claims = { interest, agencyCost, ...principalBeforeAll, ...limits };
const books = { references, accounts, vat, rounding, documents, identity, ...keeping };

/** Italy. The rate between businesses is known through 2026-06-30, the legal rate of consumers through 2026-12-31. */
export const italy: MarketPack = { ...about, ...calendar, ...letters, ...claims, ...books };
