import type { Role } from "../../platform/roles/index.ts";
import { approvalKinds, type ApprovalKind, type ApprovalMatrix, type ApprovalRule, type Band } from "./model.ts";

/** The matrix a tenant has before it has settled one, and what every matrix keeps to. */

const FINANCE: readonly Role[] = ["hqFinance", "cfo", "ceo"];
const HEAD: readonly Role[] = ["cfo", "ceo"];

/** SEC-12, SEC-13: no longer, no shorter. */
export const LONGEST_APPROVAL_HOURS = 72;
export const SHORTEST_WINDOW_DAYS = 30;
const LONGEST_WINDOW_DAYS = 3_650;

/** Roles that a matrix may name: a loss is never the clinic's to approve (SEC-14); the accountant is the checker of a one-person clinic. */
const allowed: Readonly<Record<ApprovalKind, readonly Role[]>> = {
  credit: ["clinicManager", "cfo", "ceo", "accountant"],
  loss: ["cfo", "ceo", "accountant"],
  refund: ["hqFinance", "cfo", "ceo", "accountant"],
  repayment: ["hqFinance", "cfo", "ceo", "accountant"],
};

/**
 * Credits up to and including the limit by the clinic manager, above it by CFO or CEO (DP-050, DP-051); every loss by CFO or CEO (DP-062);
 * money back by somebody of finance who did not ask for it.
 */
export function defaultMatrix(limitMinor: bigint, windowDays: number): ApprovalMatrix {
  const all = { ledgerId: null } as const;
  return {
    rules: [
      {
        ...all,
        kind: "credit",
        own: "anotherRole",
        bands: [
          { upToMinor: limitMinor, roles: ["clinicManager"] },
          { upToMinor: null, roles: HEAD },
        ],
      },
      { ...all, kind: "loss", own: "anotherRole", bands: [{ upToMinor: null, roles: HEAD }] },
      { ...all, kind: "refund", own: "anotherPerson", bands: [{ upToMinor: null, roles: FINANCE }] },
      { ...all, kind: "repayment", own: "anotherPerson", bands: [{ upToMinor: null, roles: FINANCE }] },
    ],
    windowDays,
    approvalHours: LONGEST_APPROVAL_HOURS,
  };
}

/** A matrix of the tenant's own over the default: kinds it says nothing of stay as they come. */
export function overDefault(own: ApprovalMatrix, base: ApprovalMatrix): ApprovalMatrix {
  const settled = new Set(own.rules.filter(({ ledgerId }) => ledgerId === null).map(({ kind }) => kind));
  return { ...own, rules: [...own.rules, ...base.rules.filter(({ kind }) => !settled.has(kind))] };
}

function wrongBands(bands: readonly Band[], kind: ApprovalKind): string[] {
  const last = bands.length - 1;
  return [
    ...(bands.length === 0 || bands[last]!.upToMinor !== null ? ["lastBandHasLimit"] : []),
    ...(bands.slice(0, -1).some(({ upToMinor }) => upToMinor === null || upToMinor < 0n) ? ["bandWithoutLimit"] : []),
    ...(bands.some(
      ({ upToMinor }, at) => at > 0 && upToMinor !== null && upToMinor <= (bands[at - 1]!.upToMinor ?? -1n),
    )
      ? ["bandsNotRising"]
      : []),
    ...(bands.some(({ roles }) => roles.length === 0) ? ["bandWithoutRole"] : []),
    ...(bands.some(({ roles }) => roles.some((role) => !allowed[kind].includes(role))) ? ["roleNotForKind"] : []),
  ];
}

const subjectOf = ({ kind, ledgerId }: ApprovalRule) => `${kind}|${ledgerId ?? ""}`;

/** What is wrong with a matrix, by field: nothing is wrong with one that may stand. */
export function wrongInMatrix({ rules, windowDays, approvalHours }: ApprovalMatrix): { field: string; code: string }[] {
  const names = rules.map(subjectOf);
  const between = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  return [
    ...(between(windowDays, SHORTEST_WINDOW_DAYS, LONGEST_WINDOW_DAYS)
      ? []
      : [{ field: "windowDays", code: "windowOutOfRange" }]),
    ...(between(approvalHours, 1, LONGEST_APPROVAL_HOURS) ? [] : [{ field: "approvalHours", code: "hoursOutOfRange" }]),
    ...rules.flatMap((rule, at) => [
      ...(names.indexOf(subjectOf(rule)) === at ? [] : [{ field: `rules.${String(at)}`, code: "ruleTwice" }]),
      ...wrongBands(rule.bands, rule.kind).map((code) => ({ field: `rules.${String(at)}.bands`, code })),
    ]),
  ];
}

export const isApprovalKind = (kind: string): kind is ApprovalKind =>
  (approvalKinds as readonly string[]).includes(kind);
