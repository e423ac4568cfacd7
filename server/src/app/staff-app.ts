import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { HttpServer } from "../platform/http/index.ts";
import { randomSecret, refuse } from "../platform/index.ts";

/** Where the built staff app lies. */
const BUILT = fileURLToPath(new URL("../../../web/staff/dist/", import.meta.url));
/** The addresses of its screens: all are the same page, which looks at its address itself. */
export const SCREENS = [
  "/",
  "/home/:figure",
  "/head-office",
  "/figures",
  "/figures/:chart",
  "/desk",
  "/parties/:partyId",
  "/follow-up",
  "/cases",
  "/cases/:itemId",
  "/deliveries",
  "/approvals",
  "/losses",
  "/credits",
  "/reviews/:reviewId",
  "/subsidy",
  "/invoices",
  "/invoices/:invoiceId",
  "/runs",
  "/runs/:proposalId",
  "/bank",
  "/files",
  "/files/:fileId",
  "/proof",
  "/reskontro",
  "/aging",
  "/month-end",
  "/number-series",
  "/reports",
  "/audit",
  "/settings",
  "/settings/:section",
  "/settings/ledgers/:ledgerId",
];
const NONCE_BYTES = 18;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
};

/** The staff app's policy (SEC-60); the nonce, new for each answer, is for the UI library's own style elements. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types default",
  ].join("; ");
}

/** The app's scripts, styles and typefaces by name: read once, so that an address reaches no file but these. */
function builtAssets(): ReadonlyMap<string, Buffer> {
  const names = readdirSync(`${BUILT}assets`);
  return new Map(names.map((name) => [name, readFileSync(`${BUILT}assets/${name}`)]));
}

/** Hands out the staff app at `/`; where it was not built, `/` leads to the API's reference. */
export async function addStaffApp(server: HttpServer): Promise<void> {
  if (!existsSync(`${BUILT}index.html`)) {
    server.get("/", async (_request, reply) => reply.redirect("/api/v1/reference"));
    return;
  }
  const page = readFileSync(`${BUILT}index.html`, "utf8");
  const assets = builtAssets();
  server.get<{ Params: { name: string } }>("/assets/:name", async ({ params: { name } }, reply) => {
    const bytes = assets.get(name);
    if (!bytes) throw refuse("NOT_FOUND");
    // Their names change with their content.
    void reply.header("cache-control", "public, max-age=31536000, immutable");
    return reply.type(MEDIA_TYPES[extname(name)] ?? "application/octet-stream").send(bytes);
  });
  for (const url of SCREENS) {
    server.get(url, async (_request, reply) => {
      const nonce = randomSecret(NONCE_BYTES);
      return reply
        .header("content-security-policy", policy(nonce))
        .type("text/html; charset=utf-8")
        .send(page.replace("__NONCE__", nonce));
    });
  }
}
