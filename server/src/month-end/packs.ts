import { raiseAlarm } from "../controls/index.ts";
import { headOffice } from "../invoicing/index.ts";
import { closePeriod, ledgerById, monthsOf, type DateText, type Ledger } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import { enqueue, recordAudit, refuse, tenantKey, type TenantTransaction } from "../platform/index.ts";
import { listUsers, type RoleGiven } from "../platform/sign-in/index.ts";
import { render } from "../reports/index.ts";
import { packContent } from "./content.ts";
import { monthBefore, monthEnd } from "./days.ts";
import "./errors.ts";
import {
  insertMessages,
  insertPack,
  packRows,
  setDeliveredUnsigned,
  setSigned,
  type MonthPack,
  type PackMessageKind,
} from "./store.ts";

/** The month-end pack of each clinic: made, signed, delivered, chased (DP-040 to DP-043). */

export const MISMATCH = "monthEnd.mismatch";
export const UNSIGNED = "monthEnd.unsigned";

const isWrong = ({ totals }: Pick<MonthPack, "totals">): boolean => totals.differenceMinor !== 0n;

type Here = { readonly ledger: Ledger; readonly today: DateText; readonly zone: string };

async function hereOf(tx: TenantTransaction, ledgerId: string): Promise<Here> {
  const ledger = await ledgerById(tx, ledgerId);
  const zone = marketPack(ledger.market).zones[0]!;
  return { ledger, zone, today: tx.now.toZonedDateTimeISO(zone).toPlainDate().toString() };
}

/** A manager bound to no clinic reaches none. */
const isManagerOf = (clinicId: string) => (given: RoleGiven) =>
  given.role === "clinicManager" && given.clinicIds?.includes(clinicId) === true;

/** Whom a pack concerns: the clinic's managers, who sign, or head office. */
async function readersOf(
  tx: TenantTransaction,
  { clinicId }: Ledger,
  who: "managers" | "headOffice",
): Promise<string[]> {
  if (who === "headOffice") return [...((await headOffice(tx))?.recipients ?? [])];
  const users = await listUsers(tx);
  return users
    .filter(({ roles, lockedAt }) => lockedAt === null && roles.some(isManagerOf(clinicId)))
    .map(({ email }) => email);
}

async function tell(
  tx: TenantTransaction,
  pack: Pick<MonthPack, "id">,
  { ledger, today: dayOn }: Here,
  kind: PackMessageKind,
  who: readonly ("managers" | "headOffice")[],
): Promise<number> {
  const recipients = new Set<string>();
  for (const each of who) for (const address of await readersOf(tx, ledger, each)) recipients.add(address);
  return insertMessages(
    tx,
    [...recipients].map((recipient) => ({ packId: pack.id, kind, dayOn, recipient })),
  );
}

async function note(
  tx: TenantTransaction,
  action: "monthEnd.packMade" | "monthEnd.packSigned" | "monthEnd.packDelivered" | "monthEnd.packChased",
  { ledgerId, id, monthOn }: MonthPack,
): Promise<void> {
  await recordAudit(tx, { action, subjectKind: "ledger", subjectId: ledgerId, detail: { packId: id, monthOn } });
}

/** The pack is marked, and head office has it at once: nobody can sign it (DP-043). */
async function deliverMismatch(tx: TenantTransaction, pack: MonthPack, here: Here): Promise<void> {
  const { differenceMinor } = pack.totals;
  const subject = { subjectKind: "ledger", subjectId: pack.ledgerId, dayOn: here.today };
  await raiseAlarm(tx, { kind: MISMATCH, ...subject, detail: { differenceMinor: Number(differenceMinor) } });
  await deliverUnsigned(tx, pack, here);
}

async function deliverUnsigned(tx: TenantTransaction, pack: MonthPack, here: Here): Promise<void> {
  await setDeliveredUnsigned(tx, pack.id);
  await tell(tx, pack, here, "delivered", ["headOffice", "managers"]);
  await note(tx, "monthEnd.packDelivered", pack);
}

