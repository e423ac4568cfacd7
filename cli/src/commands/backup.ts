import { makeBackup, restoreBackup } from "@kvitt/server/commands/backup";
import type { Command } from "commander";
import type { Frame } from "../frame/frame.ts";
import { plural } from "../frame/money.ts";

type BackupOptions = { readonly withKeys?: boolean; readonly dryRun?: boolean };

/** `kvitt backup FILE` */
export function addBackup(program: Command, frame: Frame): void {
  program
    .command("backup")
    .argument("<file>", "a new file; nothing is overwritten")
    .description("the whole installation in one file, as it stands at one instant, while it goes on working")
    .option("--with-keys", "also the keys that open what is sealed; keep such a file like the keys")
    .option("--dry-run", "make it and remove it again: shows that it can be made, and how large it is")
    .action(
      frame.onPlatform<BackupOptions, [string]>(async ({ platform }, { withKeys = false, dryRun = false }, file) => {
        const { manifest, rows, files, bytes } = await makeBackup(platform, { path: file, withKeys, trial: dryRun });
        const { sha256, madeAt, keyId, tenants } = manifest;
        const keys = withKeys ? "with its keys" : `without keys: restoring needs the key-encryption key ${keyId}`;
        const told = `${plural(rows, "row")}, ${plural(files, "file")}, ${plural(tenants.length, "tenant")}; ${bytes} bytes, ${keys}.`;
        return {
          value: { dryRun, file, madeAt, sha256, keyId, withKeys, tenants: tenants.length, rows, files, bytes },
          text: () => `${dryRun ? "A dry run, removed again: " : `Backed up to ${file}: `}${told}`,
        };
      }),
    );
}

/** `kvitt restore FILE` */
export function addRestore(program: Command, frame: Frame): void {
  program
    .command("restore")
    .argument("<file>", "a backup")
    .description("a backup into an empty data directory; every check is asked afterwards, and a breach leaves with 1")
    .option("--dry-run", "only check that the file is whole and would fit")
    .action(
      frame.onPlatform<BackupOptions, [string]>(async ({ platform, progress }, { dryRun = false }, file) => {
        const told = progress("Restoring", "bytes");
        try {
          const { manifest, rows, files, migrated, breaches } = await restoreBackup(
            platform,
            file,
            (done, of) => told.update(done, of),
            dryRun,
          );
          const { madeAt, tenants } = manifest;
          const broken = breaches.map(
            ({ tenantId, check, count }) => `BROKEN ${check}: ${plural(count, "row")} of tenant ${tenantId}.`,
          );
          if (dryRun) {
            const fits = `The backup of ${madeAt} is whole and fits: ${plural(tenants.length, "tenant")}. Nothing was written.`;
            return { value: { dryRun, file, madeAt, tenants: tenants.length }, text: () => fits };
          }
          const forward =
            migrated.length > 0
              ? [`Its schema was older: brought up to date by ${plural(migrated.length, "migration")}.`]
              : [];
          const said = `Restored what stood at ${madeAt}: ${plural(rows, "row")}, ${plural(files, "file")}, ${plural(tenants.length, "tenant")}. Everybody is signed out.`;
          return {
            value: { file, madeAt, tenants: tenants.length, rows, files, migrated, breaches },
            text: (style) =>
              [
                said,
                ...forward,
                ...broken.map(style.bad),
                ...(broken.length === 0 ? [style.good("Every check holds.")] : []),
              ].join("\n"),
            refused: breaches.length > 0,
          };
        } finally {
          told.end();
        }
      }),
    );
}
