import { companyInvoices, eInvoiceOf, keepEInvoice, type CompanyInvoice } from "../../invoicing/index.ts";
import type { DateText } from "../../ledger/index.ts";
import {
  Refusal,
  recordAudit,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../../platform/index.ts";
import { scopesOf, type Scope } from "./export.ts";
import { rolledBack } from "./rolled-back.ts";
import { tarEnd, tarFile } from "./tar.ts";

export type EInvoicesQuestion = {
  /** Id, organisation number or name; left out is every ledger of every tenant. */
  readonly ledger?: string;
  /** Days of issue, both counted. */
  readonly from?: DateText;
  readonly to?: DateText;
  readonly limit?: number;
  /** Only to see how much it is: nothing leaves, is kept or noted. */
  readonly trial?: boolean;
};

/** What became of the invoices: written, or left out with the code of why. */
export type EInvoicesExported = {
  readonly written: number;
  readonly refused: readonly { readonly number: string; readonly code: string }[];
};

/** A number is a file's name as far as it can be one. */
const fileName = ({ number }: CompanyInvoice): string => `${number.replaceAll(/[^\w-]/g, "_")}.xml`;

async function noted(tx: TenantTransaction, { ledgerId }: Scope, question: EInvoicesQuestion): Promise<void> {
  const { from = null, to = null } = question;
  await recordAudit(tx, {
    action: "books.exported",
    subjectKind: ledgerId ? "ledger" : "tenant",
    subjectId: ledgerId ?? tx.tenantId,
    detail: { format: "ehf", from, to },
  });
}

async function bytesFor(platform: Platform, context: Context, id: string, trial: boolean): Promise<Uint8Array> {
  const make = async (tx: TenantTransaction) => {
    const made = await eInvoiceOf(tx, id);
    return trial ? made.xml : (await keepEInvoice(tx, made)).bytes;
  };
  return trial ? rolledBack(platform, context, make) : withTenant(platform, context, make);
}

/**
 * The e-invoices of companies and public bodies as one archive, an XML file each, named by number. What cannot be one is left out and told by
 * number and code. Who took them out is an audit row, written before the first piece (SEC-77). Throws LEDGER_NOT_FOUND, LEDGER_AMBIGUOUS.
 */
export async function exportEInvoices(
  platform: Platform,
  question: EInvoicesQuestion,
  write: (piece: Uint8Array) => Promise<void>,
): Promise<EInvoicesExported> {
  const { trial = false, ledger, ...range } = question;
  const refused: { number: string; code: string }[] = [];
  let written = 0;
  for (const scope of await scopesOf(platform, ledger)) {
    const { context, ledgerId } = scope;
    const wanted = await withTenant(platform, context, async (tx) => {
      if (!trial) await noted(tx, scope, question);
      return companyInvoices(tx, { ...range, ledgerId });
    });
    for (const invoice of wanted) {
      try {
        await write(tarFile(fileName(invoice), await bytesFor(platform, context, invoice.id, trial)));
        written += 1;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.push({ number: invoice.number, code: error.code });
      }
    }
  }
  await write(tarEnd);
  return { written, refused };
}
