import { withTenant } from "../../server/src/platform/index.ts";
import { approvePolicy, policyTemplates, setPolicy } from "../../server/src/collections/index.ts";
import { testClinic } from "../../server/testkit/clinic.ts";
import { fillItems, fillPayers, fillPayments, id, settle } from "./fill.ts";
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

/** Every second of n overdue claims has had its first reminder, by a text message that came through. */
export async function fillReminded(world: World, n: number): Promise<void> {
  const { superuser, clinic } = world;
  const from = `from generate_series(2, ${n}, 2) no join open_item i on i.tenant_id = $1 and i.id = ${id(1)}`;
  const sentAt = "i.due_on + 8 + time '09:00'";
  const columns: Readonly<Record<string, string>> = {
    "follow_up_letter (tenant_id, id, ledger_id, payer_id, recipient_id, level, wording, sender, dispatch_key, taken_on, made_at)": `$1, ${id(8)}, i.ledger_id, i.party_id, i.party_id, 'remind1', 'remind1', 'clinic', 'followUp:' || ${id(8)}, i.due_on + 7, i.due_on + 7`,
    "follow_up_step (tenant_id, id, ledger_id, item_id, level, round, letter_id, policy_id, target_on, taken_on, lag, amount_minor, fee_minor, deadline_on, proposal_id, line_no, taken_by, taken_at, explanation)": `$1, ${id(9)}, i.ledger_id, i.id, 'remind1', 1, ${id(8)}, ${id(5)}, i.due_on + 7, i.due_on + 7, 0, i.open_minor, 0, i.due_on + 22, ${id(5)}, 1, 'run', i.due_on + 7, '{}'`,
    "dispatch (tenant_id, id, key, kind, ledger_id, item_id, recipient_id, language, ladder, beside, state, not_before, made_at, ended_at)": `$1, ${id(4)}, 'followUp:' || ${id(8)}, 'remind1', i.ledger_id, i.id, i.party_id, 'nb', 'sms', '', 'done', ${sentAt}, ${sentAt}, ${sentAt}`,
    "message (tenant_id, id, dispatch_id, ledger_id, item_id, recipient_id, kind, channel, rung, state, due_at, tries, made_at, handed_over_at, ended_at)": `$1, ${id(3)}, ${id(4)}, i.ledger_id, i.id, i.party_id, 'remind1', 'sms', 0, 'delivered', ${sentAt}, 1, ${sentAt}, ${sentAt}, ${sentAt}`,
  };
  await superuser.query("set session_replication_role = replica");
  for (const [table, values] of Object.entries(columns))
    await superuser.query(`insert into ${table} select ${values} ${from} order by no`, [clinic.tenantId]);
  await superuser.query("set session_replication_role = origin");
  await settle(world, "follow_up_letter, follow_up_step, dispatch, message");
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
