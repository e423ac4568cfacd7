import type { Language, Offer, Receipt, Way } from "@kvitt/web-pay";
import { isOpenOn, listBankAccounts } from "../../banking/index.ts";
import {
  hashToken,
  isLinkAlive,
  messageByCode,
  noteSeen,
  recordChoice,
  revokeLinks,
  tenantOfToken,
  wrongPerson,
  type ChoiceMade,
} from "../../delivery/index.ts";
import { takesReferences } from "../../invoicing/index.ts";
import { marketPack } from "../../markets/index.ts";
import { refreshAttempt, startAttempt, waysAmong } from "../../payments/index.ts";
import { isUuid, readTenant, Refusal, withTenant, type Platform } from "../../platform/index.ts";
import { clinicOf, placeName, readPlaceName, seenOf } from "./bill-seen.ts";
import { billOf, contextOf, within, type Ground, type ProductWorldOptions } from "./ground.ts";
import { selectBill, selectLastPaid, selectOpened, selectPlace, type BillRow } from "./look-store.ts";
import { ownActs } from "./product-acts.ts";
import type { Opened, PayPageWorld, PaymentAsked, Place, Seen, Visit } from "./world.ts";

const todayIn = (platform: Platform, market: string): string =>
  platform.clock.today(marketPack(market).zones[0]!).toString();

const minor = (text: string | null): bigint | null => (text === null ? null : BigInt(text));

/** By which ways what is open may be paid now: while the claim is the clinic's own. */
function waysFor({ openMinor, custody, choices, agreements }: BillRow): Way[] {
  if (openMinor <= 0n || custody !== "own") return [];
  const limited = agreements.map((each) => ({
    ...each,
    minMinor: minor(each.minMinor),
    maxMinor: minor(each.maxMinor),
  }));
  return waysAmong(limited, { amountMinor: openMinor, choices });
}

function seenNow({ platform, sendCode }: Ground, visit: Visit, row: BillRow): Seen {
  return seenOf({
    row,
    ways: waysFor(row),
    place: placeName(visit.tenantId, visit.ledgerId),
    today: todayIn(platform, row.market),
    now: platform.clock.now(),
    canSendCodes: sendCode !== undefined,
  });
}

/** The same questions for whatever token, and one answer for all that open nothing (SEC-36). */
async function open(ground: Ground, token: string): Promise<Opened | undefined> {
  const { platform } = ground;
  const tenantId = await tenantOfToken(platform, token);
  const row = await readTenant(platform, contextOf({ tenantId }), (tx) => selectOpened(tx, hashToken(token)));
  if (!row || !isLinkAlive(row, platform.clock.now())) return undefined;
  const { linkId, ledgerId, linkedItemId: itemId, recipientId, lockedUntil } = row;
  const visit = { tenantId, linkId, ledgerId, itemId, recipientId, lockedUntil };
  return { visit, seen: seenNow(ground, visit, row) };
}

async function look(ground: Ground, visit: Visit): Promise<Seen> {
  return seenNow(ground, visit, await billOf(ground, visit));
}

/** As long as a page may wait for a finance partner; a slower one is asked again on the page of its terms. */
const OFFERS_WAIT_MS = 400;
const OFFERS_KEPT_MS = 10 * 60_000;
const MOST_OFFERS_KEPT = 5_000;

/** Offers are kept for some minutes by ledger and amount: the first view and the page of terms ask once. */
function offering(ground: Ground): PayPageWorld["offers"] {
  const kept = new Map<string, { readonly offers: Promise<readonly Offer[]>; readonly untilMs: number }>();
  const ask = async (visit: Visit, amountMinor: bigint, currency: string): Promise<readonly Offer[]> => {
    const rails = await ground.railsOf(ground.platform, contextOf(visit));
    const answer = await rails(visit.ledgerId, "partPayment")?.offers?.(amountMinor, currency);
    return answer?.outcome === "ok" ? answer.value : [];
  };
  return async (visit, { amountMinor, currency }) => {
    const key = `${visit.ledgerId} ${amountMinor}`;
    const nowMs = ground.platform.clock.epochMilliseconds();
    const known = kept.get(key);
    if (known && nowMs < known.untilMs) return known.offers;
    if (kept.size >= MOST_OFFERS_KEPT) kept.clear();
    const offers = ask(visit, amountMinor, currency).catch((): readonly Offer[] => []);
    kept.set(key, { offers, untilMs: nowMs + OFFERS_KEPT_MS });
    void offers.then((found) => found.length === 0 && kept.delete(key));
    return Promise.race([offers, waited(OFFERS_WAIT_MS)]);
  };
}

