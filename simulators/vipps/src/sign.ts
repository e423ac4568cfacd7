/** Signing a webhook: HMAC-SHA256 over method, path, date, host and hash of the body, keyed with the secret's text. */

import { createHash, createHmac } from "node:crypto";

/** The headers of a signed delivery, `host` included: it is part of what is signed. */
export function signedHeaders(asked: {
  readonly url: string;
  readonly secret: string;
  readonly date: string;
  readonly body: string;
}): Record<string, string> {
  const { pathname, search, host } = new URL(asked.url);
  const hash = createHash("sha256").update(asked.body, "utf8").digest("base64");
  const text = ["POST", `${pathname}${search}`, `${asked.date};${host};${hash}`].join("\n");
  const signature = createHmac("sha256", asked.secret).update(text, "utf8").digest("base64");
  return {
    host,
    "content-type": "application/json",
    "x-ms-date": asked.date,
    "x-ms-content-sha256": hash,
    authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`,
  };
}
