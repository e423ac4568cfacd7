/** What callers may send, field by field. Unknown fields are refused, so that a misspelt one is found here and not in production. */

import { z } from "zod";
import { formTree, listOf, type FormTree } from "./form.ts";
import { missing, Refused } from "./problems.ts";

const text = z.string();
const whole = text.regex(/^\d{1,12}$/).transform(Number);
const metadata = z.record(text.max(40), text.max(500));
/** `expand[]=...`: 0, 1, 2 and so on. */
const expand = z.record(text, text).optional();

const item = z.strictObject({
  quantity: whole,
  price_data: z.strictObject({
    currency: text.regex(/^[a-z]{3}$/),
    unit_amount: whole,
    product: text,
  }),
});

const sessionSchema = z.strictObject({
  mode: z.literal("payment"),
  line_items: z.record(text, item),
  success_url: text,
  cancel_url: text.optional(),
  client_reference_id: text.max(200).optional(),
  expires_at: whole.optional(),
  locale: z.enum(["auto", "da", "en", "it", "nb", "sv"]).optional(),
  metadata: metadata.optional(),
  payment_intent_data: z
    .strictObject({
      capture_method: z.enum(["automatic", "manual"]).optional(),
      description: text.max(1000).optional(),
      metadata: metadata.optional(),
    })
    .optional(),
  payment_method_types: z.record(text, z.literal("card")).optional(),
  ui_mode: z.literal("hosted_page").optional(),
  expand,
});
export type SessionBody = z.infer<typeof sessionSchema>;

const productSchema = z.strictObject({
  id: text.max(100).optional(),
  name: text.min(1).max(250),
  metadata: metadata.optional(),
  expand,
});
const productChange = z.strictObject({ name: text.min(1).max(250).optional(), metadata: metadata.optional(), expand });
const captureSchema = z.strictObject({ amount_to_capture: whole.optional(), expand });
const cancelSchema = z.strictObject({
  cancellation_reason: z.enum(["abandoned", "duplicate", "fraudulent", "requested_by_customer"]).optional(),
  expand,
});
const refundSchema = z.strictObject({
  payment_intent: text,
  amount: whole.optional(),
  metadata: metadata.optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
  expand,
});
const endpointSchema = z.strictObject({
  url: text,
  enabled_events: z.record(text, text),
  api_version: text.optional(),
});
const emptySchema = z.strictObject({ expand });

export const sessionBody = (body: string): SessionBody => checked(sessionSchema, body);
export const productBody = (body: string): z.infer<typeof productSchema> => checked(productSchema, body);
export const productChangeBody = (body: string): z.infer<typeof productChange> => checked(productChange, body);
export const captureBody = (body: string): z.infer<typeof captureSchema> => checked(captureSchema, body);
export const cancelBody = (body: string): z.infer<typeof cancelSchema> => checked(cancelSchema, body);
export const refundBody = (body: string): z.infer<typeof refundSchema> => checked(refundSchema, body);
export const endpointBody = (body: string): z.infer<typeof endpointSchema> => checked(endpointSchema, body);
export const emptyBody = (body: string): void => void checked(emptySchema, body);

function checked<T>(schema: z.ZodType<T>, body: string): T {
  const tree = formTree(body);
  if (tree === null) throw new Refused("The body is not form-encoded.", { atTheDoor: true });
  const read = schema.safeParse(tree);
  if (read.success) return read.data;
  throw problemOf(read.error.issues[0]!, tree);
}

function problemOf(issue: z.core.$ZodIssue, tree: FormTree): Refused {
  const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const param = nameOf([...issue.path, ...(unknown === undefined ? [] : [unknown])]);
  if (unknown !== undefined)
    return new Refused(`Received unknown parameter: ${param}`, { code: "parameter_unknown", param, atTheDoor: true });
  if (valueAt(tree, issue.path) === undefined) return missing(param);
  return new Refused(`Invalid ${param}: ${issue.message}`, { code: "parameter_invalid", param, atTheDoor: true });
}

/** `line_items[0][quantity]`. */
function nameOf(path: readonly PropertyKey[]): string {
  return path.map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`)).join("");
}

function valueAt(tree: FormTree, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (node, part) => (typeof node === "object" && node !== null ? (node as FormTree)[String(part)] : undefined),
    tree,
  );
}

/** The paths of `expand[]`, of a form-encoded body or query. */
export function expansionsIn(encoded: string): readonly string[] {
  return listOf(formTree(encoded)?.["expand"]).filter((path) => typeof path === "string");
}

/** An address a browser may be sent to: https, or this machine. */
export function isWebAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname));
}
