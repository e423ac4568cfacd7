import { linter } from "@kvitt/values";
import { sql } from "kysely";
import { expect } from "vitest";
import { instantIn, testClinic, type TestClinic, type TestClinicOptions } from "../../testkit/index.ts";
import { addBankAccount } from "../banking/index.ts";
import { handOverDue, setSender, type DocumentWish, type Outlets } from "../delivery/index.ts";
import { FakeMail, fakePrint, fakeSms } from "../delivery/fake-channels.fixture.ts";
import { post, reverseEntry, type NewItem } from "../ledger/index.ts";
import { marketPack, type Country } from "../markets/index.ts";
import { upsertParties, type ContactDraft, type PartyDraft } from "../parties/index.ts";
import {
  movableClock,
  Refusal,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../platform/index.ts";
import {
  approvePolicy,
  lettersNow,
  policyTemplates,
  runFollowUp,
  setPolicy,
  type PolicyWish,
  type RestingItems,
  type RunOutcome,
} from "./index.ts";
import { toldBothWays } from "./alike.fixture.ts";

/** A dental chain's clinic, Swedish where nothing is said, with a policy, a bank account whose statements come every day, and channels in memory. */

export const PHONE: ContactDraft = { kind: "phone", purpose: "payment", value: "+46701234567" };
export const EMAIL: ContactDraft = { kind: "email", purpose: "payment", value: "anna@mail.example.test" };
export const ADDRESS: ContactDraft = {
  kind: "address",
  purpose: "payment",
  value: { line1: "Storgatan 1", postCode: "11122", city: "Stockholm" },
};
/** Where nothing is decided at all. */
const UNDECIDED = ["FOLLOW_UP_NO_POLICY", "FOLLOW_UP_CALENDAR_UNKNOWN"];
/** Of each market, a bank account as it is written there. */
const ACCOUNTS: Readonly<Record<Country, string>> = {
  NO: "86011117947",
  SE: "9912346",
  DK: "DK5000400440116243",
  IT: "IT60X0542811101000000123456",
  US: "021000021-123456789",
};

export type Taken = {
  readonly level: string;
  readonly takenOn: string;
  readonly state: string | null;
  readonly amountMinor: bigint;
};
export type Books = Awaited<ReturnType<typeof openBooks>>;

export async function openBooks(
  installation: Platform,
  options: TestClinicOptions & {
    readonly startsAt?: string;
    readonly withPolicy?: boolean;
    readonly account?: string;
  } = {},
) {
  const { startsAt = "2026-03-02T09:00", withPolicy = true, account, ...clinicOptions } = options;
  const market = options.market ?? "SE";
  const pack = marketPack(market);
  const zone = pack.zones[0]!;
  const clock = movableClock(instantIn(startsAt, zone));
  const platform: Platform = { ...installation, clock };
  const clinic: TestClinic = await testClinic(platform, { ...clinicOptions, market });
  const { ledgerId, context } = clinic;
  const work = <T>(of: (tx: TenantTransaction) => Promise<T>, as: Context = context) => withTenant(platform, as, of);
  const person = (id: string): Context => ({ tenantId: clinic.tenantId, actor: { kind: "user", id } });
  const receivable = pack.accounts.find(({ role }) => role === "receivable")!.code;
  const income = pack.accounts.find(({ role }) => role === "incomeExempt")!.code;
  const clearing = pack.accounts.find(({ role }) => role === "bankClearing")!.code;
  const resting = new Map<string, "disputed" | "paymentUnknown">();
  const rests: RestingItems = (_tx, those) => {
    const isAsked = (id: string): boolean => "ledgerId" in those || those.includes(id);
    return Promise.resolve(new Map([...resting].filter(([id]) => isAsked(id))));
  };
  const bankAccountId = await work((tx) =>
    addBankAccount(tx, {
      ledgerId,
      market,
      number: account ?? ACCOUNTS[market],
      detailSource: "camt053",
      proofSource: "camt053",
      fileExpectedBy: "07:30",
    }),
  );
  const [sms, mail, print] = [fakeSms(), new FakeMail(), fakePrint()];
  const printed: DocumentWish[] = [];
  const outlets: Outlets = {
    ...{ sms, mail, print, linter, payPage: "https://betala.example.se" },
    letters: lettersNow(rests),
    documents: {
      pdf: (_context, wish) => {
        printed.push(wish);
        return Promise.resolve({ pdf: new TextEncoder().encode("%PDF"), pages: 1, fileName: "reminder.pdf" });
      },
      einvoice: () => Promise.resolve(undefined),
      efaktura: () => Promise.resolve(undefined),
    },
  };
  await work((tx) =>
    setSender(tx, ledgerId, {
      brand: "Solsidan Tandvård",
      telephone: "08 123 45 67",
      smsSender: "Solsidan",
      replyTo: null,
    }),
  );
  const policy = async (wish: Partial<PolicyWish> = {}): Promise<string> => {
    const templates = await work((tx) => policyTemplates(tx, ledgerId));
    const { policy: content, locks } = templates.at(-1)!;
    const made = {
      scope: "chain",
      scopeId: null,
      name: "Kedjan",
      validFromOn: "2026-01-01",
      content,
      locks,
      ...wish,
    } as const;
    const id = await work((tx) => setPolicy(tx, made), person("hq"));
    await work((tx) => approvePolicy(tx, id), person("hq2"));
    return id;
  };
  if (withPolicy) await policy();

  let statements = 0;
  /** The bank's statement of a day has come: nothing was booked on it. */
  const statementOf = (day: string): Promise<unknown> =>
    work(async (tx) => {
      const fileId = platform.ids.next();
      const hash = Buffer.from(`${clinic.tenantId}${(statements += 1)}`);
      await sql`
        insert into bank_file (tenant_id, id, sha256, normalised_sha256, content_sha256, format, channel, byte_length, received_at, received_by, state, problems)
        values (${tx.tenantId}, ${fileId}, ${hash}, ${hash}, ${hash}, 'camt053', 'directory', 1, ${tx.now.toString()}, 'test', 'posted', '[]')`.execute(
        tx.db,
      );
      await sql`
        insert into bank_statement (tenant_id, id, ledger_id, bank_account_id, file_id, statement_key, from_on, to_on, opening_minor, closing_minor)
        values (${tx.tenantId}, ${platform.ids.next()}, ${ledgerId}, ${bankAccountId}, ${fileId}, ${`S${statements}`}, ${day}, ${day}, 0, 0)`.execute(
        tx.db,
      );
    });

  const party = async (changes: Partial<PartyDraft> = {}): Promise<string> => {
    const draft: PartyDraft = {
      external: { system: "practice", ref: platform.ids.next() },
      kind: "person",
      name: "Anna Andersson",
      language: pack.languages[0]!,
      birthYear: 1980,
      roles: ["patient"],
      contacts: [PHONE],
      ...changes,
    };
    const [made] = await work((tx) => upsertParties(tx, [draft], { market }));
    return made!.id;
  };
  let references = 100;
  const entry = (kind: "invoice" | "payment", bookedOn: string) => ({
    ...{ id: platform.ids.next(), ledgerId, kind, bookedOn, sourceKind: kind, sourceId: platform.ids.next() },
  });
  const bill = async (
    partyId: string,
    {
      dueOn = "2026-03-27",
      openedOn = "2026-02-25",
      amountMinor = 120_000n,
      reference = String((references += 1)),
    }: { dueOn?: string; openedOn?: string; amountMinor?: bigint; reference?: string } = {},
  ): Promise<string> => {
    const item: NewItem = {
      ...{ id: platform.ids.next(), ledgerId, side: "receivable", kind: "invoice", account: receivable, partyId },
      ...{ parentId: null, documentId: null, reference, openedOn, dueOn, amountMinor },
    };
    const postings = [{ debit: receivable, credit: income, amountMinor, debitItemId: item.id }];
    await work((tx) => post(tx, [{ ...entry("invoice", openedOn), postings }], [item]));
    return item.id;
  };
  const pay = async (itemId: string, bookedOn: string, amountMinor = 120_000n): Promise<string> => {
    const made = entry("payment", bookedOn);
    const postings = [{ debit: clearing, credit: receivable, amountMinor, creditItemId: itemId }];
    await work((tx) => post(tx, [{ ...made, postings }]));
    return made.id;
  };
  const steps = (itemId: string): Promise<Taken[]> =>
    work(async (tx) => {
      const found = await sql<Taken>`
        select s.level, s.taken_on as "takenOn", d.state, s.amount_minor as "amountMinor" from follow_up_step s
        left join follow_up_letter l on l.tenant_id = s.tenant_id and l.id = s.letter_id
        left join dispatch d on d.tenant_id = s.tenant_id and d.key = l.dispatch_key
        where s.tenant_id = ${tx.tenantId} and s.item_id = ${itemId} order by s.id`.execute(tx.db);
      return found.rows;
    });
  /** Whatever a test has done to its claims: what is decided of like claims at once is what is decided of each. */
  const saidAlike = async (): Promise<void> => {
    const asOf = clock.today(zone).toString();
    const { asLooked, oneByOne } = await work((tx) => toldBothWays(tx, { ledgerId, asOf, resting: rests }));
    expect(asLooked).toEqual(oneByOne);
  };
  const run = async (): Promise<RunOutcome> => {
    await saidAlike().catch((error: unknown) => {
      if (!(error instanceof Refusal && UNDECIDED.includes(error.code))) throw error;
    });
    return runFollowUp(platform, context, ledgerId, rests);
  };
  const handOver = () => handOverDue(platform, context, outlets, { limit: 1_000 });
  /** The evening of a day: yesterday's statement has come, the run is made, and what it queued is handed over. */
  const evening = async (day: string): Promise<RunOutcome> => {
    clock.moveTo(instantIn(`${day}T18:30`, zone));
    await statementOf(pack.days.previousBankDay(Temporal.PlainDate.from(day)).toString());
    const outcome = await run();
    await handOver();
    return outcome;
  };
  return {
    ...{
      platform,
      clinic,
      ledgerId,
      context,
      work,
      person,
      policy,
      statementOf,
      party,
      bill,
      pay,
      steps,
      run,
      handOver,
      evening,
    },
    ...{ sms, mail, print, printed, outlets, resting, rests, bankAccountId },
    /** Moves this clinic's own clock to a moment there. */
    at: (local: string) => clock.moveTo(instantIn(local, zone)),
    takeBack: (entryId: string, bookedOn: string) =>
      work((tx) => reverseEntry(tx, entryId, bookedOn, { rule: "test.reversal", version: 1, inputs: {} })),
    levels: async (itemId: string) => (await steps(itemId)).map(({ level, takenOn }) => `${level} ${takenOn}`),
  };
}