async function makePack(tx: TenantTransaction, here: Here, monthOn: DateText): Promise<MonthPack | null> {
  const { ledger, zone } = here;
  const end = monthEnd(marketPack(ledger.market).days, monthOn);
  const [before = null] = await packRows(tx, { ledgerId: ledger.id, beforeOn: monthOn, limit: 1 });
  const { totals, chainRoot, tables } = await packContent(tx, ledger, end, { zone, before });
  const bytes = Buffer.from(render(tables, "json"));
  const { sha256 } = await tx.platform.files.write(tx.tenantId, await tenantKey(tx), [bytes]);
  const pack: MonthPack = {
    ...{ id: tx.platform.ids.next(), ledgerId: ledger.id, monthOn, asOfOn: end.asOfOn, knownAt: tx.now, sha256 },
    ...{ byteLength: BigInt(bytes.length), totals, dueOn: end.dueOn, chainRoot },
    ...{ signedBy: null, signedAt: null, deliveredAt: null, deliveredUnsigned: false },
  };
  if (!(await insertPack(tx, pack))) return null;
  await note(tx, "monthEnd.packMade", pack);
  if (isWrong(pack)) await deliverMismatch(tx, pack, here);
  else await tell(tx, pack, here, "chased", ["managers"]);
  return pack;
}

/** Months whose pack is to be made by today, oldest first: the last one, and what was missed since the newest pack. */
async function monthsToMake(tx: TenantTransaction, { ledger, today }: Here): Promise<DateText[]> {
  const { days } = marketPack(ledger.market);
  const [newest] = await packRows(tx, { ledgerId: ledger.id, limit: 1 });
  const months: DateText[] = [];
  for (let back = 1; ; back += 1) {
    const monthOn = monthBefore(today, back);
    const { asOfOn, madeOn } = monthEnd(days, monthOn);
    const hadBegun = ledger.activeFromOn !== null && ledger.activeFromOn <= asOfOn;
    if (!hadBegun || (newest ? monthOn <= newest.monthOn : back > 1)) break;
    if (madeOn <= today) months.unshift(monthOn);
  }
  return months;
}

/**
 * Makes what packs of a ledger are due by today, from six in the morning of the first working day after a month on (DP-041); its managers are asked
 * to sign. A pack is made once and never again (DP-042). Throws LEDGER_NOT_FOUND.
 */
export async function makeMonthPacks(tx: TenantTransaction, ledgerId: string): Promise<MonthPack[]> {
  const here = await hereOf(tx, ledgerId);
  const made: MonthPack[] = [];
  for (const monthOn of await monthsToMake(tx, here)) {
    const pack = await makePack(tx, here, monthOn);
    if (pack) made.push(pack);
  }
  return made;
}

/**
 * Noon of a working day: an unsigned pack that is due is delivered as it is, marked, so that the deadline cannot be missed; and whoever should
 * sign is asked again, once a day. A pack that nobody can sign is not chased.
 */
export async function followMonthPacks(tx: TenantTransaction, ledgerId: string): Promise<void> {
  const here = await hereOf(tx, ledgerId);
  const { days } = marketPack(here.ledger.market);
  if (!days.isWorkingDay(Temporal.PlainDate.from(here.today))) return;
  for (const pack of await packRows(tx, { ledgerId, unsigned: true, lock: true })) {
    if (isWrong(pack)) continue;
    if (pack.deliveredAt === null && here.today >= pack.dueOn) await deliverUnsigned(tx, pack, here);
    if (here.today >= pack.dueOn) {
      const subject = { subjectKind: "ledger", subjectId: ledgerId, dayOn: pack.dueOn };
      await raiseAlarm(tx, { kind: UNSIGNED, ...subject, detail: { monthOn: pack.monthOn } });
    }
    if ((await tell(tx, pack, here, "chased", ["managers"])) > 0) await note(tx, "monthEnd.packChased", pack);
  }
}

