/**
 * Reads a delivery status notification (RFC 3464), strictly: multipart/report with a message/delivery-status part, and to whom it came.
 * Everything else that comes to the address (auto-replies, rubbish) is null. Pure.
 */

export type Dsn = {
  /** The addresses it was delivered to, as its headers have them. */
  readonly to: readonly string[];
  readonly action: "failed" | "delayed" | "delivered" | "relayed" | "expanded";
  /** RFC 3463: `5.1.1`. */
  readonly status: string;
  readonly atMs: number | null;
};

const LONGEST_BYTES = 1024 * 1024;
const ACTIONS = ["failed", "delayed", "delivered", "relayed", "expanded"] as const;

export function readDsn(bytes: Uint8Array): Dsn | null {
  if (bytes.length > LONGEST_BYTES) return null;
  const { headers, body } = entity(Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n"));
  const type = contentType(headers);
  if (type.name !== "multipart/report" || type.boundary === null) return null;
  const status = parts(body, type.boundary)
    .map(entity)
    .find((part) => contentType(part.headers).name === "message/delivery-status");
  return status === undefined ? null : statusIn(status.body, headers);
}

type Headers = ReadonlyMap<string, readonly string[]>;

/** Of several recipients the first: our mails have one. The first group of fields is about the message, the next about a recipient. */
function statusIn(text: string, outer: Headers): Dsn | null {
  const groups = text.trim().split(/\n[ \t]*\n+/);
  const fields = headersIn(groups[1] ?? "");
  const action = ACTIONS.find((known) => known === first(fields, "action")?.toLowerCase());
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(first(fields, "status") ?? "")?.[0];
  if (action === undefined || status === undefined) return null;
  const atMs = Date.parse(first(outer, "date") ?? "");
  const to = ["to", "delivered-to", "x-original-to"].flatMap((name) => outer.get(name) ?? []).flatMap(addressesIn);
  return { to, action, status, atMs: Number.isNaN(atMs) ? null : atMs };
}

function entity(text: string): { readonly headers: Headers; readonly body: string } {
  if (text.startsWith("\n")) return { headers: new Map(), body: text.slice(1) };
  const end = text.indexOf("\n\n");
  return { headers: headersIn(end < 0 ? text : text.slice(0, end)), body: end < 0 ? "" : text.slice(end + 2) };
}

/** Names in lower case; a line that begins with a blank belongs to the one before (RFC 5322 2.2.3). */
function headersIn(text: string): Headers {
  const found = new Map<string, string[]>();
  for (const line of text.replace(/\n[ \t]+/g, " ").split("\n")) {
    const [, name, value] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const key = name.toLowerCase();
    found.set(key, [...(found.get(key) ?? []), value.trim()]);
  }
  return found;
}

const first = (headers: Headers, name: string): string | undefined => headers.get(name)?.[0];

function contentType(headers: Headers): { readonly name: string; readonly boundary: string | null } {
  const value = first(headers, "content-type") ?? "text/plain";
  const [, quoted, bare] = /;[ \t]*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(value) ?? [];
  return { name: value.split(";")[0]!.trim().toLowerCase(), boundary: quoted ?? bare ?? null };
}

/** What stands between the boundary's lines; what comes before the first and after the last is nothing (RFC 2046 5.1.1). */
function parts(body: string, boundary: string): readonly string[] {
  const found: string[][] = [];
  for (const line of body.split("\n")) {
    const marker = line.trimEnd();
    if (marker === `--${boundary}--`) break;
    if (marker === `--${boundary}`) found.push([]);
    else found.at(-1)?.push(line);
  }
  return found.map((lines) => lines.join("\n"));
}

function addressesIn(value: string): readonly string[] {
  return value.match(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/g) ?? [];
}
