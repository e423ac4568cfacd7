import type { MarketPack } from "../contract.ts";
import { payPage } from "../pay-page.ts";
import { row } from "../rows.ts";
import { accounts } from "./accounts.ts";
import { agencyCost } from "./agency-cost.ts";
import { allocation, allocationOrder } from "./allocation.ts";
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
  country: "SE",
  currency: "SEK",
  zones: ["Europe/Stockholm"],
  languages: ["sv", "en"],
  reviewedThrough: new Temporal.PlainDate(2026, 11, 21),
  adultAge: 18,
  smallBalanceMinor: 1_00n,
  // Statement of each Thursday's deposit; a visit that three of them lack is asked about.
  insurerPayout: row(
    { weekday: 4, payouts: 3 },
    "own",
    "Försäkringskassan pays weekly; the three weeks are our own rule",
  ),
  managerCreditLimitMinor: 5_000_00n,
  payPage: payPage("swish", "card", "partPayment", "invoice"),
} as const;
const letters = { regimes, notices, fees, fee, ...rungsInTime };
const claims = { interest, agencyCost, allocation, allocationOrder, ...limits };
const books = { references, accounts, vat, rounding, documents, identity, ...keeping };

/** Sweden. Interest rates are known through 2026-12-31; fees stand in the Act until it is changed. */
export const sweden: MarketPack = { ...about, ...calendar, ...letters, ...claims, ...books };
