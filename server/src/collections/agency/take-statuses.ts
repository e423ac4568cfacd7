import { hash } from "node:crypto";
import { sql } from "kysely";
import { matchWaiting } from "../../banking/index.ts";
import { raiseAlarm } from "../../controls/index.ts";
import { itemsById, type DateText } from "../../ledger/index.ts";
import {
  announce,
  canonicalJson,
  isUuid,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../../platform/index.ts";
import { disputesOf } from "../facts-store.ts";
import { registerDispute } from "../disputes.ts";
import { setHold } from "../holds.ts";
import { dateText, groundOf, type Ground } from "../ground.ts";
import type { AgencyEvent, DebtCollectionAgency } from "../ports.ts";
import { bookRemitted, type LostClaims } from "./book.ts";
import { endCase } from "./end-case.ts";
import { addCollected, agreementRows, caseById, caseByReference, setStatus, setTold } from "./store.ts";
import type { AgencyAgreement, AgencyCase } from "./types.ts";

/** What the agency says of cases, taken once by its own ids, each with its effect (the Swedish notes, section 13). */

/** A failed collection put on file, so that its loss can be proposed (DP-060); app hands it in. */
export type FileFailure = (
  tx: TenantTransaction,
  failure: {
    readonly ledgerId: string;
    readonly externalId: string;
    readonly agency: string;
    readonly receivedOn: DateText;
    readonly reference: string;
    readonly amountMinor: bigint;
  },
) => Promise<void>;

export type StatusWays = {
  readonly agency: DebtCollectionAgency;
  readonly fileFailure: FileFailure;
  readonly lost: LostClaims;
};

/** Pages of one round; what is left comes with the next. */
const MOST_PAGES = 50;

export type Polled = { events: number; silent: boolean };

/** Takes what an agency has told since the last time, a page in a transaction. */
export async function takeStatuses(
  platform: Platform,
  context: Context,
  ledgerId: string,
  ways: StatusWays,
): Promise<Polled> {
  const polled: Polled = { events: 0, silent: false };
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const [agreement] = await withTenant(platform, context, (tx) => agreementRows(tx, { ledgerId }));
    const after = agreement?.toldThrough ?? null;
    const answer = await ways.agency.statuses(after);
    if (answer.outcome !== "ok") return { ...polled, silent: true };
    const { events, next, more } = answer.value;
    polled.events += await withTenant(platform, context, (tx) => takePage(tx, ledgerId, { after, next, events }, ways));
    if (!more || next === after) return polled;
  }
  return polled;
}

type Page = { readonly after: string | null; readonly next: string; readonly events: readonly AgencyEvent[] };

/** A page that somebody else took meanwhile is left; its events are known by their ids in any case. */
async function takePage(tx: TenantTransaction, ledgerId: string, page: Page, ways: StatusWays): Promise<number> {
  const [agreement] = await agreementRows(tx, { ledgerId, lock: true });
  if (agreement === undefined || agreement.toldThrough !== page.after) return 0;
  const ground = await groundOf(tx, ledgerId);
  let taken = 0;
  for (const event of page.events) if (await takeEvent(tx, { ground, agreement, ways }, event)) taken += 1;
  await setTold(tx, agreement.id, page.next);
  if (taken > 0) await announce(tx, "invoices", ledgerId, ledgerId);
  return taken;
}

type Taking = { readonly ground: Ground; readonly agreement: AgencyAgreement; readonly ways: StatusWays };
type Outcome = "taken" | "unknownCase" | "unknownStatus" | "amountWrong";
type Effect = { readonly outcome: Outcome; readonly entryId: string | null };

const TAKEN: Effect = { outcome: "taken", entryId: null };

async function caseOf(tx: TenantTransaction, { id }: AgencyAgreement, { caseId, reference }: AgencyEvent) {
  const named = isUuid(caseId) ? await caseById(tx, caseId, true) : undefined;
  if (named?.agreementId === id) return named;
  return reference === "" ? undefined : caseByReference(tx, id, reference);
}

/** Whether it was new. The same id with other content is told to head office and changes nothing. */
async function takeEvent(tx: TenantTransaction, taking: Taking, event: AgencyEvent): Promise<boolean> {
  const { agreement } = taking;
  const contentHash = hash("sha256", canonicalJson(event), "buffer");
  const before = await sql<{ contentHash: Buffer }>`
    select content_hash as "contentHash" from agency_event
    where tenant_id = ${tx.tenantId} and agreement_id = ${agreement.id} and external_id = ${event.eventId}`.execute(
    tx.db,
  );
  const known = before.rows[0];
  if (known) {
    if (!known.contentHash.equals(contentHash)) await tell(tx, taking, "agency.eventChanged", event);
    return false;
  }
  const id = tx.platform.ids.next();
  const found = await caseOf(tx, agreement, event);
  const effect = found ? await effectOf(tx, taking, { id, found, event }) : await unknownCase(tx, taking, event);
  await insertEvent(tx, taking, { id, event, contentHash, caseId: found?.id ?? null, effect });
  return true;
}

/** A person of head office looks: the alarm stands beside the event, which is kept as it came. */
async function tell(
  tx: TenantTransaction,
  { ground, agreement }: Taking,
  kind: "agency.eventChanged" | "agency.unknownCase" | "agency.unknownStatus" | "agency.amountWrong",
  { eventId, said }: AgencyEvent,
): Promise<void> {
  await raiseAlarm(tx, {
    kind,
    subjectKind: "ledger",
    subjectId: agreement.ledgerId,
    dayOn: dateText(ground.today),
    detail: { externalId: eventId, said },
  });
}

