import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  breaches,
  ledgerText,
  testClinic,
  testPlatform,
  trialBalance,
  type TestClinic,
  type TestPlatform,
} from "../../testkit/index.ts";
import { closePeriod, deactivateLedger, itemsByReference, ledgerChecks, post } from "../ledger/index.ts";
import { findParties, partiesById, partyChecks, setPaymentPreferences } from "../parties/index.ts";
import { listAuditEvents, withTenant, type TenantTransaction } from "../platform/index.ts";
import { claim, claimJson, numbered, workedMonth } from "./claims.fixture.ts";
import { claimByExternalId, claimSchema, receiveClaims, refreshContacts, withdrawClaim, type Claim } from "./index.ts";

let platform: TestPlatform;
let clinic: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const receive = (...claims: Claim[]) => inTenant((tx) => receiveClaims(tx, clinic.ledgerId, claims));
const books = () => trialBalance(platform, clinic.context, clinic.ledgerId);
const refused = (...claims: Claim[]) =>
  receive(...claims).then(
    () => undefined,
    (error: unknown) => error,
  );

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
});
beforeEach(async () => {
  clinic = await testClinic(platform);
});
afterAll(() => platform.close());

/** Money for an item, as the bank would bring it. */
async function pay(reference: string, amountMinor: bigint): Promise<void> {
  await inTenant(async (tx) => {
    const [item] = await itemsByReference(tx, [reference], clinic.ledgerId);
    const postings = [{ debit: "1909", credit: "1500", amountMinor, creditItemId: item!.id }];
    await post(tx, [
      {
        id: platform.ids.next(),
        ledgerId: clinic.ledgerId,
        kind: "payment",
        bookedOn: "2026-10-06",
        sourceKind: "bankLine",
        sourceId: platform.ids.next(),
        postings,
      },
    ]);
  });
}

describe("how the payer is dealt with, as the practice system says it", () => {
  const payerWith = (said: object) => ({
    payer: { type: "PATIENT", ref: "P104711", name: "Kari Eksempel", phone: "+4791234567", ...said },
  });
  const registered = async () => {
    const [kari] = await inTenant((tx) => findParties(tx, "Kari Eksempel", { market: "NO" }));
    return [kari!.deliveryPreference, kari!.creditCheck];
  };

  test("S1-05 S1-06 delivery and credit check come into the customer register; what is left out stays, what comes later holds", async () => {
    await receive(claim());
    expect(await registered()).toEqual([null, "ask"]);
    await receive(claim({ externalId: "b", ...payerWith({ delivery: "PAPER", creditCheck: "NEVER" }) }));
    expect(await registered()).toEqual(["paper", "never"]);
    await receive(claim({ externalId: "c" }), claim({ externalId: "d", ...payerWith({ creditCheck: null }) }));
    expect(await registered()).toEqual(["paper", "never"]);
    await receive(claim({ externalId: "e", ...payerWith({ delivery: "EFAKTURA" }) }));
    expect(await registered()).toEqual(["efaktura", "never"]);
  });

  test("S1-05 S1-06 a new company is registered with what its first claim says", async () => {
    const payer = { type: "EMPLOYER", name: "Fjord Bygg AS", orgNo: "923609016" };
    await receive(claim({ payer: { ...payer, delivery: "EHF", creditCheck: "ALWAYS" } }));
    const [company] = await inTenant((tx) => findParties(tx, "Fjord Bygg", { market: "NO" }));
    expect(company).toMatchObject({ kind: "company", deliveryPreference: "ehf", creditCheck: "always" });
  });

  test.each([{ delivery: "FAX" }, { creditCheck: "YES" }, { creditCheck: true }, { nationalId: "09038412345" }])(
    "S1-06 SEC-55 %o is refused: no other words, and no identity number",
    (said) => {
      expect(claimSchema.safeParse(claimJson(payerWith(said))).success).toBe(false);
    },
  );
});

