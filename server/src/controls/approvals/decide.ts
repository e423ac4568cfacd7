import type { Role } from "../../platform/roles/index.ts";
import type {
  ApprovalCause,
  ApprovalMatrix,
  ApprovalRequest,
  ApprovalRule,
  Band,
  EarlierApproval,
  Verdict,
} from "./model.ts";

/** Who may approve: pure, on data. */

/** The rule of a request's kind: the ledger's own before the one for all. */
export function ruleFor(
  { rules }: ApprovalMatrix,
  { kind, ledgerId }: Pick<ApprovalRequest, "kind" | "ledgerId">,
): ApprovalRule {
  const ofKind = rules.filter((rule) => rule.kind === kind);
  const found = ofKind.find((rule) => rule.ledgerId === ledgerId) ?? ofKind.find((rule) => rule.ledgerId === null);
  if (!found) throw new Error(`The matrix has no rule for ${kind}`);
  return found;
}

const rolesFrom = (bands: readonly Band[], from: number): Role[] => [
  ...new Set(bands.slice(from).flatMap(({ roles }) => roles)),
];

/** Is an earlier credit in the window? On the same original invoice it always is (DP-053 a); of a person on the last of the days still (b). */
function inWindow(earlier: EarlierApproval, day: string, windowDays: number): boolean {
  if (earlier.sameOriginal) return true;
  const days = Temporal.PlainDate.from(earlier.day).until(day, { largestUnit: "days" }).days;
  return earlier.samePerson && days <= windowDays;
}

/** Earlier approvals that count towards a band: those that no higher band's role gave. Losses, refunds and repayments are not summed (DP-062). */
function countedIn(band: number, rule: ApprovalRule, earlier: readonly EarlierApproval[]): EarlierApproval[] {
  if (rule.kind !== "credit") return [];
  const higher = rolesFrom(rule.bands, band + 1);
  return earlier.filter(({ role }) => !higher.includes(role));
}

const sumOf = (amountMinor: bigint, earlier: readonly EarlierApproval[]) =>
  earlier.reduce((sum, each) => sum + each.amountMinor, amountMinor);

function firstThatHolds(rule: ApprovalRule, fits: (limitMinor: bigint, band: number) => boolean): number {
  return rule.bands.findIndex(({ upToMinor }, band) => upToMinor === null || fits(upToMinor, band));
}

type Level = { readonly band: number; readonly cause: ApprovalCause };

/** The band that an amount and its sum fall in; above it, when somebody's own (DP-054). */
function levelOf(rule: ApprovalRule, request: ApprovalRequest, earlier: readonly EarlierApproval[]): Level {
  const { amountMinor, makerRoles, ownInterest } = request;
  const top = rule.bands.length - 1;
  const byAmount = firstThatHolds(rule, (limit) => amountMinor <= limit);
  const bySum = firstThatHolds(rule, (limit, band) => sumOf(amountMinor, countedIn(band, rule, earlier)) <= limit);
  const own = rule.bands.findLastIndex(({ roles }) => roles.some((role) => makerRoles.includes(role)));
  const above = own < 0 ? -1 : Math.min(own + 1, top);
  const levels: Level[] = [
    { band: byAmount, cause: "amount" },
    { band: bySum, cause: "sum" },
    { band: above, cause: "ownRequest" },
    { band: ownInterest ? Math.min(bySum + 1, top) : -1, cause: "ownInterest" },
  ];
  // Of several causes for one band the first stands: the amount says most.
  return levels.reduce((highest, level) => (level.band > highest.band ? level : highest));
}

/** In the highest band: a CFO's request goes to the CEO. Where nobody is left by role, any other person of the band. */
function withoutOwn(rule: ApprovalRule, roles: readonly Role[], band: number, makerRoles: readonly Role[]): Role[] {
  const others = roles.filter((role) => !makerRoles.includes(role));
  const inTop = band === rule.bands.length - 1 && rule.own === "anotherRole";
  return inTop && others.length > 0 ? others : [...roles];
}

/** Who may approve a request: roles any one of which suffices, held by somebody who did not ask. */
export function decideApproval(
  matrix: ApprovalMatrix,
  request: ApprovalRequest,
  before: readonly EarlierApproval[],
): Verdict {
  const rule = ruleFor(matrix, request);
  const earlier = before.filter((each) => inWindow(each, request.day, matrix.windowDays));
  const { band, cause } = levelOf(rule, request, earlier);
  const counted = countedIn(0, rule, earlier);
  const roles = withoutOwn(rule, rolesFrom(rule.bands, band), band, request.makerRoles);
  const own = roles.length === rolesFrom(rule.bands, band).length ? cause : "ownRequest";
  return {
    roles,
    cause: own,
    limitMinor: rule.bands[0]!.upToMinor,
    sumMinor: sumOf(request.amountMinor, counted),
    earlier: counted,
    aloneRoles: rolesFrom(rule.bands, 0),
  };
}

/** Somebody who would approve: their own roles in reach of the ledger, and those they stand in for. */
export type Approver = {
  readonly actor: string;
  readonly roles: readonly Role[];
  readonly deputyFor: readonly { readonly role: Role; readonly principal: string }[];
};

/** In which role somebody approves: the lowest that suffices, so that what counts towards a limit counts. */
export type Capacity = {
  readonly role: Role;
  /** Whom they stand in for. */
  readonly deputyFor: string | null;
  /** One-person mode: their own request, to be carried out after a delay. */
  readonly alone: boolean;
};

export type Judged = ({ readonly ok: true } & Capacity) | { readonly ok: false; readonly because: "own" | "role" };

/** May this person approve? Never what they asked for themselves, but in one-person mode; nor as the deputy of who asked. */
export function judgeApprover(
  verdict: Verdict,
  { actor, roles, deputyFor }: Approver,
  { maker, onePerson }: { readonly maker: string; readonly onePerson: boolean },
): Judged {
  if (actor === maker) {
    const role = onePerson ? verdict.aloneRoles.find((each) => roles.includes(each)) : undefined;
    return role ? { ok: true, role, deputyFor: null, alone: true } : { ok: false, because: "own" };
  }
  for (const role of verdict.roles) {
    if (roles.includes(role)) return { ok: true, role, deputyFor: null, alone: false };
    const principal = deputyFor.find((each) => each.role === role && each.principal !== maker)?.principal;
    if (principal) return { ok: true, role, deputyFor: principal, alone: false };
  }
  return { ok: false, because: "role" };
}
