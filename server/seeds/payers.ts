import type { Bank, Deposit } from "@kvitt/simulator-bank";
import { drawsFor, weighted, type Draws } from "./draws.ts";
import type { Letter } from "./letters.ts";
import { accountNumber, otherKid, swappedKid } from "./numbers.ts";
import type { SimulatedClinic } from "./world.ts";

/** How people pay. Shares are of a hundred invoices; the sum is not exactly a hundred and need not be. */

type Profile =
  | "early"
  | "onTime"
  | "late"
  | "partly"
  | "twice"
  | "over"
  | "wrongKid"
  | "swappedKid"
  | "byText"
  | "card"
  | "cardUndone"
  | "never";

const SHARES: readonly (readonly [Profile, number])[] = [
  ["early", 17],
  ["onTime", 48],
  ["late", 13],
  ["partly", 4],
  ["twice", 0.9],
  ["over", 1.2],
  ["wrongKid", 1.2],
  ["swappedKid", 1.5],
  ["byText", 3],
  ["card", 6],
  ["cardUndone", 0.7],
  ["never", 2.5],
];
/** Payers draw their account from here; the clinics' own accounts lie below. */
const PAYER_ACCOUNTS = 5_000;

/** What a payer will do one day. `undoneAfterDays`: the card company takes it back. */
type Plan = {
  readonly on: Temporal.PlainDate;
  readonly deposit: Omit<Deposit, "on">;
  readonly reference: string;
  readonly undoneAfterDays?: number;
};

/** What a payment was meant for, as its payer would say on the telephone. */
export type Memory = {
  meant(account: string, how: { reference?: string | null; text?: string | null }): string | undefined;
};

export type Payers = Memory & {
  /** An invoice has come: from now on the payer knows when and how it will be paid. */
  receive(clinic: SimulatedClinic, letter: Letter, on: Temporal.PlainDate): void;
  /** Everybody who pays on a day goes to the bank; returns the number of payments accepted. */
  payDay(on: Temporal.PlainDate): number;
};

const name = (account: string, said: string) => `${account}|${said}`;

export function createPayers(bank: Bank): Payers {
  const plans = new Map<string, Plan[]>();
  const undone = new Map<string, string[]>();
  const memory = new Map<string, string>();
  const add = <T>(map: Map<string, T[]>, on: Temporal.PlainDate, value: T) => {
    const day = on.toString();
    map.set(day, [...(map.get(day) ?? []), value]);
  };
  const pay = ({ on, deposit, reference, undoneAfterDays }: Plan): number => {
    memory.set(name(deposit.account, deposit.kid ?? deposit.text ?? ""), reference);
    const paid = bank.deposit({ ...deposit, on });
    // The payer's bank refuses a KID that is wrong or missing; the payer looks again and pays right the next day.
    if (!paid.ok)
      add(plans, on.add({ days: 1 }), { on: on.add({ days: 1 }), deposit: { ...deposit, kid: reference }, reference });
    else if (undoneAfterDays !== undefined) add(undone, on.add({ days: undoneAfterDays }), paid.paymentId);
    return paid.ok ? 1 : 0;
  };
  return {
    receive(clinic, letter, on) {
      for (const plan of plansOf(clinic, letter, on)) add(plans, plan.on, plan);
    },
    payDay(on) {
      const day = on.toString();
      const accepted = (plans.get(day) ?? []).reduce((sum, plan) => sum + pay(plan), 0);
      for (const paymentId of undone.get(day) ?? []) bank.reverse({ paymentId, on });
      plans.delete(day);
      undone.delete(day);
      return accepted;
    },
    meant: (account, { reference, text }) => memory.get(name(account, reference ?? text ?? "")),
  };
}

function plansOf(clinic: SimulatedClinic, letter: Letter, on: Temporal.PlainDate): Plan[] {
  const draws = drawsFor(clinic.seed, "payer", clinic.number, letter.reference);
  const due = Temporal.PlainDate.from(letter.dueOn);
  const after = (days: number) => on.add({ days });
  const asDue = draws.chance(0.5) ? due : later(due.subtract({ days: draws.between(0, 6) }), after(1));
  const pay = (day: Temporal.PlainDate, amountMinor: bigint, changes: Partial<Deposit> = {}): Plan => ({
    on: day,
    reference: letter.reference,
    deposit: { ...depositOf(clinic, letter, draws), amountMinor, ...changes },
  });
  const whole = letter.totalMinor;
  switch (weighted(draws, SHARES)) {
    case "early":
      return [pay(after(draws.between(1, 5)), whole)];
    case "onTime":
      return [pay(asDue, whole)];
    case "late":
      return [pay(due.add({ days: draws.between(2, 45) }), whole)];
    case "partly":
      return parts(whole, draws).map((part, at) => pay(asDue.add({ days: at * draws.between(10, 30) }), part));
    case "twice":
      return [pay(asDue, whole), pay(asDue.add({ days: draws.between(0, 9) }), whole)];
    case "over":
      return [pay(asDue, whole + BigInt(draws.between(1, 40)) * 1_000n)];
    case "wrongKid":
      return [pay(asDue, whole, { kid: otherKid(letter.reference) })];
    case "swappedKid":
      return [pay(asDue, whole, { kid: swappedKid(letter.reference) })];
    case "byText":
      return [withoutKid(pay(asDue, whole), `Faktura ${letter.number}`)];
    case "card":
      return [pay(after(draws.between(0, 3)), whole, { kind: "card" })];
    case "cardUndone":
      return [{ ...pay(after(draws.between(0, 3)), whole, { kind: "card" }), undoneAfterDays: draws.between(2, 12) }];
    case "never":
      return [];
  }
}

/** In two or three parts that make up the whole. */
function parts(wholeMinor: bigint, draws: Draws): bigint[] {
  const count = BigInt(draws.between(2, 3));
  const part = wholeMinor / count;
  return Array.from({ length: Number(count) }, (_, at) => (at === 0 ? wholeMinor - part * (count - 1n) : part));
}

const later = (a: Temporal.PlainDate, b: Temporal.PlainDate) => (Temporal.PlainDate.compare(a, b) < 0 ? b : a);

function depositOf(clinic: SimulatedClinic, letter: Letter, draws: Draws): Omit<Deposit, "on" | "amountMinor"> {
  const kind = draws.chance(0.12) ? "remittance" : draws.chance(0.05) ? "counter" : "giro";
  const customer = Number(letter.customerNo);
  return {
    account: clinic.account,
    kid: letter.reference,
    kind,
    payerName: `Kunde ${customer}`,
    payerAccount: accountNumber(PAYER_ACCOUNTS + customer),
  };
}

function withoutKid({ deposit, ...plan }: Plan, text: string): Plan {
  const { kid: _kid, ...rest } = deposit;
  return { ...plan, deposit: { ...rest, text } };
}
