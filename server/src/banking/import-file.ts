import { raiseAlarm } from "../controls/index.ts";
import {
  listAuditEvents,
  recordAudit,
  refuse,
  Refusal,
  tenantWithSettings,
  withTenant,
  type AuditInput,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../platform/index.ts";
import { carryOut, postFile, tryPosting } from "./carry-out.ts";
import { fileRow, setFileState } from "./file-store.ts";
import { planOf } from "./post-file.ts";
import type { BankFileReader } from "./ports.ts";
import { check, receive } from "./receive-file.ts";
import { readerOptions, settingOf, store, type ImportInput, type ImportResult } from "./stored-file.ts";
import { todayIn } from "./today.ts";
import type { BankFile } from "./types.ts";

/** Notes a refusal in the audit trail with its code, in a transaction of its own: that of the refused act is rolled back (FR-1, SEC-77). */
async function noting<T>(
  platform: Platform,
  context: Context,
  of: Pick<AuditInput, "action" | "subjectKind" | "subjectId">,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refusal)
      await withTenant(platform, context, (tx) => recordAudit(tx, { ...of, detail: { codes: [error.code] } }));
    throw error;
  }
}

/**
 * Takes a bank file in: kept by its hash first, checked whole, then posted, each line once for ever. The same file twice, two imports
 * at the same time, and a run cut anywhere all give one end state. A file with a finding that rejects it posts nothing.
 */
export async function importFile(
  platform: Platform,
  context: Context,
  reader: BankFileReader,
  input: ImportInput,
): Promise<ImportResult> {
  const { key, accounts } = await settingOf(platform, context);
  const kept = await noting(platform, context, { action: "bankFile.refused", subjectKind: "bankFile" }, () =>
    store(platform, context, key, input),
  );
  const checked = await check(platform, context, reader, kept, input, readerOptions(accounts));
  const { received, plan } = await withTenant(platform, context, async (tx) => {
    const received = await receive(tx, kept, checked, input, accounts);
    return {
      received,
      plan: received.file.state === "posting" ? await planOf(tx, received.file.id, accounts) : undefined,
    };
  });
  if (!plan) return received;
  return {
    file: await carryOut(platform, context, { file: received.file, reader, accounts, plan }, input),
    alreadyImported: false,
  };
}

/** Undoes a trial when it has told what it would have done. */
class TrialEnds extends Error {
  readonly result: ImportResult;
  constructor(result: ImportResult) {
    super("The trial ends");
    this.result = result;
  }
}

/**
 * Does all that an import would do, in one transaction that is then rolled back, with the file kept apart and forgotten: exactly what
 * would happen, and nothing happens.
 */
export async function tryImport(
  platform: Platform,
  context: Context,
  reader: BankFileReader,
  input: ImportInput,
): Promise<ImportResult> {
  const files = platform.files.trial();
  try {
    return await importAndUndo({ ...platform, files }, context, reader, input);
  } finally {
    await files.forget();
  }
}

async function importAndUndo(
  platform: Platform,
  context: Context,
  reader: BankFileReader,
  input: ImportInput,
): Promise<ImportResult> {
  const { key, accounts } = await settingOf(platform, context);
  const kept = await store(platform, context, key, input);
  const checked = await check(platform, context, reader, kept, input, readerOptions(accounts));
  try {
    return await withTenant(platform, context, async (tx) => {
      const received = await receive(tx, kept, checked, { ...input, channel: "command" }, accounts);
      if (received.file.state === "posting") await tryPosting(tx, reader, received.file, accounts);
      throw new TrialEnds({ ...received, file: (await fileRow(tx, received.file.id))! });
    });
  } catch (end) {
    if (end instanceof TrialEnds) return end.result;
    throw end;
  }
}

const BRINGING: ReadonlySet<string> = new Set(
  ["awaitingRelease", "quarantined", "rejected"].map((state) => `bankFile.${state}`),
);

/** Did whoever asks bring this file, now or when it was refused before? All who brought it are its makers. */
async function broughtBy(tx: TenantTransaction, fileId: string): Promise<boolean> {
  const { actor } = tx.context;
  const events = await listAuditEvents(tx, { subjectKind: "bankFile", subjectId: fileId, actorId: actor.id }, 200);
  return events.some((event) => event.actorKind === actor.kind && BRINGING.has(event.action));
}

/** Lets who brought a file release it in one-person mode only, with a notice to the accountant that nobody else has looked at it. */
async function releaseAlone(tx: TenantTransaction, fileId: string): Promise<void> {
  const tenant = await tenantWithSettings(tx);
  if (!tenant.onePerson) throw refuse("RELEASE_BY_ANOTHER");
  const dayOn = todayIn(tx, tenant);
  await raiseAlarm(tx, { kind: "bank.fileReleasedAlone", subjectKind: "bankFile", subjectId: fileId, dayOn });
}

/**
 * Somebody who did not bring it releases a file that was uploaded in the browser (SEC-14); in one-person mode who brought it may too, and an
 * alarm tells the accountant. The caller has held the person to a fresh second factor (SEC-15). Throws when it waits for nobody.
 */
export async function releaseFile(
  platform: Platform,
  context: Context,
  reader: BankFileReader,
  fileId: string,
): Promise<BankFile> {
  const subject = { subjectKind: "bankFile", subjectId: fileId } as const;
  await noting(platform, context, { action: "bankFile.releaseRefused", ...subject }, () =>
    withTenant(platform, context, async (tx) => {
      const file = await fileRow(tx, fileId, true);
      if (!file) throw refuse("BANK_FILE_NOT_FOUND");
      if (file.state !== "awaitingRelease") throw refuse("BANK_FILE_QUARANTINED", { reason: file.state });
      const alone = await broughtBy(tx, fileId);
      if (alone) await releaseAlone(tx, fileId);
      await setFileState(tx, fileId, "posting", file.problems);
      await recordAudit(tx, { action: "bankFile.released", ...subject, detail: { alone } });
    }),
  );
  return postFile(platform, context, reader, fileId);
}
