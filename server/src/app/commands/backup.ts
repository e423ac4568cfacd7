import { stat, unlink } from "node:fs/promises";
import { backUp, refuse, restore, type BackedUp, type OpenPlatform, type Restored } from "../../platform/index.ts";
import "./errors.ts";
import { allChecks } from "./verify.ts";

export type BackupQuestion = {
  /** A new file: a backup never overwrites. */
  readonly path: string;
  /** Also the keys that open sealed data: such a file opens everything, keep it like the keys. */
  readonly withKeys: boolean;
  /** Write it, then remove it again: shows that it can be made there, and how large it is. */
  readonly trial: boolean;
};

export type BackupMade = BackedUp & { readonly bytes: bigint };

function systemCode(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^E[A-Z]+$/.test(code) ? code : undefined;
}

/** PostgreSQL's "insufficient privilege": rows go in over a temporary table, which a database of one's own may not grant. */
const NO_RIGHT = "42501";

/** Writes the whole installation into one file. Throws BACKUP_FILE_EXISTS, FILE_NOT_WRITABLE. */
export async function makeBackup(
  platform: OpenPlatform,
  { path, withKeys, trial }: BackupQuestion,
): Promise<BackupMade> {
  try {
    const made = await backUp(platform, path, { withKeys });
    const { size } = await stat(path, { bigint: true });
    if (trial) await unlink(path);
    return { ...made, bytes: size };
  } catch (error) {
    const reason = systemCode(error);
    throw reason ? refuse("FILE_NOT_WRITABLE", { path, reason }) : error;
  }
}

/**
 * Puts a backup into an empty installation and asks every check of it; as a trial it only checks that it could. Open the installation anew afterwards.
 * Throws FILE_NOT_READABLE, DATABASE_RIGHTS and what `restore` of platform throws.
 */
export async function restoreBackup(
  platform: OpenPlatform,
  path: string,
  progress: (bytes: number, of: number) => void,
  trial = false,
): Promise<Restored> {
  try {
    const { size } = await stat(path);
    // The file is read twice: once to compare its hashes, once to take its rows.
    return await restore(platform, path, {
      checks: allChecks,
      trial,
      progress: (bytes) => progress(Math.min(bytes, size), size),
    });
  } catch (error) {
    if ((error as { code?: unknown }).code === NO_RIGHT) throw refuse("DATABASE_RIGHTS", { reason: NO_RIGHT });
    const reason = systemCode(error);
    throw reason ? refuse("FILE_NOT_READABLE", { path, reason }) : error;
  }
}
