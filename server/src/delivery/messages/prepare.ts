import type { Country } from "../../markets/index.ts";
import { seal, type DataKey, type TenantTransaction } from "../../platform/index.ts";
import { makeLinks, type LinkWish } from "../links/make-links.ts";
import { readFacts, needsContact, type Facts, type Reach } from "./facts.ts";
import { asksForMoney } from "./policy.ts";
import {
  MOST_SEGMENTS,
  renderMail,
  renderSms,
  type Figures,
  type MailText,
  type Sender,
  type Telling,
} from "./render.ts";
import type { CancelReason, FailureReason } from "./states.ts";
import type { Claimed } from "./store-queue.ts";
import type { Told } from "./store-outcomes.ts";
import { lookThrough, type LookThrough } from "./look-through.ts";
import type { Outlets } from "./outlets.ts";
import { followUpKinds } from "./wish.ts";

/** A message that may leave: all that its channel needs is at hand, or made outside the transaction by the source of documents. */
export type Ready = {
  readonly claim: Claimed;
  readonly contact: string | null;
  readonly receiverName: string;
  readonly isCompany: boolean;
  readonly country: Country;
  readonly sender: Sender;
  readonly link: string | null;
  readonly sms: string | null;
  readonly mail: MailText | null;
  readonly told: Told;
  /** What may not stand in anything that goes with it, and what may whatever it looks like. */
  readonly forbid: readonly string[];
  readonly allow: readonly string[];
};

export type Dropped = { readonly claim: Claimed } & (
  { readonly cancel: CancelReason } | { readonly fail: FailureReason; readonly rule: string | null }
);

export type Prepared = { readonly ready: readonly Ready[]; readonly dropped: readonly Dropped[] };

type Candidate = {
  readonly claim: Claimed;
  readonly figures: Figures;
  readonly key: DataKey;
  readonly reach: Reach | null;
};

/** Why a message goes nowhere, or what it is made of. The order matters: what is settled needs no contact. */
function weigh(facts: Facts, claim: Claimed): Candidate | Dropped {
  const figures = facts.figures(claim);
  const item = claim.itemId === null ? undefined : facts.item(claim.itemId);
  if (facts.training) return { claim, cancel: "training" };
  if (!figures) return { claim, cancel: "withdrawn" };
  if (followUpKinds.has(claim.kind)) {
    const letter = facts.letter(claim);
    if (!letter?.stands) return { claim, cancel: letter?.why ?? "withdrawn" };
  }
  if (asksForMoney(claim.kind) && figures.leftMinor === 0n) return { claim, cancel: "settled" };
  if (asksForMoney(claim.kind) && item && item.custody !== "own") return { claim, cancel: "otherCustody" };
  const key = facts.key(claim.recipientId);
  const reach = facts.reach(claim.recipientId, claim.channel) ?? null;
  if (!key || (needsContact(claim.channel) && !reach)) return { claim, fail: "noContact", rule: null };
  if (reach && facts.isStopped(reach)) return { claim, fail: "stopped", rule: null };
  return { claim, figures, key, reach };
}

/** A link leads to one claim on which something is to be paid. A net bank and a company's system have their own way to pay. */
function linkWish({ claim, figures }: Candidate): LinkWish | undefined {
  const { itemId, channel, ledgerId, recipientId, id } = claim;
  if (itemId === null || figures.leftMinor === 0n || channel === "ehf" || channel === "efaktura") return undefined;
  if (figures.drawnOn !== null) return undefined;
  return { ledgerId, itemId, recipientId, messageId: id };
}

/** Links for all that want one, by message. */
async function linksFor(
  tx: TenantTransaction,
  candidates: readonly Candidate[],
  payPage: string,
): Promise<Map<string, string>> {
  const wishes = candidates.flatMap((candidate) => linkWish(candidate) ?? []);
  const tokens = await makeLinks(tx, wishes);
  return new Map(wishes.map((wish, at) => [wish.messageId!, `${payPage}/${tokens[at]!}`]));
}

/** What stands in the stored text where the link was. */
export const MASKED = "***";

type Words = {
  readonly sms: string | null;
  readonly mail: MailText | null;
  readonly masked: string | null;
  readonly segments: number | null;
};

/** A text as it is kept: the link leads nowhere any more (SEC-31). */
function maskLink(text: string, link: string | null, payPage: string): string {
  return link === null ? text : text.replaceAll(link, `${payPage}/${MASKED}`);
}

