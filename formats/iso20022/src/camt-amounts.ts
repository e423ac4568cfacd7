/** What each transaction of an entry amounts to, and whether together they are the entry. */
import type { AmountSource, Charge, CreditDebit, Transaction } from "./camt-model.ts";
import type { StatedAmount, StatedTransaction } from "./camt-transaction.ts";
import { signed } from "./fields.ts";
import { settlePart, splitOf } from "./remittance.ts";

/** The entry's own figures that its transactions are measured against. */
export interface EntryFigures {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly creditDebit: CreditDebit;
  readonly charges: readonly Charge[];
}

export interface SettledTransactions {
  readonly transactions: readonly Transaction[];
  /** Every transaction has an amount and their signed sum is the entry. */
  readonly sumFits: boolean;
  /** Positions whose stated charge does not explain gross less net. */
  readonly chargeMismatches: readonly number[];
}

interface Figures {
  readonly creditDebit: CreditDebit;
  readonly chosen: StatedAmount | undefined;
  /** Cost of the charges that may be inside the amount. */
  readonly chargeMinor: bigint;
  readonly chargeStatedIncluded: boolean;
}

interface ChosenAmount {
  readonly source: AmountSource;
  readonly minor: bigint;
}

/** A charge counts as included unless it says it is not: version 02 cannot say, and arithmetic decides in the end. */
function includedCharge(charges: readonly Charge[], currency: string): bigint {
  return charges
    .filter((charge) => charge.included !== false && charge.currency === currency)
    .reduce((sum, charge) => sum + charge.costMinor, 0n);
}

/** First stated amount in the entry's currency that is not zero: Amt, TxAmt, InstdAmt. Banks do write Amt 0. */
function figuresOf(stated: StatedTransaction, entry: EntryFigures, alone: boolean): Figures {
  const charges = stated.rest.charges.length === 0 && alone ? entry.charges : stated.rest.charges;
  return {
    creditDebit: stated.creditDebit ?? entry.creditDebit,
    chosen: stated.stated.find(({ money }) => money.currency === entry.currency && money.minor !== 0n),
    chargeMinor: includedCharge(charges, entry.currency),
    chargeStatedIncluded: charges.some(({ included }) => included === true),
  };
}

/**
 * The amount of an entry's only transaction. None stated: the entry's. Stated gross with the charge inside: the net.
 * Only the instructed amount stated and less arrived: a charge was taken on the way, and what arrived counts.
 */
function amountAlone({ chosen, chargeMinor }: Figures, entry: EntryFigures): ChosenAmount {
  if (chosen === undefined) return { source: "entry", minor: entry.amountMinor };
  const { source } = chosen;
  const { minor } = chosen.money;
  if (minor !== entry.amountMinor && minor - chargeMinor === entry.amountMinor) {
    return { source, minor: entry.amountMinor };
  }
  const lostOnTheWay = source === "InstdAmt" && entry.creditDebit === "CRDT" && minor > entry.amountMinor;
  return lostOnTheWay ? { source: "entry", minor: entry.amountMinor } : { source, minor };
}

/** The amount of one of several transactions, as stated or less its own included charge. */
function amountOfSeveral({ chosen, chargeMinor }: Figures, lessCharge: boolean): ChosenAmount | undefined {
  if (chosen === undefined) return undefined;
  return { source: chosen.source, minor: lessCharge ? chosen.money.minor - chargeMinor : chosen.money.minor };
}

/** The gross that a charge explains: a stated amount above the net by exactly the charge. */
function grossOf(stated: StatedTransaction, figures: Figures, netMinor: bigint, currency: string): bigint {
  const gross = netMinor + figures.chargeMinor;
  const isStated = stated.stated.some(({ money }) => money.currency === currency && money.minor === gross);
  return figures.chargeMinor > 0n && isStated ? gross : netMinor;
}

function settle(
  stated: StatedTransaction,
  position: number,
  entry: EntryFigures,
  figures: Figures,
  amount: ChosenAmount | undefined,
): Transaction {
  const amountMinor = amount?.minor;
  const grossMinor = amountMinor === undefined ? undefined : grossOf(stated, figures, amountMinor, entry.currency);
  const parts = stated.parts.map((part) => settlePart(part, entry.currency));
  const { texts, ...rest } = stated.rest;
  return {
    ...rest,
    position,
    line: stated.line,
    creditDebit: figures.creditDebit,
    amountMinor,
    signedMinor: amountMinor === undefined ? undefined : signed(amountMinor, figures.creditDebit),
    amountSource: amount?.source,
    grossMinor,
    includedChargeMinor: grossMinor === undefined || amountMinor === undefined ? 0n : grossMinor - amountMinor,
    foreign: stated.stated.find(({ money }) => money.currency !== entry.currency)?.money,
    remittance: { texts, parts, split: splitOf(parts, grossMinor) },
  };
}

const sumOf = (transactions: readonly Transaction[]): bigint | undefined => {
  let sum = 0n;
  for (const { signedMinor } of transactions) {
    if (signedMinor === undefined) return undefined;
    sum += signedMinor;
  }
  return sum;
};

function settleAlone(stated: StatedTransaction, entry: EntryFigures): Transaction {
  const figures = figuresOf(stated, entry, true);
  return settle(stated, 1, entry, figures, amountAlone(figures, entry));
}

/** Several transactions: as stated; if that is not the entry, each less its own included charge. */
function settleSeveral(all: readonly StatedTransaction[], entry: EntryFigures): readonly Transaction[] {
  const settleAll = (lessCharge: boolean): readonly Transaction[] =>
    all.map((stated, index) => {
      const figures = figuresOf(stated, entry, false);
      return settle(stated, index + 1, entry, figures, amountOfSeveral(figures, lessCharge));
    });
  const asStated = settleAll(false);
  const target = signed(entry.amountMinor, entry.creditDebit);
  const hasCharges = all.some(({ rest }) => rest.charges.length > 0);
  if (sumOf(asStated) === target || !hasCharges) return asStated;
  const lessCharge = settleAll(true);
  return sumOf(lessCharge) === target ? lessCharge : asStated;
}

/** A charge said to be included that explains no stated gross, though a larger amount is stated. */
function hasChargeMismatch(
  stated: StatedTransaction,
  settled: Transaction,
  entry: EntryFigures,
  alone: boolean,
): boolean {
  const net = settled.amountMinor;
  if (net === undefined || settled.includedChargeMinor !== 0n) return false;
  const moreIsStated = stated.stated.some(({ money }) => money.currency === entry.currency && money.minor > net);
  return moreIsStated && figuresOf(stated, entry, alone).chargeStatedIncluded;
}

/**
 * Settles the amounts of all transactions of one entry (formats: camt, amounts and signs; batch rule). The entry's
 * amount stands; details that do not sum to it are not trusted.
 */
export function settleTransactions(all: readonly StatedTransaction[], entry: EntryFigures): SettledTransactions {
  const [first] = all;
  const alone = all.length === 1 && first !== undefined;
  const transactions = alone ? [settleAlone(first, entry)] : settleSeveral(all, entry);
  return {
    transactions,
    sumFits: sumOf(transactions) === signed(entry.amountMinor, entry.creditDebit),
    chargeMismatches: transactions
      .filter((settled, index) => hasChargeMismatch(all[index] as StatedTransaction, settled, entry, alone))
      .map(({ position }) => position),
  };
}
