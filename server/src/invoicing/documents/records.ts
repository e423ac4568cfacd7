import { sql } from "kysely";
import { birthDaysOf, contactsOf, partiesById } from "../../parties/index.ts";
import { column, partyKeys, unseal, type TenantTransaction } from "../../platform/index.ts";
import { textPlace } from "../receive-claims.ts";

/** What of patients' records must stand nowhere in a document for a third party (formats/ehf 9). */

type ClaimRecord = {
  readonly id: string;
  readonly externalId: string;
  readonly ownerId: string;
  readonly patientId: string | null;
  readonly texts: readonly string[];
};

async function selectRecords(tx: TenantTransaction, claimIds: readonly string[]): Promise<ClaimRecord[]> {
  const found = await sql<ClaimRecord>`
    select c.id, c.external_id as "externalId", coalesce(c.patient_id, c.payer_id) as "ownerId", c.patient_id as "patientId",
      (select coalesce(jsonb_agg(l.line ->> 'text' order by l.at), '[]') from jsonb_array_elements(c.lines) with ordinality as l (line, at)) as texts
    from claim c where c.tenant_id = ${tx.tenantId} and c.id = any (${column.uuid(claimIds)})`.execute(tx.db);
  return found.rows;
}

async function selectRefs(tx: TenantTransaction, partyIds: readonly string[]): Promise<string[]> {
  const found = await sql<{ ref: string }>`
    select external_ref as ref from party_external
    where tenant_id = ${tx.tenantId} and party_id = any (${column.uuid(partyIds)}) and system <> 'orgNo'`.execute(
    tx.db,
  );
  return found.rows.map((row) => row.ref);
}

/** A day of birth as people write it. */
function birthDayTexts(day: string): string[] {
  const [year = "", month = "", date = ""] = day.split("-");
  return [day, `${date}.${month}.${year}`, `${date}${month}${year.slice(2)}`, `${date}${month}${year}`];
}

async function personTexts(tx: TenantTransaction, patientIds: readonly string[]): Promise<string[]> {
  const names = [...(await partiesById(tx, patientIds)).values()].map((party) => party.name);
  const contacts = (await contactsOf(tx, patientIds)).flatMap(({ kind, value }) => {
    if (kind === "phone") return [value, value.slice(3)];
    if (kind === "email") return [value];
    const { line1, line2 } = JSON.parse(value) as { line1: string; line2?: string | null };
    return [line1, line2 ?? ""];
  });
  const births = [...(await birthDaysOf(tx, patientIds)).values()].flatMap(birthDayTexts);
  return [...names, ...names.flatMap((name) => name.split(/[\s-]+/)), ...contacts, ...births];
}

/** Everything of the patients of these claims that could give them away: names, contacts, births, journal numbers, treatments. */
export async function recordTexts(tx: TenantTransaction, claimIds: readonly string[]): Promise<string[]> {
  const claims = await selectRecords(tx, claimIds);
  const patients = [...new Set(claims.flatMap((claim) => claim.patientId ?? []))];
  const keys = await partyKeys(
    tx,
    claims.map((claim) => claim.ownerId),
  );
  const treatments = claims.flatMap(({ id, ownerId, texts }) => {
    const key = keys.get(ownerId);
    return key
      ? texts.map((text, at) => unseal(key, textPlace(tx.tenantId, id, at + 1), Buffer.from(text, "base64")))
      : [];
  });
  const words = treatments.flatMap((text) => text.match(WORD) ?? []);
  const ids = claims.map((claim) => claim.externalId);
  const all = [
    ...(await personTexts(tx, patients)),
    ...(await selectRefs(tx, patients)),
    ...ids,
    ...treatments,
    ...words,
  ];
  return [...new Set(all.map((text) => text.trim()))].filter((text) => text.length >= SHORTEST);
}

/** Shorter ones stand in every text. */
const SHORTEST = 3;
/** A word of a treatment's text gives it away by itself. */
const WORD = /\p{L}{4,}/gu;
/** A number inside a value, as in `J-4711234`, gives it away by itself. */
const LONG_NUMBER = /\d{6,}/g;

const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ø", "o")
    .replaceAll("æ", "ae")
    .replace(/[^\p{L}\p{N}]/gu, "");

/** Does something of the records stand in one of these texts, however it is written? */
export function holdsRecord(texts: readonly string[], forbidden: readonly string[]): boolean {
  const numbers = forbidden.flatMap((text) => text.match(LONG_NUMBER) ?? []);
  const wanted = [...forbidden.map(plain), ...numbers].filter((text) => text.length >= SHORTEST);
  return texts.map(plain).some((text) => wanted.some((each) => text.includes(each)));
}
