/** The state's share of treatments (SE). Kvitt never computes it: the practice system says it, Kvitt checks that it adds up. */

/** General grant, special grant, cost protection, and the grant for those from their 67th year. */
export const SUPPORT_KINDS = ["ATB", "STB", "TE", "TIO"] as const;
export type SupportKind = (typeof SUPPORT_KINDS)[number];

/** What a line of a claim says besides what the payer is asked for: price = shares + what is asked. Minor units. */
export type LineSupport = {
  /** The visit as the state knows it, by which its pay-outs are specified. */
  readonly visitId: string;
  readonly priceMinor: bigint;
  readonly referencePriceMinor: bigint | null;
  readonly shares: readonly { readonly kind: SupportKind; readonly amountMinor: bigint }[];
};

/** What the state pays of a line. */
export function stateMinorOf({ shares }: Pick<LineSupport, "shares">): bigint {
  return shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

type SupportedLine = { readonly amountMinor: bigint; readonly vatCode: string; readonly support?: LineSupport };

/** The state's part of one visit among lines. */
export type VisitPart = {
  readonly visitId: string;
  /** What the payer is asked for, of the lines that the state shares. */
  readonly patientMinor: bigint;
  readonly stateMinor: bigint;
  /** Whose income account the part belongs to, and how much to each. */
  readonly byVatCode: ReadonlyMap<string, bigint>;
};

/** The state's parts of lines, one for each visit that it pays something of, in the order the visits appear. */
export function visitParts(lines: readonly SupportedLine[]): VisitPart[] {
  const shared = lines.flatMap(({ support, ...line }) =>
    support ? [{ ...line, visitId: support.visitId, stateMinor: stateMinorOf(support) }] : [],
  );
  return [...Map.groupBy(shared, ({ visitId }) => visitId)].flatMap(([visitId, own]) => {
    const byVatCode = new Map<string, bigint>();
    for (const { vatCode, stateMinor } of own)
      if (stateMinor > 0n) byVatCode.set(vatCode, (byVatCode.get(vatCode) ?? 0n) + stateMinor);
    const stateMinor = own.reduce((sum, line) => sum + line.stateMinor, 0n);
    if (stateMinor === 0n) return [];
    const paying = own.filter((line) => line.stateMinor > 0n);
    return [{ visitId, patientMinor: paying.reduce((sum, line) => sum + line.amountMinor, 0n), stateMinor, byVatCode }];
  });
}

/** The state's part that goes with so much of the patient's, in the original proportion (T3), rounded half up. */
export function inProportion(stateMinor: bigint, patientMinor: bigint, takenMinor: bigint): bigint {
  if (patientMinor === 0n) return 0n;
  return (2n * stateMinor * takenMinor + patientMinor) / (2n * patientMinor);
}
