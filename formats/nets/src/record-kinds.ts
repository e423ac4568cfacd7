import { allDigits, type Layout, wholeNumber } from "@kvitt/format-layout";
import { type Place, places } from "./places.ts";
import { recordLayouts, type RecordKind } from "./record-layouts.ts";

/** A kind with all that the checker asks of it, found by one look-up a record. */
export interface KindEntry {
  readonly kind: RecordKind;
  readonly place: Place;
  readonly check: Layout<[]>["check"];
}

/** Positions 3-8 (service, type, record) to kind. Item records appear under every type, so that the layout judges the type. */
const kindByCode: ReadonlyMap<number, KindEntry> = new Map([
  ...codes("startTransmission", 10),
  ...codes("endTransmission", 89),
  ...codes("startOcr", 90020),
  ...codes("endOcr", 90088),
  ...itemCodes("amountItem1", 90030),
  ...itemCodes("amountItem2", 90031),
  ...itemCodes("amountItem3", 90032),
  ...codes("startClaims", 210020),
  ...codes("endClaims", 210088),
  ...itemCodes("claimItem1", 210030),
  ...itemCodes("claimItem2", 210031),
  ...codes("specification", 212149),
  ...codes("startCancellations", 213620),
  ...codes("endCancellations", 213688),
  ...codes("cancellationItem1", 219330),
  ...codes("cancellationItem2", 219331),
  ...codes("startAgreements", 212420),
  ...codes("endAgreements", 212488),
  ...codes("agreement", 219470),
]);

function codes(kind: RecordKind, ...all: number[]): [number, KindEntry][] {
  const entry = { kind, place: places[kind], check: recordLayouts[kind].check };
  return all.map((code) => [code, entry]);
}

/** The codes of an item under all hundred transaction types. */
function itemCodes(kind: RecordKind, ofType00: number): [number, KindEntry][] {
  return codes(kind, ...Array.from({ length: 100 }, (_, type) => ofType00 + type * 100));
}

/** The kind of the record that begins at `base`, by its positions 3-8; undefined when there is none such. */
export function kindAt(bytes: Uint8Array, base: number): KindEntry | undefined {
  if (!allDigits(bytes, base + 2, base + 8)) return undefined;
  return kindByCode.get(wholeNumber(bytes, base + 2, base + 8));
}
