import type { Command } from "commander";
import { describeFile, type FileDescription } from "../describe/describe-file.ts";
import type { Style } from "../frame/answer.ts";
import type { Frame } from "../frame/frame.ts";
import { bytesOf } from "../frame/input-file.ts";
import { plural } from "../frame/money.ts";
import { problemLines } from "../frame/refusal.ts";

function wordsOf({ words, problems, problemCount }: FileDescription, style: Style): string {
  if (words !== "") return words;
  return [
    `This file is refused: ${plural(problemCount, "finding")}. Nothing of it may be used.`,
    "",
    ...problemLines(problems, style),
  ].join("\n");
}

/** `kvitt describe FILE` */
export function addDescribe(program: Command, frame: Frame): void {
  program
    .command("describe")
    .argument("<file>", "an OCR giro or AvtaleGiro file, or a camt or pain message")
    .description("a bank or remittance file in words, or every problem with line, field, value and rule")
    .action(
      frame.action<object, [string]>(async (_session, _options, file) => {
        const description = describeFile(await bytesOf(file));
        const { words: _words, ...value } = description;
        return { value: { file, ...value }, text: (style) => wordsOf(description, style), refused: !description.ok };
      }),
    );
}
