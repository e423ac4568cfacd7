import fc from "fast-check";
import { expect, test } from "vitest";
import { amount, at, code, count, ddmmyy, digits, DoesNotFit, filler, fixed, fromLatin1 } from "./index.ts";
import { layout, raw, rightText, text, toLatin1 } from "./index.ts";

const payment = layout("test.payment", 60, [
  at(1, 2, "formatCode", fixed("NY")),
  at(3, 2, "type", code({ "10": "giro", "21": "card" })),
  at(5, 4, "number", count()),
  at(9, 5, "account", digits()),
  at(14, 6, "settledOn", ddmmyy()),
  at(20, 6, "bankOn", ddmmyy({ tolerant: true })),
  at(26, 17, "amountMinor", amount()),
  at(43, 5, "kid", rightText()),
  at(48, 6, "name", text()),
  at(54, 2, "centre", raw()),
  at(56, 5, "filler56", filler()),
]);

const good = [
  "NY",
  "10",
  "0007",
  "00123",
  "061026",
  "051026",
  "00000000000245000",
  "0001-",
  "Åse   ",
  "06",
  "00000",
].join("");

function read(characters: string) {
  return payment.read(toLatin1(characters)!);
}

function replaced(position: number, characters: string): string {
  return good.slice(0, position - 1) + characters + good.slice(position - 1 + characters.length);
}

function breaches(characters: string): string[] {
  return read(characters).breaches.map(({ field, breach }) => `${field.name} ${breach}`);
}

test("a table reads a record into an object without its constant fields", () => {
  expect(read(good)).toMatchObject({
    ok: true,
    record: {
      type: "10",
      number: 7,
      account: "00123",
      settledOn: "2026-10-06",
      bankOn: "2026-10-05",
      amountMinor: 245000n,
      kid: "0001-",
      name: "Åse",
      centre: "06",
    },
  });
});

test("the same table writes the object back to the same bytes", () => {
  const reading = read(good);
  expect(reading.ok && fromLatin1(payment.write(reading.record))).toBe(good);
});

test.each([
  ["another format code", replaced(1, "ny"), "formatCode fixed"],
  ["a code that is not in the table", replaced(3, "22"), "type notInTable"],
  ["a letter in a count", replaced(5, "00O7"), "number notDigits"],
  ["a blank in digits", replaced(9, " 0123"), "account notDigits"],
  ["an impossible day", replaced(14, "310226"), "settledOn badDate"],
  ["month 13", replaced(14, "011326"), "settledOn badDate"],
  ["day 0", replaced(14, "000126"), "settledOn badDate"],
  ["a date with a letter", replaced(14, "0610Z6"), "settledOn notDigits"],
  ["zeros where a date must be given", replaced(14, "000000"), "settledOn dateMissing"],
  ["a letter in an amount", replaced(26, "0000000000024500O"), "amountMinor notDigits"],
])("%s hinders reading and is named", (_title, characters, breach) => {
  expect(read(characters).ok).toBe(false);
  expect(breaches(characters)).toEqual([breach]);
});

test("every breach of a record is reported, not the first alone", () => {
  expect(breaches(replaced(1, "nyXX"))).toEqual(["formatCode fixed", "type notInTable"]);
});

test.each([
  ["00009007199254740991", []],
  ["00009007199254740992", ["amountMinor tooLarge"]],
  ["00009999999999999999", ["amountMinor tooLarge"]],
  ["00099999999999999999", ["amountMinor tooLarge"]],
])("amounts are exact up to 2^53 - 1: %s", (padded, expected) => {
  expect(breaches(replaced(26, padded.slice(-17)))).toEqual(expected);
});

test.each([
  ["280226", "2026-02-28"],
  ["290224", "2024-02-29"],
  ["290200", "2000-02-29"],
  ["311279", "2079-12-31"],
  ["010180", "1980-01-01"],
  ["311299", "1999-12-31"],
])("DDMMYY %s is %s", (written, iso) => {
  const reading = read(replaced(14, written));
  expect(reading.ok && reading.record.settledOn).toBe(iso);
});

test.each(["290226", "310426", "320126"])("%s is no day", (written) => {
  expect(breaches(replaced(14, written))).toEqual(["settledOn badDate"]);
});

test("a tolerant date reads an impossible day as not given, and is written back as it was", () => {
  const characters = replaced(20, "310226");
  const reading = read(characters);
  expect(reading.breaches).toHaveLength(1);
  expect(reading.ok && reading.record).toMatchObject({ bankOn: null, asRead: { bankOn: "310226" } });
  expect(reading.ok && fromLatin1(payment.write(reading.record))).toBe(characters);
});

