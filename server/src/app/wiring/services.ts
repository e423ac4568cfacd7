import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { refuse, type Problem } from "../../platform/index.ts";
import "./errors.ts";

/** Where partners are reached and how we are known there: one file of the installation, `services.json` in the data directory. */

const origin = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ""));
const secret = z.string().min(8).max(4_000);
/** Two while one is replaced. */
const webhookSecrets = z.array(secret).min(1).max(2);

const sms = z.discriminatedUnion("speaks", [
  z.strictObject({ speaks: z.literal("json"), url: origin, key: secret, webhookSecrets }),
  z.strictObject({ speaks: z.literal("form"), url: origin, user: z.string(), password: secret, webhookSecrets }),
]);

const mail = z.strictObject({
  host: z.string(),
  port: z.int().min(1).max(65_535),
  security: z.enum(["startTls", "implicitTls", "none"]),
  login: z.strictObject({ user: z.string(), password: secret }).optional(),
  from: z.email(),
  bounceDomain: z.string(),
  bounceKey: secret,
  /** A Maildir where mail to the bounce domain arrives. */
  bounceDirectory: z.string(),
  dkim: z.strictObject({ domainName: z.string(), keySelector: z.string(), privateKey: secret }).optional(),
});

const keyed = z.strictObject({ url: origin, key: secret, webhookSecrets });
const placed = z.strictObject({ url: origin });

const services = z.strictObject({
  /** The address patients open: on a host of its own, at most 25 characters so that a link fits an SMS. */
  payPage: origin.pipe(z.string().max(25)),
  /** The address partners tell of events: on a host of its own. */
  webhooks: origin,
  vipps: placed.optional(),
  stripe: placed.optional(),
  /** `app` opens the payer's app; left out, Swish's own. */
  swish: z.strictObject({ url: origin, app: z.string().optional() }).optional(),
  finance: placed.optional(),
  /** The collection agency; a ledger's agreement says as whom it is spoken to. */
  agency: placed.optional(),
  sms: sms.optional(),
  mail: mail.optional(),
  print: keyed.optional(),
  eInvoice: keyed.optional(),
  efaktura: keyed.optional(),
});

export type Services = z.infer<typeof services>;
/** As it is written in the file. */
export type ServicesFile = z.input<typeof services>;

export const SERVICES_FILE = "services.json";

/** What the file says that cannot be used: by place, never with a value, as it may be a secret. */
function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.map(({ path, code }) => ({
    code: "SERVICES_FIELD",
    sentence: `${path.join(".")} cannot be as it is written.`,
    field: path.join("."),
    rule: code,
    facts: { field: path.join(".") },
  }));
}

/** Nothing of the text itself is told, as it may be a secret. */
const NOT_JSON: Problem = {
  code: "SERVICES_NOT_JSON",
  sentence: "The file is no JSON: a bracket, comma or quotation mark is missing or too many.",
};

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse("SERVICES_UNREADABLE", { path }, [NOT_JSON]);
  }
}

/**
 * The services of an installation; undefined where it has none and nothing leaves it. `path` is another place for the file.
 * Throws SERVICES_UNREADABLE, with every field that cannot be used.
 */
export async function readServices(dataDirectory: string, path?: string): Promise<Services | undefined> {
  const place = path ?? join(dataDirectory, SERVICES_FILE);
  let text: string;
  try {
    text = await readFile(place, "utf8");
  } catch (error) {
    if (path === undefined && (error as { code?: string }).code === "ENOENT") return undefined;
    throw refuse("SERVICES_UNREADABLE", { path: place });
  }
  const read = services.safeParse(parsed(text, place));
  if (!read.success) throw refuse("SERVICES_UNREADABLE", { path: place }, problemsOf(read.error));
  return read.data;
}
