/** A document to be set: Typst source, and data it reads with `json(bytes(sys.inputs.data))`. What goes to a printing thread. */
export type Document = { readonly source: string; readonly data: string };
/** Compiled WebAssembly: may go from thread to thread, and nothing else is done with it here. */
export type CompiledCode = object;
/** What printing threads share: the compiled typesetter and the faces it sets in. What a thread begins with. */
export type Supplies = { readonly code: CompiledCode; readonly faces: readonly Uint8Array[] };
/** A document as set. `heldBytes`: the memory of the thread that set it, which never shrinks. */
export type Printed = { readonly pdf: Uint8Array<ArrayBuffer>; readonly heldBytes: number };
/** What comes back for each document, in their order. */
export type PrintAnswer = Printed | { readonly error: string };
