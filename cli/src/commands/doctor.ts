import { examine } from "@kvitt/server/commands/doctor";
import type { Finding } from "@kvitt/server/commands/finding";
import type { Command } from "commander";
import type { Style } from "../frame/answer.ts";
import type { Frame } from "../frame/frame.ts";

function linesOf({ name, state, sentence, remedy }: Finding, style: Style): string[] {
  const mark = { ok: style.good, warning: style.care, failed: style.bad }[state](state.padEnd(7));
  return [`${mark} ${name.padEnd(14)} ${sentence}`, ...(remedy ? [`${" ".repeat(23)}${style.faint(remedy)}`] : [])];
}

/** `kvitt doctor` */
export function addDoctor(program: Command, frame: Frame): void {
  program
    .command("doctor")
    .description("what is wrong with this machine, database and data directory")
    .action(
      frame.onPlatform(async ({ platform }) => {
        const findings = await examine(platform);
        const ok = findings.every((finding) => finding.state !== "failed");
        const text = (style: Style) => findings.flatMap((finding) => linesOf(finding, style)).join("\n");
        return { value: { ok, findings }, text, refused: !ok };
      }),
    );
}
