import type { RecordKind } from "./record-layouts.ts";

/** What an assignment holds: payments, claims, cancellations of claims, or the list of standing authorities. */
export type AssignmentKind = "ocr" | "claims" | "cancellations" | "agreements";

/** A record's part in the order of a file. */
export interface Place {
  readonly role:
    "openFile" | "closeFile" | "open" | "close" | "item1" | "item2" | "item3" | "specification" | "agreement";
  /** The assignments it may stand in. */
  readonly within: readonly AssignmentKind[];
}

export const places: Readonly<Record<RecordKind, Place>> = {
  startTransmission: { role: "openFile", within: [] },
  endTransmission: { role: "closeFile", within: [] },
  startOcr: { role: "open", within: ["ocr"] },
  amountItem1: { role: "item1", within: ["ocr"] },
  amountItem2: { role: "item2", within: ["ocr"] },
  amountItem3: { role: "item3", within: ["ocr"] },
  endOcr: { role: "close", within: ["ocr"] },
  startClaims: { role: "open", within: ["claims"] },
  claimItem1: { role: "item1", within: ["claims"] },
  claimItem2: { role: "item2", within: ["claims"] },
  specification: { role: "specification", within: ["claims", "cancellations"] },
  endClaims: { role: "close", within: ["claims"] },
  startCancellations: { role: "open", within: ["cancellations"] },
  cancellationItem1: { role: "item1", within: ["cancellations"] },
  cancellationItem2: { role: "item2", within: ["cancellations"] },
  endCancellations: { role: "close", within: ["cancellations"] },
  startAgreements: { role: "open", within: ["agreements"] },
  agreement: { role: "agreement", within: ["agreements"] },
  endAgreements: { role: "close", within: ["agreements"] },
};

/** At most 42 printed lines of two columns each. */
export const mostSpecifications = 84;
