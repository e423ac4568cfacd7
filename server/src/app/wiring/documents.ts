import { letterContent } from "../../collections/index.ts";
import { followUpKinds, type DocumentSource, type DocumentWish, type MadePdf } from "../../delivery/index.ts";
import { itemsById, ledgerById } from "../../ledger/index.ts";
import {
  accountStatementDocument,
  anonymousDocument,
  eInvoiceOf,
  invoiceDocument,
  keepEInvoice,
  lastPaymentOf,
  paymentLetterDocument,
  printDocument,
  receiptDocument,
  patientNamesOf,
  type Printing,
} from "../../invoicing/index.ts";
import { marketPack } from "../../markets/index.ts";
import { drawnOn } from "../../payments/index.ts";
import { Refusal, refuse, withTenant, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { efakturaOf } from "./efaktura.ts";

/** Documents for what is sent: delivery says for whom and how, invoicing makes them, the press prints them. */

/** How far an account statement goes back. */
const STATEMENT_MONTHS = 12;

type PdfWish = Parameters<DocumentSource["pdf"]>[1];

/** How a document asks for its money: by a link, or, where it is drawn, not at all. */
async function askOf(tx: TenantTransaction, { payLink, kind }: PdfWish, itemId: string) {
  const drawn = kind === "creditNote" ? undefined : (await drawnOn(tx, [itemId])).get(itemId);
  return { payLink: payLink === null ? null : { url: payLink, checkCode: null }, drawnOn: drawn ?? null };
}

async function statementOf(tx: TenantTransaction, wish: PdfWish): Promise<Printing> {
  const { ledgerId, recipientId, language } = wish;
  const { market } = await ledgerById(tx, ledgerId);
  const today = tx.platform.clock.today(marketPack(market).zones[0]!);
  const fromOn = today.subtract({ months: STATEMENT_MONTHS }).toString();
  const asked = { ledgerId, partyId: recipientId, fromOn, toOn: today.toString() };
  return { ledgerId, subjectId: recipientId, document: await accountStatementDocument(tx, asked, { language }) };
}

async function receiptOf(tx: TenantTransaction, wish: PdfWish, itemId: string): Promise<Printing> {
  const entryId = await lastPaymentOf(tx, itemId);
  if (!entryId) throw refuse("DOCUMENT_SUBJECT_NOT_FOUND");
  const document = await receiptDocument(tx, entryId, { language: wish.language });
  return { ledgerId: wish.ledgerId, subjectId: entryId, document };
}

async function letterOf(tx: TenantTransaction, wish: PdfWish, itemId: string): Promise<Printing> {
  const [item] = await itemsById(tx, [itemId]);
  if (!item) throw refuse("DOCUMENT_SUBJECT_NOT_FOUND");
  const { language, ledgerId } = wish;
  const letter = { language, ...(await askOf(tx, wish, itemId)), occasion: "toPay" as const, dueOn: item.dueOn };
  return { ledgerId, subjectId: itemId, document: await paymentLetterDocument(tx, itemId, letter) };
}

/** A letter of follow-up on paper, with what still stands of it: a part that was paid since is left out. */
async function reminderOf(tx: TenantTransaction, wish: PdfWish, itemId: string): Promise<Printing> {
  const { language, ledgerId, key } = wish;
  const letter = key === undefined ? undefined : await letterContent(tx, key);
  const [first, ...also] = letter?.itemIds.toSorted((a) => (a === itemId ? -1 : 1)) ?? [];
  const [item] = first === undefined ? [] : await itemsById(tx, [first]);
  if (!letter || !item) throw refuse("DOCUMENT_SUBJECT_NOT_FOUND");
  const { level, nextOn, payBy } = letter;
  const asked = { language, ...(await askOf(tx, wish, item.id)), occasion: "overdue", dueOn: item.dueOn } as const;
  const document = await paymentLetterDocument(tx, item.id, { ...asked, also, reminder: { level, nextOn, payBy } });
  return { ledgerId, subjectId: item.id, document };
}

async function saleOf(tx: TenantTransaction, wish: PdfWish, itemId: string): Promise<Printing> {
  const build = wish.anonymous ? anonymousDocument : invoiceDocument;
  const { ledgerId, language } = wish;
  const asks = await askOf(tx, wish, itemId);
  return { ledgerId, subjectId: itemId, document: await build(tx, itemId, { language, ...asks }) };
}

function printingOf(tx: TenantTransaction, wish: PdfWish): Promise<Printing> {
  const { kind, itemId } = wish;
  if (kind === "accountStatement" || itemId === null) return statementOf(tx, wish);
  if (kind === "receipt") return receiptOf(tx, wish, itemId);
  if (followUpKinds.has(kind)) return reminderOf(tx, wish, itemId);
  return kind === "invoice" || kind === "creditNote" ? saleOf(tx, wish, itemId) : letterOf(tx, wish, itemId);
}

/** A file's name tells the kind and nothing else. */
const FILE_NAMES: Readonly<Record<DocumentWish["kind"], string>> = {
  invoice: "invoice.pdf",
  creditNote: "credit-note.pdf",
  receipt: "receipt.pdf",
  accountStatement: "account-statement.pdf",
  payLink: "payment.pdf",
  choiceReminder: "payment.pdf",
  amountChanged: "payment.pdf",
  courtesyNotice: "payment.pdf",
  nudge: "payment.pdf",
  remind1: "reminder.pdf",
  remind2: "reminder.pdf",
  collectionNotice: "notice.pdf",
  paymentDemand: "demand.pdf",
};

/** The pages as the page tree counts them (ISO 32000-2, 7.7.3.2). */
function pagesIn(pdf: Uint8Array): number {
  const counts = Buffer.from(pdf)
    .toString("latin1")
    .matchAll(/\/Count (\d+)/g);
  return Math.max(1, ...counts.map(([, count]) => Number(count)));
}

async function pdf(platform: Platform, wish: PdfWish, context: Parameters<DocumentSource["pdf"]>[0]): Promise<MadePdf> {
  const made = await printDocument(platform, context, (tx) => printingOf(tx, wish));
  const { itemId, recipientId } = wish;
  const forbid =
    itemId === null ? [] : await withTenant(platform, context, (tx) => patientNamesOf(tx, itemId, recipientId));
  return { pdf: made.bytes, pages: pagesIn(made.bytes), fileName: FILE_NAMES[wish.kind], forbid };
}

/** Documents made by invoicing. Who is no company gets no e-invoice: the next rung is tried. */
export function documentSource(platform: Platform): DocumentSource {
  return {
    pdf: (context, wish) => pdf(platform, wish, context),
    async einvoice(context, { itemId, recipientId }) {
      if (itemId === null) return undefined;
      try {
        return await withTenant(platform, context, async (tx) => {
          const made = await eInvoiceOf(tx, itemId);
          await keepEInvoice(tx, made);
          const forbid = await patientNamesOf(tx, itemId, recipientId);
          return { xml: made.xml, kind: made.kind, sender: made.sender, receiver: made.receiver, forbid };
        });
      } catch (error) {
        if (error instanceof Refusal && error.code === "E_INVOICE_NOT_THIRD_PARTY") return undefined;
        throw error;
      }
    },
    efaktura: (context, wish) => withTenant(platform, context, (tx) => efakturaOf(tx, wish)),
  };
}
