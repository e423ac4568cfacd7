import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import {
  addNote,
  contactsOf,
  findParties,
  notesOf,
  partiesById,
  partyByCustomerNo,
  partyChecks,
  relationsOf,
  rolesOf,
  setContacts,
  setPaymentPreferences,
  setRelations,
  upsertParties,
  type Party,
  type PartyDraft,
} from "./index.ts";

let platform: TestPlatform;
let clinic: TestClinic;
const NO = { market: "NO" };
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const upsert = (...drafts: PartyDraft[]) => inTenant((tx) => upsertParties(tx, drafts, NO));

beforeAll(async () => {
  platform = await testPlatform();
});
beforeEach(async () => {
  clinic = await testClinic(platform);
});
afterAll(() => platform.close());

const phone = (value: string, purpose: "payment" | "appointment" = "payment") =>
  ({ kind: "phone", purpose, value }) as const;
const draft = (ref: string, changes: Partial<PartyDraft> = {}): PartyDraft => ({
  external: { system: "practice", ref },
  kind: "person",
  name: `Person ${ref}`,
  roles: ["patient"],
  contacts: [phone("91234567")],
  ...changes,
});

describe("notes", () => {
  test("SEC-55 a note is sealed with the party's key: without it nothing can be read or written any more", async () => {
    const [{ id }] = (await upsert(draft("1"))) as [Party];
    const noteId = await inTenant((tx) => addNote(tx, id, "Ringer tilbake"));
    const page = { limit: 10 };
    expect(await inTenant((tx) => notesOf(tx, id, page))).toMatchObject([
      { id: noteId, text: "Ringer tilbake", writtenBy: "system:test" },
    ]);
    expect(await inTenant((tx) => notesOf(tx, id, { ...page, before: noteId }))).toEqual([]);
    await inTenant((tx) =>
      sql`delete from data_key where tenant_id = ${tx.tenantId} and scope = 'party' and scope_id = ${id}`.execute(
        tx.db,
      ),
    );
    platform.keyring.cache.clear();
    expect(await inTenant((tx) => notesOf(tx, id, page))).toEqual([]);
    await expect(inTenant((tx) => addNote(tx, id, "Igjen"))).rejects.toMatchObject({ code: "PARTY_ERASED" });
  });
});

