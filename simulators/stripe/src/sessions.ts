/** Products and Checkout Sessions: what the merchant asks for, before any card is near. */

import { isWebAddress, productBody, productChangeBody, sessionBody, type SessionBody } from "./bodies.ts";
import { noSuch, Refused } from "./problems.ts";
import type { Product, Session } from "./types.ts";
import { endSession, newId, nowSeconds, type World } from "./world.ts";

const HALF_AN_HOUR_S = 1_800;
const DAY_S = 86_400;
const HIGHEST = 99_999_999;
/** In minor units, as the service's page of currencies has them. */
const LOWEST: Readonly<Record<string, number>> = { nok: 300, sek: 300, dkk: 250, eur: 50, usd: 50 };

export function createProduct(world: World, text: string): Product {
  const { id = newId(world, "prod"), name, metadata = {} } = productBody(text);
  if (world.products.has(id))
    throw new Refused("Product already exists.", { code: "resource_already_exists", param: "id" });
  const product: Product = {
    id,
    object: "product",
    active: true,
    created: nowSeconds(world),
    livemode: false,
    name,
    metadata: { ...metadata },
  };
  world.products.set(id, product);
  return product;
}

export function productAt(world: World, id: string): Product {
  const product = world.products.get(id);
  if (product === undefined) throw noSuch("product", id);
  return product;
}

/** What metadata is not named stays as it was. */
export function updateProduct(world: World, id: string, text: string): Product {
  const product = productAt(world, id);
  const { name, metadata = {} } = productChangeBody(text);
  if (name !== undefined) product.name = name;
  product.metadata = { ...product.metadata, ...metadata };
  return product;
}

export function createSession(world: World, text: string, origin: string): Session {
  const body = sessionBody(text);
  const { amount, currency } = priceOf(world, body);
  checkAddresses(body);
  const session = born(world, body, amount, currency, origin);
  world.sessions.set(session.id, session);
  world.productNames.set(session.id, Object.values(body.line_items)[0]!.price_data.product);
  const { capture_method = "automatic", description = null, metadata = {} } = body.payment_intent_data ?? {};
  world.intentWishes.set(session.id, { capture_method, description, metadata: { ...metadata } });
  return session;
}

function priceOf(world: World, { line_items }: SessionBody): { readonly amount: number; readonly currency: string } {
  const items = Object.values(line_items);
  if (items.length === 0) throw new Refused("line_items is empty.", { param: "line_items", atTheDoor: true });
  for (const { price_data } of items) productAt(world, price_data.product);
  const currency = items[0]!.price_data.currency;
  if (items.some(({ price_data }) => price_data.currency !== currency))
    throw new Refused("Currencies differ.", { param: "line_items" });
  const amount = items.reduce((sum, { quantity, price_data }) => sum + quantity * price_data.unit_amount, 0);
  const lowest = LOWEST[currency];
  if (lowest === undefined) throw new Refused(`Invalid currency: ${currency}.`, { param: "currency" });
  if (amount < lowest)
    throw new Refused("The Checkout Session's total amount is too small.", { code: "amount_too_small" });
  if (amount > HIGHEST)
    throw new Refused("The Checkout Session's total amount is too large.", { code: "amount_too_large" });
  return { amount, currency };
}

function checkAddresses({ success_url, cancel_url }: SessionBody): void {
  for (const [param, url] of Object.entries({ success_url, cancel_url })) {
    if (url !== undefined && !isWebAddress(url)) throw new Refused("Not a valid URL", { code: "url_invalid", param });
  }
}

function endOf(world: World, { expires_at }: SessionBody): number {
  const now = nowSeconds(world);
  if (expires_at === undefined) return now + DAY_S;
  const param = "expires_at";
  if (expires_at < now + HALF_AN_HOUR_S)
    throw new Refused("The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.", {
      param,
    });
  if (expires_at > now + DAY_S)
    throw new Refused("The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.", {
      param,
    });
  return expires_at;
}

function born(world: World, body: SessionBody, amount: number, currency: string, origin: string): Session {
  const id = newId(world, "cs_test");
  return {
    id,
    object: "checkout.session",
    amount_subtotal: amount,
    amount_total: amount,
    cancel_url: body.cancel_url ?? null,
    client_reference_id: body.client_reference_id ?? null,
    created: nowSeconds(world),
    currency,
    customer: null,
    expires_at: endOf(world, body),
    livemode: false,
    locale: body.locale ?? null,
    metadata: { ...body.metadata },
    mode: "payment",
    payment_intent: null,
    payment_method_types: ["card"],
    payment_status: "unpaid",
    status: "open",
    success_url: body.success_url,
    ui_mode: "hosted_page",
    url: `${origin}/c/pay/${id}`,
  };
}

export function sessionAt(world: World, id: string): Session {
  const session = world.sessions.get(id);
  if (session === undefined) throw noSuch("checkout.session", id);
  return session;
}

/** The merchant takes the page away. */
export function expireSession(world: World, id: string): Session {
  const session = sessionAt(world, id);
  if (session.status !== "open") {
    throw new Refused(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
    );
  }
  endSession(world, session);
  return session;
}
