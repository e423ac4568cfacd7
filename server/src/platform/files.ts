import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { mkdir, open, rename, rm, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { DataKey } from "./crypto/seal.ts";

/** Content-addressed, sealed storage of files: the same bytes are stored once, under their SHA-256. */
export type FileStore = {
  /** Stores bytes as they stream in. Nothing is visible before the last byte is safe on disk. */
  write(tenantId: string, key: DataKey, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<StoredFile>;
  /** Streams the bytes back. Throws when the stored file was changed. */
  read(tenantId: string, key: DataKey, sha256: Buffer): AsyncIterable<Buffer>;
  has(tenantId: string, sha256: Buffer): Promise<boolean>;
  /** A store for a trial: it reads what this one has, and what it writes lies apart until it is forgotten. */
  trial(): TrialFiles;
};

/**
 * Files of a trial, which is to leave no trace. They are kept apart because the same bytes may just be stored for good by somebody
 * else, whose file a trial must not take away.
 */
export type TrialFiles = FileStore & {
  /** Removes what was written here, and nothing else; as often as one likes. */
  forget(): Promise<void>;
};

export type StoredFile = { readonly sha256: Buffer; readonly byteLength: number };

const SEGMENT = 256 * 1024;
const TAG = 16;
const MAGIC = Buffer.from("KVF1");
const SALT = 8;

/** Beginnings of names in a store that are no stored file: bytes still coming in, and what trials wrote. A backup leaves them out. */
const INCOMING = "incoming-";
const TRIAL = "trial-";
export const unfinishedNames = [INCOMING, TRIAL] as const;

function nonceOf(salt: Buffer, index: number): Buffer {
  const nonce = Buffer.alloc(12);
  salt.copy(nonce);
  nonce.writeUInt32BE(index, SALT);
  return nonce;
}

// The last segment is marked in what the tag covers, so that a file cut at a segment's end does not open.
function associated(tenantId: string, last: boolean): Buffer {
  return Buffer.from(`${tenantId}|file|${last ? "last" : "more"}`);
}

async function* segments(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<{ data: Buffer; last: boolean }> {
  let held = Buffer.alloc(0);
  for await (const chunk of bytes) {
    held = held.length ? Buffer.concat([held, chunk]) : Buffer.from(chunk);
    while (held.length > SEGMENT) {
      yield { data: held.subarray(0, SEGMENT), last: false };
      held = held.subarray(SEGMENT);
    }
  }
  yield { data: held, last: true };
}

function pathOf(root: string, tenantId: string, sha256: Buffer): string {
  const name = sha256.toString("hex");
  return join(root, tenantId, name.slice(0, 2), name);
}

/** A file store in a directory. Writes go to a temporary name, are synced, and then renamed. */
export function directoryFiles(root: string): FileStore {
  return {
    async write(tenantId, key, bytes) {
      const folder = join(root, tenantId);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const temporary = join(folder, `${INCOMING}${randomBytes(8).toString("hex")}`);
      try {
        const stored = await writeSealed(temporary, tenantId, key, bytes);
        const path = pathOf(root, tenantId, stored.sha256);
        await mkdir(join(path, ".."), { recursive: true, mode: 0o700 });
        await rename(temporary, path);
        return stored;
      } catch (error) {
        await unlink(temporary).catch(() => undefined);
        throw error;
      }
    },
    read: (tenantId, key, sha256) => readSealed(pathOf(root, tenantId, sha256), tenantId, key),
    has: (tenantId, sha256) =>
      stat(pathOf(root, tenantId, sha256)).then(
        () => true,
        () => false,
      ),
    trial: () => trialFiles(root),
  };
}

function trialFiles(root: string): TrialFiles {
  const folder = join(root, `${TRIAL}${randomBytes(8).toString("hex")}`);
  const kept = directoryFiles(root);
  const own = directoryFiles(folder);
  return {
    ...own,
    async *read(tenantId, key, sha256) {
      const from = (await own.has(tenantId, sha256)) ? own : kept;
      yield* from.read(tenantId, key, sha256);
    },
    has: async (tenantId, sha256) => (await own.has(tenantId, sha256)) || kept.has(tenantId, sha256),
    forget: () => rm(folder, { recursive: true, force: true }),
  };
}

async function writeSealed(
  path: string,
  tenantId: string,
  key: DataKey,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<StoredFile> {
  const hash = createHash("sha256");
  const salt = randomBytes(SALT);
  let byteLength = 0;
  let index = 0;
  const file = await open(path, "wx", 0o600);
  try {
    await file.write(Buffer.concat([MAGIC, salt]));
    for await (const { data, last } of segments(bytes)) {
      hash.update(data);
      byteLength += data.length;
      const cipher = createCipheriv("aes-256-gcm", key.sealing, nonceOf(salt, index++)).setAAD(
        associated(tenantId, last),
      );
      await file.write(Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]));
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest(), byteLength };
}

async function* readSealed(path: string, tenantId: string, key: DataKey): AsyncGenerator<Buffer> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(MAGIC.length + SALT);
    await file.read(head, 0, head.length, 0);
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error("A stored file has an unknown form");
    let at = head.length;
    for (let index = 0; at < size; index++) {
      const block = Buffer.alloc(Math.min(SEGMENT + TAG, size - at));
      await file.read(block, 0, block.length, at);
      at += block.length;
      const decipher = createDecipheriv("aes-256-gcm", key.sealing, nonceOf(head.subarray(MAGIC.length), index)).setAAD(
        associated(tenantId, at >= size),
      );
      decipher.setAuthTag(block.subarray(block.length - TAG));
      const data = decipher.update(block.subarray(0, block.length - TAG));
      decipher.final();
      yield data;
    }
  } finally {
    await file.close();
  }
}
