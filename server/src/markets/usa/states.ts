/** What differs by state, as far as it is known: a figure that nobody has confirmed is 0 or absent, and refuses what would need it. */
import type { Refusal, Row } from "../contract.ts";
import { row, rowAt } from "../rows.ts";

type PlainDate = Temporal.PlainDate;

/** USPS codes of the states, the District of Columbia and Puerto Rico. */
export const states = [
  ...["AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN", "KS", "KY"],
  ...["LA", "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "OH"],
  ...["OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY"],
] as const;
export type State = (typeof states)[number];

/** What may be asked of a patient who is late or whose payment came back. `null`: no figure is confirmed. */
export type StateLimits = {
  readonly lateFeeMostMinor: bigint;
  readonly interestMostBasisPoints: bigint;
  readonly returnedItemFeeMostMinor: bigint;
  readonly limitationYears: number | null;
};

const nothingConfirmed: StateLimits = {
  lateFeeMostMinor: 0n,
  interestMostBasisPoints: 0n,
  returnedItemFeeMostMinor: 0n,
  limitationYears: null,
};

/** Sources disagree on usury limits (10 to 18 % a year) and on caps for medical debt (3 % or none), so each state's figures are none. */
export const stateLimits: ReadonlyMap<State, readonly Row<StateLimits>[]> = new Map(
  states.map((state) => [state, [row(nothingConfirmed, "unconfirmed", "state law, not confirmed")]]),
);

/** How a surcharge on credit cards stands in a state: forbidden, or at most so much of the amount. */
export type SurchargeRule =
  | { readonly state: State; readonly kind: "forbidden" }
  | { readonly state: State; readonly kind: "atMost"; readonly basisPoints: bigint }
  | { readonly state: State; readonly kind: "totalShown" };

const agreed = "public sources agree";
const disputed = "public sources disagree on the form";

/** Since when, the sources say of California alone: prices there include all since 1 July 2024. */
export const surchargeRules: readonly Row<SurchargeRule>[] = [
  row({ state: "CT", kind: "forbidden" }, "seen", agreed),
  row({ state: "MA", kind: "forbidden" }, "seen", agreed),
  row({ state: "PR", kind: "forbidden" }, "seen", agreed),
  row({ state: "ME", kind: "forbidden" }, "seen", disputed),
  row({ state: "CA", kind: "forbidden" }, "seen", disputed, { from: "2024-07-01" }),
  row({ state: "CO", kind: "atMost", basisPoints: 200n }, "seen", "at most 2 % or the cost"),
  row({ state: "NY", kind: "totalShown" }, "seen", "the total card price must be shown"),
];

/** What card schemes allow at most, basis points, and never above the clinic's own cost. */
export const schemeCaps: Readonly<Record<"visa" | "mastercard", Row<bigint>>> = {
  visa: row(300n, "seen", "Visa: 3 %", { from: "2023-04-15" }),
  mastercard: row(400n, "seen", "Mastercard: 4 %"),
};

export type SurchargeFacts = {
  readonly state: State;
  readonly scheme: "visa" | "mastercard";
  readonly funding: "credit" | "debit" | "prepaid";
  /** What taking this card costs the clinic. */
  readonly costBasisPoints: bigint;
  /** The notice to the network (30 days) and the signs at entrance and desk are made. */
  readonly noticeGiven: boolean;
  readonly on: PlainDate;
};
export type SurchargeCode = "notACreditCard" | "noticeNotGiven" | "forbiddenInState" | "capNotKnown";
export type Surcharge =
  | {
      readonly ok: true;
      readonly mostBasisPoints: bigint;
      readonly totalMustBeShown: boolean;
      readonly citation: string;
    }
  | Refusal<SurchargeCode>;

/** The highest surcharge on a card payment: on credit cards alone, after notice, where the state allows one; never above the cost. */
export function surcharge({ state, scheme, funding, costBasisPoints, noticeGiven, on }: SurchargeFacts): Surcharge {
  if (funding !== "credit") return refused("notACreditCard", "card schemes: never on debit or prepaid cards");
  if (!noticeGiven) return refused("noticeNotGiven", "card schemes: 30 days' notice and signs");
  const rule = rowAt(
    surchargeRules.filter(({ value }) => value.state === state),
    on,
  );
  if (rule?.value.kind === "forbidden") return refused("forbiddenInState", `${state}: ${rule.source}`);
  const cap = rowAt([schemeCaps[scheme]], on);
  if (cap === undefined) return refused("capNotKnown", `no cap of ${scheme} is known for ${on.toString()}`);
  const caps = [cap.value, costBasisPoints, ...(rule?.value.kind === "atMost" ? [rule.value.basisPoints] : [])];
  return {
    ok: true,
    mostBasisPoints: caps.reduce((least, each) => (each < least ? each : least)),
    totalMustBeShown: rule?.value.kind === "totalShown",
    citation: rule === undefined ? cap.source : `${cap.source}; ${state}: ${rule.source}`,
  };
}

function refused(code: SurchargeCode, citation: string): Refusal<SurchargeCode> {
  return { ok: false, code, citation };
}
