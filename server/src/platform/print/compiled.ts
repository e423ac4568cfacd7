import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { CompiledCode } from "./protocol.ts";

/** Node has it; the library of types that knows it is the browser's. */
const { WebAssembly } = globalThis as unknown as { WebAssembly: { compile(code: Uint8Array): Promise<CompiledCode> } };

/** The typesetter's code, compiled: 28 MB that threads share, and what one of them has made fast is fast for the others. */
export function compiledTypesetter(): Promise<CompiledCode> {
  const path = createRequire(import.meta.url).resolve(
    "@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm",
  );
  return WebAssembly.compile(readFileSync(path));
}
