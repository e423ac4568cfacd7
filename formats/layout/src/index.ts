export { at, type Breach, type Codec, type Field, type FieldType } from "./field.ts";
export { fixed, filler } from "./constants.ts";
export { amount, type AmountCodec, count, digits, largestAmountMinor } from "./numbers.ts";
export { code, raw, rightText, text } from "./texts.ts";
export { type DateCodec, type DateRules, ddmmyy, isoDate } from "./dates.ts";
export {
  DoesNotFit,
  layout,
  type FieldBreach,
  type Layout,
  type LayoutField,
  type Reading,
  type RecordIn,
  type RecordOf,
} from "./layout.ts";
export { allDigits, allEqual, fromLatin1, latin1, toLatin1, wholeNumber } from "./bytes.ts";