describe("the practice system's invoices", () => {
  test("S0-08 S0-66 S0-67 the worked month's seven claims are booked as they come: 1500 and 3200, an item with each KID", async () => {
    const answers = await receive(...workedMonth());
    expect(answers.map((answer) => answer.state)).toEqual(Array(7).fill("INVOICED"));
    expect(await books()).toEqual({ "1500": 2_628_000n, "3200": -2_628_000n });
    expect(
      (await ledgerText(platform, clinic.context, clinic.ledgerId)).filter((line) => line.startsWith("2026-10-06")),
    ).toEqual(["2026-10-06 invoice: 1500 < 3200 300000"]);
    const items = await inTenant((tx) => itemsByReference(tx, ["1047112601018", "1047152601050"]));
    expect(items.map((item) => [item.kind, item.openMinor, item.dueOn]).sort()).toEqual([
      ["instalment", 300_000n, "2026-10-20"],
      ["invoice", 245_000n, "2026-10-19"],
    ]);
    expect(await breaches(platform, clinic.context, [...ledgerChecks, ...partyChecks])).toEqual([]);
  });

  test("a veterinary claim books net on 3000 and VAT on 2700, also mixed with exempt lines", async () => {
    const lines = [
      { text: "Konsultasjon", amountMinor: 125_000, vatCode: "STANDARD", vatMinor: 25_000 },
      { text: "Attest", amountMinor: 10_000, vatCode: "EXEMPT", vatMinor: 0 },
    ];
    await receive(numbered("1", "1047112601018", { amountMinor: 135_000, lines, patient: null }));
    expect(await books()).toEqual({ "1500": 135_000n, "2700": -25_000n, "3000": -100_000n, "3200": -10_000n });
  });

  test("X-05 twice is once: the same claim is answered again, with other content it is refused", async () => {
    const [first] = await receive(claim());
    expect(first).toMatchObject({ state: "RECEIVED", isNew: true });
    const [again, alsoAgain] = await receive(claim(), claim());
    expect(again).toEqual({ ...first, isNew: false });
    expect(alsoAgain).toEqual(again);
    expect(await refused(claim({ amountMinor: 245_001 }))).toMatchObject({ code: "CLAIM_CHANGED", status: 409 });
  });

  test("X-05 the same claim sent by two at once is one claim", async () => {
    const answers = await Promise.allSettled([receive(claim()), receive(claim())]);
    const taken = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    const lost = answers.flatMap((answer) =>
      answer.status === "rejected" ? [(answer.reason as { code: string }).code] : [],
    );
    expect(new Set(taken.map((answer) => answer.claimId)).size).toBe(1);
    expect(lost.every((code) => code === "CLAIM_MEANWHILE")).toBe(true);
    expect(await inTenant((tx) => findParties(tx, "Kari", { market: "NO" }))).toHaveLength(1);
  });

  test("a thousand claims with patients and guardians come in as one batch", async () => {
    const many = Array.from({ length: 1000 }, (_, i) => {
      const ref = `P${i}`;
      return claim({
        externalId: `c-${i}`,
        patient: { ref, name: `Pasient ${i}`, birthDate: "1990-01-01" },
        payer: { type: "PATIENT", ref, name: `Pasient ${i}`, phone: "+4791234567" },
      });
    });
    const answers = await receive(...many);
    expect(new Set(answers.map((answer) => answer.claimId)).size).toBe(1000);
    expect(await breaches(platform, clinic.context, partyChecks)).toEqual([]);
  });
});

