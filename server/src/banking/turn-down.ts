import { recordAudit, refuse, withTenant, type Context, type Platform } from "../platform/index.ts";
import { fileRow, setFileState } from "./file-store.ts";
import type { FileProblem } from "./ports.ts";
import type { BankFile } from "./types.ts";

/**
 * A person refuses a file that waits, with a reason: nothing of it is posted, and the same bytes may be brought again.
 * Throws BANK_FILE_NOT_FOUND, and BANK_FILE_QUARANTINED when it waits for nobody.
 */
export async function turnDownFile(
  platform: Platform,
  context: Context,
  fileId: string,
  reason: string,
): Promise<BankFile> {
  return withTenant(platform, context, async (tx) => {
    const file = await fileRow(tx, fileId, true);
    if (!file) throw refuse("BANK_FILE_NOT_FOUND");
    if (file.state !== "awaitingRelease" && file.state !== "quarantined")
      throw refuse("BANK_FILE_QUARANTINED", { reason: file.state });
    const said: FileProblem = {
      code: "TURNED_DOWN",
      level: "file",
      line: 0,
      rule: "SEC-14",
      sentence: `A person refused the file: ${reason}`,
    };
    await setFileState(tx, fileId, "rejected", [said, ...file.problems]);
    await recordAudit(tx, { action: "bankFile.turnedDown", subjectKind: "bankFile", subjectId: fileId });
    return (await fileRow(tx, fileId))!;
  });
}
