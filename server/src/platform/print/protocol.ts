/** What goes to the printing thread, and what comes back. */
export type PrintRequest = { readonly job: number; readonly source: string; readonly data: string };
export type PrintAnswer =
  { readonly job: number; readonly pdf: Uint8Array<ArrayBuffer> } | { readonly job: number; readonly error: string };