/** Sends what packs have told anybody and no mail server has taken yet; the app has this job. */
export const PACK_MAIL = "reports.monthEndMail";

/**
 * Somebody of head office asks a clinic's managers to sign, once a day together with what asks by itself; the mail leaves at once.
 * Throws LEDGER_NOT_FOUND, MONTH_PACK_NOT_FOUND, MONTH_PACK_SIGNED, MONTH_PACK_MISMATCH, MONTH_PACK_NO_MANAGER, MONTH_PACK_CHASED.
 */
export async function chaseMonthPack(tx: TenantTransaction, ledgerId: string, packId: string): Promise<void> {
  const here = await hereOf(tx, ledgerId);
  const pack = await monthPack(tx, ledgerId, packId, true);
  if (pack.signedAt !== null) throw refuse("MONTH_PACK_SIGNED");
  if (isWrong(pack)) throw refuse("MONTH_PACK_MISMATCH", { differenceMinor: pack.totals.differenceMinor });
  if ((await readersOf(tx, here.ledger, "managers")).length === 0) throw refuse("MONTH_PACK_NO_MANAGER");
  if ((await tell(tx, pack, here, "chased", ["managers"])) === 0) throw refuse("MONTH_PACK_CHASED");
  await note(tx, "monthEnd.packChased", pack);
  await enqueue(tx, PACK_MAIL, {});
}

/** A pack of a ledger. Throws LEDGER_NOT_FOUND, MONTH_PACK_NOT_FOUND. */
export async function monthPack(tx: TenantTransaction, ledgerId: string, id: string, lock = false): Promise<MonthPack> {
  await ledgerById(tx, ledgerId);
  const [pack] = await packRows(tx, { ledgerId, id, lock });
  if (!pack) throw refuse("MONTH_PACK_NOT_FOUND");
  return pack;
}

/** A pack's bytes as they were put away. Throws LEDGER_NOT_FOUND, MONTH_PACK_NOT_FOUND. */
export async function monthPackBytes(tx: TenantTransaction, { sha256 }: Pick<MonthPack, "sha256">): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(tx.platform.files.read(tx.tenantId, await tenantKey(tx), sha256)));
}

/** Closes every open month through the pack's, the oldest first. */
async function closeThrough(tx: TenantTransaction, { ledgerId, monthOn }: MonthPack, today: DateText): Promise<void> {
  const open = (await monthsOf(tx, ledgerId, today)).filter(({ closed, firstOn }) => !closed && firstOn <= monthOn);
  for (const { firstOn } of open.toReversed()) await closePeriod(tx, ledgerId, firstOn, today);
}

/**
 * The clinic's manager signs what the hash names; the month is closed with it, and head office has the pack (DP-041). Signed again changes nothing.
 * Throws LEDGER_NOT_FOUND, MONTH_PACK_NOT_FOUND, MONTH_PACK_CHANGED for another hash, MONTH_PACK_MISMATCH.
 */
export async function signMonthPack(
  tx: TenantTransaction,
  { ledgerId, packId, sha256 }: { readonly ledgerId: string; readonly packId: string; readonly sha256: string },
): Promise<void> {
  const here = await hereOf(tx, ledgerId);
  const pack = await monthPack(tx, ledgerId, packId, true);
  if (pack.sha256.toString("hex") !== sha256) throw refuse("MONTH_PACK_CHANGED");
  if (isWrong(pack)) throw refuse("MONTH_PACK_MISMATCH", { differenceMinor: pack.totals.differenceMinor });
  if (pack.signedAt !== null) return;
  const { actor } = tx.context;
  await closeThrough(tx, pack, here.today);
  await setSigned(tx, pack.id, `${actor.kind}:${actor.id}`);
  await tell(tx, pack, here, "delivered", ["headOffice"]);
  await note(tx, "monthEnd.packSigned", pack);
}
