import { XmlDocument } from "libxml2-wasm";
import { describe, expect, test } from "vitest";
import { createBank, type Bank } from "./bank.ts";
import { checkOcr } from "../testkit/check-ocr.ts";
import { accountNumber, clinic, kidOf, monday } from "../testkit/clinics.ts";
import { readCamt } from "../testkit/read-camt.ts";
import type { BankAccount, BankFile, Fault, FileKind, Rule } from "./types.ts";

const account = accountNumber(1);
const tuesday = monday.add({ days: 1 });
const detailByCamt = [clinic(1, { detail: "camt054" })];

/** Two bank days with two payments each, one settlement a day: what is delivered under these rules. */
function twoDays(rules: readonly Rule[], accounts: readonly BankAccount[] = [clinic(1)], seed = 1): BankFile[] {
  const bank = createBank({ accounts, startOn: monday, rules, seed, deliveryTimes: ["17:30"] });
  return [monday, tuesday].flatMap((on) => {
    pay(bank, on);
    return bank.closeDay(on);
  });
}

function pay(bank: Bank, on: Temporal.PlainDate): void {
  for (const n of [1, 2]) bank.deposit({ account, amountMinor: BigInt(n * 1000), on, kid: kidOf(n) });
}

const onMonday = (kind: FileKind, fault: Fault): Rule[] => [{ match: { kind, to: "2026-10-05" }, fault }];
const of = (files: readonly BankFile[], kind: FileKind): BankFile[] => files.filter((file) => file.kind === kind);
const good = of(twoDays([]), "ocr");
const goodStatements = of(twoDays([]), "camt053");
/** `day settled > day delivered`, in the order delivered. */
const days = (files: readonly BankFile[]): string[] =>
  files.map(
    (file) => `${file.settledOn.day}>${file.deliveredOn.day}${file.fault === undefined ? "" : ` ${file.fault}`}`,
  );
const text = (file: BankFile | undefined): string => Buffer.from(file?.bytes ?? []).toString("latin1");

describe("when a file comes", () => {
  test.each<[string, Fault, string[]]>([
    ["late, before the day's own", { do: "late", bankDays: 1 }, ["5>6 late", "6>6"]],
    ["never", { do: "lost" }, ["6>6"]],
    ["after the next one", { do: "outOfOrder" }, ["6>6", "5>6 outOfOrder"]],
    ["twice the same day", { do: "twice", bankDays: 0 }, ["5>5", "5>5 twice", "6>6"]],
    ["twice, a day apart", { do: "twice", bankDays: 1 }, ["5>5", "5>6 twice", "6>6"]],
  ])("%s", (_what, fault, expected) => {
    for (const kind of ["ocr", "camt053"] as const) {
      const files = of(twoDays(onMonday(kind, fault)), kind);
      expect(days(files)).toEqual(expected);
      const originals = kind === "ocr" ? good : goodStatements;
      for (const file of files) expect(file.bytes).toEqual(originals[file.settledOn.day - 5]?.bytes);
      expect(new Set(files.map((file) => file.name)).size).toBe(files.length);
    }
  });

  test("late counts bank days: Friday's file two bank days late comes on Tuesday", () => {
    const friday = Temporal.PlainDate.from("2026-10-09");
    const rules: Rule[] = [{ match: { kind: "ocr" }, fault: { do: "late", bankDays: 2 } }];
    const bank = createBank({ accounts: [clinic(1)], startOn: friday, rules, deliveryTimes: ["17:30"] });
    pay(bank, friday);
    expect(days(of(bank.closeDay(friday.add({ days: 7 })), "ocr"))).toEqual(["9>13 late"]);
  });
});

describe("the same payments under another number", () => {
  test("an OCR copy differs in its transmission number only", () => {
    const [first, copy] = of(twoDays(onMonday("ocr", { do: "copy", bankDays: 0 })), "ocr");
    expect(checkOcr(copy?.bytes ?? new Uint8Array()).transmission).toBe("9000001");
    expect(text(copy).slice(0, 16)).toBe(text(first).slice(0, 16));
    expect(text(copy).slice(23)).toBe(text(first).slice(23));
  });

  test("a statement copy has a message id of its own and the same entries", () => {
    const [first, copy] = of(twoDays(onMonday("camt053", { do: "copy", bankDays: 0 })), "camt053").map((file) =>
      readCamt(file.bytes),
    );
    expect(copy?.messageId).toBe(`${first?.messageId}-K1`);
    expect(copy).toEqual({ ...first, messageId: copy?.messageId });
    expect(text(of(twoDays(onMonday("camt053", { do: "copy", bankDays: 0 })), "camt053")[1])).toMatch(
      /<Id>S-\d+-\d+-K1</,
    );
  });
});

