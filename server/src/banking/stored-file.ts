import { refuse, tenantKey, withTenant, type Context, type DataKey, type Platform } from "../platform/index.ts";
import { listBankAccounts } from "./accounts.ts";
import type { FileChunks, ReaderOptions } from "./ports.ts";
import type { BankAccount, BankFile, FileChannel } from "./types.ts";

/** The bytes of a bank file: kept sealed under their hash, streamed back to whoever reads them. */

/** Bytes that a channel takes (SEC-62). */
const MOST_BYTES: Record<FileChannel, number> = { upload: 20e6, directory: 256e6, command: 256e6, bank: 256e6 };

export type ImportInput = {
  readonly channel: FileChannel;
  readonly chunks: FileChunks;
  /** A person has seen that some accounts in the file are not ours, and wants the others imported. */
  readonly confirmUnknownAccounts?: boolean;
  readonly progress?: (step: ImportStep) => void;
  /** Payments in one transaction; left out is what measured best. */
  readonly linesPerTransaction?: number;
};

export type ImportStep = {
  readonly step: "storing" | "checking" | "posting";
  readonly done: number;
  readonly of: number;
};

export type ImportResult = {
  readonly file: BankFile;
  /** The same bytes were here before: nothing was done now. */
  readonly alreadyImported: boolean;
};

export type Stored = { readonly sha256: Buffer; readonly byteLength: number; readonly key: DataKey };

async function* limited(chunks: FileChunks, most: number): FileChunks {
  let length = 0;
  for await (const chunk of chunks) {
    if ((length += chunk.length) > most) throw refuse("BANK_FILE_TOO_LARGE", { limit: most });
    yield chunk;
  }
}

/** What an import asks first: the tenant's key and accounts. */
export type Setting = { readonly key: DataKey; readonly accounts: readonly BankAccount[] };

export function settingOf(platform: Platform, context: Context): Promise<Setting> {
  return withTenant(platform, context, async (tx) => ({
    key: await tenantKey(tx),
    accounts: await listBankAccounts(tx),
  }));
}

/** Keeps the bytes before anything else is done with them. */
export async function store(platform: Platform, context: Context, key: DataKey, input: ImportInput): Promise<Stored> {
  const { sha256, byteLength } = await platform.files.write(
    context.tenantId,
    key,
    limited(input.chunks, MOST_BYTES[input.channel]),
  );
  return { sha256, byteLength, key };
}

/** Streams a stored file back, telling how far it is. */
export async function* stored(
  platform: Platform,
  context: Context,
  file: Stored,
  step?: (bytes: number) => void,
): FileChunks {
  let done = 0;
  for await (const chunk of platform.files.read(context.tenantId, file.key, file.sha256)) {
    yield chunk;
    step?.((done += chunk.length));
  }
}

export async function head(chunks: FileChunks): Promise<Uint8Array> {
  for await (const chunk of chunks) return chunk;
  return new Uint8Array();
}

export function readerOptions(accounts: readonly BankAccount[]): ReaderOptions {
  const recipients = new Set(accounts.flatMap((account) => (account.recipient ? [account.recipient] : [])));
  const [only] = recipients;
  return {
    accounts: new Map(
      accounts.map((a) => [a.number, { currency: a.currency, kidLengths: a.kidLengths, kidModulus: a.kidModulus }]),
    ),
    ...(recipients.size === 1 && only ? { recipient: only } : {}),
  };
}

export function bytesOf(file: BankFile, key: DataKey): Stored {
  return { sha256: file.sha256, byteLength: Number(file.byteLength), key };
}
