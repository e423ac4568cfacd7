import type { DateText } from "../../ledger/index.ts";
import { listTenants, recordAudit, withTenant, type Context, type Platform } from "../../platform/index.ts";
import { exportBeancount, exportHledger, type ExportQuestion } from "../../reports/index.ts";
import { chooseLedger } from "./choose-ledger.ts";
import { commandContext } from "./open.ts";

export const bookFormats = ["hledger", "beancount"] as const;
export type BookFormat = (typeof bookFormats)[number];

export type BooksQuestion = {
  readonly format: BookFormat;
  /** Id, organisation number or name; left out is every ledger of every tenant. */
  readonly ledger?: string;
  readonly from?: DateText;
  readonly to?: DateText;
  /** The most entries of each tenant. */
  readonly limit?: number;
  /** Only to see how much it is: nothing leaves, and nothing is noted. */
  readonly trial?: boolean;
};

const writers = { hledger: exportHledger, beancount: exportBeancount } as const;

export type Scope = { readonly context: Context; readonly ledgerId?: string };

/** Where a command reads: one ledger, or every tenant of the installation. Throws LEDGER_NOT_FOUND, LEDGER_AMBIGUOUS. */
export async function scopesOf(platform: Platform, ledger: string | undefined): Promise<Scope[]> {
  if (ledger === undefined)
    return (await listTenants(platform)).map((tenant) => ({ context: commandContext(tenant.id) }));
  const chosen = await chooseLedger(platform, ledger);
  return [{ context: chosen.context, ledgerId: chosen.ledger.id }];
}

async function noteExport(
  platform: Platform,
  { context, ledgerId }: Scope,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await withTenant(platform, context, (tx) =>
    recordAudit(tx, {
      action: "books.exported",
      subjectKind: ledgerId ? "ledger" : "tenant",
      subjectId: ledgerId ?? tx.tenantId,
      detail,
    }),
  );
}

/**
 * Writes the books, a piece at a time, in memory that does not grow with them. Who took which books out is an audit row (SEC-77),
 * written before the first piece. Throws LEDGER_NOT_FOUND, LEDGER_AMBIGUOUS.
 */
export async function exportBooks(
  platform: Platform,
  question: BooksQuestion,
  write: (piece: string) => Promise<void>,
): Promise<void> {
  const { format, ledger, trial = false, ...range } = question;
  for (const scope of await scopesOf(platform, ledger)) {
    const { context, ledgerId } = scope;
    const asked: ExportQuestion = { ...range, ...(ledgerId ? { ledgerId } : {}) };
    if (!trial) await noteExport(platform, scope, { format, ...range });
    await withTenant(platform, context, async (tx) => {
      for await (const piece of writers[format](tx, asked)) await write(piece);
    });
  }
}