test("data in a filler is kept, and a reference on the wrong side of its field", () => {
  const characters = good.slice(0, 42) + "123  " + good.slice(47, 55) + "123 5";
  const reading = read(characters);
  expect(reading.ok && reading.record).toMatchObject({ kid: "123", asRead: { kid: "123  ", filler56: "123 5" } });
  expect(reading.ok && fromLatin1(payment.write(reading.record))).toBe(characters);
});

test("what was kept as read gives way when the value is changed", () => {
  const reading = read(good.slice(0, 42) + "123  " + good.slice(47));
  const changed = reading.ok && payment.write({ ...reading.record, kid: "456" });
  expect(changed && fromLatin1(changed).slice(42, 47)).toBe("  456");
});

test.each([
  ["number", { number: 10_000 }],
  ["number", { number: -1 }],
  ["number", { number: 1.5 }],
  ["account", { account: "123" }],
  ["account", { account: "1234X" }],
  ["settledOn", { settledOn: "2026-02-31" }],
  ["settledOn", { settledOn: "2080-01-01" }],
  ["settledOn", { settledOn: "soon" }],
  ["amountMinor", { amountMinor: -1n }],
  ["amountMinor", { amountMinor: 2n ** 53n }],
  ["kid", { kid: "123456" }],
  ["name", { name: "Łukasz" }],
  ["name", { name: "Hansen K" }],
  ["centre", { centre: "6" }],
])("a value that does not fit its field is refused by the field's name: %s", (field, change) => {
  const reading = read(good);
  const record = { ...(reading.ok ? reading.record : expect.fail()), ...change };
  expect(() => payment.write(record)).toThrow(DoesNotFit);
  expect(() => payment.write(record)).toThrow(field);
});

test.each([
  ["a gap", () => layout("x", 4, [at(1, 1, "a", digits()), at(3, 2, "b", digits())])],
  ["an overlap", () => layout("x", 4, [at(1, 3, "a", digits()), at(3, 2, "b", digits())])],
  ["an end too early", () => layout("x", 4, [at(1, 3, "a", digits())])],
  ["an end too late", () => layout("x", 4, [at(1, 5, "a", digits())])],
  ["a name used twice", () => layout("x", 4, [at(1, 2, "a", digits()), at(3, 2, "a", digits())])],
  ["a fixed text of another length", () => layout("x", 4, [at(1, 4, "a", fixed("NY"))])],
  ["a code of another length", () => layout("x", 4, [at(1, 4, "a", code({ "10": 1 }))])],
  ["a count too long to be exact", () => layout("x", 16, [at(1, 16, "a", count())])],
])("a table with %s does not load", (_title, load) => {
  expect(load).toThrow(RangeError);
});

const latin1Text = fc
  .array(fc.constantFrom(...Array.from(" ABCabc0189-.,/ÆØÅæøåé")), { maxLength: 6 })
  .map((characters) => characters.join("").trimEnd());
const isoDay = fc.date({ min: new Date("1980-01-01"), max: new Date("2079-12-31"), noInvalidDate: true });
const record = fc.record({
  type: fc.constantFrom("10" as const, "21" as const),
  number: fc.integer({ min: 0, max: 9999 }),
  account: fc.integer({ min: 0, max: 99_999 }).map((number) => String(number).padStart(5, "0")),
  settledOn: isoDay.map((day) => day.toISOString().slice(0, 10)),
  bankOn: fc.option(isoDay.map((day) => day.toISOString().slice(0, 10))),
  amountMinor: fc.bigInt({ min: 0n, max: 2n ** 53n - 1n }),
  kid: fc.stringMatching(/^[0-9]{0,4}[0-9-]$/),
  name: latin1Text,
  centre: fc.stringMatching(/^[0-9A-Z ]{2}$/),
});

test("whatever is written reads back as it was", () => {
  fc.assert(
    fc.property(record, (values) => {
      const reading = payment.read(payment.write(values));
      expect(reading).toEqual({ ok: true, record: values, breaches: [] });
    }),
  );
});

test("any 60 bytes that can be read are written back to the byte", () => {
  const bytes = fc.uint8Array({ minLength: 60, maxLength: 60 });
  const spliced = fc.tuple(bytes, fc.subarray([...Array(60).keys()])).map(([noise, places]) => {
    const mixed = toLatin1(good)!;
    for (const place of places.slice(0, 4)) mixed[place] = noise[place]!;
    return mixed;
  });
  fc.assert(
    fc.property(spliced, (input) => {
      const reading = payment.read(input);
      if (reading.ok) expect(payment.write(reading.record)).toEqual(input);
      else expect(reading.breaches.length).toBeGreaterThan(0);
    }),
  );
});
