import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  parseCamt,
  writeCamt,
  type Account,
  type CamtDraft,
  type EntryDraft,
  type StatementDraft,
  type TransactionDraft,
} from "./index.ts";

const day = new Temporal.PlainDate(2026, 4, 13);
const iban: Account = { iban: "NO9386011117947", other: undefined, scheme: undefined };
const bban: Account = { iban: undefined, other: "86011117947", scheme: "BBAN" };
const giro: Account = { iban: undefined, other: "9912346", scheme: "BGNR" };

/** Text as a bank would deliver it: letters of the North, everything XML must escape, no blanks at the ends. */
const text = fc
  .string({
    unit: fc.constantFrom(...Array.from("abcXYZæøåÆØÅéł€😀 <>&\"'-/.,0123456789")),
    minLength: 1,
    maxLength: 30,
  })
  .map((drawn) => drawn.trim())
  .filter((drawn) => drawn !== "");
const id = fc.stringMatching(/^[A-Z0-9-]{1,35}$/);
const minor = fc.bigInt({ min: 1n, max: 10n ** 12n });
const optional = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined });

/** Removes what was drawn as undefined, as drafts leave out what they do not state. */
const stated = <T extends object>(draft: T) =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

const transaction = (sign: bigint): fc.Arbitrary<TransactionDraft> =>
  fc
    .record({
      signedMinor: minor.map((drawn) => sign * drawn),
      acctSvcrRef: optional(id),
      endToEndId: optional(id),
      debtorName: optional(text),
      debtorAccount: optional(fc.constantFrom(iban, bban)),
      creditorAccount: optional(fc.constantFrom(iban, bban, giro)),
      references: optional(fc.tuple(id).map(([reference]) => [{ reference }])),
      texts: optional(fc.array(text, { maxLength: 3 })),
      includedChargeMinor: optional(sign > 0n ? fc.bigInt({ min: 1n, max: 5000n }) : fc.constant(undefined)),
      additionalInfo: optional(text),
    })
    .map(stated);

const entry: fc.Arbitrary<EntryDraft> = fc.constantFrom(1n, -1n).chain((sign) =>
  fc
    .record({
      bookedOn: fc.integer({ min: 0, max: 400 }).map((days) => day.add({ days })),
      acctSvcrRef: optional(id),
      ref: optional(id),
      reversal: optional(fc.constant(true)),
      additionalInfo: optional(text),
      transactions: fc.array(transaction(sign), { minLength: 1, maxLength: 4 }),
    })
    .map(stated),
);

const lump: fc.Arbitrary<EntryDraft> = fc.record({
  signedMinor: fc.oneof(
    minor,
    minor.map((drawn) => -drawn),
  ),
  bookedOn: fc.constant(day),
  batch: fc.record({ pmtInfId: id, count: fc.integer({ min: 1, max: 99 }) }),
});

