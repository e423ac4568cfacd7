export { printPdf } from "./press.ts";
export type { Document } from "./protocol.ts";
