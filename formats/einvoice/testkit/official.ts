/**
 * The official judges, for tests: the UBL 2.1 schemas and the EN 16931 and Peppol rules. Their files are not the project's
 * to copy, so they are read from the folder that `KVITT_CONFORMANCE` names.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { XmlDocument, XsdValidator } from "libxml2-wasm";
import { xmlRegisterFsInputProviders } from "libxml2-wasm/lib/nodejs.mjs";
import saxon from "saxon-js";
import { stylesheetOf } from "./schematron.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const conformance = process.env["KVITT_CONFORMANCE"] ?? join(root, "../shared");
const validation = join(conformance, "validation");
const cache = join(root, "node_modules/.cache/kvitt");
const compiler = createRequire(import.meta.url).resolve("xslt3/xslt3.js");

/** Where the files are published that may be absent here. */
export const published = {
  rules: "github.com/OpenPEPPOL/peppol-bis-invoice-3 and github.com/ConnectingEurope/eInvoicing-EN16931",
  schemas: "OASIS, UBL 2.1, folder xsdrt",
} as const;

/** The folder of the rule release: the one that `KVITT_BILLING_RELEASE` names, else the newest that is there. */
function releaseFolder(): string | undefined {
  if (!existsSync(validation)) return undefined;
  const wanted = process.env["KVITT_BILLING_RELEASE"];
  const found = readdirSync(validation)
    .filter((name) => /^peppol-bis-billing-\d+\.\d+\.\d+$/.test(name))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const name = wanted === undefined ? found.at(-1) : `peppol-bis-billing-${wanted}`;
  return name === undefined ? undefined : join(validation, name);
}

/** Whether the judges can be had on this machine. */
export function hasOfficialRules(): boolean {
  const folder = releaseFolder();
  return folder !== undefined && existsSync(folder) && existsSync(join(validation, "ubl-2.1/maindoc"));
}

/** One finding of the rules. */
export interface Finding {
  readonly id: string;
  readonly flag: string;
  readonly path: string;
}

/** A rule file, compiled once for each release and compiler and kept. */
function compiled(file: string): unknown {
  const stylesheet = stylesheetOf(readFileSync(file, "utf8"));
  const version = readFileSync(join(dirname(compiler), "package.json"), "utf8");
  const hash = createHash("sha256").update(stylesheet).update(version).digest("hex").slice(0, 16);
  const kept = join(cache, `${basename(file, ".sch")}-${hash}.sef.json`);
  if (!existsSync(kept)) compile(stylesheet, kept);
  return JSON.parse(readFileSync(kept, "utf8"));
}

function compile(stylesheet: string, kept: string): void {
  mkdirSync(cache, { recursive: true });
  // Names of their own, so that two runs at once do not read each other's halves.
  const [source, target] = [`${kept}.${process.pid}.xsl`, `${kept}.${process.pid}.json`];
  writeFileSync(source, stylesheet);
  execFileSync(process.execPath, [compiler, `-xsl:${source}`, `-export:${target}`, "-nogo"], { stdio: "pipe" });
  renameSync(target, kept);
  rmSync(source);
}

/** What a rule file finds in a document. A run that throws is a fatal finding of its own. */
type Rules = (xml: string) => readonly Finding[];

function rulesOf(file: string): Rules {
  const stylesheetInternal = compiled(file);
  return (xml) => {
    const { principalResult } = saxon.transform(
      { stylesheetInternal, sourceText: xml, destination: "serialized" },
      "sync",
    );
    // Nothing found is no result at all.
    return (principalResult ?? "")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        const [id = "", flag = "", path = ""] = line.split("\t");
        return { id, flag, path };
      });
  };
}

function schemaOf(name: string): XsdValidator {
  const path = join(validation, "ubl-2.1/maindoc", name);
  // Kept as long as the validator, which looks into it.
  const schema = XmlDocument.fromBuffer(readFileSync(path), { url: pathToFileURL(path).href });
  return XsdValidator.fromDoc(schema);
}

/** Schema errors and findings of a document; the rules are not asked about what the schema refuses. */
export interface Judgement {
  readonly schema: readonly string[];
  readonly fatal: readonly string[];
  readonly warnings: readonly string[];
}

/** The judges, made ready. */
export interface Official {
  readonly en: Rules;
  readonly peppol: Rules;
  readonly judge: (xml: string) => Judgement;
}

/** Compiles what is not yet compiled, which takes some seconds, and loads it. */
export function officialRules(): Official {
  const folder = releaseFolder();
  if (folder === undefined) throw new Error("the official rules are absent");
  xmlRegisterFsInputProviders();
  const schemas = { Invoice: schemaOf("UBL-Invoice-2.1.xsd"), CreditNote: schemaOf("UBL-CreditNote-2.1.xsd") };
  const en = rulesOf(join(folder, "CEN-EN16931-UBL.sch"));
  const peppol = rulesOf(join(folder, "PEPPOL-EN16931-UBL.sch"));
  const schemaErrors = (xml: string): readonly string[] => {
    using document = XmlDocument.fromString(xml);
    try {
      schemas[document.root.name === "CreditNote" ? "CreditNote" : "Invoice"].validate(document);
      return [];
    } catch (error) {
      return [String(error)];
    }
  };
  return {
    en,
    peppol,
    judge(xml) {
      const schema = schemaErrors(xml);
      const findings = schema.length > 0 ? [] : [...en(xml), ...peppol(xml)];
      const ids = (flag: string): readonly string[] =>
        findings.filter((each) => each.flag === flag).map(({ id }) => id);
      return { schema, fatal: ids("fatal"), warnings: ids("warning") };
    },
  };
}

/** The official cases that are here: name, and the text of the file. */
export function officialCases(folder: string): readonly { readonly name: string; readonly xml: string }[] {
  const path = join(validation, "official-cases", folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(".xml"))
    .sort()
    .map((name) => ({ name, xml: readFileSync(join(path, name), "utf8") }));
}
