import * as z from "zod";
import { partiesById } from "../../parties/index.ts";
import { day, uuid } from "../../platform/http/index.ts";
import { recordAudit, type TenantTransaction } from "../../platform/index.ts";
import { homeRowsSaid, type HomeRow } from "../../reports/index.ts";
import { count } from "./fields.ts";

/** A row behind a figure as people know it; its page adds what kinds of rows it has. */
export const saidRow = z.object({
  id: uuid,
  ledgerId: uuid,
  day,
  value: count,
  partyId: uuid.nullable(),
  /** How people know it: number, what it is, and the invoice to look at. */
  number: z.string().nullable(),
  word: z.string().nullable(),
  invoiceId: uuid.nullable(),
  customerNo: z.int().nullable(),
  /** Null for roles that see people by their numbers only. */
  name: z.string().nullable(),
});

/** The rows of a page as people know them; who saw which names is kept (SEC-75). */
export async function saidRows(tx: TenantTransaction, rows: readonly HomeRow[], withNames: boolean) {
  const said = await homeRowsSaid(tx, rows);
  const parties = await partiesById(tx, [...new Set(rows.flatMap((one) => one.partyId ?? []))]);
  if (withNames && parties.size > 0) {
    const detail = { parties: [...parties.keys()] };
    await recordAudit(tx, { action: "home.namesRead", subjectKind: "tenant", subjectId: tx.tenantId, detail });
  }
  return rows.map((one) => {
    const party = one.partyId === null ? undefined : parties.get(one.partyId);
    const customerNo = party ? Number(party.customerNo) : null;
    return { ...one, ...said(one.id), customerNo, name: withNames ? (party?.name ?? null) : null };
  });
}