describe("spoilt files", () => {
  test("truncated: the end is missing", () => {
    const [ocr] = of(twoDays(onMonday("ocr", { do: "truncated" })), "ocr");
    expect(() => checkOcr(ocr?.bytes ?? new Uint8Array())).toThrow();
    expect(text(good[0]).startsWith(text(ocr))).toBe(true);
    const [statement] = of(twoDays(onMonday("camt053", { do: "truncated" })), "camt053");
    expect(() => XmlDocument.fromBuffer(statement?.bytes ?? new Uint8Array())).toThrow();
  });

  test("wrong total: one digit of the last record", () => {
    const [ocr] = of(twoDays(onMonday("ocr", { do: "wrongTotal" })), "ocr");
    expect(() => checkOcr(ocr?.bytes ?? new Uint8Array())).toThrow("added 3000");
    expect(Array.from(text(ocr)).filter((letter, at) => letter !== text(good[0])[at])).toEqual(["1"]);
  });

  test("wrong total: a statement that does not add up, a notification whose entry is not its payments", () => {
    const [statement] = of(twoDays(onMonday("camt053", { do: "wrongTotal" })), "camt053");
    const { balances, entries } = readCamt(statement?.bytes ?? new Uint8Array());
    expect(balances).toEqual({ OPBD: 1_000_000n, CLBD: 1_003_001n });
    expect(entries.map((entry) => entry.signedMinor)).toEqual([3_000n]);
    const [notification] = of(twoDays(onMonday("camt054", { do: "wrongTotal" }), detailByCamt), "camt054");
    const [entry] = readCamt(notification?.bytes ?? new Uint8Array()).entries;
    expect([entry?.signedMinor, entry?.details.length]).toEqual([3_001n, 2]);
  });

  test.each(["wrongTotal", "truncated"] as const)(
    "corrected: %s first, then the good file as it should have been",
    (first) => {
      const files = of(twoDays(onMonday("ocr", { do: "corrected", bankDays: 1, first })), "ocr");
      expect(days(files)).toEqual(["5>5 corrected", "5>6 corrected", "6>6"]);
      expect(() => checkOcr(files[0]?.bytes ?? new Uint8Array())).toThrow();
      expect(files[1]?.bytes).toEqual(good[0]?.bytes);
    },
  );
});

describe("odd but good files", () => {
  test("digits where item 2 should hold zeros", () => {
    const [ocr] = of(twoDays(onMonday("ocr", { do: "fillerData" })), "ocr");
    const items = text(ocr)
      .split("\r\n")
      .filter((record) => record.slice(6, 8) === "31");
    expect(items.map((record) => record.slice(34, 41))).toEqual(["0012345", "0012345"]);
    expect(text(ocr).replaceAll("0012345", "0000000")).toBe(text(good[0]));
  });

  test.each([
    ["LF", "\n"],
    ["none", ""],
  ] as const)("line ends: %s", (as, end) => {
    const [ocr] = of(twoDays(onMonday("ocr", { do: "lineEnds", as })), "ocr");
    expect(text(ocr)).toBe(text(good[0]).replaceAll("\r\n", end));
  });

  test("blank lines at the end", () => {
    const [ocr] = of(twoDays(onMonday("ocr", { do: "blankLines", where: "end" })), "ocr");
    expect(text(ocr)).toBe(`${text(good[0])}\r\n\r\n`);
  });

  test("a blank line in the middle (which is no good file)", () => {
    const [ocr] = of(twoDays(onMonday("ocr", { do: "blankLines", where: "middle" })), "ocr");
    const records = text(ocr).split("\r\n");
    expect(records.findIndex((record) => record === "")).toBe(2);
    expect(records.filter((record) => record !== "").join("\r\n")).toBe(text(good[0]).slice(0, -2));
  });
});

