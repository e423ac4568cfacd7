import { spawn } from "node:child_process";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { runCommandLine } from "../src/command-line.ts";

const MAIN = join(import.meta.dirname, "..", "src", "main.ts");

export type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };
export type RanJson<Value> = Ran & { readonly value: Value };
type Env = Readonly<Record<string, string>>;

/** Runs the real command as a process of its own. Of the surroundings it sees `env` alone, and what it takes to start. */
export async function kvitt(args: readonly string[], env: Env = {}): Promise<Ran> {
  const surroundings = { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env };
  const child = spawn(process.execPath, [MAIN, ...args], { env: surroundings });
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  const code = await new Promise<number>((done) => child.on("close", (exit) => done(exit ?? -1)));
  return { code, stdout: out.join(""), stderr: err.join("") };
}

/** Runs it with `--json` and reads the one value on standard output. */
export async function kvittJson<Value>(args: readonly string[], env: Env = {}): Promise<RanJson<Value>> {
  const ran = await kvitt([...args, "--json"], env);
  return { ...ran, value: JSON.parse(ran.stdout) as Value };
}

/** Runs the same command line inside this process: for what a command does, where starting and leaving are not the question. */
export async function kvittHere(args: readonly string[], env: Env): Promise<Ran> {
  const read = (stream: PassThrough) => {
    const pieces: string[] = [];
    stream.setEncoding("utf8").on("data", (text: string) => pieces.push(text));
    return pieces;
  };
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const [out, err] = [read(stdout), read(stderr)];
  const code = await runCommandLine(args, { stdout, stderr, env });
  stdout.end();
  await new Promise((done) => stdout.on("end", done));
  return { code, stdout: out.join(""), stderr: err.join("") };
}

export async function kvittHereJson<Value>(args: readonly string[], env: Env): Promise<RanJson<Value>> {
  const ran = await kvittHere([...args, "--json"], env);
  return { ...ran, value: JSON.parse(ran.stdout) as Value };
}
