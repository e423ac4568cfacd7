import { raiseAlarm } from "../../controls/index.ts";
import { setCustody } from "../../ledger/index.ts";
import { recordAudit, type TenantTransaction } from "../../platform/index.ts";
import { dateText } from "../ground.ts";
import { setEnded } from "./store.ts";
import type { AgencyCase, AgencyEnd } from "./types.ts";

/** Ends a case that does not stay with the agency, and tells head office why. */
export async function endCase(
  tx: TenantTransaction,
  { id, itemId }: Pick<AgencyCase, "id" | "itemId">,
  { ended, why, today }: { readonly ended: AgencyEnd; readonly why: string | null; readonly today: Temporal.PlainDate },
): Promise<void> {
  const endedOn = dateText(today);
  if (!(await setEnded(tx, id, { ended, why, endedOn }))) return;
  await setCustody(tx, [itemId], "own");
  const detail = { caseId: id, ended, ...(why === null ? {} : { why }) };
  await recordAudit(tx, { action: "agency.caseEnded", subjectKind: "openItem", subjectId: itemId, detail });
  if (ended === "paid" || why === "nothingLeft") return;
  await raiseAlarm(tx, { kind: "agency.caseBack", subjectKind: "openItem", subjectId: itemId, dayOn: endedOn, detail });
}
