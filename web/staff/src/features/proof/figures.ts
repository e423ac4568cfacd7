import type { Answer } from "../../api.ts";
import type { Texts } from "../../texts/i18n.ts";

export type Proof = Answer<"/api/v1/ledgers/{ledgerId}/reports/day-proof", "get">;
export type Line = Proof["lines"][number];
export type Part = Line["parts"][number];
export type LineName = keyof Texts["proofLine"];
export type PartName = keyof Texts["proofPart"];

/** A station of the flow: its figure with the rows behind it, and the figures beside it. */
export type Station = {
  readonly name: keyof Texts["proofBox"];
  readonly part: PartName;
  readonly beside: readonly PartName[];
  /** The equation between this station and the next: where it does not come out, the chain is broken. */
  readonly then: LineName | undefined;
};

/** The way of the money from claims to the books. */
export const STATIONS: readonly Station[] = [
  {
    name: "claims",
    part: "issued",
    beside: ["openYesterday", "givenBack", "credited", "lost", "openToday"],
    then: "receivables",
  },
  { name: "settled", part: "settled", beside: ["taken", "withPartners"], then: "bankLines" },
  {
    name: "file",
    part: "linesIn",
    beside: ["linesSettled", "customerCredit", "unallocated", "otherAccounts"],
    then: "bankClearing",
  },
  {
    name: "payout",
    part: "bankClearing",
    beside: ["unpairedLumps", "aheadOfFile", "repeatedLines"],
    then: "bank",
  },
  { name: "bank", part: "closingBalance", beside: ["bank"], then: "receivableAccount" },
  { name: "ledger", part: "receivableAccount", beside: [], then: undefined },
];

export const partNamed = (proof: Proof, name: PartName): Part | undefined =>
  proof.lines.flatMap((line) => line.parts).find((part) => part.name === name);

export const lineNamed = (proof: Proof, name: LineName): Line | undefined =>
  proof.lines.find((line) => line.name === name);

/** What stands before a part; all others are added. */
const SIGNS: Partial<Record<LineName, Partial<Record<PartName, string>>>> = {
  receivables: { openYesterday: "", settled: "−", credited: "−", lost: "−", openToday: "=" },
  receivableAccount: { openToday: "", receivableAccount: "=" },
  partners: { withPartnersYesterday: "", refunded: "−", chargedBack: "−", paidOut: "−", withPartners: "=" },
  bankLines: { linesIn: "", linesSettled: "=" },
  bankClearing: { bankClearing: "", unpairedLumps: "=" },
  repayments: { repaymentsYesterday: "", orderedBack: "−", paidByBank: "−", repayments: "=" },
  bank: { bank: "", closingBalance: "=" },
};

export const signOf = (line: LineName, part: PartName): string => SIGNS[line]?.[part] ?? "+";

/** All that is not explained, each equation's share by its size. */
export const missingOf = (proof: Proof): number =>
  proof.lines.reduce((sum, line) => sum + Math.abs(line.differenceMinor), 0);