async function unknownCase(tx: TenantTransaction, taking: Taking, event: AgencyEvent): Promise<Effect> {
  await tell(tx, taking, "agency.unknownCase", event);
  return { outcome: "unknownCase", entryId: null };
}

type About = { readonly id: string; readonly found: AgencyCase; readonly event: AgencyEvent };

async function effectOf(tx: TenantTransaction, taking: Taking, about: About): Promise<Effect> {
  const { event, found } = about;
  const { today } = taking.ground;
  if (event.status !== "unknown") await setStatus(tx, found.id, event.status);
  switch (event.status) {
    case "unknown":
      await tell(tx, taking, "agency.unknownStatus", event);
      return { outcome: "unknownStatus", entryId: null };
    case "paid":
      return paid(tx, taking, about);
    case "failed":
      return failed(tx, taking, about);
    case "rejected":
    case "withdrawn":
      await endCase(tx, found, { ended: event.status, why: event.reason, today });
      return TAKEN;
    case "disputed":
      return disputed(tx, about, dateText(today));
    case "deceased":
    case "debtRelief":
      return stopped(tx, taking, about);
    default:
      return TAKEN;
  }
}

async function paid(tx: TenantTransaction, taking: Taking, { id, found, event }: About): Promise<Effect> {
  const { amounts, remittance } = event;
  const { ground, ways } = taking;
  const booked = amounts && (await bookRemitted(tx, ground, found, { eventId: id, amounts, remittance }, ways.lost));
  if (booked === null) {
    await tell(tx, taking, "agency.amountWrong", event);
    return { outcome: "amountWrong", entryId: null };
  }
  await addCollected(tx, found.id, booked.settledMinor);
  // The bank's line of the lump may have come before the agency told what it is.
  if (remittance !== null) await matchWaiting(tx, found.ledgerId, remittance);
  const [item] = await itemsById(tx, [found.itemId]);
  if (item!.openMinor === 0n && found.state !== "ended")
    await endCase(tx, found, { ended: "paid", why: null, today: ground.today });
  return { outcome: "taken", entryId: booked.entryId };
}

/** What is left is what was lost (E32): the loss itself is proposed by head office and approved by CFO or CEO. */
async function failed(tx: TenantTransaction, taking: Taking, { found, event }: About): Promise<Effect> {
  const { ground, agreement, ways } = taking;
  const [item] = await itemsById(tx, [found.itemId], true);
  const { openMinor, reference } = item!;
  if (openMinor > 0n)
    await ways.fileFailure(tx, {
      ledgerId: found.ledgerId,
      externalId: event.eventId,
      agency: agreement.agency,
      receivedOn: dateText(ground.today),
      reference: reference ?? found.reference ?? found.id,
      amountMinor: openMinor,
    });
  const ended = openMinor > 0n ? "failed" : "paid";
  await endCase(tx, found, { ended, why: event.reason, today: ground.today });
  return TAKEN;
}

/** The creditor must decide: nothing goes on before the objection is answered (DP-032). */
async function disputed(tx: TenantTransaction, { found, event }: About, openedOn: DateText): Promise<Effect> {
  const [standing] = await disputesOf(tx, [found.itemId]);
  const [item] = await itemsById(tx, [found.itemId], true);
  if (item!.openMinor > 0n && standing?.outcome !== null)
    await registerDispute(tx, {
      itemId: found.itemId,
      openedOn,
      channel: "message",
      words: `Inkasso: ${event.reason ?? event.said}`,
    });
  return TAKEN;
}

const HOLD_DAYS = 30;

/** A claim goes to the estate, or waits for the court: it stops here and there, and head office goes on by hand (E20). */
async function stopped(tx: TenantTransaction, { ground }: Taking, { found, event }: About): Promise<Effect> {
  const { today, book } = ground;
  const [item] = await itemsById(tx, [found.itemId], true);
  const followed = book.of(item!);
  if (item!.openMinor > 0n && followed !== null) {
    const reason = event.status === "deceased" ? "deceased" : "bankruptcyOrDebtRelief";
    const most = followed.policy.holdMostDays < HOLD_DAYS ? followed.policy.holdMostDays : HOLD_DAYS;
    await setHold(tx, { itemId: found.itemId, reason, endsOn: dateText(today.add({ days: most - 1 })) });
  }
  await endCase(tx, found, { ended: "stopped", why: event.status, today });
  return TAKEN;
}

async function insertEvent(
  tx: TenantTransaction,
  { agreement }: Taking,
  given: {
    readonly id: string;
    readonly event: AgencyEvent;
    readonly contentHash: Buffer;
    readonly caseId: string | null;
    readonly effect: Effect;
  },
): Promise<void> {
  const { id, event, contentHash, caseId, effect } = given;
  const { amounts } = event;
  await sql`
    insert into agency_event (tenant_id, id, ledger_id, agreement_id, external_id, case_id, reference, status, said, occurred_on, reason, capital_minor, interest_minor,
      fee_minor, own_costs_minor, remitted_minor, remittance, content_hash, outcome, entry_id, received_at)
    values (${tx.tenantId}, ${id}, ${agreement.ledgerId}, ${agreement.id}, ${event.eventId}, ${caseId}, ${event.reference}, ${event.status}, ${event.said}, ${event.occurredOn},
      ${event.reason}, ${amounts?.capitalMinor ?? null}, ${amounts?.interestMinor ?? null}, ${amounts?.feeMinor ?? null}, ${amounts?.ownCostsMinor ?? null},
      ${amounts?.remittedMinor ?? null}, ${event.remittance}, ${contentHash}, ${effect.outcome}, ${effect.entryId}, ${tx.now.toString()})`.execute(
    tx.db,
  );
}
