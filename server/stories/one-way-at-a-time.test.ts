import { linter } from "@kvitt/values";
import { afterEach, beforeEach, expect, test } from "vitest";
import { productWorld } from "../src/app/pay-page/index.ts";
import { efakturaOf } from "../src/app/wiring/efaktura.ts";
import type { Opened } from "../src/app/pay-page/world.ts";
import {
  askForNew,
  askForPayment,
  handOverDue,
  makeLink,
  previewMessage,
  requestChecks,
  requestsForItem,
  runRequests,
  type Outlets,
} from "../src/delivery/index.ts";
import { FakeMail, fakePrint, fakeSms } from "../src/delivery/fake-channels.fixture.ts";
import { FakeDocuments } from "../src/delivery/messages/post-office.fixture.ts";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { changeLedger, itemsByReference, ledgerChecks, post, type NewItem } from "../src/ledger/index.ts";
import { netsDirectDebit } from "../src/partners/nets/index.ts";
import { upsertParties } from "../src/parties/index.ts";
import {
  debitHistory,
  drawnOn,
  paymentsChecks,
  planDebits,
  setUpDebits,
  takeMandates,
  unsettledDebits,
  writeDebitFile,
  type MandateList,
} from "../src/payments/index.ts";
import { fakePartner, type FakePartner } from "../src/payments/partner.fixture.ts";
import { withTenant, type TenantTransaction } from "../src/platform/index.ts";
import { ACCOUNT, breaches, testBankAccount, testClinic, testPlatform } from "../testkit/index.ts";
import type { TestClinic, TestPlatform } from "../testkit/index.ts";

/** A bill is paid in one way at a time: what is drawn from the payer's account is not asked for by a link as well. */

const KID = "1047152601050";
const OWED = 300_000n;
const port = netsDirectDebit();
let platform: TestPlatform;
let clinic: TestClinic;
let sms: ReturnType<typeof fakeSms>;
let mail: FakeMail;
let partner: FakePartner;
let toldTerms: (number | undefined)[];
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

beforeEach(async () => {
  platform = await testPlatform("2026-11-02T22:00");
  clinic = await testClinic(platform);
  sms = fakeSms();
  mail = new FakeMail();
  partner = fakePartner(false);
  toldTerms = [];
  await testBankAccount(platform, clinic);
  await inTenant(async (tx) => {
    await changeLedger(tx, clinic.ledgerId, { requests: { askFromOn: "2026-11-01" } });
    await setUpDebits(tx, {
      ...{ ledgerId: clinic.ledgerId, account: ACCOUNT, sender: "00104711", fixedPart: { from: 1, length: 6 } },
      ...{ notify: "bank", leadDays: null, state: "active" },
    });
  });
});
afterEach(async () => {
  const checks = [...paymentsChecks, ...ledgerChecks, ...requestChecks];
  expect(await breaches(platform, clinic.context, checks)).toEqual([]);
  await platform.close();
});

/** A bill of somebody with a telephone. */
async function bill(dueOn: string): Promise<NewItem> {
  return inTenant(async (tx) => {
    const contacts = [{ kind: "phone", purpose: "payment", value: "91234567" }] as const;
    const external = { system: "test", ref: "1" };
    const draft = { external, kind: "person", name: "Åse Ødegård", birthOn: "1984-03-09", roles: ["payer"] } as const;
    const [party] = await upsertParties(tx, [{ ...draft, contacts: [...contacts] }], { market: "NO" });
    const item: NewItem = {
      ...{ id: platform.ids.next(), ledgerId: clinic.ledgerId, side: "receivable", kind: "invoice", account: "1500" },
      ...{ partyId: party!.id, parentId: null, documentId: null, reference: KID, openedOn: "2026-11-02", dueOn },
      amountMinor: OWED,
    };
    const postings = [{ debit: "1500", credit: "3200", amountMinor: OWED, debitItemId: item.id }];
    const entry = {
      id: platform.ids.next(),
      ledgerId: clinic.ledgerId,
      kind: "invoice",
      bookedOn: "2026-11-02",
    } as const;
    await post(tx, [{ ...entry, sourceKind: "invoice", sourceId: platform.ids.next(), postings }], [item]);
    return item;
  });
}

