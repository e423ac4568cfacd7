import { refuse } from "@kvitt/server";
import { agreeWithDemoPartners } from "@kvitt/server/commands/demo-partners";
import { overview } from "@kvitt/server/commands/ledgers";
import { beginLife, endLife, makeDemoUsers, type SignInShown } from "@kvitt/server/commands/life";
import { demo, type LifeReport } from "@kvitt/server/seeds";
import type { Command } from "commander";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { startNeighbours, type Neighbours } from "../demo/neighbours.ts";
import { readDemoNote, writeDemoNote, type DemoNote } from "../demo/note.ts";
import { wholeNumber } from "../frame/arguments.ts";
import type { Answer, Style } from "../frame/answer.ts";
import { opened, type Frame, type PlatformSession, type Session } from "../frame/frame.ts";
import { table } from "../frame/table.ts";
import { listeningOptions, serveUntilStopped, type Listening } from "./serve.ts";
import { lifeText } from "./simulate.ts";

type Options = Listening & {
  readonly seed: number;
  readonly days?: number;
  readonly fresh?: boolean;
  readonly alone?: boolean;
  readonly dryRun?: boolean;
};

/** The demo's first day; its seeds begin here. */
const FROM = "2026-01-05";
const COLUMNS = [
  { title: "Role" },
  { title: "Name" },
  { title: "E-mail" },
  { title: "Password" },
  { title: "Second factor, for an authenticator app" },
];

/** What is done with a data directory: left as it is, made, or removed and made. */
type Plan = "keep" | "make";

/** Finds out where the data really lies, and whether it is a demo's. Throws DEMO_OTHER_DATA. */
async function lookInside({ platform }: PlatformSession): Promise<{ path: string; note: DemoNote | undefined }> {
  const path = platform.dataDirectory;
  const note = await readDemoNote(path);
  if (!note && (await overview(platform)).length > 0) throw refuse("DEMO_OTHER_DATA", { path });
  return { path, note };
}

/** Removes a demo. Throws DEMO_OWN_DATABASE, DEMO_IN_USE when somebody still uses it. */
async function removeDemo(session: Session, path: string): Promise<void> {
  if (session.place.databaseUrl) throw refuse("DEMO_OWN_DATABASE");
  if (existsSync(join(path, "database", "postmaster.pid"))) throw refuse("DEMO_IN_USE", { path });
  await rm(path, { recursive: true });
}

async function prepare(session: Session, { fresh, dryRun }: Options): Promise<Plan> {
  const { path, note } = await opened(session, lookInside);
  if (!note) return "make";
  // A life that was cut short is no demo: it is begun anew.
  if (!fresh && note.livedUntil !== null) return "keep";
  if (!dryRun) await removeDemo(session, path);
  return "make";
}

/** Lives the demo's months and makes its people. */
async function make(session: PlatformSession, { seed, days }: Options): Promise<LifeReport> {
  const { platform, progress } = session;
  const life = await beginLife(platform, FROM);
  await writeDemoNote(platform.dataDirectory, { seed, livedUntil: null, signIns: [] });
  const told = progress("Living", "days");
  try {
    const report = await demo(life, { seed, ...(days ? { days } : {}) }, (each) => told.update(each.day, each.of));
    const signIns = await makeDemoUsers(life, report.tenants[0]!.tenantId);
    await endLife(life);
    await writeDemoNote(platform.dataDirectory, { seed, livedUntil: report.endedOn, signIns });
    return report;
  } finally {
    told.end();
  }
}

function peopleText(signIns: readonly SignInShown[], style: Style): string {
  return table(
    COLUMNS,
    signIns.map((one) => [one.role, one.name, one.email, one.password, one.authenticator]),
    style,
  );
}

function neighboursText({ places }: Neighbours, payPage: string): string {
  return [
    `Patients pay at ${payPage}. To play one, or to see what became of a message:`,
    ...places.map(({ what, address }) => `  ${address}  ${what}`),
  ].join("\n");
}

/** The partners beside the demo, by the clock it goes by, and what its clinics have agreed with them. */
async function neighboursOf({ platform }: PlatformSession, listening: Options): Promise<Neighbours> {
  const { port, payPort, webhooksPort } = listening;
  const [tenant] = await overview(platform);
  const neighbours = await startNeighbours({
    port,
    now: platform.clock.now(),
    payPage: `http://localhost:${payPort}`,
    webhooks: `http://127.0.0.1:${webhooksPort}`,
    bounceDirectory: join(platform.dataDirectory, "bounces"),
    currency: tenant?.clinics[0]?.ledgers[0]?.currency ?? "NOK",
  });
  try {
    if (tenant) await agreeWithDemoPartners(platform, tenant.id);
    return neighbours;
  } catch (error) {
    await neighbours.stop();
    throw error;
  }
}

/** Opened anew, so that everything runs by the clock at which the life ended. */
async function serveDemo(open: PlatformSession, options: Options, report: LifeReport | undefined): Promise<Answer> {
  const note = (await readDemoNote(open.platform.dataDirectory))!;
  const neighbours = options.alone ? undefined : await neighboursOf(open, options);
  const parts = (style: Style) => [
    ...(report ? [lifeText(report, style)] : []),
    peopleText(note.signIns, style),
    ...(neighbours ? [neighboursText(neighbours, neighbours.services.payPage)] : []),
  ];
  const value = {
    livedUntil: note.livedUntil,
    signIns: note.signIns,
    report: report ?? null,
    partners: neighbours?.places ?? [],
  };
  try {
    const services = neighbours?.services;
    return await serveUntilStopped(
      open,
      { ...options, ...(services ? { services } : {}) },
      { value, text: (style) => parts(style).join("\n\n") },
    );
  } finally {
    await neighbours?.stop();
  }
}

async function runDemo(session: Session, options: Options): Promise<Answer> {
  const plan = await prepare(session, options);
  const { seed, dryRun = false } = options;
  if (dryRun) {
    const words =
      plan === "keep" ? "A demo is here: it would be served." : `Would live a demo with seed ${seed} and serve it.`;
    return { value: { dryRun, plan, seed }, text: () => words };
  }
  // A life that is cut short is begun anew, so its commits need not wait for the disk.
  const hasty = { ...session, place: { ...session.place, lazyCommits: true } };
  const report = plan === "make" ? await opened(hasty, (open) => make(open, options)) : undefined;
  return opened(session, (open) => serveDemo(open, options, report), "info");
}

/** `kvitt demo` */
export function addDemo(program: Command, frame: Frame): void {
  const command = program
    .command("demo")
    .description("a believable chain, lived by simulation, then served; a demo that is there is served as it is")
    .option("--seed <s>", "the same seed gives the same life", wholeNumber(0, 2 ** 31 - 1), 1)
    .option("--days <n>", "how many days to live (default: nine months)", wholeNumber(1, 3_660))
    .option("--alone", "without the simulated partners: nothing is sent and nobody pays")
    .option("--fresh", "remove the demo that is there and live a new one")
    .option("--dry-run", "say what would be done");
  listeningOptions(command).action(frame.action<Options, []>(runDemo));
}
