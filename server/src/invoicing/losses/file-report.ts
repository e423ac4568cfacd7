import { hash } from "node:crypto";
import { raiseAlarm } from "../../controls/index.ts";
import { itemsByReference, ledgerById, type DateText } from "../../ledger/index.ts";
import { canonicalJson, recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { creditDay } from "../credit-terms.ts";
import "../errors.ts";
import { insertReport, reportByExternalId, reportLines, type LossReport, type ReportLine } from "./store.ts";

/** An agency's word that collection failed, put on file: no loss without it, but for head office's exceptions (DP-060, DP-061). */

export type ReportWish = {
  readonly ledgerId: string;
  /** The id of the agency's document or message. */
  readonly externalId: string;
  readonly agency: string;
  readonly receivedOn: DateText;
  /** By the reference of the bill that the case is about, with what the agency says is left of it. */
  readonly lines: readonly { readonly reference: string; readonly amountMinor: bigint }[];
};

export type FiledReport = LossReport & { readonly lines: readonly ReportLine[]; readonly isNew: boolean };

/** Lines of cases that nobody knows stay in suspense, and head office is told (E35). */
async function tellUnknown(tx: TenantTransaction, { id, ledgerId }: LossReport, lines: readonly ReportLine[]) {
  const unknown = lines.filter(({ itemId }) => itemId === null);
  if (unknown.length === 0) return;
  const amountMinor = unknown.reduce((sum, line) => sum + line.amountMinor, 0n);
  await raiseAlarm(tx, {
    kind: "loss.unknownCase",
    subjectKind: "lossReport",
    subjectId: id,
    dayOn: await creditDay(tx, ledgerId),
    detail: { count: unknown.length, amountMinor },
  });
}

/** The bills of the ledger that bear the references. A reference that is twice on a report is one case. */
async function linesOf(tx: TenantTransaction, { ledgerId, lines }: ReportWish): Promise<ReportLine[]> {
  const references = lines.map(({ reference }) => reference);
  const items = new Map((await itemsByReference(tx, references, ledgerId)).map((item) => [item.reference, item.id]));
  return lines.map((line, at) => ({ ...line, lineNo: at + 1, itemId: items.get(line.reference) ?? null }));
}

/**
 * Files a report. The same again is answered as before. Throws LOSS_REPORT_CHANGED for other content under the same id, LOSS_REPORT_DAY for a day
 * to come, LOSS_REPORT_TWICE for a case named twice, LEDGER_NOT_FOUND.
 */
export async function fileReport(tx: TenantTransaction, wish: ReportWish): Promise<FiledReport> {
  const { id: ledgerId } = await ledgerById(tx, wish.ledgerId);
  if (wish.receivedOn > (await creditDay(tx, ledgerId))) throw refuse("LOSS_REPORT_DAY", { day: wish.receivedOn });
  if (new Set(wish.lines.map(({ reference }) => reference)).size < wish.lines.length) throw refuse("LOSS_REPORT_TWICE");
  const contentHash = hash("sha256", canonicalJson(wish), "buffer");
  const lines = await linesOf(tx, wish);
  const { externalId, agency, receivedOn } = wish;
  const id = tx.platform.ids.next();
  const isNew = await insertReport(tx, { id, ledgerId, externalId, agency, receivedOn, contentHash }, lines);
  const kept = (await reportByExternalId(tx, ledgerId, externalId))!;
  if (!kept.contentHash.equals(contentHash)) throw refuse("LOSS_REPORT_CHANGED");
  if (isNew) {
    await tellUnknown(tx, kept, lines);
    const detail = { lines: lines.length };
    await recordAudit(tx, { action: "loss.reportFiled", subjectKind: "lossReport", subjectId: id, detail });
  }
  return { ...kept, lines: await reportLines(tx, kept.id), isNew };
}
