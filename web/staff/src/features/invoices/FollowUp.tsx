import { CasePanel } from "../../parts/follow-up/CasePanel.tsx";
import type { Standing } from "../../parts/invoice.ts";
import { useBill } from "../../parts/pay-desk/bill.ts";
import { useMay } from "../../shell/session.ts";

/** How the invoice is followed up, for who may see that. */
export function FollowUp({ of }: { readonly of: Standing }) {
  const may = useMay("followUp.read", of.ledgerId);
  const bill = useBill(of.id, may);
  return may && <CasePanel itemId={bill.data?.itemId} />;
}
