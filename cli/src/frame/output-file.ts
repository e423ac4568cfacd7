import { refuse } from "@kvitt/server";
import { once } from "node:events";
import { open, rename, unlink } from "node:fs/promises";
import type { Surroundings } from "./surroundings.ts";

/** A piece of what is written. */
export type Piece = string | Uint8Array;

/** Somewhere that pieces go, one after the other. */
export type Sink = {
  write(piece: Piece): Promise<void>;
  /** All is written: only now is a file there under its name. */
  done(): Promise<void>;
  /** Nothing came of it: what was written so far is removed. */
  abandon(): Promise<void>;
};

function refusalOfWriting(error: unknown, path: string): unknown {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^E[A-Z]+$/.test(code)
    ? refuse("FILE_NOT_WRITABLE", { path, reason: code })
    : error;
}

/** A file that appears whole or not at all, readable by its owner only. Throws FILE_NOT_WRITABLE. */
export async function fileSink(path: string): Promise<Sink> {
  const temporary = `${path}.part`;
  const guarded = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      throw refusalOfWriting(error, path);
    }
  };
  const file = await open(temporary, "w", 0o600).catch((error: unknown) => {
    throw refusalOfWriting(error, path);
  });
  return {
    write: (piece) => guarded(() => file.writeFile(piece)),
    done: () =>
      guarded(async () => {
        await file.sync();
        await file.close();
        await rename(temporary, path);
      }),
    async abandon() {
      await file.close();
      await unlink(temporary);
    },
  };
}

/** A stream, written no faster than it is read. A reader that leaves early ends the writing quietly. */
export function streamSink(stream: Surroundings["stdout"]): Sink {
  let left = false;
  return {
    async write(piece) {
      if (left || stream.write(piece)) return;
      await once(stream, "drain").catch((error: unknown) => {
        if ((error as { code?: unknown }).code !== "EPIPE") throw error;
        left = true;
      });
    },
    done: async () => undefined,
    abandon: async () => undefined,
  };
}

/** Counts what would be written: a trial. */
export function countingSink(): Sink {
  return { write: async () => undefined, done: async () => undefined, abandon: async () => undefined };
}