const draft: fc.Arbitrary<CamtDraft> = fc.record({
  kind: fc.constantFrom("camt.053", "camt.054"),
  version: fc.constantFrom("02", "08"),
  msgId: id,
  createdAt: fc.constant("2026-04-13T05:00:00+02:00"),
  statements: fc.array(
    fc.record({
      id,
      electronicSequence: fc.integer({ min: 1, max: 99_999 }),
      createdAt: fc.constant("2026-04-13T05:00:00+02:00"),
      account: fc.constantFrom(iban, bban),
      currency: fc.constantFrom("NOK", "SEK", "EUR", "JPY"),
      opening: fc.record({ signedMinor: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), on: fc.constant(day) }),
      entries: fc.array(fc.oneof(entry, lump), { maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
});

describe("S0-09 what is written reads back equal", () => {
  test("every statement adds up, and entries and payments are those of the draft", () => {
    fc.assert(
      fc.property(draft, (message) => {
        const file = parseCamt(writeCamt(message));
        expect(file).toMatchObject({
          ok: true,
          problemCount: 0,
          message: { kind: message.kind, version: message.version, msgId: message.msgId },
        });
        for (const [index, statement] of message.statements.entries()) {
          const read = file.statements[index];
          expect(read).toMatchObject({
            id: statement.id,
            posts: true,
            account: statement.account,
            currency: statement.currency,
          });
          expect(read?.entries.map(readable)).toEqual(statement.entries.map(expected));
        }
      }),
      { numRuns: 300 },
    );
  });
});

type Read = ReturnType<typeof parseCamt>["statements"][number]["entries"][number];

/** The parts of a read entry that a draft states. */
function readable(read: Read) {
  return {
    signedMinor: read.signedMinor,
    bookedOn: read.bookedOn?.toString(),
    acctSvcrRef: read.acctSvcrRef,
    reversal: read.reversal,
    treatment: read.treatment,
    additionalInfo: read.additionalInfo,
    transactions: read.transactions.map((one) => ({
      signedMinor: one.signedMinor,
      charge: one.includedChargeMinor,
      gross: one.grossMinor,
      references: one.remittance.parts.map(({ reference }) => reference),
      texts: one.remittance.texts,
      debtor: one.debtor,
      debtorAccount: one.debtorAccount,
      creditorAccount: one.creditorAccount,
      acctSvcrRef: one.refs.acctSvcrRef,
      endToEndId: one.refs.endToEndId,
    })),
  };
}

/** The same parts from the draft. */
function expected(entryDraft: EntryDraft): ReturnType<typeof readable> {
  const transactions = entryDraft.transactions ?? [];
  const listed = (one: string | undefined): readonly string[] => (one === undefined ? [] : [one]);
  return {
    signedMinor: entryDraft.signedMinor ?? transactions.reduce((sum, one) => sum + one.signedMinor, 0n),
    bookedOn: entryDraft.bookedOn.toString(),
    acctSvcrRef: entryDraft.acctSvcrRef,
    reversal: entryDraft.reversal ?? false,
    treatment: transactions.length > 0 ? "transactions" : "lump",
    additionalInfo: listed(entryDraft.additionalInfo),
    transactions: transactions.map((one) => ({
      signedMinor: one.signedMinor,
      charge: one.includedChargeMinor ?? 0n,
      gross: (one.signedMinor < 0n ? -one.signedMinor : one.signedMinor) + (one.includedChargeMinor ?? 0n),
      references: (one.references ?? []).map(({ reference }) => reference),
      texts: one.texts ?? [],
      debtor: one.debtorName,
      debtorAccount: one.debtorAccount,
      creditorAccount: one.creditorAccount,
      acctSvcrRef: one.acctSvcrRef,
      endToEndId: one.endToEndId ?? "NOTPROVIDED",
    })),
  };
}

describe("a statement as the simulated bank writes it", () => {
  const statement: StatementDraft = {
    id: "S-1",
    createdAt: "2026-04-13T05:00:00+02:00",
    fromOn: day,
    toOn: day,
    account: iban,
    currency: "NOK",
    opening: { signedMinor: 10_000n, on: day },
    entries: [
      { signedMinor: -1_250n, bookedOn: day, bankCode: ["PMNT", "MDOP", "CHRG"], additionalInfo: "Gebyr" },
      {
        bookedOn: day,
        acctSvcrRef: "E-2",
        transactions: [
          {
            signedMinor: 40_000n,
            references: [
              { reference: "10024685", partMinor: 50_000n },
              { reference: "10020188", partMinor: -10_000n },
            ],
          },
        ],
      },
      { signedMinor: 99_900n, bookedOn: day, status: "PDNG" },
      {
        signedMinor: -5_000n,
        bookedOn: day,
        reversal: true,
        transactions: [{ signedMinor: -5_000n, returned: { reason: "AC04", original: "T-1" } }],
      },
    ],
  };
  const message = { msgId: "M-1", createdAt: statement.createdAt, statements: [statement] };

  test.each(["02", "08"] as const)(
    "version %s leaves pending entries out of the balance and keeps parts and returns",
    (version) => {
      const [read] = parseCamt(writeCamt({ ...message, kind: "camt.053", version })).statements;
      expect(read).toMatchObject({ posts: true, openingMinor: 10_000n, closingMinor: 43_750n });
      expect(read?.fromOn?.toString()).toBe("2026-04-13");
      const [fee, paid, pending, reversed] = read?.entries ?? [];
      expect([fee?.bankCode.subFamily, pending?.treatment, reversed?.reversal]).toEqual(["CHRG", "notice", true]);
      expect(paid?.transactions[0]?.remittance).toMatchObject({
        split: "exact",
        parts: [{ partMinor: 50_000n }, { partMinor: -10_000n }],
      });
      expect(reversed?.transactions[0]?.returned).toMatchObject({ reason: "AC04", texts: ["T-1"] });
    },
  );

  test("a camt.053 without opening balance cannot be written", () => {
    const { opening, ...without } = statement;
    expect(opening).toBeDefined();
    expect(() => writeCamt({ ...message, statements: [without], kind: "camt.053", version: "08" })).toThrow(RangeError);
  });
});
