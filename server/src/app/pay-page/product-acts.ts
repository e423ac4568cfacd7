import type { Act, Agreed, Language, Line } from "@kvitt/web-pay";
import { timingSafeEqual } from "node:crypto";
import { mayConfirm, noteRightConfirmation, noteWrongConfirmation } from "../../delivery/index.ts";
import { invoiceDocument, printDocument, receiptDocument } from "../../invoicing/index.ts";
import { disputeItem, mayDo, moveDueDate, previewSplit, saysPaid, splitItem, splitOf } from "../../payments/index.ts";
import { birthDaysOf, contactsOf } from "../../parties/index.ts";
import { blindIndex, recordAudit, refuse, tenantKey, type TenantTransaction } from "../../platform/index.ts";
import { knowsBirthDay, otherChannel } from "./bill-seen.ts";
import { billOf, contextOf, within, type Ground } from "./ground.ts";
import { selectBill, selectLastPaid } from "./look-store.ts";

import type { Certainty, Confirmation, Download, PayPageWorld, Visit } from "./world.ts";

/** Confirming who one is, and what only then is seen and done (SEC-33, N-18). */

const CODE_MINUTES = 10;
const CODE_WORDS: Readonly<Record<Language, (code: string) => string>> = {
  nb: (code) => `Koden din er ${code}. Den virker i ti minutter. Vi ringer aldri og spør om den.`,
  sv: (code) => `Din kod är ${code}. Den gäller i tio minuter. Vi ringer aldrig och frågar efter den.`,
  da: (code) => `Din kode er ${code}. Den virker i ti minutter. Vi ringer aldrig og spørger om den.`,
  it: (code) => `Il codice è ${code}. Vale dieci minuti. Non lo chiediamo mai al telefono.`,
  en: (code) => `Your code is ${code}. It works for ten minutes. We never call and ask for it.`,
};

/** The code of a link in a stretch of ten minutes: made from the tenant's key, so that none is kept. */
async function codeOf(tx: TenantTransaction, linkId: string, stretchesAgo: number): Promise<string> {
  const stretch = Math.floor(tx.now.epochMilliseconds / (CODE_MINUTES * 60_000)) - stretchesAgo;
  const bytes = blindIndex(await tenantKey(tx), `pay page code|${linkId}|${stretch}`);
  return String(bytes.readUInt32BE(0) % 1_000_000).padStart(6, "0");
}

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one.padEnd(16)), Buffer.from(other.padEnd(16))];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** One sent at the end of a stretch lives into the next. */
async function fitsCode(tx: TenantTransaction, linkId: string, code: string): Promise<boolean> {
  const [now, before] = [await codeOf(tx, linkId, 0), await codeOf(tx, linkId, 1)];
  return isSame(code, now) || isSame(code, before);
}

async function fitsPerson(
  tx: TenantTransaction,
  recipientId: string,
  { day, month, postCode }: Extract<Confirmation, { by: "birthDay" }>,
): Promise<boolean> {
  const bornOn = (await birthDaysOf(tx, [recipientId])).get(recipientId);
  const addresses = (await contactsOf(tx, [recipientId], "payment")).filter(({ kind }) => kind === "address");
  const codes = addresses.map(({ value }) =>
    (JSON.parse(value) as { postCode: string }).postCode.replace(/[\s-]/g, ""),
  );
  const [, bornMonth, bornDay] = (bornOn ?? "0-0-0").split("-").map(Number);
  return bornOn !== undefined && bornDay === day && bornMonth === month && codes.includes(postCode);
}

async function confirm(ground: Ground, visit: Visit, given: Confirmation): Promise<Certainty | "wrong" | "locked"> {
  const { linkId, recipientId } = visit;
  return within(ground, visit, async (tx) => {
    if (!(await mayConfirm(tx, linkId))) return "locked";
    const fits =
      given.by === "code" ? await fitsCode(tx, linkId, given.code) : await fitsPerson(tx, recipientId, given);
    if (!fits) return (await noteWrongConfirmation(tx, linkId)) === null ? "wrong" : "locked";
    await noteRightConfirmation(tx, linkId);
    return given.by === "code" ? "strong" : "known";
  });
}

async function sendCode(ground: Ground, visit: Visit, language: Language): Promise<void> {
  const { tenantId, ledgerId, linkId, recipientId } = visit;
  const sending = await within(ground, visit, async (tx) => {
    const channel = otherChannel(await selectBill(tx, visit));
    const kind = channel === "sms" ? "phone" : "email";
    const contact = (await contactsOf(tx, [recipientId], "payment")).find((each) => each.kind === kind);
    return (
      channel && contact && { channel, to: contact.value, text: CODE_WORDS[language](await codeOf(tx, linkId, 0)) }
    );
  });
  if (sending) await ground.sendCode?.({ tenantId, ledgerId, ...sending });
}

/** Guardians and relatives see payee, amount and reference only (SEC-34); lines and document are the patient's own. */
async function acts(ground: Ground, visit: Visit): Promise<readonly Act[]> {
  return within(ground, visit, async (tx) => {
    const row = await selectBill(tx, visit);
    const may = await mayDo(tx, row.itemId);
    const canBeStrong = ground.sendCode !== undefined && otherChannel(row) !== null;
    const own = !row.forAnother && row.invoiceNumber !== null && canBeStrong;
    const possible: Readonly<Record<Act, boolean>> = {
      lines: own,
      document: own,
      receipt: row.hasPaid,
      moveDue: may.move !== null,
      split: may.mostParts !== null && may.split === null,
      dispute: may.dispute,
      paid: may.saysPaid,
    };
    return (Object.keys(possible) as Act[]).filter((act) => possible[act]);
  });
}