function waited(milliseconds: number): Promise<readonly Offer[]> {
  const signal = AbortSignal.timeout(milliseconds);
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve([]), { once: true }));
}

const CHOICE: Readonly<Record<Way, ChoiceMade["choice"]>> = {
  vipps: "wallet",
  swish: "wallet",
  card: "card",
  partPayment: "partPayment",
};

/** Notes what was chosen. Throws REQUEST_NOT_FOUND, REQUEST_OVER, CONTACT_INVALID. */
function choose(
  ground: Ground,
  visit: Visit,
  choice: ChoiceMade["choice"],
  email?: ChoiceMade["email"],
): Promise<void> {
  const { itemId, recipientId } = visit;
  return within(ground, visit, (tx) => recordChoice(tx, { itemId, recipientId, choice, by: "payer", email }));
}

/** The same of a payment that has begun: one for a claim that nobody was asked for has nothing to note. */
async function noteBegun(ground: Ground, visit: Visit, way: Way): Promise<void> {
  try {
    await choose(ground, visit, CHOICE[way]);
  } catch (error) {
    const isNobodys = error instanceof Refusal && ["REQUEST_NOT_FOUND", "REQUEST_OVER"].includes(error.code);
    if (!isNobodys) throw error;
  }
}

/** What the payer reads at the partner. Never a word about treatment. */
const DESCRIPTION: Readonly<Record<Language, string>> = {
  nb: "Faktura",
  sv: "Faktura",
  da: "Faktura",
  it: "Fattura",
  en: "Invoice",
};

/** A second press on the same button is the same payment. */
const SAME_WISH_SECONDS = 120;

function standing(row: BillRow, asked: PaymentAsked, now: Temporal.Instant): { readonly payerUrl: string } | undefined {
  const { attemptState, attemptWay, attemptMinor, attemptTerms, attemptAt, payerUrl, openMinor } = row;
  if (attemptState !== "awaitingPayer" || attemptWay !== asked.way || payerUrl === null) return undefined;
  if (attemptMinor !== (asked.amountMinor ?? openMinor)) return undefined;
  if (asked.way === "partPayment" && attemptTerms !== asked.terms) return undefined;
  return now.since(attemptAt!).total("seconds") < SAME_WISH_SECONDS ? { payerUrl } : undefined;
}

async function startPayment(ground: Ground, visit: Visit, asked: PaymentAsked): Promise<{ payerUrl: string | null }> {
  const { platform } = ground;
  const row = await billOf(ground, visit);
  const same = standing(row, asked, platform.clock.now());
  if (same) return same;
  const context = contextOf(visit);
  const rails = await ground.railsOf(platform, context);
  const { way, amountMinor, terms, returnUrl, language } = asked;
  const { payerUrl } = await startAttempt(platform, context, rails, {
    itemId: row.itemId,
    way,
    approach: { by: "web", returnUrl },
    description: `${DESCRIPTION[language]} ${row.invoiceNumber ?? row.reference ?? ""}`.trim(),
    language,
    ...(amountMinor === null ? {} : { amountMinor }),
    ...(terms === null ? {} : { terms }),
  });
  await noteBegun(ground, visit, way);
  return { payerUrl };
}

