import { marketPack } from "../../markets/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { defineJob, withTenant, type Context, type JobDefinition, type Platform } from "../../platform/index.ts";
import type { DirectDebit } from "../ports.ts";
import { debitFilesToLay, noteDebitFileLaid, type FileToLay } from "./read.ts";
import { allSetups } from "./store.ts";
import { writeDebitFile } from "./write-file.ts";

/** To be asked for each bank day before the cut-off; as often as one likes. */
export const DEBIT_ROUND = "payments.debitRound";

/** Lays a file where the bank fetches it, whole or not at all; the same file again is the same. */
export type LayDebitFile = (platform: Platform, context: Context, file: FileToLay) => Promise<void>;

type Active = { readonly ledgerId: string; readonly asOf: string };

function activeLedgers(platform: Platform, context: Context): Promise<readonly Active[]> {
  return withTenant(platform, context, async (tx) => {
    const active: Active[] = [];
    for (const { ledgerId, state } of await allSetups(tx)) {
      if (state !== "active") continue;
      const { market } = await ledgerById(tx, ledgerId);
      active.push({ ledgerId, asOf: platform.clock.today(marketPack(market).zones[0]!).toString() });
    }
    return active;
  });
}

/**
 * Writes the file of every ledger that draws, then lays what was written and not laid, be it from a round that was broken off. A ledger that
 * cannot be written for does not stop the others; the job fails after them, so that somebody sees it.
 */
export function directDebitJobs(port: DirectDebit, lay: LayDebitFile): readonly JobDefinition[] {
  return [
    defineJob(DEBIT_ROUND, async (platform, context) => {
      const failed: unknown[] = [];
      for (const ledger of await activeLedgers(platform, context)) {
        await writeDebitFile(platform, context, port, ledger).catch((error: unknown) => failed.push(error));
      }
      for (const file of await debitFilesToLay(platform, context)) {
        await lay(platform, context, file);
        await withTenant(platform, context, (tx) => noteDebitFileLaid(tx, file.fileId));
      }
      if (failed.length > 0) throw failed[0];
    }),
  ];
}
