import { accountNamedIn } from "../chart.ts";
import type { AccountRule } from "../contract.ts";

/** Kind of account and code of the tax return, as SIE files tell them (#KTYP: T asset, S debt, I income, K cost; #SRU). */
type Group = readonly ["T" | "S" | "I" | "K", string];

const account = accountNamedIn("sv");

const receivables: Group = ["T", "7251"];
const otherReceivables: Group = ["T", "7261"];
const cashAndBank: Group = ["T", "7281"];
const prepayments: Group = ["S", "7362"];
const supplierDebt: Group = ["S", "7365"];
const otherDebt: Group = ["S", "7369"];
const sales: Group = ["I", "7410"];
const externalCosts: Group = ["K", "7513"];
const interestGained: Group = ["I", "7417"];

/**
 * The chart of accounts a Swedish ledger starts with, by role. Codes follow BAS; 1581 to 1589 are those a company forms itself for money
 * that card and payment services have taken in. All may be changed until the ledger's first booking.
 */
export const accounts: readonly AccountRule[] = [
  account("receivable", "1510", "Kundfordringar", "Customer receivables", receivables),
  account("cardClearing", "1581", "Avräkning kort", "Card clearing", receivables),
  account("instantClearing", "1582", "Avräkning Swish", "Instant payment clearing", receivables),
  account("vippsClearing", "1583", "Avräkning mobilplånbok", "Wallet clearing", receivables),
  account("partnerClearing", "1584", "Avräkning finanspartner", "Partner clearing", receivables),
  account("stateReceivable", "1680", "Fordran på Försäkringskassan", "Receivable from the state", otherReceivables),
  account("partnerReceivable", "1684", "Fordringar hos partner", "Receivable from partner", otherReceivables),
  account("recourse", "1686", "Återtagna fordringar", "Claims taken back", otherReceivables),
  account("boughtClaims", "1689", "Köpta fordringar", "Bought claims", otherReceivables),
  account("bank", "1930", "Företagskonto", "Bank", cashAndBank),
  account("bankClearing", "1939", "Inbetalningar under avstämning", "Bank clearing", cashAndBank),
  account("clientBank", "1990", "Redovisningsmedel", "Bank, client money", cashAndBank),
  account("customerCredit", "2420", "Förskott från kunder", "Customer credit", prepayments),
  account("payable", "2440", "Leverantörsskulder", "Supplier debt", supplierDebt),
  account("vatOut", "2611", "Utgående moms, 25 %", "Output VAT", otherDebt),
  account("vatIn", "2641", "Ingående moms", "Input VAT", otherDebt),
  account("vatSettlement", "2650", "Redovisningskonto för moms", "VAT settlement", otherDebt),
  account("owedToClinic", "2896", "Skulder till kliniker", "Owed to clinics", otherDebt),
  account("unallocated", "2899", "Oidentifierade inbetalningar", "Unallocated payments", otherDebt),
  account("incomeTaxable", "3041", "Försäljning av tjänster, 25 % moms", "Taxable sales", sales),
  account("incomeExempt", "3044", "Försäljning av tjänster, momsfri", "Exempt sales", sales),
  account("incomeZero", "3045", "Försäljning utanför EU, momsfri", "Zero-rated sales", sales),
  account("feeIncome", "3540", "Påminnelseavgifter", "Reminder fees", sales),
  account("rounding", "3740", "Öres- och kronutjämning", "Rounding", sales),
  account("creditLoss", "6351", "Konstaterade förluster på kundfordringar", "Credit losses", externalCosts),
  account("paymentCost", "6570", "Bankkostnader", "Payment costs", externalCosts),
  account("serviceCost", "6590", "Övriga externa tjänster", "External services", externalCosts),
  account("interestIncome", "8313", "Dröjsmålsränta", "Late-payment interest", interestGained),
];