function write(telling: Telling, channel: Claimed["channel"], payPage: string): Words {
  if (channel === "sms") {
    const { text, segments } = renderSms(telling);
    return { sms: text, mail: null, masked: maskLink(text, telling.link, payPage), segments };
  }
  if (channel !== "email") return { sms: null, mail: null, masked: null, segments: null };
  const mail = renderMail(telling);
  const masked = maskLink(`${mail.subject}\n\n${mail.text}`, telling.link, payPage);
  return { sms: null, mail, masked, segments: null };
}

/** The kinds that go with a document when the reader is a company: its mail carries the anonymous rendering (SEC-37). */
const DOCUMENTS = new Set(["invoice", "creditNote", "accountStatement", "receipt"]);

export function carriesDocument(kind: string, isCompany: boolean): boolean {
  return isCompany && DOCUMENTS.has(kind);
}

function finish(
  tx: TenantTransaction,
  facts: Facts,
  candidate: Candidate,
  link: string | null,
  outlets: Outlets,
  look: LookThrough,
): Ready | Dropped {
  const { claim, figures, key, reach } = candidate;
  const sender = facts.sender(claim.ledgerId);
  const recipient = facts.party(claim.recipientId)!;
  const isCompany = recipient.kind === "company";
  const attached = claim.channel === "email" && carriesDocument(claim.kind, isCompany);
  const telling: Telling = { ...claim, sender, figures, code: claim.checkCode ?? "", link, attached };
  const words = write(telling, claim.channel, outlets.payPage);
  const forbid = namesOf(facts, claim);
  const allow = allowedOf(sender, figures);
  const { language } = claim;
  const broken = words.masked === null ? undefined : look(words.masked, { language, sender, figures, names: forbid });
  const rule = broken ?? tooLong(words.segments);
  if (rule !== undefined) return { claim, fail: "discretion", rule };
  const place = { tenantId: tx.tenantId, table: "message", row: claim.id };
  const told: Told = {
    minor: figures.leftMinor,
    reference: figures.reference,
    segments: words.segments,
    contactSealed: reach && seal(key, { ...place, column: "contact_sealed" }, reach.value),
    contactBlind: reach?.blind ?? null,
    textSealed: words.masked === null ? null : seal(key, { ...place, column: "text_sealed" }, words.masked),
  };
  const { sms, mail } = words;
  return {
    claim,
    contact: reach?.value ?? null,
    receiverName: recipient.name,
    isCompany,
    country: figures.country,
    sender,
    link,
    sms,
    mail,
    told,
    forbid,
    allow,
  };
}

const isDropped = (one: Candidate | Ready | Dropped): one is Dropped => "cancel" in one || "fail" in one;

/**
 * Decides of claimed messages which may leave, and writes them: live figures, links made now, texts looked through (SEC-37). Writes nothing
 * but the links.
 */
export async function prepare(tx: TenantTransaction, claimed: readonly Claimed[], outlets: Outlets): Promise<Prepared> {
  if (claimed.length === 0) return { ready: [], dropped: [] };
  const facts = await readFacts(tx, claimed, claimed[0]!.channel, outlets);
  const weighed = claimed.map((claim) => weigh(facts, claim));
  const candidates = weighed.filter((one): one is Candidate => !isDropped(one));
  const links = await linksFor(tx, candidates, outlets.payPage);
  const look = lookThrough(outlets.linter);
  const finished = candidates.map((one) => finish(tx, facts, one, links.get(one.claim.id) ?? null, outlets, look));
  return {
    ready: finished.filter((one): one is Ready => !isDropped(one)),
    dropped: [...weighed.filter(isDropped), ...finished.filter(isDropped)],
  };
}

/** The names that may stand in no message: the reader's and the debtor's. */
function namesOf(facts: Facts, { recipientId, itemId }: Claimed): string[] {
  const debtor = itemId === null ? null : (facts.item(itemId)?.partyId ?? null);
  const names = [recipientId, debtor].flatMap((id) => (id === null ? [] : (facts.party(id)?.name ?? [])));
  return [...new Set(names)];
}

function allowedOf(sender: Sender, figures: Figures): string[] {
  const references = (figures.reminder?.claims ?? []).map(({ reference }) => reference);
  return [sender.brand, sender.smsSender, sender.telephone, figures.reference, ...references].filter(
    (text) => text !== null,
  );
}

function tooLong(segments: number | null): string | undefined {
  return segments !== null && (segments < 1 || segments > MOST_SEGMENTS) ? "sms.tooLong" : undefined;
}
