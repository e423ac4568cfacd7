import {
  applyDay,
  type Approval,
  proposeDay,
  type ProposalSeen,
  runDay,
  type RunOutcome,
  seeRun,
} from "@kvitt/server/commands/follow-up";
import { Option, type Command } from "commander";
import type { Answer, Style } from "../frame/answer.ts";
import { day, wholeNumber } from "../frame/arguments.ts";
import type { Frame, PlatformSession } from "../frame/frame.ts";
import { amount, plural } from "../frame/money.ts";
import { lineTable, proposalValue } from "../frame/proposal.ts";
import { showPolicy, simulatePolicy } from "./followup-policy.ts";

type Options = {
  readonly ledger: string;
  readonly asOf?: string;
  readonly steps: "reminders" | "person";
  readonly apply?: string;
  readonly run?: boolean;
  readonly dryRun?: boolean;
  readonly policy?: boolean;
  readonly simulate?: string;
  readonly years: number;
};

/** As many past years as a simulation may look at. */
const MOST_YEARS = 3;

function proposed(seen: ProposalSeen, ledger: string, trial: boolean, style: Style): string {
  const { proposal, lines } = seen;
  const steps = lines.filter((line) => line.state === "proposed");
  const sum = steps.reduce((total, line) => total + line.amountMinor, 0n);
  const held = lines.length - steps.length;
  return [
    style.strong(`${plural(steps.length, "step")} as of ${proposal.asOfOn}, ${amount(sum)} in all`),
    ...(held > 0 ? [style.care(`${plural(held, "claim")} held back, or waiting for a person.`)] : []),
    ...lineTable(seen, "Step", style),
    trial
      ? "A dry run: nothing was kept."
      : `Nothing has left yet. To do exactly this: kvitt followup --ledger ${ledger} --apply ${proposal.id}`,
  ].join("\n");
}

async function propose({ platform }: PlatformSession, options: Options): Promise<Answer> {
  const { ledger, asOf, steps, dryRun = false } = options;
  const approval: Approval = steps === "person" ? "person" : "standing";
  const seen = await proposeDay(platform, { ledger, approval, ...(asOf ? { asOf } : {}), trial: dryRun });
  if (!seen) return { value: { dryRun, proposal: null, lines: [] }, text: () => "Nothing is due." };
  return {
    value: { dryRun, ...proposalValue(seen) },
    text: (style) => proposed(seen, ledger, dryRun, style),
  };
}

async function apply({ platform, progress }: PlatformSession, ledger: string, id: string): Promise<Answer> {
  const told = progress("Following up", "claims");
  try {
    const { totals, ...seen } = await applyDay(platform, ledger, id, (done, of) => told.update(done, of));
    const left = totals.stale + totals.failed + totals.held;
    const notDone = { ...seen, lines: seen.lines.filter((line) => line.state !== "applied") };
    return {
      value: { ...proposalValue(seen), totals },
      text: (style) =>
        [
          style.good(`${plural(totals.applied, "step")} taken, ${amount(totals.appliedMinor)} in all.`),
          ...(left > 0
            ? [style.care(`${totals.stale} stale, ${totals.held} held back:`), ...lineTable(notDone, "Step", style)]
            : []),
        ].join("\n"),
      refused: totals.failed > 0,
    };
  } finally {
    told.end();
  }
}

const SAID: Readonly<Record<RunOutcome["state"], string>> = {
  done: "The run is made.",
  waiting: "The run waits: the bank's data are not complete.",
  tooLarge: "The run is far above its usual size and waits for a person.",
  closedDay: "Nobody works today: the next working day's run makes it up.",
  noPolicy: "No follow-up policy is in force for this ledger.",
  calendarUnknown: "The holidays of a year that is needed are not known: nothing is guessed.",
};

async function run({ platform }: PlatformSession, ledger: string): Promise<Answer> {
  const outcome = await runDay(platform, ledger);
  const { state, taken, missing, forPerson } = outcome;
  return {
    value: outcome,
    text: (style) =>
      [
        state === "done" ? style.good(`${SAID.done} ${plural(taken, "reminder")} taken.`) : style.care(SAID[state]),
        ...missing.map(
          ({ account, why, completeThrough }) =>
            `  ${account}: ${why}, complete through ${completeThrough ?? "no day"}`,
        ),
        ...(forPerson === null ? [] : [`A person looks at it: kvitt followup --ledger ${ledger} --apply ${forPerson}`]),
      ].join("\n"),
    refused: state === "waiting" || state === "calendarUnknown",
  };
}

/** `kvitt followup` */
export function addFollowUp(program: Command, frame: Frame): void {
  program
    .command("followup")
    .alias("dunning")
    .description(
      "what follow-up of unpaid claims would do; --apply does exactly what was proposed, --run makes the day's run",
    )
    .requiredOption("--ledger <ledger>", "id, organisation number or name")
    .option("--as-of <day>", "the day that is looked at (default: today in the ledger's zone)", day)
    .addOption(
      new Option("--steps <kind>", "the reminders the policy approves by itself, or the steps a person presses for")
        .choices(["reminders", "person"])
        .default("reminders"),
    )
    .option("--apply <id>", "approve and apply a proposal")
    .option("--run", "make the day's run, as it is made every working day at 18:30")
    .option("--dry-run", "show the proposal and keep nothing")
    .option("--policy", "the chain's policy in force as JSON, to write another from")
    .option("--simulate <file>", "try a policy written as JSON on past invoices; changes nothing")
    .option("--years <n>", "so many past years of invoices (default: 1)", wholeNumber(1, MOST_YEARS), 1)
    .action(
      frame.onPlatform<Options, []>(async (session, options) => {
        const { ledger, simulate: file, years } = options;
        if (options.policy) return showPolicy(session, ledger);
        if (file !== undefined) return simulatePolicy(session, { ledger, file, years });
        if (options.run && !options.dryRun) return run(session, options.ledger);
        if (options.apply === undefined) return propose(session, options);
        if (!options.dryRun) return apply(session, options.ledger, options.apply);
        const seen = await seeRun(session.platform, options.ledger, options.apply);
        return {
          value: { dryRun: true, ...proposalValue(seen) },
          text: (style) => proposed(seen, options.ledger, true, style),
        };
      }),
    );
}
