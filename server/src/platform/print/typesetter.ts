/** The compiler itself, for a thread that prints: Typst source and data in, a PDF out. It reads the fonts, nothing else. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import initialised from "@myriaddreamin/typst-ts-web-compiler";
import {
  CompileFormatEnum,
  createTypstCompiler,
  type TypstCompiler,
} from "@myriaddreamin/typst.ts/dist/esm/compiler.mjs";
import { loadFonts } from "@myriaddreamin/typst.ts/dist/esm/options.init.mjs";
import type { CompiledCode, Printed } from "./protocol.ts";
import { unpackWoff } from "./woff.ts";

const packages = createRequire(import.meta.url);
/** `format` of `compile`: a word in its place silently gives another format. */
const PDF = CompileFormatEnum.pdf;
// What a letter lacks in the first face is looked for in the others: Latin, the letters of the rest of Europe, then names written from right to left.
const FONTS = [
  ...["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese"].map(
    (subset) => `@fontsource/inter/files/inter-${subset}`,
  ),
  "@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic",
  "@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew",
].flatMap((subset) => [400, 600].map((weight) => `${subset}-${weight}-normal.woff`));

function fontBytes(path: string): Uint8Array {
  return new Uint8Array(unpackWoff(readFileSync(packages.resolve(path))));
}

/** Sets documents one after the other in the thread that opened it. It remembers all it has set: `heldBytes` only grows. */
export class Typesetter {
  readonly #compiler: TypstCompiler;
  readonly #memory: { readonly buffer: ArrayBuffer };

  private constructor(compiler: TypstCompiler, memory: { readonly buffer: ArrayBuffer }) {
    this.#compiler = compiler;
    this.#memory = memory;
  }

  static async open(code: CompiledCode): Promise<Typesetter> {
    const compiler = createTypstCompiler();
    const getModule = () => ({ module_or_path: code }) as never;
    // Without `assets: false` the compiler would fetch fonts from the network.
    await compiler.init({ getModule, beforeBuild: [loadFonts(FONTS.map(fontBytes), { assets: false })] });
    // Started already: it only answers with the instance, whose memory is asked for.
    const { memory } = (await initialised()) as unknown as { memory: { buffer: ArrayBuffer } };
    return new Typesetter(compiler, memory);
  }

  /** A source that does not compile throws, with what the compiler says of it. */
  async set(source: string, data: string): Promise<Printed> {
    this.#compiler.addSource("/main.typ", source);
    const options = { mainFilePath: "/main.typ", format: PDF, inputs: { data } };
    const { result, diagnostics } = await this.#compiler.compile(options);
    if (!result) throw new Error(JSON.stringify(diagnostics));
    return { pdf: new Uint8Array(result), heldBytes: this.#memory.buffer.byteLength };
  }
}
