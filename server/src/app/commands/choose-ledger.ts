import { listLedgers, type DateText, type Ledger } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import {
  listTenants,
  refuse,
  withTenant,
  type Context,
  type Platform,
  type Problem,
  type Tenant,
} from "../../platform/index.ts";
import { commandContext } from "./open.ts";

export type LedgerName = { readonly id: string; readonly name: string; readonly orgNo: string };

/** A ledger that a command works on, with the tenant it names and the day it is there. */
export type ChosenLedger = {
  readonly tenant: Tenant;
  readonly ledger: Ledger;
  readonly context: Context;
  /** Today in the ledger's zone, by the data directory's clock. */
  readonly today: DateText;
};

/**
 * The ledgers that a text may mean: the one with this id, or those with this organisation number or whole name, or else
 * those whose name holds the text. More than one answer means that the text is ambiguous.
 */
export function ledgersMeant<L extends LedgerName>(ledgers: readonly L[], text: string): readonly L[] {
  const wanted = text.trim().toLowerCase();
  const exact = ledgers.filter(
    (ledger) =>
      ledger.id === wanted || ledger.orgNo === wanted.replaceAll(" ", "") || ledger.name.toLowerCase() === wanted,
  );
  if (exact.length > 0 || wanted === "") return exact;
  return ledgers.filter((ledger) => ledger.name.toLowerCase().includes(wanted));
}

/** Today in a ledger's zone. A market with several zones is asked through its first. */
export function todayOf(platform: Platform, ledger: Ledger): DateText {
  return platform.clock.today(marketPack(ledger.market).zones[0]!).toString();
}

type Found = { readonly tenant: Tenant; readonly ledger: Ledger } & LedgerName;

async function everyLedger(platform: Platform): Promise<Found[]> {
  const found: Found[] = [];
  for (const tenant of await listTenants(platform)) {
    const ledgers = await withTenant(platform, commandContext(tenant.id), listLedgers);
    for (const ledger of ledgers) found.push({ tenant, ledger, id: ledger.id, name: ledger.name, orgNo: ledger.orgNo });
  }
  return found;
}

function candidate({ id, name, orgNo }: LedgerName): Problem {
  return { code: "LEDGER_CANDIDATE", field: "ledger", value: id, sentence: `${name}, ${orgNo}` };
}

function chosen(platform: Platform, { tenant, ledger }: Found): ChosenLedger {
  return { tenant, ledger, context: commandContext(tenant.id), today: todayOf(platform, ledger) };
}

/**
 * The one ledger a text means, over all tenants; without a text, the only one there is.
 * Throws LEDGER_NOT_FOUND, LEDGER_AMBIGUOUS (its problems name the candidates).
 */
export async function chooseLedger(platform: Platform, text: string | undefined): Promise<ChosenLedger> {
  const all = await everyLedger(platform);
  const meant = text === undefined ? all : ledgersMeant(all, text);
  if (meant.length > 1)
    throw refuse("LEDGER_AMBIGUOUS", { text: text ?? "every ledger", count: meant.length }, meant.map(candidate));
  if (!meant[0]) throw refuse("LEDGER_NOT_FOUND");
  return chosen(platform, meant[0]);
}

/** The one ledger a text means; without a text, every ledger of the installation. */
export async function chooseLedgers(platform: Platform, text: string | undefined): Promise<readonly ChosenLedger[]> {
  if (text !== undefined) return [await chooseLedger(platform, text)];
  return (await everyLedger(platform)).map((found) => chosen(platform, found));
}
