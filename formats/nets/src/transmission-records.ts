/**
 * The records around everything else in a file. Positions are those of the operator's manuals: "System specification
 * OCR giro" 2.0 (2003) and "AvtaleGiro systemspesifikasjon" 3.3 (2016).
 */
import { at, ddmmyy, digits, filler, fixed, layout, type RecordIn } from "@kvitt/format-layout";
import { declaredTotals } from "./shared-fields.ts";

export const startTransmission = layout("nets.startTransmission", 80, [
  at(1, 2, "formatCode", fixed("NY")),
  at(3, 2, "serviceCode", fixed("00")),
  at(5, 2, "transmissionType", fixed("00")),
  at(7, 2, "recordType", fixed("10")),
  at(9, 8, "transmitter", digits()),
  at(17, 7, "transmissionNumber", digits()),
  at(24, 8, "recipient", digits()),
  at(32, 49, "filler32", filler()),
]);

/** In a file that the payee sends, `generatedOn` holds the earliest due date of the transmission. */
export const endTransmission = layout("nets.endTransmission", 80, [
  at(1, 2, "formatCode", fixed("NY")),
  at(3, 2, "serviceCode", fixed("00")),
  at(5, 2, "transmissionType", fixed("00")),
  at(7, 2, "recordType", fixed("89")),
  ...declaredTotals,
  at(42, 6, "generatedOn", ddmmyy({ optional: true })),
  at(48, 33, "filler48", filler()),
]);

export type StartTransmission = RecordIn<typeof startTransmission>;
export type EndTransmission = RecordIn<typeof endTransmission>;
