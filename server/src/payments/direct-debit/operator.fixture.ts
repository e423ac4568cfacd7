import type { DebitLine, DebitOrder, DebitRefusal, DirectDebit } from "../ports.ts";

/** The operator as its rules say: it takes files, knows every number it has had, and holds the claims that stand. */
export function operator() {
  const standing: DebitLine[] = [];
  const numbers = new Set<number>();
  const orders: DebitOrder[] = [];
  let refuse: (order: DebitOrder) => readonly DebitRefusal[] = () => [];

  const isSame = (one: DebitLine, other: DebitLine): boolean =>
    one.kid === other.kid && one.dueOn === other.dueOn && one.amountMinor === other.amountMinor;

  const once = (no: number): void => {
    if (numbers.has(no)) throw new Error(`number ${no} was used before`);
    numbers.add(no);
  };

  /** Cancellations of a file are done before its claims. */
  const take = (order: DebitOrder): void => {
    const { transmissionNo, claims, cancellations } = order;
    for (const no of [transmissionNo, claims?.assignmentNo, cancellations?.assignmentNo])
      if (no !== undefined) once(no);
    for (const line of cancellations?.lines ?? []) {
      const at = standing.findIndex((claim) => isSame(claim, line));
      if (at < 0) throw new Error(`there is no claim ${line.kid} of ${line.amountMinor} due ${line.dueOn}`);
      standing.splice(at, 1);
    }
    standing.push(...(claims?.lines ?? []));
    orders.push(order);
  };

  const port: DirectDebit = {
    write(order) {
      const refusals = refuse(order);
      if (refusals.length > 0) return { ok: false, refusals };
      take(order);
      const words = JSON.stringify(order, (_key, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      );
      return { ok: true, bytes: new TextEncoder().encode(words) };
    },
    readMandates: async () => [],
  };
  return {
    port,
    standing,
    orders,
    refuses: (rule: typeof refuse) => {
      refuse = rule;
    },
  };
}
