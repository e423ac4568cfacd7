import { expect, test } from "vitest";
import { accounts } from "./accounts.ts";

test("X-19 the chart of accounts by role, with its SAF-T grouping", () => {
  const lines = accounts.map(
    ({ role, code, export: group }) => `${code} ${role} ${group.groupingCategory} ${group.groupingCode}`,
  );
  expect(lines).toEqual([
    "1500 receivable balanseverdiForOmloepsmiddel 1500",
    "1530 boughtClaims balanseverdiForOmloepsmiddel 1570",
    "1541 vippsClearing balanseverdiForOmloepsmiddel 1570",
    "1542 cardClearing balanseverdiForOmloepsmiddel 1570",
    "1543 partnerClearing balanseverdiForOmloepsmiddel 1570",
    "1544 instantClearing balanseverdiForOmloepsmiddel 1570",
    "1550 partnerReceivable balanseverdiForOmloepsmiddel 1570",
    "1560 recourse balanseverdiForOmloepsmiddel 1570",
    "1909 bankClearing balanseverdiForOmloepsmiddel 1570",
    "1920 bank balanseverdiForOmloepsmiddel 1920",
    "1930 clientBank balanseverdiForOmloepsmiddel 1920",
    "2400 payable kortsiktigGjeld 2400",
    "2700 vatOut kortsiktigGjeld 2740",
    "2710 vatIn kortsiktigGjeld 2740",
    "2740 vatSettlement kortsiktigGjeld 2740",
    "2900 customerCredit kortsiktigGjeld 2900",
    "2910 owedToClinic kortsiktigGjeld 2990",
    "2990 unallocated kortsiktigGjeld 2990",
    "3000 incomeTaxable salgsinntekt 3000",
    "3100 incomeZero salgsinntekt 3100",
    "3200 incomeExempt salgsinntekt 3200",
    "3290 feeIncome annenDriftsinntekt 3900",
    "6790 serviceCost annenDriftskostnad 6700",
    "7740 rounding annenDriftskostnad 7700",
    "7770 paymentCost annenDriftskostnad 7700",
    "7830 creditLoss annenDriftskostnad 7830",
    "8050 interestIncome finansinntekt 8050",
  ]);
});
