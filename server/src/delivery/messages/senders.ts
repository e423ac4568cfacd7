import { sql } from "kysely";
import { column, refuse, type TenantTransaction } from "../../platform/index.ts";
import { toGsm7 } from "./gsm7.ts";
import type { Sender } from "./render.ts";

/** Who the messages of a ledger come from: its brand, its telephone, the sender registered with the operators, where answers go. */

const SMS_SENDER = /^[A-Za-z0-9]{3,11}$/;
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@]{2,63}$/;
/** A brand that a telephone would show as a link, or that breaks a line. */
const LINK_LIKE = /:\/\/|www\.|[\r\n<>]/i;
const TELEPHONE = /^\+?[0-9 ]{3,20}$/;

/** A sender for a ledger that has named none: the beginning of its name, in letters that operators take. */
export function defaultSender(ledgerName: string): Sender {
  const letters = toGsm7(ledgerName)
    .replace(/[åÅäÄæÆ]/g, "a")
    .replace(/[øØöÖ]/g, "o")
    .normalize("NFD")
    .replace(/[^A-Za-z0-9]/g, "");
  const smsSender = letters.slice(0, 11);
  return {
    brand: ledgerName.slice(0, 60),
    telephone: null,
    smsSender: SMS_SENDER.test(smsSender) ? smsSender : "Kvitt",
    replyTo: null,
  };
}

type SenderRow = { readonly ledgerId: string; readonly ledgerName: string } & {
  readonly [Field in keyof Sender]: Sender[Field] | null;
};

/**
 * The senders of ledgers; unknown ids are absent. What no sender names is as the issuer presents itself on documents, else as the ledger is called.
 * The name on a telephone is said here and nowhere else: a ledger that has not said it sends under the beginning of its brand.
 */
export async function sendersOf(tx: TenantTransaction, ledgerIds: readonly string[]): Promise<Map<string, Sender>> {
  const found = await sql<SenderRow>`
    select l.id as "ledgerId", l.name as "ledgerName", coalesce(s.brand, i.brand) as brand, coalesce(s.telephone, i.phone) as telephone,
      s.sms_sender as "smsSender", coalesce(s.reply_to, i.email) as "replyTo"
    from ledger l left join message_sender s on s.tenant_id = l.tenant_id and s.ledger_id = l.id
    left join issuer i on i.tenant_id = l.tenant_id and i.ledger_id = l.id
    where l.tenant_id = ${tx.tenantId} and l.id = any (${column.uuid([...new Set(ledgerIds)])})`.execute(tx.db);
  return new Map(
    found.rows.map(({ ledgerId, ledgerName, brand, smsSender, ...sender }) => {
      const otherwise = defaultSender(brand ?? ledgerName);
      return [ledgerId, { ...sender, brand: brand ?? otherwise.brand, smsSender: smsSender ?? otherwise.smsSender }];
    }),
  );
}

/** What is wrong with a sender: the fields that cannot be used. */
export function senderProblems(sender: Sender): (keyof Sender)[] {
  const brand = sender.brand.trim();
  return [
    ...(brand.length < 1 || brand.length > 60 || LINK_LIKE.test(brand) ? (["brand"] as const) : []),
    ...(sender.telephone !== null && !TELEPHONE.test(sender.telephone) ? (["telephone"] as const) : []),
    ...(SMS_SENDER.test(sender.smsSender) ? [] : (["smsSender"] as const)),
    ...(sender.replyTo !== null && !EMAIL.test(sender.replyTo) ? (["replyTo"] as const) : []),
  ];
}

/** Throws SENDER_INVALID, which names the fields that cannot be used. */
export function requireSender(sender: Sender): void {
  const wrong = senderProblems(sender);
  if (wrong.length > 0)
    throw refuse(
      "SENDER_INVALID",
      {},
      wrong.map((field) => ({ code: "SENDER_INVALID", sentence: "This field of the sender cannot be used.", field })),
    );
}

/** Sets who a ledger's messages come from. Throws SENDER_INVALID, which names the fields. */
export async function setSender(tx: TenantTransaction, ledgerId: string, sender: Sender): Promise<void> {
  requireSender(sender);
  await sql`
    insert into message_sender (tenant_id, ledger_id, brand, telephone, sms_sender, reply_to, changed_at)
    values (${tx.tenantId}, ${ledgerId}, ${sender.brand.trim()}, ${sender.telephone}, ${sender.smsSender}, ${sender.replyTo}, ${tx.now.toString()})
    on conflict (tenant_id, ledger_id) do update set brand = excluded.brand, telephone = excluded.telephone, sms_sender = excluded.sms_sender,
      reply_to = excluded.reply_to, changed_at = excluded.changed_at`.execute(tx.db);
}