describe("a payment reported twice", () => {
  test("is told again, as it was, in the account's next file; the statement has it once", () => {
    const files = twoDays(onMonday("ocr", { do: "repeatPayment" }));
    const [first, second] = of(files, "ocr").map((file) => checkOcr(file.bytes).payments);
    expect(second).toHaveLength(3);
    expect(second?.[2]).toEqual(first?.[1]);
    expect(readCamt(of(files, "camt053")[1]?.bytes ?? new Uint8Array()).balances["CLBD"]).toBe(1_006_000n);
  });

  test("by camt.054 under its first lump's reference", () => {
    const files = of(twoDays(onMonday("camt054", { do: "repeatPayment" }), detailByCamt), "camt054");
    const [first, second] = files.map((file) => readCamt(file.bytes).entries);
    expect(second?.map((entry) => entry.signedMinor)).toEqual([3_000n, 2_000n]);
    expect(second?.[1]?.reference).toBe(first?.[0]?.reference);
    expect(second?.[1]?.details).toEqual(first?.[0]?.details.slice(1));
  });
});

describe("which files a rule falls on", () => {
  const faults = (rules: readonly Rule[], seed = 1): number =>
    twoDays(rules, [clinic(1)], seed).filter((file) => file.fault !== undefined).length;
  const fault: Fault = { do: "twice", bankDays: 0 };

  test.each<[string, Omit<Rule, "fault">, number]>([
    ["any file", {}, 4],
    ["a kind", { match: { kind: "ocr" } }, 2],
    ["a recipient", { match: { recipient: "00900001" } }, 2],
    ["another recipient", { match: { recipient: "00900002" } }, 0],
    ["an account", { match: { account } }, 2],
    ["days from", { match: { from: "2026-10-06" } }, 2],
    ["days to", { match: { to: "2026-10-04" } }, 0],
    ["every second match", { every: 2 }, 2],
    ["at most once", { times: 1 }, 1],
    ["with probability 0", { chance: 0 }, 0],
    ["with probability 1", { chance: 1 }, 4],
  ])("%s", (_what, rule, expected) => {
    expect(faults([{ ...rule, fault }])).toBe(expected);
  });

  test("the first rule that fires decides", () => {
    const rules: Rule[] = [
      { match: { kind: "camt053" }, times: 1, fault: { do: "lost" } },
      { match: { kind: "camt053" }, fault },
    ];
    expect(days(of(twoDays(rules), "camt053"))).toEqual(["6>6", "6>6 twice"]);
  });

  test("chance is drawn by seed and never changes what the good files say", () => {
    const rules: Rule[] = [{ chance: 0.5, fault }];
    const counts = [1, 2, 3, 4, 5, 6].map((seed) => faults(rules, seed));
    expect(counts).toEqual([1, 2, 3, 4, 5, 6].map((seed) => faults(rules, seed)));
    expect(new Set(counts).size).toBeGreaterThan(1);
    const undisturbed = twoDays(rules).filter((file) => file.fault === undefined);
    expect(undisturbed.map(text)).toEqual(twoDays([]).map(text));
  });

  test("a fault without a place in a format does not fall on it", () => {
    expect(days(of(twoDays([{ fault: { do: "fillerData" } }]), "camt053"))).toEqual(["5>5", "6>6"]);
    expect(days(twoDays([{ fault: { do: "refuseOrder" } }]))).toEqual(["5>5", "5>5", "6>6", "6>6"]);
  });

  test("rules are replaced while the bank runs", () => {
    const bank = createBank({ accounts: [clinic(1)], startOn: monday, rules: [{ fault: { do: "lost" } }] });
    expect(bank.closeDay(monday)).toEqual([]);
    bank.setRules([]);
    expect(days(bank.closeDay(tuesday))).toEqual(["6>6"]);
  });

  test("a payment order refused by rule moves nothing; sent again it goes", () => {
    const rules: Rule[] = [{ match: { kind: "order", account }, times: 1, fault: { do: "refuseOrder" } }];
    const bank = createBank({ accounts: [clinic(1)], startOn: monday, rules });
    const order = { account, amountMinor: 480_000n, creditorName: "Klinikk", creditorAccount: "15032080119" };
    const states = [monday, tuesday].map((on) => {
      const accepted = bank.pay({ ...order, on });
      bank.closeDay(on);
      return accepted.ok ? bank.order(accepted.orderId) : undefined;
    });
    expect(states).toMatchObject([{ state: "refused", code: "REFUSED_BY_RULE" }, { state: "executed" }]);
    expect(bank.account(account)?.balanceMinor).toBe(520_000n);
  });
});
