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
  country: "DK",
  currency: "DKK",
  zones: ["Europe/Copenhagen"],
  languages: ["da", "en"],
  smallBalanceMinor: 0n,
  managerCreditLimitMinor: 5_000_00n,
  payPage: payPage("vipps", "card", "partPayment", "invoice"),
  reviewedThrough: new Temporal.PlainDate(2026, 11, 22),
  adultAge: 18,
} as const;
const letters = { regimes, notices, fees, fee, ...rungsInTime };
const claims = { interest, agencyCost, ...principalBeforeAll, ...limits };
const books = { references, accounts, vat, rounding, documents, identity, ...keeping };

/** Denmark. Interest rates are known through 2026-06-30; the reference rate of July 2026 waits for a person to read it. */
export const denmark: MarketPack = { ...about, ...calendar, ...letters, ...claims, ...books };
