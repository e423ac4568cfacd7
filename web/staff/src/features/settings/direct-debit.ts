import type { DebitSetUp, DebitWish, DirectDebitKnown } from "./direct-debit-questions.ts";
import { typedNumbers, withoutGaps } from "./typed-settings.ts";

/** AvtaleGiro as it is typed. */

/** Every number as it stands in its field; nothing typed is what every ledger starts with. */
export type TypedDebit = {
  readonly account: string;
  readonly sender: string;
  readonly from: string;
  readonly length: string;
  readonly notify: DebitSetUp["notify"];
  readonly leadDays: string;
  readonly firstNo: string;
};

const LONGEST_KID = 25;
const MOST_FIRST_NO = 999_999;

export function typedOf(of: DebitSetUp | null, usual: Pick<TypedDebit, "account" | "length">): TypedDebit {
  const days = of?.leadDays ?? null;
  return {
    account: of?.account ?? usual.account,
    sender: of?.sender ?? "",
    from: String(of?.fixedPart.from ?? 1),
    length: of ? String(of.fixedPart.length) : usual.length,
    notify: of?.notify ?? "bank",
    leadDays: days === null ? "" : String(days),
    firstNo: "",
  };
}

const oneOf = (text: string, least: number, most: number): number | undefined => {
  const numbers = typedNumbers(text, least, most);
  return numbers?.length === 1 ? numbers[0] : undefined;
};

/** What is wrong with what is typed: the fields, by name. */
export function wrongOf(typed: TypedDebit, days: DirectDebitKnown["leadDays"]): readonly (keyof TypedDebit)[] {
  const from = oneOf(typed.from, 1, LONGEST_KID);
  const isEmpty = (text: string) => text.trim() === "";
  const checks: Readonly<Record<keyof TypedDebit, boolean>> = {
    account: typed.account !== "",
    sender: /^\d{8}$/.test(withoutGaps(typed.sender)),
    from: from !== undefined,
    length: oneOf(typed.length, 1, LONGEST_KID + 1 - (from ?? 1)) !== undefined,
    notify: true,
    leadDays: isEmpty(typed.leadDays) || oneOf(typed.leadDays, days.least, days.most) !== undefined,
    firstNo: isEmpty(typed.firstNo) || oneOf(typed.firstNo, 1, MOST_FIRST_NO) !== undefined,
  };
  return (Object.keys(checks) as (keyof TypedDebit)[]).filter((field) => !checks[field]);
}

/** What is sent of it, once nothing is wrong. */
export function wishOf(typed: TypedDebit, state: DebitSetUp["state"]): DebitWish {
  const { account, sender, from, length, notify, leadDays, firstNo } = typed;
  return {
    account,
    sender: withoutGaps(sender),
    fixedPart: { from: Number(from), length: Number(length) },
    notify,
    leadDays: leadDays.trim() === "" ? null : Number(leadDays),
    state,
    ...(firstNo.trim() === "" ? {} : { firstNo: Number(firstNo) }),
  };
}
