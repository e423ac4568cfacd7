import { refuse } from "@kvitt/server";
import type { Command } from "commander";
import { readFile, stat } from "node:fs/promises";
import { describeFile, type FileDescription } from "../describe/describe-file.ts";
import type { Style } from "../frame/answer.ts";
import type { Frame } from "../frame/frame.ts";
import { plural } from "../frame/money.ts";
import { problemLines } from "../frame/refusal.ts";

/** The whole file is held in memory to be told in words (SEC-62). */
const MOST_BYTES = 256e6;

/** Reads a file whole. Throws FILE_NOT_READABLE, also for one that is larger than a bank's file may be. */
async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw refuse("FILE_NOT_READABLE", { path, reason: `larger than ${MOST_BYTES} bytes` });
    return await readFile(path);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== "string" || !code.startsWith("E")) throw error;
    throw refuse("FILE_NOT_READABLE", { path, reason: code });
  }
}

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
