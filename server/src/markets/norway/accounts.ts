import { type AccountGroup, accountNamedIn } from "../chart.ts";
import type { AccountRule } from "../contract.ts";

const account = accountNamedIn("nb");

/** Groups of SAF-T Financial 1.30 (business tax specification). Source: Skatteetaten/saf-t, naeringsspesifikasjon.csv. */
const receivables: AccountGroup = ["balanseverdiForOmloepsmiddel", "1500"];
const otherReceivables: AccountGroup = ["balanseverdiForOmloepsmiddel", "1570"];
const bankDeposits: AccountGroup = ["balanseverdiForOmloepsmiddel", "1920"];
const supplierDebt: AccountGroup = ["kortsiktigGjeld", "2400"];
const vatDebt: AccountGroup = ["kortsiktigGjeld", "2740"];
const prepayments: AccountGroup = ["kortsiktigGjeld", "2900"];
const otherShortDebt: AccountGroup = ["kortsiktigGjeld", "2990"];
const taxableSales: AccountGroup = ["salgsinntekt", "3000"];
const zeroRatedSales: AccountGroup = ["salgsinntekt", "3100"];
const salesOutsideTheAct: AccountGroup = ["salgsinntekt", "3200"];
const otherOperatingIncome: AccountGroup = ["annenDriftsinntekt", "3900"];
const externalServices: AccountGroup = ["annenDriftskostnad", "6700"];
const otherCosts: AccountGroup = ["annenDriftskostnad", "7700"];
const lossesOnReceivables: AccountGroup = ["annenDriftskostnad", "7830"];
const financialIncome: AccountGroup = ["finansinntekt", "8050"];

/** The chart of accounts a Norwegian ledger starts with, by role. Codes follow NS 4102. */
export const accounts: readonly AccountRule[] = [
  account("receivable", "1500", "Kundefordringer", "Customer receivables", receivables),
  account("boughtClaims", "1530", "Kjøpte fordringer", "Bought claims", otherReceivables),
  account("vippsClearing", "1541", "Oppgjørskonto Vipps", "Vipps clearing", otherReceivables),
  account("cardClearing", "1542", "Oppgjørskonto kort", "Card clearing", otherReceivables),
  account("partnerClearing", "1543", "Oppgjørskonto samarbeidspartner", "Partner clearing", otherReceivables),
  account("instantClearing", "1544", "Oppgjørskonto straksbetaling", "Instant payment clearing", otherReceivables),
  account("partnerReceivable", "1550", "Fordring på samarbeidspartner", "Receivable from partner", otherReceivables),
  account("recourse", "1560", "Tilbakekjøpte fordringer", "Claims taken back", otherReceivables),
  account("bankClearing", "1909", "Innbetalinger under avstemming", "Bank clearing", otherReceivables),
  account("bank", "1920", "Bankinnskudd", "Bank", bankDeposits),
  account("clientBank", "1930", "Bankinnskudd, klientmidler", "Bank, client money", bankDeposits),
  account("payable", "2400", "Leverandørgjeld", "Supplier debt", supplierDebt),
  account("vatOut", "2700", "Utgående merverdiavgift", "Output VAT", vatDebt),
  account("vatIn", "2710", "Inngående merverdiavgift", "Input VAT", vatDebt),
  account("vatSettlement", "2740", "Oppgjørskonto merverdiavgift", "VAT settlement", vatDebt),
  account("customerCredit", "2900", "Tilgode kunder", "Customer credit", prepayments),
  account("owedToClinic", "2910", "Skyldig til klinikker", "Owed to clinics", otherShortDebt),
  account("unallocated", "2990", "Uidentifiserte innbetalinger", "Unallocated payments", otherShortDebt),
  account("incomeTaxable", "3000", "Salgsinntekt, avgiftspliktig", "Taxable sales", taxableSales),
  account("incomeZero", "3100", "Salgsinntekt, avgiftsfri", "Zero-rated sales", zeroRatedSales),
  account("incomeExempt", "3200", "Salgsinntekt, unntatt avgift", "Sales outside the VAT act", salesOutsideTheAct),
  account("feeIncome", "3290", "Purregebyr", "Reminder fees", otherOperatingIncome),
  account("serviceCost", "6790", "Annen fremmed tjeneste", "External services", externalServices),
  account("rounding", "7740", "Øreavrunding", "Rounding", otherCosts),
  account("paymentCost", "7770", "Bank- og kortgebyr", "Payment costs", otherCosts),
  account("creditLoss", "7830", "Tap på fordringer", "Credit losses", lossesOnReceivables),
  account("interestIncome", "8050", "Forsinkelsesrente", "Late-payment interest", financialIncome),
];
