import { recordAudit, type TenantTransaction } from "../../platform/index.ts";

type Read = { readonly id: string; readonly text: string | null };

/** Who read which payers' texts in bulk is kept, one row for the page (SEC-16, SEC-75); where no line has a text, none was read. */
export async function keepTextsRead(
  tx: TenantTransaction,
  action: "bankLines.textsRead" | "statementLines.textsRead",
  shown: readonly Read[],
): Promise<void> {
  const lines = shown.flatMap(({ id, text }) => (text ? [id] : []));
  if (lines.length === 0) return;
  await recordAudit(tx, { action, subjectKind: "tenant", subjectId: tx.tenantId, detail: { lines } });
}