describe("several ledgers", () => {
  test("S0-46 S0-48 a ledger that is not ticked takes nothing; the others work", async () => {
    await inTenant((tx) => deactivateLedger(tx, clinic.ledgerId));
    expect(await refused(claim())).toMatchObject({ code: "LEDGER_NOT_ACTIVE", status: 409 });
    const other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
    expect(await inTenant((tx) => receiveClaims(tx, other.ledgerId, [claim()]))).toMatchObject([{ state: "RECEIVED" }]);
    expect(await books()).toEqual({});
    const [kept] = await inTenant((tx) => listAuditEvents(tx, { action: "claims.refused" }, 5));
    expect(kept).toMatchObject({ subjectId: clinic.ledgerId, detail: { code: "LEDGER_NOT_ACTIVE", claims: 1 } });
  });

  test("a claim issued before the ledger's first day is refused, one of that day is taken", async () => {
    const dated = (issueDate: string) => claim({ externalId: issueDate, issueDate, dueDate: "2026-10-19" });
    expect(await refused(dated("2025-12-31"))).toMatchObject({ code: "LEDGER_NOT_ACTIVE" });
    expect(await receive(dated("2026-01-01"))).toHaveLength(1);
  });

  test("S0-47 a number is used once in a series, whichever ledger uses it", async () => {
    const other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
    await receive(numbered("260101", "1047112601018"));
    const second = inTenant((tx) => receiveClaims(tx, other.ledgerId, [numbered("260101", "1047122601024")]));
    await expect(second).rejects.toMatchObject({ code: "DUPLICATE_NUMBER", problems: [{ line: 1, field: "number" }] });
    expect(
      await inTenant((tx) => receiveClaims(tx, other.ledgerId, [numbered("260102", "1047122601024")])),
    ).toHaveLength(1);
  });

  test("a KID names one claim of a ledger; the same KID in another ledger is another claim", async () => {
    const other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
    await receive(numbered("1", "1047112601018"));
    expect(await refused(numbered("2", "1047112601018"))).toMatchObject({ code: "DUPLICATE_REFERENCE" });
    expect(await inTenant((tx) => receiveClaims(tx, other.ledgerId, [numbered("3", "1047112601018")]))).toHaveLength(1);
  });
});

describe("what is refused", () => {
  const line = { text: "Behandling", amountMinor: 12_500, vatCode: "STANDARD", vatMinor: 2_500 };
  const wrong: [string, string, Record<string, unknown>][] = [
    [
      "the lines do not add up",
      "CLAIM_SUM_WRONG",
      { amountMinor: 245_001, lines: [{ ...line, vatCode: "EXEMPT", vatMinor: 0, amountMinor: 245_000 }] },
    ],
    ["VAT two øre off", "VAT_LINE_WRONG", { amountMinor: 12_500, lines: [{ ...line, vatMinor: 2_502 }] }],
    [
      "VAT on an exempt line",
      "VAT_LINE_WRONG",
      { amountMinor: 12_500, lines: [{ ...line, vatCode: "EXEMPT", vatMinor: 1 }] },
    ],
    ["a VAT code of nowhere", "VAT_CODE_UNKNOWN", { amountMinor: 12_500, lines: [{ ...line, vatCode: "LOW" }] }],
    ["another currency", "CURRENCY_WRONG", { currency: "SEK" }],
    ["a number without its KID", "NUMBER_AND_KID", { number: "260101" }],
    [
      "a wrong check digit",
      "KID_INVALID",
      { number: "260101", kid: "1047112601019", issueDate: "2026-10-05", dueDate: "2026-10-19" },
    ],
    ["due the day before issue", "DUE_BEFORE_ISSUE", { issueDate: "2026-10-05", dueDate: "2026-10-04" }],
    ["nobody to pay", "PAYER_MISSING", { payer: null }],
    ["a correction of nothing", "CREDITS_MISSING", { kind: "CREDIT" }],
    [
      "a telephone number that is none",
      "CONTACT_INVALID",
      { payer: { type: "PATIENT", ref: "P104711", name: "Kari Eksempel", phone: "12" } },
    ],
  ];
  test.each(wrong)("%s: %s", async (_, code, changes) => {
    expect(await refused(claim(changes))).toMatchObject({ code });
    expect(await books()).toEqual({});
  });

  test("due on the day of issue and VAT one øre off are taken", async () => {
    const lines = [{ text: "Behandling", amountMinor: 12_501, vatCode: "STANDARD", vatMinor: 2_501 }];
    expect(
      await receive(claim({ amountMinor: 12_501, lines, issueDate: "2026-10-05", dueDate: "2026-10-05" })),
    ).toHaveLength(1);
  });

  test("unknown fields, a negative amount and an amount that is no integer do not pass the schema", () => {
    expect(claimSchema.safeParse(claimJson({ nationalIdentityNumber: "x" })).success).toBe(false);
    expect(claimSchema.safeParse(claimJson({ amountMinor: -1 })).success).toBe(false);
    expect(claimSchema.safeParse(claimJson({ amountMinor: 1.5 })).success).toBe(false);
  });

  const hidden: [string, Record<string, unknown>][] = [
    [
      "a line's text",
      { lines: [{ text: "Behandling 018180 10083", amountMinor: 245_000, vatCode: "EXEMPT", vatMinor: 0 }] },
    ],
    ["the patient's reference", { patient: { ref: "01818010083", name: "Kari Eksempel" } }],
    ["the external id", { externalId: "opus-01818010083" }],
    [
      "an address",
      {
        payer: {
          type: "PATIENT",
          ref: "P1",
          name: "Kari",
          address: { line1: "c/o 01818010083", postCode: "0150", city: "Oslo" },
        },
      },
    ],
    [
      "a card number in a text",
      { lines: [{ text: "betalt 4111 1111 1111 1111", amountMinor: 245_000, vatCode: "EXEMPT", vatMinor: 0 }] },
    ],
    ["a KID", { number: "1", kid: "01818010083", issueDate: "2026-10-05", dueDate: "2026-10-19" }],
  ];
  test.each(hidden)("SEC-55 an identity number in %s is refused and not repeated", async (_, changes) => {
    const refusal = await refused(claim(changes));
    expect(refusal).toMatchObject({ code: "PII_IDENTITY_NUMBER", status: 422 });
    expect(JSON.stringify(refusal)).not.toMatch(/01818010083|018180 10083|4111/);
  });

  test("a day in a closed period is refused and nothing of the batch is written; the first open day is taken", async () => {
    await inTenant((tx) => closePeriod(tx, clinic.ledgerId, "2026-09-01", "2026-10-06"));
    const inClosed = numbered("260101", "1047112601018", { issueDate: "2026-09-30" });
    const refusal = await refused(numbered("260102", "1047122601024"), inClosed);
    expect(refusal).toMatchObject({
      code: "PERIOD_CLOSED",
      facts: { day: "2026-09-30", firstOpenDay: "2026-10-01" },
      problems: [{ line: 2 }],
    });
    expect(await books()).toEqual({});
    await receive(numbered("260101", "1047112601018", { issueDate: "2026-10-01" }));
    expect(await books()).toMatchObject({ "1500": 245_000n });
  });

  test("different problems in one batch are listed together, each with its claim", async () => {
    const refusal = await refused(
      claim({ externalId: "a", currency: "SEK" }),
      claim({ externalId: "b" }),
      claim({ externalId: "c", number: "1" }),
    );
    expect(refusal).toMatchObject({
      code: "CLAIMS_REFUSED",
      facts: { count: 2 },
      problems: [
        { code: "CURRENCY_WRONG", line: 1 },
        { code: "NUMBER_AND_KID", line: 3 },
      ],
    });
  });
});

