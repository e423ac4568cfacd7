import type { MarketPack } from "../contract.ts";
import { accounts } from "./accounts.ts";
import { agencyCost } from "./agency-cost.ts";
import { allocation, allocationOrder } from "./allocation.ts";
import { days, maySend, paidInTime, quietHours, shiftDue } from "./days.ts";
import { documents } from "./documents.ts";
import { fee, fees } from "./fees.ts";
import { identity } from "./identity.ts";
import { interest } from "./interest.ts";
import { deadline, effectiveDue, ladder, stepDue } from "./ladder.ts";
import { limitation, limitationState } from "./limitation.ts";
import { notices, regimes } from "./notices.ts";
import { references } from "./references.ts";
import { keptThrough, retention } from "./retention.ts";
import { rounding, vat } from "./vat.ts";

/** Norway. Rates are known through 2026-12-31: after that day no fee, interest or agency cost is answered. */
export const norway: MarketPack = {
  country: "NO",
  currency: "NOK",
  zones: ["Europe/Oslo"],
  languages: ["nb", "en"],
  reviewedThrough: new Temporal.PlainDate(2026, 11, 21),
  adultAge: 18,
  days,
  shiftDue,
  paidInTime,
  quietHours,
  maySend,
  regimes,
  fees,
  notices,
  effectiveDue,
  stepDue,
  deadline,
  fee,
  ladder,
  interest,
  agencyCost,
  allocation,
  allocationOrder,
  limitation,
  limitationState,
  smallBalanceMinor: 0n,
  managerCreditLimitMinor: 5_000_00n,
  references,
  accounts,
  vat,
  rounding,
  documents,
  identity,
  retention,
  keptThrough,
  payPage: {
    methods: ["vipps", "card", "partPayment", "invoice"],
    confirm: ["birthDayAndPostcode", "otherChannel", "eId"],
    forLines: ["otherChannel", "eId"],
  },
};
