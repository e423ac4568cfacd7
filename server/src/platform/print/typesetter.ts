/** The compiler itself, for a thread that prints: Typst source and data in, a PDF out. It reads nothing but what it is given. */
import { initSync } from "@myriaddreamin/typst-ts-web-compiler";
import { createTypstCompiler, type TypstCompiler } from "@myriaddreamin/typst.ts/dist/esm/compiler.mjs";
import { loadFonts } from "@myriaddreamin/typst.ts/dist/esm/options.init.mjs";
import type { Document, Printed, Supplies } from "./protocol.ts";

const MAIN = "/main.typ";

/** Sets documents one after the other in the thread that opened it. It remembers all it has set: `heldBytes` only grows. */
export class Typesetter {
  readonly #compiler: TypstCompiler;
  readonly #memory: { readonly buffer: ArrayBuffer };
  #source: string | undefined;

  private constructor(compiler: TypstCompiler, memory: { readonly buffer: ArrayBuffer }) {
    this.#compiler = compiler;
    this.#memory = memory;
  }

  static async open({ code, faces }: Supplies): Promise<Typesetter> {
    // Started here: left to the compiler's own start, Node would load its web client, which takes longer than all the rest.
    const { memory } = initSync({ module: code as never }) as unknown as { memory: { buffer: ArrayBuffer } };
    const compiler = createTypstCompiler();
    // Without `assets: false` the compiler would fetch fonts from the network.
    await compiler.init({ beforeBuild: [loadFonts([...faces], { assets: false })] });
    return new Typesetter(compiler, memory);
  }

  /** A source that does not compile throws, with what the compiler says of it. */
  async set({ source, data }: Document): Promise<Printed> {
    if (source !== this.#source) this.#compiler.addSource(MAIN, source);
    this.#source = source;
    const world = { mainFilePath: MAIN, inputs: { data } };
    const { result, diagnostics } = await this.#compiler.runWithWorld(world, async (each) => each.pdf());
    if (!result) throw new Error(JSON.stringify(diagnostics));
    return { pdf: new Uint8Array(result), heldBytes: this.#memory.buffer.byteLength };
  }
}