describe("who pays", () => {
  const minor = { ref: "B1", name: "Barn Eksempel", birthDate: "2017-05-02" };
  const childPayer = { type: "PATIENT", ref: "B1", name: "Barn Eksempel", phone: "+4790000000" };
  const guardian = { ref: "F1", name: "Forelder Eksempel", phone: "+4798765432" };
  const itemsOf = (...references: string[]) => inTenant((tx) => itemsByReference(tx, references));
  const nameOf = async (partyId: string | null) =>
    (await inTenant((tx) => partiesById(tx, [partyId!]))).get(partyId!)?.name;

  test("S0-26 a guardian in the person data owes a child's claim, also when the next claim does not name the guardian", async () => {
    await receive(numbered("1", "1047112601018", { patient: minor, payer: childPayer, guardian }));
    await receive(numbered("2", "1047122601024", { patient: minor, payer: childPayer }));
    for (const item of await itemsOf("1047112601018", "1047122601024"))
      expect(await nameOf(item.partyId)).toBe("Forelder Eksempel");
  });

  test("a child without guardian waits for a contact, and the clinic is told", async () => {
    expect(await receive(claim({ patient: minor, payer: childPayer }))).toMatchObject([{ state: "NEEDS_CONTACT" }]);
    expect(await inTenant((tx) => refreshContacts(tx, clinic.ledgerId))).toBe(0);
    // The next claim names the guardian, which helps the first one too.
    await receive(claim({ externalId: "next", patient: minor, payer: childPayer, guardian }));
    expect(await receive(claim({ patient: minor, payer: childPayer }))).toMatchObject([{ state: "RECEIVED" }]);
    const first = await inTenant((tx) => claimByExternalId(tx, clinic.ledgerId, "opus-778812"));
    expect(await nameOf(first.payerId)).toBe("Forelder Eksempel");
  });

  test("nobody to be reached: the claim is taken and needs a contact; an address or an organisation number is enough", async () => {
    const payer = (more: Record<string, unknown>) => ({ type: "PATIENT", ref: "P9", name: "Ola Eksempel", ...more });
    const patient = { ref: "P9", name: "Ola Eksempel" };
    expect(await receive(claim({ externalId: "1", patient, payer: payer({ email: "ola@example.no" }) }))).toMatchObject(
      [{ state: "NEEDS_CONTACT" }],
    );
    expect(
      await receive(
        claim({
          externalId: "2",
          patient,
          payer: payer({ address: { line1: "Gata 1", postCode: "0150", city: "Oslo" } }),
        }),
      ),
    ).toMatchObject([{ state: "RECEIVED" }]);
    const employer = { type: "EMPLOYER", name: "Arbeidsgiver AS", orgNo: "987654325" };
    expect(await receive(claim({ externalId: "3", patient, payer: employer }))).toMatchObject([{ state: "RECEIVED" }]);
  });

  test("an adult with a registered daughter owes the claim; the daughter only receives the messages", async () => {
    const old = { ref: "G1", name: "Gammel Eksempel", birthDate: "1942-02-01" };
    const answers = await receive(
      numbered("1", "1047112601018", {
        patient: old,
        payer: { type: "PATIENT", ref: "G1", name: "Gammel Eksempel" },
        guardian: { ...guardian, ref: "D1" },
      }),
    );
    expect(answers).toMatchObject([{ state: "INVOICED" }]);
    expect(await nameOf((await itemsOf("1047112601018"))[0]!.partyId)).toBe("Gammel Eksempel");
  });

  test("the claim of the day before the 18th birthday is the guardian's, of the birthday the patient's", async () => {
    const patient = { ref: "U1", name: "Ung Eksempel", birthDate: "2008-10-06" };
    const from = {
      patient,
      payer: { type: "PATIENT", ref: "U1", name: "Ung Eksempel", phone: "+4791111111" },
      guardian,
    };
    await receive(numbered("1", "1047112601018", { ...from, issueDate: "2026-10-05" }));
    await receive(numbered("2", "1047122601024", { ...from, issueDate: "2026-10-06" }));
    expect(await nameOf((await itemsOf("1047112601018"))[0]!.partyId)).toBe("Forelder Eksempel");
    expect(await nameOf((await itemsOf("1047122601024"))[0]!.partyId)).toBe("Ung Eksempel");
  });

  test("guardians who share custody get an invoice and a KID each, the odd øre on the last", async () => {
    const shares = [
      { ...guardian, shareBasisPoints: 5000 },
      { ref: "F2", name: "Annen Forelder", phone: "+4797777777", shareBasisPoints: 5000 },
    ];
    await receive(
      numbered("260101", "1047112601018", {
        amountMinor: 245_001,
        patient: minor,
        payer: childPayer,
        guardian: shares,
      }),
    );
    const first = await itemsOf("1047112601018");
    expect(first).toMatchObject([{ amountMinor: 122_500n }]);
    expect(await books()).toEqual({ "1500": 245_001n, "3200": -245_001n });
    await pay("1047112601018", 122_500n);
    expect(await books()).toMatchObject({ "1500": 122_501n });
    const tooMany = claim({
      externalId: "x",
      patient: minor,
      payer: childPayer,
      guardian: [shares[0], { ...shares[1], shareBasisPoints: 4000 }],
    });
    expect(await refused(tooMany)).toMatchObject({ code: "SHARES_NOT_WHOLE" });
  });
});