describe("parties", () => {
  test("one party in several roles has one customer number; a second meeting updates what is said and keeps the rest", async () => {
    const [first] = await upsert(draft("1", { birthOn: "1984-03-09" }));
    const [again] = await upsert(draft("1", { name: "Nytt Navn", roles: ["payer", "guardian"], contacts: [] }));
    expect(again).toMatchObject({ id: first!.id, customerNo: first!.customerNo, name: "Nytt Navn", birthYear: 1984 });
    expect(await inTenant((tx) => rolesOf(tx, first!.id))).toEqual(["guardian", "patient", "payer"]);
    expect(await inTenant((tx) => contactsOf(tx, [first!.id]))).toMatchObject([
      { kind: "phone", value: "+4791234567" },
    ]);
    expect(await inTenant((tx) => partyByCustomerNo(tx, first!.customerNo))).toMatchObject({ name: "Nytt Navn" });
    await expect(inTenant((tx) => partyByCustomerNo(tx, 999n))).rejects.toMatchObject({ code: "PARTY_NOT_FOUND" });
  });

  test("two who meet the same new patient at once make one party", async () => {
    const [a, b] = await Promise.all([upsert(draft("1"), draft("2")), upsert(draft("2"), draft("1"))]);
    expect(new Set([...a, ...b].map((party) => party.id)).size).toBe(2);
    expect(await breaches(platform, clinic.context, partyChecks)).toEqual([]);
  });

  test("a party is found by customer number, telephone in any spelling, e-mail, and part of the name", async () => {
    const [kari] = await upsert(
      draft("1", {
        name: "Kari Nordmann",
        contacts: [phone("912 34 567"), { kind: "email", purpose: "payment", value: "Kari@Example.no" }],
      }),
    );
    const found = async (text: string) => (await inTenant((tx) => findParties(tx, text, NO))).map((party) => party.id);
    for (const text of [String(kari!.customerNo), "+47 91 23 45 67", "0047 91234567", "kari@example.NO", "nordm"])
      expect(await found(text)).toEqual([kari!.id]);
    for (const text of ["%", "_", "9123456", ""]) expect(await found(text)).toEqual([]);
  });

  test("S0-31 payment and appointment contacts are kept apart: changing one leaves the other", async () => {
    const [party] = await upsert(draft("1", { contacts: [phone("91234567"), phone("90000001", "appointment")] }));
    await inTenant((tx) => setContacts(tx, [{ partyId: party!.id, contact: phone("98765432") }], "NO"));
    const contacts = await inTenant((tx) => contactsOf(tx, [party!.id]));
    expect(contacts.map(({ purpose, value }) => [purpose, value])).toEqual([
      ["appointment", "+4790000001"],
      ["payment", "+4798765432"],
    ]);
    await expect(
      inTenant((tx) => setContacts(tx, [{ partyId: party!.id, contact: phone("12") }], "NO")),
    ).rejects.toMatchObject({ code: "CONTACT_INVALID" });
  });

  test("who stands behind a patient changes from a day on; shares must be the whole", async () => {
    const [child, mother, father] = await upsert(draft("1"), draft("2"), draft("3"));
    const set = (related: { id: string; shareBasisPoints: number }[]) =>
      inTenant((tx) => setRelations(tx, [{ partyId: child!.id, kind: "guardian", related }], "2026-10-05"));
    await set([{ id: mother!.id, shareBasisPoints: 10_000 }]);
    await set([
      { id: mother!.id, shareBasisPoints: 4_000 },
      { id: father!.id, shareBasisPoints: 6_000 },
    ]);
    expect((await inTenant((tx) => relationsOf(tx, [child!.id]))).map((each) => each.shareBasisPoints).sort()).toEqual([
      4_000, 6_000,
    ]);
    await expect(set([{ id: mother!.id, shareBasisPoints: 9_999 }])).rejects.toMatchObject({
      code: "SHARES_NOT_WHOLE",
    });
    expect(await inTenant((tx) => rolesOf(tx, father!.id))).toContain("guardian");
    expect(await breaches(platform, clinic.context, partyChecks)).toEqual([]);
  });

  test("S0-54 a party says how it wants its invoices", async () => {
    const [party] = await upsert(draft("1", { kind: "company", orgNo: "987654325" }));
    await inTenant((tx) =>
      setPaymentPreferences(tx, party!.id, { invoiceMode: "collective", collectivePeriod: null, delivery: "ehf" }),
    );
    expect((await inTenant((tx) => partiesById(tx, [party!.id]))).get(party!.id)).toMatchObject({
      invoiceMode: "collective",
      collectivePeriod: "month",
      deliveryPreference: "ehf",
    });
  });

  test("SEC-51 contact and birth day stand sealed; a seal moved to another row does not open", async () => {
    const [a, b] = await upsert(draft("1", { birthOn: "1984-03-09" }), draft("2", { contacts: [phone("98765432")] }));
    await inTenant(async (tx) => {
      const rows = await sql<{
        sealed: Buffer;
      }>`select value_sealed as sealed from contact_point where tenant_id = ${tx.tenantId}`.execute(tx.db);
      expect(rows.rows.every((row) => !row.sealed.toString("latin1").includes("9123"))).toBe(true);
      await sql`
        update contact_point c set value_sealed = o.value_sealed from contact_point o
        where c.tenant_id = ${tx.tenantId} and o.tenant_id = ${tx.tenantId} and o.party_id = ${a!.id} and c.party_id = ${b!.id}`.execute(
        tx.db,
      );
    });
    await expect(inTenant((tx) => contactsOf(tx, [b!.id]))).rejects.toThrow();
  });
});
