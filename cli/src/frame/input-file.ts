import { refuse } from "@kvitt/server";
import { readFile, stat } from "node:fs/promises";

/** A file is held in memory whole (SEC-62). */
const MOST_BYTES = 256e6;

/** Reads a file whole. Throws FILE_NOT_READABLE, also for one that is larger than a bank's file may be. */
export async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw refuse("FILE_NOT_READABLE", { path, reason: `larger than ${MOST_BYTES} bytes` });
    return await readFile(path);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== "string" || !code.startsWith("E")) throw error;
    throw refuse("FILE_NOT_READABLE", { path, reason: code });
  }
}

/** Reads a file as JSON. Throws FILE_NOT_READABLE. */
export async function jsonOf(path: string): Promise<unknown> {
  const text = new TextDecoder().decode(await bytesOf(path));
  try {
    return JSON.parse(text);
  } catch {
    throw refuse("FILE_NOT_READABLE", { path, reason: "it is no JSON" });
  }
}
