import type { AccountRole, AccountRule, InsurerRole, Lang } from "./contract.ts";

/** Where an account goes in the country's audit or bookkeeping file. */
export type AccountGroup = readonly [groupingCategory: string, groupingCode: string];

/** Accounts named in the country's language and in English. */
export function accountNamedIn(lang: Exclude<Lang, "en">) {
  return (role: AccountRole, code: string, name: string, en: string, group: AccountGroup): AccountRule => {
    const [groupingCategory, groupingCode] = group;
    return { role, code, name: { [lang]: name, en }, export: { groupingCategory, groupingCode } };
  };
}

/** What every market has an account for. */
type CommonRole = Exclude<AccountRole, InsurerRole>;

/** Kind, number and English name of each account in our own numbering: assets 1, debts 2, income 3, costs 4. */
const own: Readonly<Record<CommonRole, readonly [kind: string, code: string, en: string]>> = {
  bank: ["asset", "1010", "Bank"],
  clientBank: ["asset", "1020", "Bank, client money"],
  bankClearing: ["asset", "1090", "Bank clearing"],
  receivable: ["asset", "1100", "Customer receivables"],
  boughtClaims: ["asset", "1110", "Bought claims"],
  recourse: ["asset", "1120", "Claims taken back"],
  partnerReceivable: ["asset", "1130", "Receivable from partner"],
  cardClearing: ["asset", "1210", "Card clearing"],
  vippsClearing: ["asset", "1220", "Wallet clearing"],
  instantClearing: ["asset", "1230", "Instant payment clearing"],
  partnerClearing: ["asset", "1240", "Partner clearing"],
  vatIn: ["asset", "1310", "Input tax"],
  payable: ["liability", "2010", "Supplier debt"],
  customerCredit: ["liability", "2100", "Customer credit"],
  owedToClinic: ["liability", "2110", "Owed to clinics"],
  unallocated: ["liability", "2120", "Unallocated payments"],
  vatOut: ["liability", "2310", "Output tax"],
  vatSettlement: ["liability", "2320", "Tax settlement"],
  incomeTaxable: ["income", "3010", "Taxable sales"],
  incomeZero: ["income", "3020", "Zero-rated sales"],
  incomeExempt: ["income", "3030", "Exempt sales"],
  feeIncome: ["income", "3110", "Reminder fees"],
  interestIncome: ["income", "3120", "Late-payment interest"],
  serviceCost: ["cost", "4010", "External services"],
  paymentCost: ["cost", "4020", "Payment costs"],
  rounding: ["cost", "4030", "Rounding"],
  creditLoss: ["cost", "4040", "Credit losses"],
};

/**
 * The chart of a country whose own numbering no source of ours gives: our numbers, which the accountant changes before the ledger's first
 * booking. Without names of the country's language the accounts are named in English alone.
 */
export function ownChart(names?: {
  readonly lang: Exclude<Lang, "en">;
  readonly of: Readonly<Record<CommonRole, string>>;
}): readonly AccountRule[] {
  return (Object.keys(own) as CommonRole[]).map((role) => {
    const [groupingCategory, code, en] = own[role];
    const name = names === undefined ? { en } : { [names.lang]: names.of[role], en };
    return { role, code, name, export: { groupingCategory, groupingCode: code } };
  });
}
