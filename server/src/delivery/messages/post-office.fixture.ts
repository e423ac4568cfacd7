import { linter } from "@kvitt/values";
import { testClinic, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { post, type NewItem } from "../../ledger/index.ts";
import { upsertParties, type ContactDraft, type PartyDraft } from "../../parties/index.ts";
import { withTenant, type TenantTransaction } from "../../platform/index.ts";
import { FakeEfaktura, FakeMail, FakeNetwork, fakePrint, fakeSms } from "../fake-channels.fixture.ts";
import { dispatch } from "./dispatch.ts";
import { handOverDue, type HandedOverCount } from "./hand-over.ts";
import type { DocumentSource, DocumentWish, Outlets } from "./outlets.ts";
import { setSender } from "./senders.ts";
import type { DispatchWish } from "./wish.ts";

/** A clinic with channels in memory, and what tests do with them. */

export const PAY_PAGE = "https://betal.example.no";
export const PHONE: ContactDraft = { kind: "phone", purpose: "payment", value: "91234567" };
export const EMAIL: ContactDraft = { kind: "email", purpose: "payment", value: "kari@mail.example.test" };
export const ADDRESS: ContactDraft = {
  kind: "address",
  purpose: "payment",
  value: { line1: "Storgata 1", postCode: "0155", city: "Oslo" },
};

/** Documents as short as can be; what was asked for is kept. */
export class FakeDocuments implements DocumentSource {
  readonly asked: (DocumentWish & { readonly anonymous: boolean; readonly payLink: string | null })[] = [];
  fileName = "faktura.pdf";
  xml = "<Invoice/>";
  failure: Error | null = null;

  pdf: DocumentSource["pdf"] = (_context, wish) => {
    this.asked.push(wish);
    if (this.failure) return Promise.reject(this.failure);
    return Promise.resolve({ pdf: new TextEncoder().encode("%PDF"), pages: 1, fileName: this.fileName });
  };
  einvoice: DocumentSource["einvoice"] = () =>
    Promise.resolve({
      xml: new TextEncoder().encode(this.xml),
      kind: "invoice" as const,
      sender: { scheme: "0192", id: "923456783" },
      receiver: { scheme: "0192", id: "974760673" },
      forbid: ["Ola Pasient"],
    });
  efaktura: DocumentSource["efaktura"] = (_context, { recipientId }) =>
    Promise.resolve({
      issuerOrganisationNumber: "923456783",
      brand: "Solsiden",
      account: "86011117947",
      kid: "1047112601018",
      amountMinor: 245_000n,
      dueOn: "2026-10-19",
      issuedOn: "2026-10-05",
      invoiceNumber: "10443",
      receiver: { name: recipientId, phone: null, address: null },
    });
}

export type PostOffice = Awaited<ReturnType<typeof openPostOffice>>;

let references = 1_000_000;

export async function openPostOffice(platform: TestPlatform) {
  const clinic: TestClinic = await testClinic(platform);
  const sms = fakeSms();
  const mail = new FakeMail();
  const print = fakePrint();
  const einvoice = new FakeNetwork();
  const efaktura = new FakeEfaktura();
  const documents = new FakeDocuments();
  const outlets: Outlets = { sms, mail, print, einvoice, efaktura, documents, payPage: PAY_PAGE, linter };
  const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T> =>
    withTenant(platform, clinic.context, work);
  await inTenant((tx) =>
    setSender(tx, clinic.ledgerId, {
      brand: "Solsiden Tannklinikk",
      telephone: "22 33 44 55",
      smsSender: "Solsiden",
      replyTo: "post@solsiden.example.no",
    }),
  );
  const party = async (contacts: readonly ContactDraft[], more: Partial<PartyDraft> = {}): Promise<string> => {
    const draft: PartyDraft = {
      external: { system: "practice", ref: platform.ids.next() },
      kind: "person",
      name: "Kari Nordmann",
      roles: ["payer"],
      contacts,
      ...more,
    };
    const [made] = await inTenant((tx) => upsertParties(tx, [draft], { market: "NO" }));
    return made!.id;
  };
  const item = async (partyId: string, amountMinor = 124_000n): Promise<NewItem> => {
    const reference = String((references += 1));
    const made: NewItem = {
      id: platform.ids.next(),
      ledgerId: clinic.ledgerId,
      side: "receivable",
      kind: "invoice",
      account: "1500",
      partyId,
      parentId: null,
      documentId: null,
      reference,
      openedOn: "2026-10-05",
      dueOn: "2026-10-19",
      amountMinor,
    };
    const entry = {
      id: platform.ids.next(),
      ledgerId: clinic.ledgerId,
      kind: "invoice",
      bookedOn: "2026-10-05",
    } as const;
    const postings = [{ debit: "1500", credit: "3200", amountMinor, debitItemId: made.id }];
    await inTenant((tx) =>
      post(tx, [{ ...entry, sourceKind: "invoice", sourceId: platform.ids.next(), postings }], [made]),
    );
    return made;
  };
  const pay = async (of: NewItem, amountMinor: bigint, bookedOn = "2026-10-06"): Promise<void> => {
    const postings = [{ debit: "1909", credit: "1500", amountMinor, creditItemId: of.id }];
    const entry = { id: platform.ids.next(), ledgerId: clinic.ledgerId, kind: "payment", bookedOn } as const;
    await inTenant((tx) => post(tx, [{ ...entry, sourceKind: "bankLine", sourceId: platform.ids.next(), postings }]));
  };
  const wish = (of: NewItem, recipientId: string, more: Partial<DispatchWish> = {}): DispatchWish => ({
    key: `payLink|${of.id}`,
    kind: "payLink",
    ledgerId: clinic.ledgerId,
    itemId: of.id,
    recipientId,
    language: "nb",
    ladder: ["sms"],
    beside: [],
    notBefore: platform.clock.now(),
    ...more,
  });
  const send = (...wishes: DispatchWish[]): Promise<number> => inTenant((tx) => dispatch(tx, wishes));
  const run = (): Promise<HandedOverCount> => handOverDue(platform, clinic.context, outlets, { limit: 10_000 });
  return {
    clinic,
    sms,
    mail,
    print,
    einvoice,
    efaktura,
    documents,
    outlets,
    inTenant,
    party,
    item,
    pay,
    wish,
    send,
    run,
  };
}
