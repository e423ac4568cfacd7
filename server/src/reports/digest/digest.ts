import { coverage, neglectedCount } from "../../collections/index.ts";
import { creditedSums } from "../../invoicing/index.ts";
import type { DateText } from "../../ledger/index.ts";
import { marketPack, type MarketDays } from "../../markets/index.ts";
import { recordAudit, tenantWithSettings, type TenantTransaction } from "../../platform/index.ts";
import { home, type HomeBooks } from "../home.ts";
import type { HomeFigureName } from "../home-types.ts";
import {
  addMessages,
  digestRows,
  insertDigest,
  setSettingRow,
  settingRow,
  unsentRows,
  type Digest,
  type DigestFigures,
  type DigestMessage,
  type DigestSetting,
} from "./store.ts";

/** The owner's digest (S3-02): how the receivables stand, once a week, without a name. */

/** Who is told; nobody where it was never set. */
export async function digestSetting(tx: TenantTransaction): Promise<DigestSetting> {
  return (await settingRow(tx)) ?? { readers: [], appUrl: "" };
}

/** Sets who is told, as a whole; no readers is nobody. The trail keeps how many there are, not their addresses. */
export async function setDigestSetting(tx: TenantTransaction, setting: DigestSetting): Promise<void> {
  const before = await digestSetting(tx);
  await setSettingRow(tx, setting);
  const detail = { before: { readers: before.readers.length }, after: { readers: setting.readers.length } };
  await recordAudit(tx, { action: "approval.digestSet", subjectKind: "tenant", subjectId: tx.tenantId, detail });
}

/** The Monday of a day's week, and the first bank day from it on: when the week's digest leaves. */
export function digestWeek(
  days: Pick<MarketDays, "isBankDay" | "addBankDays">,
  today: DateText,
): { readonly weekOn: DateText; readonly leavesOn: DateText } {
  const on = Temporal.PlainDate.from(today);
  const monday = on.subtract({ days: on.dayOfWeek - 1 });
  const leaves = days.isBankDay(monday) ? monday : days.addBankDays(monday, 1);
  return { weekOn: monday.toString(), leavesOn: leaves.toString() };
}

const FRIDAY = 5;

/** The day that a reader's mail leaves: their weekday, else the next bank day of the same week, else the last one before it. */
export function digestLeavesOn(days: Pick<MarketDays, "isBankDay">, weekOn: DateText, weekday: number): DateText {
  const monday = Temporal.PlainDate.from(weekOn);
  const week = Array.from({ length: FRIDAY }, (_, at) => monday.add({ days: at }));
  const open = [...week.slice(weekday - 1), ...week.slice(0, weekday - 1).toReversed()].find((day) =>
    days.isBankDay(day),
  );
  return (open ?? monday).toString();
}

function bookOf({ currency, figures }: HomeBooks): DigestFigures["books"][number] {
  const valueOf = (name: HomeFigureName) => figures.find((figure) => figure.name === name)?.value ?? null;
  const dso = valueOf("dso");
  return {
    ...{ currency, cashMinor: valueOf("cash") ?? 0n, overdueMinor: valueOf("overdue") ?? 0n },
    dsoTenths: dso === null ? null : Number(dso),
  };
}

/** The figures now, with credits and losses of the week that ended. */
async function figuresOf(tx: TenantTransaction, weekOn: DateText): Promise<DigestFigures> {
  const { books } = await home(tx, {});
  const { ledgers } = await coverage(tx);
  const monday = Temporal.PlainDate.from(weekOn);
  const lastWeek = {
    fromOn: monday.subtract({ days: 7 }).toString(),
    toOn: monday.subtract({ days: 1 }).toString(),
  };
  const { credit, loss } = await creditedSums(tx, lastWeek);
  return {
    books: books.map(bookOf),
    claims: ledgers.reduce((sum, { claims }) => sum + claims, 0),
    worked: ledgers.reduce((sum, { touched, waiting }) => sum + touched + waiting, 0),
    neglected: await neglectedCount(tx),
    ...{ credits: Number(credit.count), losses: Number(loss.count) },
  };
}

export type DigestToSend = {
  readonly digest: Digest;
  /** The one before, to say what changed. */
  readonly before: Digest | null;
  readonly messages: readonly DigestMessage[];
  readonly appUrl: string;
};

/**
 * The week's digest with whom it is to reach by today and has not yet; made on the week's first bank day, or on the first day after that somebody looks.
 * Undefined before that day, and where nobody is to be told.
 */
export async function weekDigest(tx: TenantTransaction): Promise<DigestToSend | undefined> {
  const { days, zones } = marketPack((await tenantWithSettings(tx)).market);
  const today = tx.now.toZonedDateTimeISO(zones[0]!).toPlainDate().toString();
  const { weekOn, leavesOn: madeOn } = digestWeek(days, today);
  const { readers, appUrl } = await digestSetting(tx);
  if (today < madeOn || readers.length === 0) return undefined;
  if ((await digestRows(tx, weekOn, 1))[0]?.weekOn !== weekOn)
    await insertDigest(tx, { weekOn, figures: await figuresOf(tx, weekOn) });
  const due = readers.filter(({ weekday }) => digestLeavesOn(days, weekOn, weekday) <= today);
  await addMessages(tx, weekOn, due);
  const [digest, before] = await digestRows(tx, weekOn, 2);
  return { digest: digest!, before: before ?? null, messages: await unsentRows(tx, weekOn), appUrl };
}
