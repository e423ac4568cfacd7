/** Policies that ship with the product: each market's default timetable, and the routine of a Swedish dental chain. */
import { compareDates } from "@kvitt/values";
import { type LadderStep, type MarketPack, type Regime, type Row, rowAtOrEarliest } from "../markets/index.ts";
import { noticeOf } from "./law-words.ts";
import {
  type FeeChoice,
  levelNames,
  type Field,
  type Level,
  type LevelName,
  type LevelTerms,
  type Policy,
  type Terms,
  type Wait,
} from "./policy-model.ts";

type PlainDate = Temporal.PlainDate;

const noFee = { charge: "none" } as const;
const asLawAllows = { charge: "asLawAllows" } as const;

/** What every market begins with; the sums come from its pack. */
const commonTerms: Omit<Terms, "minorBalanceMinor" | "agencyMinimumMinor"> = {
  followUp: { mode: "daily" },
  runAt: new Temporal.PlainTime(18, 30),
  fileAlertAgainAt: new Temporal.PlainTime(12),
  disputeAnswerWorkingDays: 5,
  promiseMaxWorkingDays: 10,
  headOfficeWorkingDays: 3,
  holdMostDays: 30,
  interest: "off",
  selfServiceDueDateDays: 0,
};

/** An item follows the policy of its invoice date, so what that says must be lawful for as long as it is commonly open. */
const followedFor = { years: 1 };

/**
 * A market's default timetable as a policy for claims invoiced on a day: the rungs of its ladder with the law's fees, where they may be
 * charged. A rung that stands in another's place is an option and left out, unless the clinic may not send the other one under every
 * regime that its claims may meet: a Norwegian collection notice is a collection company's from 2027 on, and a second reminder takes its
 * place before.
 */
export function defaultPolicy(pack: MarketPack, invoicedOn: PlainDate = pack.reviewedThrough): Policy {
  const regimes = regimesAhead(pack, invoicedOn);
  const mayBeSent = ({ step }: LadderStep): boolean =>
    regimes.every(({ value }) => value.sender[step].includes("owner"));
  const rungs = pack.ladder
    .filter((rung) => rung.insteadOf === undefined)
    .flatMap((rung) => {
      const others = pack.ladder.filter((each) => each.insteadOf === rung.step);
      return [rung, ...others].filter(mayBeSent).slice(0, 1);
    });
  const levels = rungs.map((rung, at) => ({
    ...levelOf(pack, rung, rungs.slice(0, at), invoicedOn),
    fee: feeOfRung(pack, rung, rungs.slice(at + 1), invoicedOn),
  }));
  return { ...commonTerms, minorBalanceMinor: pack.smallBalanceMinor, agencyMinimumMinor: 0n, levels };
}

/** The regime of a day, and those that begin while its claims are open. */
function regimesAhead({ regimes }: MarketPack, on: PlainDate): readonly Row<Regime>[] {
  const now = rowAtOrEarliest(regimes, on);
  const last = on.add(followedFor);
  return regimes.filter((row) => row === now || (compareDates(row.from, on) > 0 && compareDates(row.from, last) <= 0));
}

/**
 * Where the law lets fewer letters of a kind carry a fee than the ladder has, the last ones do: the first is the friendliest. A hand-over carries
 * one where the law names it, as in Denmark.
 */
function feeOfRung(pack: MarketPack, { step }: LadderStep, after: readonly LadderStep[], on: PlainDate): FeeChoice {
  const ofStep = pack.fees.filter(({ value }) => value.step === step);
  const most = rowAtOrEarliest(ofStep, on)?.value.most ?? 0;
  return after.filter((each) => each.step === step).length < most ? asLawAllows : noFee;
}

function levelOf(pack: MarketPack, rung: LadderStep, before: readonly LadderStep[], on: PlainDate): Omit<Level, "fee"> {
  const name = nameOf(rung, before);
  const byPost = noticeOf(pack, name, on)?.value.byPost === true;
  return {
    name,
    wait: { after: rung.after, days: rung.days, unit: rung.unit === "calendarDays" ? "calendarDays" : "workingDays" },
    deadlineDays: rung.deadlineDays,
    channels: name === "nudge" ? "textMessage" : byPost ? "postOnly" : "digitalThenPost",
    wording: `followUp.${name}`,
    sender: "clinic",
    skippedWhen: rung.skippedWhen,
  };
}

function nameOf({ step }: LadderStep, before: readonly LadderStep[]): LevelName {
  if (step === "handOver") return "agency";
  if (step !== "reminder") return step;
  return before.some((each) => each.step === "reminder") ? "remind2" : "remind1";
}

function chainLevel(name: LevelName, wait: Wait, sender: Level["sender"]): Level {
  const wording = `followUp.${name}`;
  return { name, wait, sender, wording, deadlineDays: null, channels: "digitalThenPost", fee: noFee, skippedWhen: [] };
}

const workingDays = (after: Wait["after"], days: number): Wait => ({ after, days, unit: "workingDays" });

/**
 * The routine of a Swedish dental chain, amounts in öre: a pleasant reminder five working days after the claim fell due, a second from
 * the clinic five later, head office five after that (DP-010 to DP-014), which decides within three (DP-021). No fee, no interest (DP-030).
 */
export const swedishChain: Policy = {
  ...commonTerms,
  minorBalanceMinor: 1_00n,
  agencyMinimumMinor: 100_00n,
  levels: [
    chainLevel("remind1", workingDays("due", 5), "clinic"),
    chainLevel("remind2", workingDays("previousSent", 5), "clinic"),
    chainLevel("headOffice", workingDays("previousSent", 5), "headOffice"),
    chainLevel("agency", workingDays("previousSent", 3), "headOffice"),
  ],
};

const levelFields = [
  "wait",
  "deadlineDays",
  "channels",
  "wording",
  "sender",
  "fee",
  "skippedWhen",
] as const satisfies readonly (keyof LevelTerms)[];

/** What the chain keeps to itself: every wait, and all of the first two reminders, from which nobody is let off (DP-011). */
export const swedishChainLocks: readonly Field[] = [
  ...levelNames.map((name): Field => `${name}.wait`),
  ...(["remind1", "remind2"] as const).flatMap((name) =>
    levelFields.filter((field) => field !== "wait").map((field): Field => `${name}.${field}`),
  ),
];
