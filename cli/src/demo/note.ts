import type { SignInShown } from "@kvitt/server/commands/life";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What a demo leaves in its data directory: that it is one, and who may sign in. Nothing without this note is ever removed. */
export type DemoNote = {
  readonly seed: number;
  /** The day on which its life ended; null while it is lived, and for ever when that was cut short. */
  readonly livedUntil: string | null;
  readonly signIns: readonly SignInShown[];
};

const NAME = "demo.json";

/** The demo in a data directory, if there is one. */
export async function readDemoNote(dataDirectory: string): Promise<DemoNote | undefined> {
  const text = await readFile(join(dataDirectory, NAME), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as DemoNote);
}

/** Keeps the note, readable by its owner only: it holds passwords, of a demo. */
export async function writeDemoNote(dataDirectory: string, note: DemoNote): Promise<void> {
  await writeFile(join(dataDirectory, NAME), `${JSON.stringify(note, null, 2)}\n`, { mode: 0o600 });
}
