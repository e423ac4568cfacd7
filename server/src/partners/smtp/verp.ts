/**
 * The envelope's sender names the message (VERP), so that a bounce says which one it is of, whatever the other server writes.
 * `bounce+<message id>+<tag>@domain`; the tag keeps strangers from making bounces up. At most 64 characters before the @ (RFC 5321 4.5.3.1.1).
 */

import { createHmac, timingSafeEqual } from "node:crypto";
import { invariant } from "../../platform/index.ts";

const MESSAGE_ID = /^[a-z0-9-]{1,36}$/;
const TAG_LENGTH = 16;

export type Verp = { readonly domain: string; readonly key: string };

export function verpAddress({ domain, key }: Verp, messageId: string): string {
  invariant(MESSAGE_ID.test(messageId), "a message id has at most 36 small letters, digits and hyphens");
  return `bounce+${messageId}+${tagOf(key, messageId)}@${domain}`;
}

/** Null when the address is none of ours, or its tag was made up. Other servers may have changed its case. */
export function messageIdIn({ domain, key }: Verp, address: string): string | null {
  const small = address.toLowerCase();
  const [, messageId, tag] = /^bounce\+([a-z0-9-]{1,36})\+([0-9a-f]{16})@[^@]+$/.exec(small) ?? [];
  if (messageId === undefined || tag === undefined || !small.endsWith(`@${domain.toLowerCase()}`)) return null;
  return timingSafeEqual(Buffer.from(tag), Buffer.from(tagOf(key, messageId))) ? messageId : null;
}

function tagOf(key: string, messageId: string): string {
  return createHmac("sha256", key).update(messageId).digest("hex").slice(0, TAG_LENGTH);
}
