/** Accounts and payments of five made-up clinics. */
import { mod10, mod11 } from "../src/check-digits.ts";
import { createDraws } from "../src/seeded.ts";
import type { Bank } from "../src/bank.ts";
import type { BankAccount, DepositKind } from "../src/types.ts";

export const monday = Temporal.PlainDate.from("2026-10-05");

/** The `n`-th account number of the tests: ten digits and the check digit, skipping bodies that have none. */
export function accountNumber(n: number): string {
  for (let body = 8_600_000_000 + n * 20; ; body += 1) {
    const check = mod11(String(body));
    if (check !== "-") return `${body}${check}`;
  }
}

/** A 13-digit KID with MOD10, as dental practice systems write it. */
export function kidOf(n: number): string {
  const body = String(n).padStart(12, "0");
  return body + mod10(body);
}

/** A clinic with an OCR agreement: KIDs of 13 digits, MOD10. */
export function clinic(n: number, agreement: Partial<NonNullable<BankAccount["ocrAgreement"]>> = {}): BankAccount {
  const id = String(9_000_000 + n).padStart(9, "0");
  const ocrAgreement = { id, recipient: "00900001", kidLengths: [13], modulus: 10, ...agreement } as const;
  return { number: accountNumber(n), ownerName: `Klinikk ${n} AS`, openingMinor: 1_000_000n, ocrAgreement };
}

const mix: readonly DepositKind[] = ["giro", "giro", "giro", "avtaleGiro", "card", "counter", "standingOrder"];

/** Lets `count` payers pay over `days` days, in order, closing each day; the same seed gives the same life. */
export function live(bank: Bank, accounts: readonly string[], life: { count: number; days: number; seed: number }) {
  const draw = createDraws(life.seed);
  const start = bank.today();
  const files = [];
  for (let day = 0; day < life.days; day += 1) {
    const on = start.add({ days: day });
    const until = Math.floor((life.count * (day + 1)) / life.days);
    for (let n = Math.floor((life.count * day) / life.days); n < until; n += 1) {
      const kind = mix[Math.floor(draw() * mix.length)] ?? "giro";
      const isPlain = kind === "giro" && draw() < 0.1;
      bank.deposit({
        account: accounts[n % accounts.length] ?? "",
        amountMinor: BigInt(10_000 + Math.floor(draw() * 500_000)),
        on,
        kind,
        payerName: `Betaler ${n}`,
        payerAccount: accountNumber(1000 + (n % 500)),
        ...(isPlain ? { text: `Faktura ${n}` } : { kid: kidOf(n + 1) }),
      });
    }
    files.push(...bank.closeDay(on));
  }
  return files;
}
