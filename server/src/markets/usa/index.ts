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
  country: "US",
  currency: "USD",
  zones: [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
  ],
  languages: ["en"],
  smallBalanceMinor: 0n,
  managerCreditLimitMinor: 500_00n,
  payPage: payPage("card", "partPayment", "invoice"),
  reviewedThrough: new Temporal.PlainDate(2026, 11, 22),
  adultAge: 18,
} as const;
const letters = { regimes, notices, fees, fee, ...rungsInTime };
const claims = { interest, agencyCost, ...principalBeforeAll, ...limits };
const books = { references, accounts, vat, rounding, documents, identity, ...keeping };

/** United States. No fee, interest, limitation period or tax rate of any state is confirmed, so none is charged or spoken of. */
export const usa: MarketPack = { ...about, ...calendar, ...letters, ...claims, ...books };
