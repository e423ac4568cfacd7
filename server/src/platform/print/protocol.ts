/** Compiled WebAssembly: may go from thread to thread, and nothing else is done with it here. */
export type CompiledCode = object;
/** What goes to a printing thread when it starts: the compiled typesetter, shared by all threads. */
export type PrinterData = { readonly code: CompiledCode };
/** A document as set. `heldBytes`: the memory of the thread that set it, which never shrinks. */
export type Printed = { readonly pdf: Uint8Array<ArrayBuffer>; readonly heldBytes: number };
/** What goes to a printing thread, and what comes back. */
export type PrintRequest = { readonly job: number; readonly source: string; readonly data: string };
export type PrintAnswer = ({ readonly job: number } & Printed) | { readonly job: number; readonly error: string };
