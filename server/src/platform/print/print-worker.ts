/** The thread that sets pages: a Typst source and its data come in, a PDF goes out. It reads the compiler and the fonts, nothing else. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { createTypstCompiler, type TypstCompiler } from "@myriaddreamin/typst.ts/dist/esm/compiler.mjs";
import { loadFonts } from "@myriaddreamin/typst.ts/dist/esm/options.init.mjs";
import type { PrintAnswer, PrintRequest } from "./protocol.ts";
import { unpackWoff } from "./woff.ts";

const main = parentPort!;
const packages = createRequire(import.meta.url);
/** `format` of `compile`: a word in its place silently gives another format. */
const PDF = 1;
// What a letter lacks in the first file is looked for in the others of the family: Latin, then the letters of the rest of Europe.
const FONTS = ["latin-400", "latin-600", "latin-ext-400", "latin-ext-600"];

function fontBytes(name: string): Uint8Array {
  return new Uint8Array(
    unpackWoff(readFileSync(packages.resolve(`@fontsource/inter/files/inter-${name}-normal.woff`))),
  );
}

async function openCompiler(): Promise<TypstCompiler> {
  const wasm = readFileSync(packages.resolve("@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm"));
  const compiler = createTypstCompiler();
  // Without `assets: false` the compiler would fetch fonts from the network.
  const getModule = () => ({ module_or_path: wasm }) as never;
  await compiler.init({ getModule, beforeBuild: [loadFonts(FONTS.map(fontBytes), { assets: false })] });
  return compiler;
}

const opened = openCompiler();

async function print({ job, source, data }: PrintRequest): Promise<PrintAnswer> {
  const compiler = await opened;
  compiler.addSource("/main.typ", source);
  const { result, diagnostics } = await compiler.compile({ mainFilePath: "/main.typ", format: PDF, inputs: { data } });
  if (!result) return { job, error: JSON.stringify(diagnostics) };
  return { job, pdf: new Uint8Array(result) };
}

main.on("message", (request: PrintRequest) => {
  print(request).then(
    (answer) => main.postMessage(answer, "pdf" in answer ? [answer.pdf.buffer] : []),
    (error: unknown) => main.postMessage({ job: request.job, error: String(error) } satisfies PrintAnswer),
  );
});
