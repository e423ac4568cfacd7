import {
  inOrder,
  type Clinic,
  type Country,
  type Declined,
  type Language,
  type LocalMoment,
  type Way,
} from "@kvitt/web-pay";
import { qrDrawing } from "../../delivery/index.ts";
import { marketPack } from "../../markets/index.ts";
import { codeTextOf } from "../../partners/swish/index.ts";
import { cardsRestUntil, nextStep, saidToPayer } from "../../payments/index.ts";
import type { BillRow, PlaceRow } from "./look-store.ts";
import type { Ended, Seen, Standing, UnderWay } from "./world.ts";

/** What the page sees of what was read. Pure. */

/** As every ledger starts: parts of at least 500. */
const USUAL_LEAST_MINOR = 50_000n;
/** How long the page speaks of a try that came to nothing. */
const MINUTES_SPOKEN_OF = 30;

export function clinicOf({ name, orgNo, brand, street, town, phone, logo }: PlaceRow): Clinic {
  return { name: brand ?? name, town, street, organisationNumber: orgNo, phone, logo };
}

/** Names a clinic in an address: two ids, no secret. */
export const placeName = (tenantId: string, ledgerId: string): string =>
  Buffer.from((tenantId + ledgerId).replaceAll("-", ""), "hex").toString("base64url");

const dashed = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

export function readPlaceName(text: string): { readonly tenantId: string; readonly ledgerId: string } | undefined {
  if (!/^[\w-]{43}$/.test(text)) return undefined;
  const hex = Buffer.from(text, "base64url").toString("hex");
  return { tenantId: dashed(hex.slice(0, 32)), ledgerId: dashed(hex.slice(32)) };
}

/** In what standing a claim is; read from its postings, never stored. */
function standingOf({ custody, openMinor, hasPaid, isCredited }: BillRow): Standing {
  if (openMinor <= 0n) return isCredited && !hasPaid ? "credited" : "settled";
  if (custody === "agency") return "agency";
  return custody === "own" ? "open" : "partner";
}

const LIVE: Readonly<Record<string, UnderWay["state"]>> = {
  created: "working",
  awaitingPayer: "awaitingPayer",
  authorized: "working",
  unknown: "unknown",
};

function underWayOf({ attemptState, attemptWay, attemptMinor, payerUrl }: BillRow): UnderWay | null {
  const state = LIVE[attemptState ?? ""];
  if (!state) return null;
  const waiting = state === "awaitingPayer" ? payerUrl : null;
  return { way: attemptWay!, state, amountMinor: attemptMinor!, payerUrl: waiting, ...codeOf(attemptWay, waiting) };
}

/** What opens Swish here opens it from a code as well, where the phone is another device (V-02). */
function codeOf(way: Way | null, payerUrl: string | null): { readonly code?: string } {
  const text = way === "swish" && payerUrl !== null ? codeTextOf(payerUrl) : null;
  return text === null ? {} : { code: `data:image/svg+xml,${encodeURIComponent(qrDrawing(text))}` };
}

const ENDED: Readonly<Record<string, Ended>> = {
  failed: "attemptFailed",
  expired: "attemptExpired",
  cancelled: "attemptCancelled",
};

function endedOf({ attemptState, attemptAt }: BillRow, now: Temporal.Instant): Ended | null {
  const ended = ENDED[attemptState ?? ""];
  return ended && now.since(attemptAt!).total("minutes") < MINUTES_SPOKEN_OF ? ended : null;
}

/** A reason is told while the try lives or was made a short while ago: who comes back next week knows their card. */
function declinedOf(row: BillRow, now: Temporal.Instant): Declined | null {
  const { attemptState, attemptDeclined, attemptDeclines, declinedCards } = row;
  if (attemptDeclined === null || attemptState === null) return null;
  const ago = declinedCards.map(({ at }) => now.since(Temporal.Instant.from(at)).total("minutes"));
  const isTold = attemptState === "awaitingPayer" || (attemptState in ENDED && Math.min(...ago) < MINUTES_SPOKEN_OF);
  if (!isTold) return null;
  return { why: saidToPayer(attemptDeclined), next: nextStep(attemptDeclined), tries: attemptDeclines ?? 1 };
}

/** Until when no card is taken for the bill; undefined while cards may be tried. */
export const restOf = ({ declinedCards }: BillRow, now: Temporal.Instant): Temporal.Instant | undefined =>
  cardsRestUntil(
    declinedCards.map(({ declines, at }) => ({ declines, at: Temporal.Instant.from(at) })),
    now,
  );

function localMoment(instant: Temporal.Instant, market: string): LocalMoment {
  const there = instant.toZonedDateTimeISO(marketPack(market).zones[0]!);
  return { day: there.toPlainDate().toString(), time: there.toPlainTime().toString({ smallestUnit: "minute" }) };
}

/** By which other way than the message came a code could be sent. */
export function otherChannel({ contacts, channel }: BillRow): "sms" | "email" | null {
  if (channel === "sms") return contacts.includes("email") ? "email" : null;
  return contacts.includes("phone") ? "sms" : null;
}

/** Birth day and postcode, where both are known of the person. */
export const knowsBirthDay = ({ hasBirthDay, contacts }: BillRow): boolean =>
  hasBirthDay && contacts.includes("address");

/** A relative who pays for an adult is shown nothing of the bill, whatever they know (SEC-34). */
export const mayConfirm = (row: BillRow, canSendCodes: boolean): boolean =>
  row.isDebtor && (knowsBirthDay(row) || (canSendCodes && otherChannel(row) !== null));

export type SeenFacts = {
  readonly row: BillRow;
  readonly ways: readonly Way[];
  readonly place: string;
  readonly today: string;
  readonly now: Temporal.Instant;
  readonly canSendCodes: boolean;
};

export function seenOf({ row, ways, place, today, now, canSendCodes }: SeenFacts): Seen {
  const country = row.market as Country;
  const isChosen = row.choice === "invoice";
  const least = row.leastPartMinor ?? USUAL_LEAST_MINOR;
  const rest = ways.includes("card") ? restOf(row, now) : undefined;
  return {
    clinic: clinicOf(row),
    country,
    currency: row.currency,
    language: row.language satisfies Language,
    checkCode: row.checkCode === null ? null : `${row.checkCode.slice(0, 3)}-${row.checkCode.slice(3)}`,
    place,
    standing: standingOf(row),
    holder: { name: null, phone: null },
    bill: {
      openMinor: row.openMinor,
      dueOn: row.dueOn,
      overdue: row.dueOn < today,
      reference: row.reference ?? row.invoiceNumber ?? "",
      invoiceNumber: row.invoiceNumber,
      forAnother: row.forAnother,
    },
    underWay: underWayOf(row),
    ended: endedOf(row, now),
    declined: declinedOf(row, now),
    cardsRestUntil: rest ? localMoment(rest, row.market) : null,
    ways: inOrder(
      country,
      ways.filter((way) => way !== "card" || !rest),
    ),
    mayInvoice: row.choices === null || row.choices.includes("INVOICE"),
    drawnOn: row.drawnOn,
    minimumMinor: least > 0n ? least : 1n,
    invoiceOn: row.choice === "none" || row.choice === "warned" ? row.defaultOn : null,
    invoiceChosen: isChosen ? { byEmail: row.byEmail } : null,
    mayConfirm: mayConfirm(row, canSendCodes),
  };
}
