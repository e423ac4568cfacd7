/** All that the simulator remembers. In memory; gone with the process. */

import { timestamp, type Names, type SimulatorClock } from "@kvitt/simulator-kit";
import type { Account, Amounts, Case, Told } from "./types.ts";

export type World = {
  readonly clock: SimulatorClock;
  readonly names: Names;
  readonly account: Account;
  /** By the creditor's id. */
  readonly cases: Map<string, Case>;
  /** In the order they are told. */
  readonly told: Told[];
  /** Cases go on by themselves as days go by. */
  readonly lives: boolean;
  /** What will happen to them, the next first. */
  readonly due: { readonly caseId: string; readonly what: Act; readonly atMs: number }[];
  /** The time that callers go by, however far the clock was moved by hand. */
  readonly machine: () => number;
};

/** Thrown where a call is refused; the door turns it into an answer. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | null;
  constructor(status: number, code: string, field: string | null = null) {
    super(code);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

export const today = ({ clock }: World): string => timestamp(clock.now()).slice(0, 10);

/** Tells of a case, or of one that nobody knows: everything but the status may be left out. */
export function tell(world: World, event: Partial<Told> & Pick<Told, "status">): Told {
  const word = world.names.word(16);
  const whole = { eventId: `ev_${word}`, caseId: "", reference: "", occurredOn: today(world), ...event };
  world.told.push(whole);
  return whole;
}

export const acts = [
  "demand",
  "dispute",
  "plan",
  "pay",
  "payQuarter",
  "payTooMuch",
  "reject",
  "apply",
  "ruling",
  "execution",
  "watch",
  "fail",
  "deceased",
  "debtRelief",
  "giveBack",
] as const;
export type Act = (typeof acts)[number];

const STATUS_OF: Readonly<Record<Act, string>> = {
  demand: "demandSent",
  dispute: "disputed",
  plan: "planAgreed",
  pay: "paid",
  payQuarter: "paid",
  payTooMuch: "paid",
  reject: "rejected",
  apply: "enforcementApplied",
  ruling: "ruling",
  execution: "execution",
  watch: "longTermWatch",
  fail: "failed",
  deceased: "deceased",
  debtRelief: "debtRelief",
  giveBack: "withdrawn",
};
const REASON_OF: Readonly<Partial<Record<Act, string>>> = { reject: "ADDRESS_UNKNOWN", dispute: "NOT_RECEIVED" };

/** Of the capital; the agency keeps its own cost of what the debtor paid besides. */
function got(found: Case, act: Act): Amounts | undefined {
  const left = found.capital - found.paid;
  const capital =
    act === "pay"
      ? left
      : act === "payQuarter"
        ? Math.round(found.capital / 4)
        : act === "payTooMuch"
          ? left + 100
          : null;
  return capital === null ? undefined : { capital, interest: 0, fee: 0, ownCosts: 0, remitted: capital };
}

/** What happens to a case at the agency; false when it is too late for it. */
export function act(world: World, found: Case, what: Act): boolean {
  if (found.withdrawnFor !== null || found.status === "rejected") return false;
  const amounts = got(found, what);
  if (amounts !== undefined && amounts.capital <= 0) return false;
  const { caseId, reference } = found;
  found.status = STATUS_OF[what];
  if (amounts) found.paid += amounts.capital;
  const reason = REASON_OF[what];
  const lump = `R${today(world).replaceAll("-", "")}`;
  tell(world, {
    ...{ caseId, reference, status: found.status },
    ...(reason ? { reason } : {}),
    ...(amounts ? { amounts, remittance: lump } : {}),
  });
  return true;
}
