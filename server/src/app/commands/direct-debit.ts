import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bankFileById, listBankFiles } from "../../banking/index.ts";
import { askForPayment } from "../../delivery/index.ts";
import { netsDirectDebit } from "../../partners/nets/index.ts";
import { debitSetup, directDebitJobs, takeMandates, unsettledDebits, type LayDebitFile } from "../../payments/index.ts";
import { listLedgers } from "../../ledger/index.ts";
import { tenantKey, withTenant, type Context, type JobDefinition, type Platform } from "../../platform/index.ts";

/** Direct debit beside the morning's files: authorities that came with them, claims that leave, and what was not drawn. */

const port = netsDirectDebit();
/** Files of the last days are looked at again: a list is taken once by its file's hash. */
const LOOK_BACK_DAYS = 10;

/** Lays a claims file into `<data>/outbox/`, from where the operator's channel takes it to the bank: whole, by its last name. */
const lay: LayDebitFile = async (platform, _context, { name, bytes }) => {
  const outbox = join(platform.dataDirectory, "outbox");
  await mkdir(outbox, { recursive: true, mode: 0o700 });
  await writeFile(join(outbox, `.${name}.part`), bytes, { mode: 0o600 });
  await rename(join(outbox, `.${name}.part`), join(outbox, name));
};

export const debitJobs = (): readonly JobDefinition[] => directDebitJobs(port, lay);

async function isDrawing(platform: Platform, context: Context): Promise<boolean> {
  return withTenant(platform, context, async (tx) => {
    for (const { id } of await listLedgers(tx)) if (await debitSetup(tx, id)) return true;
    return false;
  });
}

/** Reads the lists of authorities in the bank's files of the last days. */
async function readMandates(platform: Platform, context: Context): Promise<void> {
  const since = platform.clock.now().subtract({ hours: 24 * LOOK_BACK_DAYS });
  const files = await withTenant(platform, context, (tx) => listBankFiles(tx, { state: "posted" }));
  const lately = files.filter(
    ({ format, receivedAt }) => format === "ocrgiro" && Temporal.Instant.compare(receivedAt, since) >= 0,
  );
  for (const { id } of lately) {
    const { lists, sha256 } = await withTenant(platform, context, async (tx) => {
      const file = await bankFileById(tx, id);
      const chunks = platform.files.read(context.tenantId, await tenantKey(tx), file.sha256);
      return { sha256: file.sha256, lists: await port.readMandates(chunks) };
    });
    if (lists.length > 0) await withTenant(platform, context, (tx) => takeMandates(tx, { sha256, lists }));
  }
}

/** The morning of tenants that draw: authorities are read, and who was not drawn from is asked to pay. Nothing for others. */
export async function morningDebits(platform: Platform, context: Context, day: string): Promise<void> {
  if (!(await isDrawing(platform, context))) return;
  await readMandates(platform, context);
  await withTenant(platform, context, async (tx) => {
    const unpaid = await unsettledDebits(tx, day);
    await askForPayment(
      tx,
      unpaid.map(({ itemId }) => itemId),
    );
  });
}
