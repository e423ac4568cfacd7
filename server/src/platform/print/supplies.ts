/** What printing threads share, made once in a process: the first page of a new thread waits for neither. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { CompiledCode, Supplies } from "./protocol.ts";
import { unpackWoff } from "./woff.ts";

const packages = createRequire(import.meta.url);
/** Node has it; the library of types that knows it is the browser's. */
const { WebAssembly } = globalThis as unknown as { WebAssembly: { compile(code: Uint8Array): Promise<CompiledCode> } };

// What a letter lacks in the first face is looked for in the others: Latin, the letters of the rest of Europe, then names written from right to left.
const FACES = [
  ...["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese"].map(
    (subset) => `@fontsource/inter/files/inter-${subset}`,
  ),
  "@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic",
  "@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew",
].flatMap((subset) => [400, 600].map((weight) => `${subset}-${weight}-normal.woff`));

/** A face, unpacked into memory that threads share. */
async function face(path: string): Promise<Uint8Array> {
  const font = unpackWoff(await readFile(packages.resolve(path)));
  const shared = new Uint8Array(new SharedArrayBuffer(font.length));
  shared.set(font);
  return shared;
}

/** The typesetter's code, compiled: 28 MB that threads share, and what one of them has made fast is fast for the others. */
async function compiledTypesetter(): Promise<CompiledCode> {
  return WebAssembly.compile(
    await readFile(packages.resolve("@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm")),
  );
}

async function gathered(): Promise<Supplies> {
  const [code, ...faces] = await Promise.all([compiledTypesetter(), ...FACES.map(face)]);
  return { code, faces };
}

let supplied: Promise<Supplies> | undefined;

/** The compiled typesetter and the unpacked faces: two tenths of a second the first time, at once from then on. */
export function supplies(): Promise<Supplies> {
  return (supplied ??= gathered());
}
