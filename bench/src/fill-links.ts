import { createHash } from "node:crypto";
import { id, settle } from "./fill.ts";
import { fillInvoices } from "./fill-invoices.ts";
import type { World } from "./world.ts";

/** Links to the bills of made-up books, as they go out by SMS. */

const PIECE = 5_000;

/** The token of link `no`: 32 letters as good as random. */
export const tokenOf = (no: number): string =>
  createHash("sha256").update(`link ${no}`).digest("base64url").slice(0, 32);

async function fillTokens({ superuser }: World, n: number): Promise<void> {
  await superuser.query("create temporary table token (no bigint, hash bytea)");
  for (let from = 1; from <= n; from += PIECE) {
    const numbers = Array.from({ length: Math.min(PIECE, n - from + 1) }, (_, at) => from + at);
    const hashes = numbers.map((no) => createHash("sha256").update(tokenOf(no)).digest());
    await superuser.query("insert into token select * from unnest($1::bigint[], $2::bytea[])", [numbers, hashes]);
  }
}

/** n open invoices, each with a message that was delivered, a link in it and an open question how it is paid; three ways to pay. */
export async function fillLinks(world: World, n: number): Promise<void> {
  const { superuser, clinic } = world;
  await fillInvoices(world, n);
  await fillTokens(world, n);
  const ledger = [clinic.tenantId, clinic.ledgerId];
  const from = `from token join open_item i on i.id = ${id(1)} and i.tenant_id = $1 order by no`;
  await superuser.query("set session_replication_role = replica");
  await superuser.query(
    `insert into message (tenant_id, id, dispatch_id, ledger_id, item_id, recipient_id, kind, channel, rung, state, due_at, tries, check_code, told_minor, made_at, handed_over_at, ended_at)
     select $1, ${id(8)}, ${id(9)}, $2, i.id, i.party_id, 'payLink', 'sms', 0, 'delivered', now(), 1, upper(lpad(to_hex(no), 6, '0')), i.open_minor, now(), now(), now() ${from}`,
    ledger,
  );
  await superuser.query(
    `insert into pay_link (tenant_id, id, ledger_id, item_id, recipient_id, message_id, token_hash, made_at)
     select $1, ${id(0)}, $2, i.id, i.party_id, ${id(8)}, hash, now() ${from}`,
    ledger,
  );
  await superuser.query("insert into pay_link_address (token_hash, tenant_id) select hash, $1 from token", [
    clinic.tenantId,
  ]);
  await superuser.query(
    `insert into payment_request (tenant_id, id, ledger_id, item_id, recipient_id, choice, asked_on, warn_on, default_on, next_on)
     select $1, ${id(7)}, $2, i.id, i.party_id, 'none', '2026-10-05', '2026-10-07', '2026-10-09', '2026-10-07' ${from}`,
    ledger,
  );
  await superuser.query("reset session_replication_role");
  await superuser.query("drop table token");
  await settle(world, "message, pay_link, pay_link_address, payment_request");
  await openWays(world);
}

/** As if the clinic had set them up: nobody is paid here, so their secrets are left out. */
async function openWays({ superuser, clinic }: World): Promise<void> {
  await superuser.query(
    `insert into payment_agreement (tenant_id, id, ledger_id, way, partner, settings, state, position, endpoint_hash, endpoint_key, made_at, changed_at)
     select $1, gen_random_uuid(), $2, way, partner, '{}', 'active', place, '\\x00', '\\x00', now(), now()
     from (values ('vipps', 'vipps', 1), ('card', 'stripe', 2), ('partPayment', 'finance', 3)) w (way, partner, place)`,
    [clinic.tenantId, clinic.ledgerId],
  );
}
