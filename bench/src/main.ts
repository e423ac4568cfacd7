#!/usr/bin/env node
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { jobs, SIZES, sizesOf } from "./jobs.ts";
import type { Measurement } from "./measure.ts";
import { slopeOf } from "./slope.ts";

/** `npm run bench -- [NAME...] [--n N] [--json]`: see README.md. */

/** Kept code and room for what is young, as the command line has them: a measurement's memory is that of `kvitt`. */
const COMPILE_CACHE = fileURLToPath(new URL("../../node_modules/.cache/kvitt", import.meta.url));

function measure(name: string, n: number): Promise<Measurement> {
  const entry = new URL("./one.ts", import.meta.url);
  // A group of its own: Ctrl-C ends this process, and the other then has the time to stop its database.
  const one = fork(entry, [name, String(n)], {
    detached: true,
    execArgv: ["--max-semi-space-size=16"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
  });
  return new Promise((resolve, reject) => {
    one.once("message", (measured) => resolve(measured as Measurement));
    one.once("exit", () => reject(new Error(`${name} at ${n} failed`)));
  });
}

function asLine(m: Measurement): string {
  const cells = [
    m.name.padEnd(16),
    m.n.toLocaleString("en").padStart(10),
    m.seconds.toFixed(3).padStart(10),
    m.perSecond.toLocaleString("en").padStart(12),
    m.limitSeconds.toFixed(3).padStart(10),
    `${(m.ratio * 100).toFixed(0)} %`.padStart(8),
    String(m.rssMb).padStart(7),
  ];
  return cells.join("") + (m.mbPerSecond === undefined ? "" : `  ${m.mbPerSecond} MB/s`);
}

const HEAD = "job                      n   seconds  a second     limit   ratio  rss MB";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { n: { type: "string" }, json: { type: "boolean", default: false } },
});
const unknown = positionals.filter((name) => !(name in jobs));
const wanted = values.n === undefined ? SIZES : [Number(values.n)];
if (unknown.length > 0 || !wanted.every((n) => Number.isInteger(n) && n > 0)) {
  console.error(`Usage: npm run bench -- [NAME...] [--n N] [--json]\nNames: ${Object.keys(jobs).join(", ")}`);
  process.exit(2);
}

if (!values.json) console.log(HEAD);
for (const [name, job] of Object.entries(jobs)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const measured: Measurement[] = [];
  for (const n of sizesOf(job, wanted)) {
    console.error(`${name}, ${n.toLocaleString("en")} ...`);
    const one = await measure(name, n);
    measured.push(one);
    console.log(values.json ? JSON.stringify(one) : asLine(one));
  }
  const slope = slopeOf(measured);
  if (slope === undefined) continue;
  const rounded = Number(slope.toFixed(3));
  console.log(values.json ? JSON.stringify({ name, slope: rounded }) : `${name.padEnd(16)}   slope ${rounded}`);
}
