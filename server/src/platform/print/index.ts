export { printPdf, type Document } from "./printer.ts";