describe("corrections", () => {
  const credit = (of: string, amount: number, changes: Record<string, unknown> = {}) =>
    claim({
      externalId: `credit-${of}-${amount}`,
      kind: "CREDIT",
      credits: of,
      amountMinor: amount,
      issueDate: "2026-10-06",
      ...changes,
    });

  test("a credit of an open claim takes income back and closes the item as far", async () => {
    await receive(numbered("260101", "1047112601018"));
    await receive(credit("opus-260101", 45_000));
    expect(await books()).toEqual({ "1500": 200_000n, "3200": -200_000n });
    await receive(credit("opus-260101", 200_000));
    expect(await books()).toEqual({});
    expect(await refused(credit("opus-260101", 1))).toMatchObject({
      code: "CREDIT_TOO_LARGE",
      facts: { leftMinor: 0n },
    });
    expect(await breaches(platform, clinic.context, ledgerChecks)).toEqual([]);
  });

  test("S0-21 variation 2: the credit of a paid claim becomes the payer's credit", async () => {
    await receive(numbered("260101", "1047112601018"));
    await pay("1047112601018", 245_000n);
    await receive(credit("opus-260101", 20_000));
    expect(await books()).toEqual({ "1909": 245_000n, "2900": -20_000n, "3200": -225_000n });
    expect(await breaches(platform, clinic.context, ledgerChecks)).toEqual([]);
  });

  test("a credit of a partly paid claim closes the item first, the rest is the payer's; VAT goes back too", async () => {
    const lines = (amount: number) => [
      { text: "Konsultasjon", amountMinor: amount, vatCode: "STANDARD", vatMinor: amount / 5 },
    ];
    await receive(numbered("260101", "1047112601018", { amountMinor: 125_000, lines: lines(125_000) }));
    await pay("1047112601018", 100_000n);
    await receive(credit("opus-260101", 50_000, { lines: lines(50_000) }));
    expect(await books()).toEqual({ "1909": 100_000n, "2700": -15_000n, "2900": -25_000n, "3000": -60_000n });
  });

  test("a claim and its credit in one batch; a credit of a waiting or unknown claim is refused", async () => {
    await receive(numbered("260101", "1047112601018"), credit("opus-260101", 245_000));
    expect(await books()).toEqual({});
    await receive(claim({ externalId: "waits" }));
    expect(await refused(credit("waits", 1))).toMatchObject({ code: "CREDITED_CLAIM_WAITING" });
    expect(await refused(credit("nobody", 1))).toMatchObject({ code: "CREDITED_CLAIM_UNKNOWN" });
  });
});

