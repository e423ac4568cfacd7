import { migrateDatabase } from "@kvitt/server";
import type { Command } from "commander";
import type { Frame } from "../frame/frame.ts";
import { plural } from "../frame/money.ts";

type MigrateOptions = { readonly dryRun?: boolean };

function words(names: readonly string[], verb: string): string {
  return names.length === 0
    ? "The database is up to date."
    : `${verb} ${plural(names.length, "migration")}: ${names.join(", ")}.`;
}

/** `kvitt db migrate` */
export function addDb(program: Command, frame: Frame): void {
  program
    .command("db")
    .description("the database itself")
    .command("migrate")
    .description("bring the database up to date; every other command does it too where it may")
    .option("--dry-run", "only tell what would be applied")
    .action(
      frame.action<MigrateOptions, []>(async ({ place }, { dryRun = false }) => {
        const { applied, pending } = await migrateDatabase(place, dryRun);
        return {
          value: { dryRun, applied, pending },
          text: () => (dryRun ? words(pending, "Would apply") : words(applied, "Applied")),
        };
      }),
    );
}
