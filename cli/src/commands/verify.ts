import { type Verdict, verify } from "@kvitt/server/commands/verify";
import type { Command } from "commander";
import type { Style } from "../frame/answer.ts";
import type { Frame } from "../frame/frame.ts";
import { plural } from "../frame/money.ts";

const MOST_ROWS_SHOWN = 10;

function breachLine(row: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(row).map(([name, value]) => `${name} ${String(value)}`);
  return `    ${fields.join(", ")}`;
}

function linesOf({ name, sentence, breaches }: Verdict, style: Style): string[] {
  if (breaches.length === 0) return [`${style.good("holds ")} ${name}  ${style.faint(sentence)}`];
  return [
    `${style.bad("BROKEN")} ${name}  ${sentence} ${plural(breaches.length, "row")}:`,
    ...breaches.slice(0, MOST_ROWS_SHOWN).map(breachLine),
  ];
}

function words(verdicts: readonly Verdict[], broken: number, style: Style): string {
  const closing =
    broken === 0 ? style.good(`All ${verdicts.length} hold.`) : style.bad(`${broken} of ${verdicts.length} broken.`);
  return [...verdicts.flatMap((verdict) => linesOf(verdict, style)), closing].join("\n");
}

/** `kvitt verify` */
export function addVerify(program: Command, frame: Frame): void {
  program
    .command("verify")
    .description("every invariant over all data, one line each; exit code 1 on a breach")
    .action(
      frame.onPlatform(async ({ platform, progress }) => {
        const told = progress("Verifying", "statements");
        const checks = await verify(platform, (done, of) => told.update(done, of));
        told.end();
        const broken = checks.filter((verdict) => verdict.breaches.length > 0).length;
        return {
          value: { ok: broken === 0, checks },
          text: (style) => words(checks, broken, style),
          refused: broken > 0,
        };
      }),
    );
}