describe("withdrawing", () => {
  test("a claim without payment is withdrawn, waiting or booked; again changes nothing", async () => {
    await receive(claim(), numbered("260101", "1047112601018"));
    const withdraw = (id: string) => inTenant((tx) => withdrawClaim(tx, clinic.ledgerId, id));
    expect(await withdraw("opus-778812")).toMatchObject({ state: "WITHDRAWN" });
    expect(await withdraw("opus-260101")).toMatchObject({ state: "WITHDRAWN" });
    expect(await withdraw("opus-260101")).toMatchObject({ state: "WITHDRAWN" });
    expect(await books()).toEqual({});
    expect(await receive(claim())).toMatchObject([{ state: "WITHDRAWN", isNew: false }]);
    await expect(withdraw("nobody")).rejects.toMatchObject({ code: "CLAIM_NOT_FOUND" });
  });

  test("a claim for which money came stays", async () => {
    await receive(numbered("260101", "1047112601018"));
    await pay("1047112601018", 1n);
    await expect(inTenant((tx) => withdrawClaim(tx, clinic.ledgerId, "opus-260101"))).rejects.toMatchObject({
      code: "CLAIM_HAS_PAYMENT",
    });
  });
});

describe("business customers", () => {
  const business = { type: "BUSINESS", name: "Bedrift AS", orgNo: "987654325" };

  test("S0-53 S0-54 a business line waits for the collective invoice; a customer of single invoices gets one each", async () => {
    const many = numbered("1", "1047112601018", { kind: "BUSINESS_LINE", payer: business });
    expect(await receive(many)).toMatchObject([{ state: "RECEIVED" }]);
    expect(await receive(numbered("2", "1047122601024", { payer: business }))).toMatchObject([{ state: "INVOICED" }]);
    const [party] = await inTenant((tx) => findParties(tx, "Bedrift", { market: "NO" }));
    await inTenant((tx) =>
      setPaymentPreferences(tx, party!.id, { invoiceMode: "collective", collectivePeriod: "month", delivery: "ehf" }),
    );
    expect(await receive(numbered("3", "1047132601030", { payer: business }))).toMatchObject([{ state: "RECEIVED" }]);
    expect(await receive(numbered("4", "1047142601046", { payer: business, businessMode: "SINGLE" }))).toMatchObject([
      { state: "INVOICED" },
    ]);
  });
});
