/** What callers may send, field by field. Unknown fields are refused, so that a misspelt one is found here and not in production. */

import { z } from "zod";
import { malformed, refused } from "./problems.ts";

const amount = z.strictObject({ currency: z.enum(["NOK", "DKK", "EUR"]), value: z.number() });
const text = z.string();
const whole = z.int();

const orderLine = z.strictObject({
  name: text.min(1).max(2048),
  id: text.min(1).max(255),
  totalAmount: whole,
  totalAmountExcludingTax: whole,
  totalTaxAmount: whole,
  taxRate: whole.nonnegative().optional(),
  taxPercentage: whole.nonnegative().optional(),
  unitInfo: z
    .strictObject({
      unitPrice: whole.optional(),
      quantity: text,
      quantityUnit: z.enum(["PCS", "KG", "KM", "MINUTE", "LITRE", "KWH"]),
    })
    .optional(),
  discount: whole.optional(),
  productUrl: text.optional(),
  isReturn: z.boolean().optional(),
  isShipping: z.boolean().optional(),
});

const createSchema = z.strictObject({
  amount,
  paymentMethod: z.strictObject({ type: text }),
  reference: text.regex(/^[a-zA-Z0-9-]{8,64}$/),
  userFlow: z.enum(["WEB_REDIRECT", "PUSH_MESSAGE", "QR", "NATIVE_REDIRECT"]),
  customer: z
    .union([
      z.strictObject({ phoneNumber: text }),
      z.strictObject({ personalQr: text }),
      z.strictObject({ customerToken: text }),
    ])
    .optional(),
  customerInteraction: z.enum(["CUSTOMER_PRESENT", "CUSTOMER_NOT_PRESENT"]).optional(),
  returnUrl: text.optional(),
  paymentDescription: text.min(3).max(100).optional(),
  metadata: z.record(text, text).optional(),
  receipt: z
    .strictObject({
      orderLines: z.array(orderLine).min(1),
      bottomLine: z.looseObject({ currency: z.enum(["NOK", "DKK", "EUR"]) }),
    })
    .optional(),
  receiptUrl: text.optional(),
  merchantLegalLinks: z.looseObject({}).optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  minimumUserAge: whole.min(0).max(100).optional(),
  profile: z.strictObject({ scope: text }).optional(),
  qrFormat: z
    .strictObject({
      format: z.enum(["IMAGE/SVG+XML", "IMAGE/PNG", "TEXT/TARGETURL"]),
      size: whole.min(100).max(2000).optional(),
    })
    .optional(),
});
export type CreateBody = z.infer<typeof createSchema>;

const movementSchema = z.strictObject({ modificationAmount: amount });
const cancelSchema = z.strictObject({ cancelTransactionOnly: z.boolean().optional() });
const approveSchema = z.union([
  z.strictObject({ customer: z.strictObject({ phoneNumber: text }) }),
  z.strictObject({ token: text }),
]);
const registerSchema = z.strictObject({ url: text, events: z.array(text).min(1) });

export const createBody = (body: string): CreateBody => checked(createSchema, body);
export const movementBody = (body: string): z.infer<typeof amount> => checked(movementSchema, body).modificationAmount;
/** A cancel may come without a body. */
export const cancelBody = (body: string): z.infer<typeof cancelSchema> =>
  checked(cancelSchema, body === "" ? "{}" : body);
export const approveBody = (body: string): z.infer<typeof approveSchema> => checked(approveSchema, body);
export const registerBody = (body: string): z.infer<typeof registerSchema> => checked(registerSchema, body);

function checked<T>(schema: z.ZodType<T>, body: string): T {
  const read = schema.safeParse(jsonOf(body));
  if (read.success) return read.data;
  throw malformed(
    read.error.issues.map((issue) => ({
      name: issue.code === "unrecognized_keys" ? issue.keys.join(", ") : issue.path.join("."),
      reason: issue.message,
    })),
  );
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw malformed([{ name: "body", reason: "not JSON" }]);
  }
}

/** An address a browser may be sent to: https, the scheme of an app, or this machine. */
export function isReturnUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol === "http:") return ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  return !["javascript:", "data:", "file:", "vbscript:", "blob:"].includes(protocol);
}

/** An address webhooks may go to: https, or this machine. */
export function isWebhookUrl(url: string): boolean {
  return isReturnUrl(url) && ["https:", "http:"].includes(new URL(url).protocol);
}

/** MSISDN: digits with the country code first. */
export function phoneOf(body: CreateBody): string | undefined {
  if (body.customer === undefined || !("phoneNumber" in body.customer)) return undefined;
  const { phoneNumber } = body.customer;
  if (!/^[1-9]\d{8,14}$/.test(phoneNumber)) throw refused("4070");
  return phoneNumber;
}
