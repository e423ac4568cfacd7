import { overview, type TenantLines } from "@kvitt/server/commands/ledgers";
import type { Command } from "commander";
import type { Style } from "../frame/answer.ts";
import type { Frame } from "../frame/frame.ts";
import { table } from "../frame/table.ts";

const COLUMNS = ["Ledger", "Org. no", "State", "Market", "Clinic", "Kind", "Ledger id"].map((title) => ({ title }));

function rowsOf(tenant: TenantLines): string[][] {
  return tenant.clinics.flatMap((clinic) =>
    clinic.ledgers.map((ledger) => [
      ledger.name,
      ledger.orgNo,
      ledger.activeFromOn && ledger.state === "active" ? `active from ${ledger.activeFromOn}` : ledger.state,
      `${ledger.market} ${ledger.currency}`,
      clinic.name,
      clinic.kind,
      ledger.id,
    ]),
  );
}

function words(tenants: readonly TenantLines[], style: Style): string {
  if (tenants.length === 0) return "No tenant yet. `kvitt demo` makes a chain to look at.";
  return tenants
    .map(
      (tenant) => `${style.strong(tenant.name)}  ${style.faint(tenant.id)}\n${table(COLUMNS, rowsOf(tenant), style)}`,
    )
    .join("\n\n");
}

/** `kvitt ledgers` */
export function addLedgers(program: Command, frame: Frame): void {
  program
    .command("ledgers")
    .description("tenants, clinics and ledgers with their ids and state")
    .action(
      frame.onPlatform(async ({ platform }) => {
        const tenants = await overview(platform);
        return { value: { tenants }, text: (style) => words(tenants, style) };
      }),
    );
}
