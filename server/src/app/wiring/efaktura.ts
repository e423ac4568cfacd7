import { isOpenOn, listBankAccounts } from "../../banking/index.ts";
import { sendersOf, type DocumentWish, type MadeEfaktura } from "../../delivery/index.ts";
import { invoicesById } from "../../invoicing/index.ts";
import { itemsById, ledgerById } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { contactsOf, partiesById, type Address } from "../../parties/index.ts";
import { debitsOf, planWhereSetUp } from "../../payments/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";

/** The account whose references the bank reads for us, else any that is open on the day. */
async function accountOf(tx: TenantTransaction, ledgerId: string, day: string): Promise<string | undefined> {
  const open = (await listBankAccounts(tx)).filter((each) => each.ledgerId === ledgerId && isOpenOn(each, day));
  return (open.find(({ detailSource }) => detailSource === "ocrgiro") ?? open[0])?.number;
}

async function receiverOf(tx: TenantTransaction, partyId: string, name: string): Promise<MadeEfaktura["receiver"]> {
  const contacts = await contactsOf(tx, [partyId], "payment");
  const valueOf = (kind: "phone" | "address") => contacts.find((each) => each.kind === kind)?.value ?? null;
  const address = valueOf("address");
  if (address === null) return { name, phone: valueOf("phone"), address: null };
  const { line1, line2, postCode, city, country } = JSON.parse(address) as Address;
  return {
    name,
    phone: valueOf("phone"),
    address: { line1, line2: line2 ?? null, postCode, city, country: country ?? "NO" },
  };
}

/**
 * An invoice as the net bank is told of it: numbers and days, and nothing of what was done. Undefined for who is no person, and for a bill without a
 * reference or an account. A payer who has given an authority is drawn, and the net bank asks for nothing.
 */
export async function efakturaOf(tx: TenantTransaction, wish: DocumentWish): Promise<MadeEfaktura | undefined> {
  const { itemId, ledgerId, recipientId } = wish;
  const [item] = itemId === null ? [] : await itemsById(tx, [itemId]);
  const invoice = item?.documentId ? (await invoicesById(tx, [item.documentId])).get(item.documentId) : undefined;
  const party = (await partiesById(tx, [recipientId])).get(recipientId);
  if (!item?.reference || !invoice || party?.kind !== "person") return undefined;
  const account = await accountOf(tx, ledgerId, invoice.issuedOn);
  if (!account) return undefined;
  const { orgNo, market } = await ledgerById(tx, ledgerId);
  await planWhereSetUp(tx, { ledgerId, asOf: tx.platform.clock.today(marketPack(market).zones[0]!).toString() });
  return {
    issuerOrganisationNumber: orgNo,
    brand: (await sendersOf(tx, [ledgerId])).get(ledgerId)!.brand,
    account,
    kid: item.reference,
    amountMinor: item.openMinor,
    dueOn: item.dueOn,
    issuedOn: invoice.issuedOn,
    invoiceNumber: invoice.number,
    paidByDirectDebit: (await debitsOf(tx, [item.id])).has(item.id),
    receiver: await receiverOf(tx, recipientId, party.name),
  };
}