let lists = 0;
const list = (registration: MandateList["entries"][number]["registration"]) =>
  inTenant((tx) => {
    const entries = [{ registration, kid: KID, writtenNotice: false }];
    const of = [{ account: ACCOUNT, assignmentNo: "0000001", complete: false, entries }];
    return takeMandates(tx, { sha256: Buffer.alloc(32, (lists += 1)), lists: of });
  });
const ask = () => askForNew(platform, clinic.context, clinic.ledgerId, null);
const send = () => {
  const outlets: Outlets = {
    ...{ sms, mail, print: fakePrint(), documents: new FakeDocuments(), payPage: "https://betal.example.no" },
    ...{ linter, drawn: drawnOn },
  };
  return handOverDue(platform, clinic.context, outlets, { limit: 100 });
};
const texts = () => [...sms.taken.values()].map(({ text }) => text);
const write = (asOf: string) => writeDebitFile(platform, clinic.context, port, { ledgerId: clinic.ledgerId, asOf });
const morning = (day: string) =>
  runRequests(
    platform,
    clinic.context,
    clinic.ledgerId,
    Temporal.PlainDate.from(day),
    async (tx, ids) => new Set((await drawnOn(tx, ids)).keys()),
  );
const world = () =>
  productWorld(platform, {
    railsOf: async () => () => ({
      ...partner.rail,
      create(request) {
        toldTerms.push(request.terms);
        return partner.rail.create(request);
      },
    }),
  });
const page = async (of: NewItem): Promise<Opened> => {
  const { ledgerId } = clinic;
  const wish = { ledgerId, itemId: of.id, recipientId: of.partyId!, messageId: null };
  return (await world().open(await inTenant((tx) => makeLink(tx, wish))))!;
};

test("S0-01 asked in the evening, the authority comes in the night: the message that leaves says that it is drawn, without a link", async () => {
  const item = await bill("2026-11-20");
  expect(await ask()).toMatchObject({ asked: 1 });
  expect(texts()).toEqual([]);
  await list("changed");
  platform.moveTo("2026-11-03T10:00");
  await send();
  expect(texts()).toHaveLength(1);
  expect(texts()[0]).toContain("3 000,00 kr trekkes fra kontoen din med AvtaleGiro 20.11.2026.");
  expect(texts()[0]).not.toMatch(/https|nettbank/);
  // Neither a warning nor the invoice follows while it is drawn.
  await write("2026-11-03");
  for (const day of ["2026-11-05", "2026-11-06", "2026-11-09", "2026-11-16"]) {
    platform.moveTo(`${day}T10:00`);
    expect(await morning(day)).toMatchObject({ warned: 0, invoiced: 0 });
  }
  await send();
  expect(texts()).toHaveLength(1);
  expect(await inTenant((tx) => debitHistory(tx, item.id))).toMatchObject([{ state: "sent", termOn: "2026-11-20" }]);
});

test("S0-01 a due date far off is not claimed yet, and not asked for either", async () => {
  const item = await bill("2027-01-20");
  await list("changed");
  await ask();
  platform.moveTo("2026-11-03T10:00");
  expect(await write("2026-11-03")).toBeNull();
  await send();
  expect(texts()[0]).toContain("AvtaleGiro 20.01.2027");
  // Who would send it by hand reads the same before.
  const wish = { kind: "payLink", ledgerId: clinic.ledgerId, itemId: item.id, recipientId: item.partyId! } as const;
  const seen = await inTenant((tx) =>
    previewMessage(tx, { ...wish, channel: "sms", language: "nb" }, "https://betal.example.no", drawnOn),
  );
  expect(seen.text!.split("\n")[0]).toBe(texts()[0]!.split("\n")[0]);
  expect(seen.text).not.toContain("https");
  platform.moveTo("2026-11-06T10:00");
  expect(await morning("2026-11-06")).toMatchObject({ warned: 0 });
  // Nothing is claimed of it, so the page takes money as ever.
  expect((await page(item)).seen).toMatchObject({ drawnOn: null });
});

