import type { BankFile } from "@kvitt/simulator-bank";
import { checkMorningFiles, importFile, type BankFileReader, type ImportResult } from "../src/banking/index.ts";
import { camtReader } from "../src/partners/iso20022/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";
import { runDueSchedules, withTenant, type ScheduleRegistry } from "../src/platform/index.ts";
import { drawsFor } from "./draws.ts";
import { inLanes } from "./together.ts";
import type { LifePlatform, SimulatedTenant, World } from "./world.ts";

/** The bank's files of the night, read before the clinic opens. */

const READERS: Readonly<Record<BankFile["kind"], BankFileReader>> = {
  ocr: netsReader(),
  camt053: camtReader(),
  camt054: camtReader(),
};
const ATTEMPTS = 3;
/** With faults on, so many of a hundred transfers break off half way. */
const BROKEN_TRANSFERS = 4;

/** How files stood when they had been taken in: `again` were here before, `cut` broke off on the way and were tried anew. */
export type FileCounts = { posted: number; rejected: number; quarantined: number; again: number; cut: number };

export type Inbox = {
  deliver(files: readonly BankFile[]): void;
  /** What the schedule of 05:00 does: takes in everything that has been delivered to this tenant. */
  fetch(tenant: SimulatedTenant): Promise<void>;
  readonly counts: FileCounts;
};

export function createInbox(world: World, options: { seed: number; faults: boolean }): Inbox {
  const waiting = new Map<SimulatedTenant, BankFile[]>(world.tenants.map((tenant) => [tenant, []]));
  const counts: FileCounts = { posted: 0, rejected: 0, quarantined: 0, again: 0, cut: 0 };
  const take = async (tenant: SimulatedTenant, file: BankFile) =>
    count(counts, await takeIn(tenant, file, options, counts));
  return {
    counts,
    deliver(files) {
      for (const file of files) waiting.get(tenantOf(world, file))!.push(file);
    },
    async fetch(tenant) {
      const files = waiting.get(tenant)!.splice(0);
      // Payment files concern several accounts; statements of different accounts have nothing to do with each other.
      for (const file of files) if (file.account === undefined) await take(tenant, file);
      const statements = files.filter((file) => file.account !== undefined);
      await inLanes(
        statements,
        (file) => file.account!,
        (file) => take(tenant, file),
      );
    },
  };
}

function tenantOf(world: World, file: BankFile): SimulatedTenant {
  const found = world.tenants.find(
    (tenant) => tenant.recipient === file.recipient || tenant.clinics.some((clinic) => clinic.account === file.account),
  );
  if (!found) throw new Error(`Nobody expects the file ${file.name}`);
  return found;
}

/** The platform of the clinic whose account a file is about, else the tenant's. */
function platformOf(tenant: SimulatedTenant, file: BankFile): LifePlatform {
  return tenant.clinics.find((clinic) => clinic.account === file.account)?.platform ?? tenant.platform;
}

function count(counts: FileCounts, { file, alreadyImported }: ImportResult): void {
  if (alreadyImported) counts.again += 1;
  else if (file.state === "posted" || file.state === "rejected" || file.state === "quarantined")
    counts[file.state] += 1;
  else throw new Error(`A bank file is left ${file.state}`);
}

/** The line broke while the file came over. */
class TransferBroken extends Error {}

async function* bytesOf(file: BankFile, broken: boolean): AsyncGenerator<Uint8Array> {
  yield broken ? file.bytes.subarray(0, file.bytes.length >> 1) : file.bytes;
  if (broken) throw new TransferBroken(file.name);
}

/** Takes one file in; a transfer that breaks off is tried again. */
async function takeIn(
  tenant: SimulatedTenant,
  file: BankFile,
  { seed, faults }: { seed: number; faults: boolean },
  counts: FileCounts,
): Promise<ImportResult> {
  const draws = drawsFor(seed, "transfer", file.name);
  for (let attempt = 1; ; attempt++) {
    const broken = faults && attempt < ATTEMPTS && draws.chance(BROKEN_TRANSFERS / 100);
    try {
      return await importFile(platformOf(tenant, file), tenant.context, READERS[file.kind], {
        channel: "bank",
        chunks: bytesOf(file, broken),
      });
    } catch (error) {
      if (!(error instanceof TransferBroken)) throw error;
      counts.cut += 1;
    }
  }
}

/** The early morning of one tenant: what the schedule says is due is done, then somebody looks whether all files came. */
export async function morning(tenant: SimulatedTenant, inbox: Inbox, on: Temporal.PlainDate): Promise<void> {
  const due = new Set<string>();
  const registry: ScheduleRegistry = new Map([["bank.fetch", (_tx, day) => Promise.resolve(void due.add(day))]]);
  await runDueSchedules(tenant.platform, tenant.context.tenantId, registry);
  if (due.size > 0) await inbox.fetch(tenant);
  await withTenant(tenant.platform, tenant.context, (tx) => checkMorningFiles(tx, on.toString()));
}
