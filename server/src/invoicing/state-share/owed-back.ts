import type { NewItem } from "../../ledger/index.ts";
import type { StatePart } from "./store.ts";

/** What is owed back to the state of a part it has paid: it hangs on the part's item until a pay-out keeps it. */
export function owedBack(part: StatePart, id: string, on: string, amountMinor: bigint): NewItem {
  return {
    ...{ id, ledgerId: part.ledgerId, side: "credit", kind: "insurerPart", account: part.account },
    ...{ partyId: null, parentId: part.itemId, documentId: null, reference: null },
    ...{ openedOn: on, dueOn: on, amountMinor },
  };
}
