import { spawn } from "node:child_process";
import { join } from "node:path";

const MAIN = join(import.meta.dirname, "..", "src", "main.ts");

export type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs the real command as a process of its own. Of the surroundings it sees `env` alone, and what it takes to start. */
export async function kvitt(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
  });
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  const code = await new Promise<number>((done) => child.on("close", (exit) => done(exit ?? -1)));
  return { code, stdout: out.join(""), stderr: err.join("") };
}

/** Runs it with `--json` and reads the one value on standard output. */
export async function kvittJson<Value>(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran & { readonly value: Value }> {
  const ran = await kvitt([...args, "--json"], env);
  return { ...ran, value: JSON.parse(ran.stdout) as Value };
}
