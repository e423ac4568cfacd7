import { fillItems, id, openedOf, settle, wanted } from "./fill.ts";
import { kidOf } from "./numbers.ts";
import type { World } from "./world.ts";

/** Customers of the made-up books have a first name of 40 and a last name of 500, as common as names are. */
const FIRST = "'Fornavn' || chr(97 + (no % 8)::int) || chr(97 + (no / 8 % 5)::int)";
const LAST = "'Etternavn' || chr(97 + (no % 25)::int) || chr(97 + (no / 25 % 20)::int)";
/** Two names of one customer: thousands share the first, hundreds the second. */
export const COMMON_NAMES = "fornavnaa etternavnaa";

const partyId = id(6, "customer");

/** n open invoices with their documents, customers and names, so that lists and search have what they look through. */
export async function fillInvoices(world: World, n: number): Promise<void> {
  const { superuser, clinic } = world;
  // What is written here is whole by the way it is made: looking up each row's keys would take longer than writing it.
  await superuser.query("set session_replication_role = replica");
  await fillItems(world, n, { party: partyId, document: id(3) });
  await wanted(world, n);
  await superuser.query(
    `insert into party (tenant_id, id, customer_no, kind, name, birth_year, language, created_at)
     select $1, ${id(6)}, no, 'person', ${FIRST} || ' ' || ${LAST}, 1984, 'nb', '2026-01-01' from (select distinct customer as no from wanted) c order by no`,
    [clinic.tenantId],
  );
  await superuser.query(
    `insert into party_word (tenant_id, party_id, word)
     select $1, ${id(6)}, unnest(array[lower(${FIRST}), lower(${LAST})]) from (select distinct customer as no from wanted) c order by no`,
    [clinic.tenantId],
  );
  await superuser.query(
    `insert into invoice (tenant_id, id, ledger_id, kind, series_id, series_no, number, party_id, patient_id, issued_on, due_on, net_minor, vat_minor, total_minor, reference, content_hash)
     select $1, ${id(3)}, $2, 'invoice', $3, no, no, ${partyId}, ${partyId}, ${openedOf(n)}, ${openedOf(n)} + 14, amount, 0, amount, kid, '\\x00'
     from wanted order by no`,
    [clinic.tenantId, clinic.ledgerId, clinic.seriesId],
  );
  await superuser.query("reset session_replication_role");
  await settle(world, "party, party_word, invoice");
}

/** What somebody types who looks for the middle one of n invoices. */
export function typedFor(n: number): readonly string[] {
  const no = Math.max(1, Math.floor(n / 2));
  return [String(no), kidOf(no), COMMON_NAMES];
}