/** The patient's own rendering; showing it is kept on record (SEC-75). */
async function itemised(tx: TenantTransaction, visit: Visit, language?: Language) {
  const document = await invoiceDocument(tx, visit.itemId, language === undefined ? {} : { language });
  if (!("rendering" in document) || document.rendering !== "patientItemised") throw refuse("NOT_FOUND");
  const { linkId, itemId } = visit;
  const detail = { linkId, itemId, by: "payPage" };
  await recordAudit(tx, { action: "invoice.documentRead", subjectKind: "invoice", subjectId: itemId, detail });
  return document;
}

async function lines(ground: Ground, visit: Visit) {
  return within(ground, visit, async (tx) => {
    const document = await itemised(tx, visit);
    const shown = document.lines.map(({ text, netMinor, vatMinor }): Line => ({
      text,
      amountMinor: netMinor + vatMinor,
    }));
    const totalMinor = shown.reduce((sum, each) => sum + each.amountMinor, 0n);
    return { receiverName: document.receiver.name, lines: shown, totalMinor };
  });
}

async function document({ platform }: Ground, visit: Visit): Promise<Download> {
  const { ledgerId, itemId } = visit;
  let name = "";
  const { bytes } = await printDocument(platform, contextOf(visit), async (tx) => {
    const made = await itemised(tx, visit);
    name = `${made.number}.pdf`;
    return { ledgerId, subjectId: itemId, document: made };
  });
  return { name, bytes };
}

async function receiptPdf(ground: Ground, visit: Visit, language: Language): Promise<Download | null> {
  const { ledgerId } = visit;
  const { itemId } = await billOf(ground, visit);
  const paid = await within(
    ground,
    visit,
    async (tx) => (await selectLastPaid(tx, itemId)) ?? selectLastPaid(tx, visit.itemId),
  );
  if (!paid) return null;
  const { entryId, way } = paid;
  let name = "";
  const { bytes } = await printDocument(ground.platform, contextOf(visit), async (tx) => {
    const made = await receiptDocument(tx, entryId, { language, ...(way === null ? {} : { method: way }) });
    name = `${made.number}.pdf`;
    return { ledgerId, subjectId: entryId, document: made };
  });
  return { name, bytes };
}

async function splitPlans(ground: Ground, visit: Visit) {
  return within(ground, visit, async (tx) => {
    const { itemId } = await selectBill(tx, visit);
    const { mostParts } = await mayDo(tx, itemId);
    const counts = Array.from({ length: Math.max((mostParts ?? 1) - 1, 0) }, (_, at) => at + 2);
    const plans = [];
    for (const parts of counts) plans.push(await previewSplit(tx, { itemId, parts, by: "payer" }));
    return plans;
  });
}

async function split(ground: Ground, visit: Visit, parts: number): Promise<Agreed> {
  return within(ground, visit, async (tx) => {
    const { itemId } = await selectBill(tx, visit);
    await splitItem(tx, { itemId, parts, by: "payer" });
    const made = (await splitOf(tx, itemId))!;
    return { act: "split", parts: made.parts.map(({ dueOn, amountMinor }) => ({ dueOn, amountMinor })) };
  });
}

/** The item that is owed now: the link's own, or the next part of it. */
function onItem<T>(
  ground: Ground,
  visit: Visit,
  work: (tx: TenantTransaction, itemId: string) => Promise<T>,
): Promise<T> {
  return within(ground, visit, async (tx) => work(tx, (await selectBill(tx, visit)).itemId));
}

type OwnActs = Pick<
  PayPageWorld,
  | "confirming"
  | "confirm"
  | "sendCode"
  | "acts"
  | "lines"
  | "document"
  | "receiptDocument"
  | "latestDue"
  | "moveDue"
  | "splitPlans"
  | "split"
  | "dispute"
  | "notePaid"
>;

export function ownActs(ground: Ground): OwnActs {
  return {
    async confirming(visit) {
      const row = await billOf(ground, visit);
      return { birthDay: knowsBirthDay(row), otherChannel: ground.sendCode ? otherChannel(row) : null };
    },
    confirm: (visit, given) => confirm(ground, visit, given),
    sendCode: (visit, language) => sendCode(ground, visit, language),
    acts: (visit) => acts(ground, visit),
    lines: (visit) => lines(ground, visit),
    document: (visit) => document(ground, visit),
    receiptDocument: (visit, language) => receiptPdf(ground, visit, language),
    latestDue: (visit) => onItem(ground, visit, async (tx, itemId) => (await mayDo(tx, itemId)).move?.latestOn ?? null),
    moveDue: (visit, toOn) =>
      onItem(ground, visit, async (tx, itemId) => {
        const { untilOn } = await moveDueDate(tx, { itemId, toOn, by: "payer" });
        return { act: "moveDue", dueOn: untilOn };
      }),
    splitPlans: (visit) => splitPlans(ground, visit),
    split: (visit, parts) => split(ground, visit, parts),
    dispute: (visit, reason) =>
      onItem(ground, visit, async (tx, itemId) => {
        const { untilOn } = await disputeItem(tx, { itemId, reason, by: "payer" });
        return { act: "dispute", pausedUntil: untilOn };
      }),
    notePaid: (visit, { paidOn, bank }) =>
      onItem(ground, visit, async (tx, itemId) => {
        const { untilOn } = await saysPaid(tx, { itemId, paidOn, bank, by: "payer" });
        return { act: "paid", pausedUntil: untilOn };
      }),
  };
}
