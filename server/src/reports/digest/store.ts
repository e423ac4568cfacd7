import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { toJson, type TenantTransaction } from "../../platform/index.ts";
import type { ReportLanguage } from "../render-language.ts";

/** Statements on the owner's digest. */

/** `weekday`: the day of the week that the mail leaves, 1 Monday to 5 Friday. */
export type DigestReader = {
  readonly address: string;
  readonly language: ReportLanguage;
  readonly weekday: number;
};
export type DigestSetting = { readonly readers: readonly DigestReader[]; readonly appUrl: string };

/** Counts and totals in minor units, as they were told. */
export type DigestFigures = {
  readonly books: readonly {
    readonly currency: string;
    readonly cashMinor: bigint;
    readonly overdueMinor: bigint;
    readonly dsoTenths: number | null;
  }[];
  readonly claims: number;
  readonly worked: number;
  readonly neglected: number;
  readonly credits: number;
  readonly losses: number;
};
export type Digest = { readonly weekOn: DateText; readonly figures: DigestFigures };

const MONDAY = 1;
/** A reader as kept: who never chose a weekday has it on Monday. */
type KeptReader = Omit<DigestReader, "weekday"> & Partial<Pick<DigestReader, "weekday">>;

export async function settingRow(tx: TenantTransaction): Promise<DigestSetting | undefined> {
  const found = await sql<Omit<DigestSetting, "readers"> & { readonly readers: readonly KeptReader[] }>`
    select readers, app_url as "appUrl" from owner_digest_setting where tenant_id = ${tx.tenantId}`.execute(tx.db);
  const kept = found.rows[0];
  return kept && { ...kept, readers: kept.readers.map((reader) => ({ weekday: MONDAY, ...reader })) };
}

export async function setSettingRow(tx: TenantTransaction, { readers, appUrl }: DigestSetting): Promise<void> {
  await sql`
    insert into owner_digest_setting (tenant_id, readers, app_url, set_at)
    values (${tx.tenantId}, ${toJson(readers)}::jsonb, ${appUrl}, ${tx.now.toString()})
    on conflict (tenant_id) do update set readers = excluded.readers, app_url = excluded.app_url, set_at = excluded.set_at`.execute(
    tx.db,
  );
}

/** Numbers as JSON has them. */
type KeptBook = Readonly<Record<"cashMinor" | "overdueMinor", number>> &
  Pick<DigestFigures["books"][number], "currency" | "dsoTenths">;
type Kept = Omit<Digest, "figures"> & {
  readonly figures: Omit<DigestFigures, "books"> & { readonly books: readonly KeptBook[] };
};

const bookOf = ({ cashMinor, overdueMinor, ...rest }: KeptBook) => ({
  ...{ ...rest, cashMinor: BigInt(cashMinor), overdueMinor: BigInt(overdueMinor) },
});

/** The newest digests up to a week, the newest first. */
export async function digestRows(tx: TenantTransaction, upToOn: DateText, limit: number): Promise<Digest[]> {
  const found = await sql<Kept>`
    select week_on as "weekOn", figures from owner_digest where tenant_id = ${tx.tenantId} and week_on <= ${upToOn}
    order by week_on desc limit ${limit}`.execute(tx.db);
  return found.rows.map(({ weekOn, figures: { books, ...counts } }) => ({
    weekOn,
    figures: { ...counts, books: books.map(bookOf) },
  }));
}

export async function insertDigest(tx: TenantTransaction, { weekOn, figures }: Digest): Promise<void> {
  await sql`
    insert into owner_digest (tenant_id, week_on, figures, made_at) values (${tx.tenantId}, ${weekOn}, ${toJson(figures)}::jsonb, ${tx.now.toString()})`.execute(
    tx.db,
  );
}

/** A mail of the week for each reader who has none yet. */
export async function addMessages(
  tx: TenantTransaction,
  weekOn: DateText,
  readers: readonly DigestReader[],
): Promise<void> {
  for (const { address, language } of readers)
    await sql`
      insert into owner_digest_message (tenant_id, id, week_on, recipient, language)
      values (${tx.tenantId}, ${tx.platform.ids.next()}, ${weekOn}, ${address}, ${language}) on conflict (tenant_id, week_on, recipient) do nothing`.execute(
      tx.db,
    );
}

export type DigestMessage = { readonly id: string; readonly recipient: string; readonly language: ReportLanguage };

/** Mails of a week that no server has taken yet. */
export async function unsentRows(tx: TenantTransaction, weekOn: DateText): Promise<DigestMessage[]> {
  const found = await sql<DigestMessage>`
    select id, recipient, language from owner_digest_message where tenant_id = ${tx.tenantId} and week_on = ${weekOn} and sent_at is null order by id`.execute(
    tx.db,
  );
  return found.rows;
}

export async function setSentRow(tx: TenantTransaction, id: string): Promise<void> {
  await sql`update owner_digest_message set sent_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}
