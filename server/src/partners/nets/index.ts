export { netsDirectDebit } from "./avtalegiro.ts";
export { netsReader, ocrColumns } from "./reader.ts";
export { buffersOf, type OcrColumns } from "./columns.ts";
export { paymentKinds, rowsOf } from "./rows.ts";
