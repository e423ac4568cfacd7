/** Dated figures and refusals: what every part of a market pack is made of. */

type PlainDate = Temporal.PlainDate;

/** How sure a row is: read in law, seen in a secondary source, commonly known, our own choice, or not yet confirmed. */
export type Mark = "law" | "seen" | "known" | "own" | "unconfirmed";

/**
 * One dated figure, valid from `from` through `to` (both included; no `to` means until further notice).
 * `fromKnown: false` says the source gives no start and `from` is only where the written source stands.
 * A row marked unconfirmed is computed and shown, and charged only after a person has confirmed it.
 */
export type Row<T> = {
  readonly from: PlainDate;
  readonly to?: PlainDate;
  readonly fromKnown: boolean;
  readonly value: T;
  readonly source: string;
  readonly mark: Mark;
};

export type Refusal<C extends string> = {
  readonly ok: false;
  readonly code: C;
  readonly citation: string;
  /** The first day, amount or fact with which the answer would have been yes, where there is one. */
  readonly wouldChange?: string;
};

/** Names of the things a document or letter must say; the text catalogues hold the words. */
export type TextKey = string;
