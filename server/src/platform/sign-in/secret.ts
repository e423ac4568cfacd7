import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Platform } from "../context.ts";

/** The installation's sign-in secret: signs cookies and seals the seeds of second factors. From its own file, made on first use (SEC-50). */
export async function signInSecret(platform: Platform): Promise<string> {
  const folder = join(platform.dataDirectory, "secrets");
  const path = join(folder, "sign-in-secret");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(path, randomBytes(48).toString("base64url"), { mode: 0o600, flag: "wx" }).catch((error: unknown) => {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
  });
  return (await readFile(path, "utf8")).trim();
}
