import { tenantKey, withTenant, type Context, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { requestsOf } from "./request-store.ts";
import { filesToLay, setLaid } from "./store.ts";
import type { DebitRequest } from "./types.ts";

/** The claim that stands on each of these items: planned or sent. Such an item is drawn, and the payer is not asked to pay it. */
export async function debitsOf(
  tx: TenantTransaction,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, DebitRequest>> {
  const live = (await requestsOf(tx, itemIds)).filter(({ state }) => state === "planned" || state === "sent");
  return new Map(live.map((request) => [request.itemId, request]));
}

/** Every claim that was ever on an item, first to last. */
export function debitHistory(tx: TenantTransaction, itemId: string): Promise<readonly DebitRequest[]> {
  return requestsOf(tx, [itemId]);
}

/** A file to be laid where the bank fetches it. */
export type FileToLay = { readonly fileId: string; readonly name: string; readonly bytes: Uint8Array };

/** Files that are recorded and were not laid yet, oldest first, as they were written: laid again, each is the same. */
export async function debitFilesToLay(platform: Platform, context: Context): Promise<readonly FileToLay[]> {
  return withTenant(platform, context, async (tx) => {
    const files: FileToLay[] = [];
    for (const { id, name, sha256 } of await filesToLay(tx)) {
      files.push({ fileId: id, name, bytes: await bytesOf(tx, sha256) });
    }
    return files;
  });
}

/** Says that a file lies where the bank fetches it. Again is nothing. */
export function noteDebitFileLaid(tx: TenantTransaction, fileId: string): Promise<void> {
  return setLaid(tx, fileId);
}

async function bytesOf(tx: TenantTransaction, sha256: Buffer): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of tx.platform.files.read(tx.tenantId, await tenantKey(tx), sha256)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
