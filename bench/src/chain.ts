import { withTenant } from "../../server/src/platform/index.ts";
import { approvePolicy, policyTemplates, setPolicy } from "../../server/src/collections/index.ts";
import { testClinic } from "../../server/testkit/clinic.ts";
import { fillItems, fillPayers, fillPayments } from "./fill.ts";
import type { World } from "./world.ts";

/** What belongs to a chain that follows up: its policy, its clinics, and what is owed to them. */

/** Invoices of a clinic in half a year: a million are 200 clinics'. */
const OF_A_CLINIC = 5_000;

/** The clinics that n invoices are of. */
export const clinicsOf = (n: number): number => Math.ceil(n / OF_A_CLINIC);

/** The market's own timetable, in force since the beginning of the year; gives what it says. */
export async function setDefaultPolicy({ platform, clinic }: World): Promise<unknown> {
  const { tenantId, ledgerId } = clinic;
  const as = (id: string) => ({ tenantId, actor: { kind: "user", id } }) as const;
  const [template] = await withTenant(platform, clinic.context, (tx) => policyTemplates(tx, ledgerId));
  const { policy: content, locks } = template!;
  const wish = { scope: "chain", scopeId: null, name: "Kjeden", validFromOn: "2026-01-01", content, locks } as const;
  const id = await withTenant(platform, as("finance"), (tx) => setPolicy(tx, wish));
  await withTenant(platform, as("cfo"), (tx) => approvePolicy(tx, id));
  return content;
}

/** n invoices that were due at least a week ago, each with a payer who has a telephone: of one clinic, or of as many as have them. */
export async function fillOverdue(world: World, n: number, ledger?: string): Promise<void> {
  const party = await fillPayers(world, n);
  const opened = `date '2026-06-01' + (no * 100 / ${n + 1})::int`;
  await fillItems(world, n, { party, opened, ...(ledger === undefined ? {} : { ledger }) });
}

/** Opens the clinics that n invoices are of; gives which one of them has invoice number `no`, as SQL. */
export async function openClinics({ platform, clinic, superuser }: World, n: number): Promise<string> {
  const { tenantId, seriesId } = clinic;
  for (let at = 1; at < clinicsOf(n); at += 1)
    await testClinic(platform, { tenantId, seriesId, name: `Klinikk ${String(at)}` });
  await superuser.query(`create table clinic_at as select id, (row_number() over (order by id) - 1) as at from ledger`);
  await superuser.query("alter table clinic_at add primary key (at)");
  return `coalesce((select c.id from clinic_at c where c.at = no % ${clinicsOf(n)}), $2::uuid)`;
}

/** n invoices of half a year in as many clinics as have them, every third paid by half. */
export async function fillChain(world: World, n: number): Promise<void> {
  const ledger = await openClinics(world, n);
  const party = await fillPayers(world, n);
  await fillItems(world, n, { party, ledger });
  await fillPayments(world, n, ledger);
}
