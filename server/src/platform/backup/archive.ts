import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rename, unlink, type FileHandle } from "node:fs/promises";
import { refuse } from "../errors.ts";
import "./errors.ts";

/**
 * The file that a backup is: a line that names it, then parts, each a header, chunks of data and the SHA-256 over both; the last part
 * is the manifest, whose own hash covers the hashes of all others. Written and read as a stream, whatever its size.
 *
 *     frame = kind (1 byte: H header, D data, E end) + length (4 bytes, big-endian) + payload
 *     part  = H json, D bytes ..., E sha256
 */

export type PartHeader =
  | {
      readonly kind: "rows";
      readonly table: string;
      readonly columns: readonly string[];
      readonly tenantId: string | null;
    }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "manifest" };

export type Manifest = {
  readonly madeAt: string;
  /** Migrations that the schema had, in order. */
  readonly migrations: readonly string[];
  /** Columns of each table, in order. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Which key-encryption key opens the sealed columns and files. */
  readonly keyId: string;
  readonly withKeys: boolean;
  readonly tenants: readonly string[];
  /** Rows of each part that holds rows, in order. */
  readonly rows: readonly number[];
  readonly parts: number;
  /** SHA-256 over the hashes of all parts before the manifest, in hex. */
  readonly sha256: string;
};

const MAGIC = Buffer.from("KVITT BACKUP 1\n");
const LONGEST_FRAME = 16 * 1024 * 1024;
const PIECE = 1024 * 1024;

export type ArchiveWriter = {
  /** Writes one part; `write` hands it its data, piece by piece. */
  part(header: PartHeader, write: (sink: (chunk: Buffer) => Promise<void>) => Promise<void>): Promise<void>;
  /** Writes the manifest and puts the file in its place. */
  finish(manifest: Omit<Manifest, "parts" | "sha256">): Promise<Manifest>;
  abandon(): Promise<void>;
};

function frame(kind: "H" | "D" | "E", payload: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(kind, 0, "latin1");
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

async function createFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, "wx", 0o600);
  } catch (error) {
    if ((error as { code?: string }).code === "EEXIST") throw refuse("BACKUP_FILE_EXISTS");
    throw error;
  }
}

/** Begins an archive. It bears its name only when it is whole. Throws BACKUP_FILE_EXISTS. */
export async function createArchive(path: string): Promise<ArchiveWriter> {
  // The name is taken at once, so that two backups never end in one file.
  await (await createFile(path)).close();
  const temporary = `${path}.unfinished`;
  const file = await open(temporary, "w", 0o600);
  const whole = createHash("sha256");
  let parts = 0;
  await file.appendFile(MAGIC);

  async function part(
    header: PartHeader,
    write: (sink: (chunk: Buffer) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const hash = createHash("sha256");
    const put = async (kind: "H" | "D", payload: Buffer) => {
      hash.update(payload);
      await file.appendFile(frame(kind, payload));
    };
    await put("H", Buffer.from(JSON.stringify(header)));
    await write(async (chunk) => {
      for (let at = 0; at < chunk.length; at += PIECE) await put("D", chunk.subarray(at, at + PIECE));
    });
    const digest = hash.digest();
    await file.appendFile(frame("E", digest));
    whole.update(digest);
    parts += 1;
  }

  return {
    part,
    async finish(about) {
      const manifest: Manifest = { ...about, parts, sha256: whole.copy().digest("hex") };
      await part({ kind: "manifest" }, (sink) => sink(Buffer.from(JSON.stringify(manifest))));
      await file.sync();
      await file.close();
      await rename(temporary, path);
      return manifest;
    },
    async abandon() {
      await file.close().catch(() => undefined);
      for (const left of [temporary, path]) await unlink(left).catch(() => undefined);
    },
  };
}

type Frame = { readonly kind: string; readonly payload: Buffer };

function damaged(where: string): Error {
  return refuse("BACKUP_DAMAGED", { where });
}

async function* frames(path: string, progress: (bytes: number) => void): AsyncGenerator<Frame> {
  let held: Buffer = Buffer.alloc(0);
  let begun = false;
  for await (const chunk of createReadStream(path, { highWaterMark: PIECE })) {
    progress((chunk as Buffer).length);
    held = held.length > 0 ? Buffer.concat([held, chunk as Buffer]) : (chunk as Buffer);
    if (!begun && held.length >= MAGIC.length) {
      if (!held.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged("its first line");
      held = held.subarray(MAGIC.length);
      begun = true;
    }
    while (begun && held.length >= 5) {
      const length = held.readUInt32BE(1);
      if (length > LONGEST_FRAME) throw damaged("a frame's length");
      if (held.length < 5 + length) break;
      yield { kind: held.toString("latin1", 0, 1), payload: held.subarray(5, 5 + length) };
      held = held.subarray(5 + length);
    }
  }
  if (held.length > 0 || !begun) throw damaged("it is cut off");
}

function parse<T>(payload: Buffer): T {
  try {
    return JSON.parse(payload.toString("utf8")) as T;
  } catch {
    throw damaged("a header");
  }
}

async function* dataOf(
  source: AsyncGenerator<Frame>,
  hash: Hash,
  ended: (digest: Buffer) => void,
): AsyncGenerator<Buffer> {
  for (;;) {
    const next = await source.next();
    if (next.done) throw damaged("it is cut off");
    const { kind, payload } = next.value;
    if (kind === "E") {
      const digest = hash.digest();
      if (!digest.equals(payload)) throw damaged("a part's hash");
      ended(digest);
      return;
    }
    if (kind !== "D") throw damaged("the order of frames");
    hash.update(payload);
    yield payload;
  }
}

/**
 * Reads an archive from its beginning, a part at a time, and gives its manifest. `onPart` must read all of its chunks. A part's hash is
 * known to be right only when its chunks have ended; the whole is known to be right when this returns. Throws BACKUP_DAMAGED.
 */
export async function readArchive(
  path: string,
  onPart: (header: Exclude<PartHeader, { kind: "manifest" }>, chunks: AsyncGenerator<Buffer>) => Promise<void>,
  progress: (bytes: number) => void = () => undefined,
): Promise<Manifest> {
  const source = frames(path, progress);
  const whole = createHash("sha256");
  let parts = 0;
  let manifest: Manifest | undefined;
  for (let next = await source.next(); !next.done; next = await source.next()) {
    if (manifest || next.value.kind !== "H") throw damaged("the order of frames");
    const header = parse<PartHeader>(next.value.payload);
    const hash = createHash("sha256").update(next.value.payload);
    if (header.kind === "manifest") {
      manifest = parse<Manifest>(Buffer.concat(await Array.fromAsync(dataOf(source, hash, () => undefined))));
      continue;
    }
    await onPart(
      header,
      dataOf(source, hash, (digest) => whole.update(digest)),
    );
    parts += 1;
  }
  if (manifest?.parts !== parts || manifest.sha256 !== whole.digest("hex")) throw damaged("its manifest");
  return manifest;
}
