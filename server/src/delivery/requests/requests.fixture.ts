import { sql } from "kysely";
import { instantIn, testClinic, type TestClinic, type TestClinicOptions } from "../../../testkit/index.ts";
import { post, type NewItem } from "../../ledger/index.ts";
import { upsertParties, type ContactDraft, type PartyDraft } from "../../parties/index.ts";
import { movableClock, withTenant, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { askForPayment, recordChoice, runRequests, type Asked, type ChoiceMade, type RequestRun } from "./index.ts";

/** A clinic on Monday 5 October 2026 at ten in Oslo, with parties and items to ask for, and what is told of them. */

export const phone: ContactDraft = { kind: "phone", purpose: "payment", value: "91234567" };
export const email = { kind: "email", purpose: "payment", value: "kari@mail.example.test" } as const;
export const address: ContactDraft = {
  kind: "address",
  purpose: "payment",
  value: { line1: "Storgata 1", postCode: "0155", city: "Oslo" },
};

export type Told = {
  readonly kind: string;
  readonly recipientId: string;
  readonly state: string;
  readonly leaves: string;
  /** The ladder, and what goes beside it: `efaktura,paper + sms`. */
  readonly by: string;
};

export type Desk = {
  readonly platform: Platform;
  readonly clinic: TestClinic;
  /** Moves this desk's own clock to a moment in Oslo. */
  at(local: string): void;
  inLedger<T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T>;
  party(changes?: Partial<PartyDraft>): Promise<string>;
  /** An open item of 2 450 kroner. */
  item(partyId: string, openedOn?: string, dueOn?: string): Promise<string>;
  /** Pays an item in full; gives the entry. */
  pay(itemId: string, bookedOn: string): Promise<string>;
  ask(...itemIds: string[]): Promise<Asked>;
  choose(made: ChoiceMade): Promise<void>;
  run(asOf: string, resting?: readonly string[]): Promise<RequestRun>;
  /** What is wished to be told about an item, in order. */
  told(itemId: string): Promise<Told[]>;
  /** The same in short: `payLink sms`. */
  kinds(itemId: string): Promise<string[]>;
};

export async function openDesk(installation: Platform, options: TestClinicOptions = {}): Promise<Desk> {
  const clock = movableClock(instantIn("2026-10-05T10:00"));
  const platform: Platform = { ...installation, clock };
  const clinic = await testClinic(platform, options);
  const inLedger = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
  const entry = (kind: "invoice" | "payment", bookedOn: string) => ({
    ...{ id: platform.ids.next(), ledgerId: clinic.ledgerId, kind, bookedOn, sourceKind: kind },
    sourceId: platform.ids.next(),
  });
  const told = (itemId: string) => inLedger((tx) => readTold(tx, itemId));
  return {
    platform,
    clinic,
    at: (local) => clock.moveTo(instantIn(local)),
    inLedger,
    party: async (changes = {}) => {
      const draft = partyDraft(platform.ids.next(), changes);
      const [made] = await inLedger((tx) => upsertParties(tx, [draft], { market: "NO" }));
      return made!.id;
    },
    item: async (partyId, openedOn = "2026-10-05", dueOn = "2026-10-19") => {
      const item = itemOf(clinic.ledgerId, platform.ids.next(), { partyId, openedOn, dueOn });
      const postings = [{ debit: "1500", credit: "3200", amountMinor: item.amountMinor, debitItemId: item.id }];
      await inLedger((tx) => post(tx, [{ ...entry("invoice", openedOn), postings }], [item]));
      return item.id;
    },
    pay: async (itemId, bookedOn) => {
      const postings = [{ debit: "1909", credit: "1500", amountMinor: 245_000n, creditItemId: itemId }];
      const payment = { ...entry("payment", bookedOn), postings };
      await inLedger((tx) => post(tx, [payment]));
      return payment.id;
    },
    ask: (...itemIds) => inLedger((tx) => askForPayment(tx, itemIds)),
    choose: (made) => inLedger((tx) => recordChoice(tx, made)),
    run: (asOf, resting = []) => {
      const day = Temporal.PlainDate.from(asOf);
      return runRequests(platform, clinic.context, clinic.ledgerId, day, () => Promise.resolve(new Set(resting)));
    },
    told,
    kinds: async (itemId) => (await told(itemId)).map(({ kind, by }) => `${kind} ${by}`),
  };
}

function partyDraft(ref: string, changes: Partial<PartyDraft>): PartyDraft {
  const external = { system: "practice", ref };
  return {
    external,
    kind: "person",
    name: "Kari Nordmann",
    birthYear: 1980,
    roles: ["patient"],
    contacts: [phone],
    ...changes,
  };
}

function itemOf(
  ledgerId: string,
  id: string,
  facts: { readonly partyId: string; readonly openedOn: string; readonly dueOn: string },
): NewItem {
  const kind = { side: "receivable", kind: "invoice", account: "1500" } as const;
  return { id, ledgerId, ...kind, ...facts, parentId: null, documentId: null, reference: null, amountMinor: 245_000n };
}

async function readTold(tx: TenantTransaction, itemId: string): Promise<Told[]> {
  const found = await sql<Omit<Told, "by"> & { ladder: string; beside: string }>`
    select kind, recipient_id as "recipientId", ladder, beside, state, to_char(not_before at time zone 'Europe/Oslo', 'YYYY-MM-DD HH24:MI') as leaves
    from dispatch where tenant_id = ${tx.tenantId} and item_id = ${itemId} order by id`.execute(tx.db);
  return found.rows.map(({ ladder, beside, ...rest }) => ({
    ...rest,
    by: beside === "" ? ladder : `${ladder} + ${beside}`,
  }));
}