test("S0-01 what was not drawn is asked for again, with a link", async () => {
  const item = await bill("2026-11-20");
  await list("changed");
  await ask();
  platform.moveTo("2026-11-03T10:00");
  await write("2026-11-03");
  await send();
  platform.moveTo("2026-12-03T10:00");
  expect(await inTenant((tx) => unsettledDebits(tx, "2026-12-03"))).toMatchObject([{ itemId: item.id }]);
  await inTenant((tx) => askForPayment(tx, [item.id]));
  expect(await morning("2026-12-03")).toMatchObject({ warned: 1 });
  platform.moveTo("2026-12-03T12:00");
  await send();
  expect(texts().at(-1)).toMatch(/er ikke betalt ennå[^]*https:\/\/betal.example.no\//);
  expect((await inTenant((tx) => requestsForItem(tx, item.id)))[0]).toMatchObject({ choice: "warned" });
});

test("S0-01 a link that was sent before the authority says that it is drawn, and takes no money", async () => {
  const item = await bill("2026-11-20");
  const before = await page(item);
  expect(before.seen).toMatchObject({ drawnOn: null, bill: { openMinor: OWED } });
  await list("changed");
  platform.moveTo("2026-11-03T08:00");
  const plan = () => inTenant((tx) => planDebits(tx, { ledgerId: clinic.ledgerId, asOf: "2026-11-03" }));
  expect(await plan()).toMatchObject({ planned: 1 });
  expect((await world().look(before.visit)).drawnOn).toBe("2026-11-20");
  // Not sent yet, and the authority ends: the page takes money again.
  await list("ended");
  expect(await plan()).toMatchObject({ withdrawn: 1 });
  expect((await world().look(before.visit)).drawnOn).toBeNull();
});

test("S0-01 a ledger that does not draw asks as ever", async () => {
  await inTenant((tx) =>
    setUpDebits(tx, {
      ...{ ledgerId: clinic.ledgerId, account: ACCOUNT, sender: "00104711", fixedPart: { from: 1, length: 6 } },
      ...{ notify: "bank", leadDays: null, state: "paused" },
    }),
  );
  await bill("2026-11-20");
  await list("changed");
  await ask();
  platform.moveTo("2026-11-03T10:00");
  await send();
  expect(texts()[0]).toMatch(/å betale, forfall 20.11.2026[^]*https:\/\//);
});

test.each([
  ["draws from the payer: marked so", true],
  ["does not draw: it asks for the money as ever", false],
])("S0-01 an eFaktura of a ledger that %s", async (_how, draws) => {
  const own = draws ? clinic : await testClinic(platform);
  if (draws) await list("changed");
  else await testBankAccount(platform, own);
  const patient = { ref: "P104715", name: "Åse Ødegård", birthDate: "1984-03-09" };
  const claim = claimSchema.parse({
    ...{ externalId: "opus-1", kind: "INVOICE", currency: "NOK", amountMinor: 300_000, number: "260105", kid: KID },
    ...{ issueDate: "2026-11-02", dueDate: "2026-11-20", patient },
    lines: [{ text: "Behandling", amountMinor: 300_000, vatCode: "EXEMPT", vatMinor: 0 }],
    payer: { type: "PATIENT", ref: "P104715", name: "Åse Ødegård", phone: "+4791234567" },
  });
  const made = await withTenant(platform, own.context, async (tx) => {
    await receiveClaims(tx, own.ledgerId, [claim]);
    const [item] = await itemsByReference(tx, [KID], own.ledgerId);
    const { id: itemId, partyId } = item!;
    const wish = { kind: "invoice", ledgerId: own.ledgerId, itemId, recipientId: partyId!, language: "nb" } as const;
    return efakturaOf(tx, wish);
  });
  expect(made).toMatchObject({ kid: KID, amountMinor: OWED, dueOn: "2026-11-20", paidByDirectDebit: draws });
});

test("FR-35 the terms chosen on the page are told to the finance partner; others are another application", async () => {
  const { visit, seen } = await page(await bill("2026-11-20"));
  expect(seen.bill.openMinor).toBe(OWED);
  const begin = (terms: number | null, way: "partPayment" | "swish" = "partPayment") =>
    world().startPayment(visit, { way, amountMinor: null, terms, returnUrl: "https://b.example/r", language: "nb" });
  await begin(12);
  expect(toldTerms).toEqual([12]);
  // The same press again is the same application; another choice ends it.
  await begin(12);
  expect(toldTerms).toEqual([12]);
  await begin(3);
  expect(toldTerms).toEqual([12, 3]);
  expect([...partner.payments.values()].map(({ state }) => state)).toEqual(["cancelled", "awaitingPayer"]);
  await begin(null);
  // Only a finance partner divides: what is said of terms to others is not told.
  await begin(6, "swish");
  expect(toldTerms).toEqual([12, 3, undefined, undefined]);
});