async function refresh(ground: Ground, visit: Visit): Promise<void> {
  const { attemptId, attemptState } = await billOf(ground, visit);
  if (attemptId === null || !["created", "awaitingPayer", "authorized", "unknown"].includes(attemptState!)) return;
  const context = contextOf(visit);
  await refreshAttempt(ground.platform, context, await ground.railsOf(ground.platform, context), attemptId);
}

/** Which words the payer accepts with an e-mail address (FR-34): the sentence `invoice.consent` of the pay page, in this edition. */
const CONSENT_EDITION = "payPage-2026-11";

async function slip(ground: Ground, visit: Visit) {
  return within(ground, visit, async (tx) => {
    const row = await selectBill(tx, visit);
    const day = todayIn(ground.platform, row.market);
    const own = (await listBankAccounts(tx)).filter(
      (each) => each.ledgerId === visit.ledgerId && isOpenOn(each, day) && takesReferences(each),
    );
    // The account whose references the bank reads for us goes first, as on the invoice.
    const [account] = own.toSorted(
      (a, b) => Number(b.detailSource === "ocrgiro") - Number(a.detailSource === "ocrgiro"),
    );
    return { account: account?.number ?? null, reference: row.reference ?? "", dueOn: row.dueOn };
  });
}

async function receipt(ground: Ground, visit: Visit): Promise<Receipt | null> {
  return within(ground, visit, async (tx) => {
    const row = await selectBill(tx, visit);
    const paid = (await selectLastPaid(tx, row.itemId)) ?? (await selectLastPaid(tx, visit.itemId));
    if (!paid) return null;
    const { amountMinor, paidOn, way } = paid;
    return { amountMinor, paidOn, way: way ?? "bank", reference: row.reference ?? "", leftMinor: row.openMinor };
  });
}

async function stopMessages(ground: Ground, visit: Visit): Promise<void> {
  const { messageId } = await billOf(ground, visit);
  const { itemId, recipientId } = visit;
  await within(ground, visit, async (tx) => {
    // A link on a slip came by no message: it is ended, and nobody is written to by it.
    if (messageId === null) await revokeLinks(tx, { itemId, recipientId });
    else await wrongPerson(tx, messageId);
  });
}

async function placeOf({ platform }: Ground, address: string): Promise<Place | undefined> {
  const named = readPlaceName(address);
  if (!named || !isUuid(named.tenantId) || !isUuid(named.ledgerId)) return undefined;
  const row = await withTenant(platform, contextOf(named), (tx) => selectPlace(tx, named.ledgerId));
  return row && { ...named, clinic: clinicOf(row), country: row.market as Place["country"], currency: row.currency };
}

async function verify({ platform }: Ground, place: Place, code: string) {
  const found = await withTenant(platform, contextOf(place), (tx) => messageByCode(tx, place.ledgerId, code));
  if (!found) return undefined;
  const sentOn = found.sentAt.toZonedDateTimeISO(marketPack(place.country).zones[0]!).toPlainDate().toString();
  return { amountMinor: found.amountMinor, sentOn, reference: found.reference };
}

/** The pay page's world made of the product's capabilities. */
export function productWorld(platform: Platform, options: ProductWorldOptions): PayPageWorld {
  const ground: Ground = { ...options, platform };
  return {
    open: (token) => open(ground, token),
    look: (visit) => look(ground, visit),
    offers: offering(ground),
    slip: (visit) => slip(ground, visit),
    startPayment: (visit, asked) => startPayment(ground, visit, asked),
    refresh: (visit) => refresh(ground, visit),
    chooseInvoice: (visit, email) =>
      choose(ground, visit, "invoice", email === null ? undefined : { address: email, textVersion: CONSENT_EDITION }),
    noteSeen: (visit) => within(ground, visit, (tx) => noteSeen(tx, visit.linkId)),
    stopMessages: (visit) => stopMessages(ground, visit),
    receipt: (visit) => receipt(ground, visit),
    placeOf: (address) => placeOf(ground, address),
    verify: (place, code) => verify(ground, place, code),
    ...ownActs(ground),
  };
}
