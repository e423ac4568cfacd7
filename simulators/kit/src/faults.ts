/** Misbehaviour of a call: before the work, so that nothing is done, or after it, so that only the answer is lost. */

/** What came of a request: an answer, or the line is dropped. */
export type Outcome<Answer> = { readonly kind: "answer"; readonly answer: Answer } | { readonly kind: "dropped" };

type AnyFault = { readonly do: string; readonly when?: "before" | "after"; readonly ms?: number };

export type CallWork<Fault extends AnyFault, Answer> = {
  /** How a delay passes. */
  readonly wait: (ms: number) => Promise<void>;
  readonly work: () => Answer;
  /** The answer that stands in the place of the work's own: a failure, a refusal. Undefined for other faults. */
  readonly instead: (fault: Fault) => Answer | undefined;
  /** The work's answer, spoilt. */
  readonly spoilt: (answer: Answer, fault: Fault) => Answer;
};

/** A call under a fault, if any. A fault without a `when` stands before the work. */
export async function callUnder<Fault extends AnyFault, Answer>(
  fault: Fault | undefined,
  { wait, work, instead, spoilt }: CallWork<Fault, Answer>,
): Promise<Outcome<Answer>> {
  if (fault === undefined) return { kind: "answer", answer: work() };
  if (fault.do === "delay") await wait(fault.ms ?? 0);
  const isLate = fault.when === "after";
  const early = isLate ? undefined : fault.do === "drop" ? dropped : answered(instead(fault));
  if (early !== undefined) return early;
  const answer = work();
  if (!isLate) return { kind: "answer", answer: spoilt(answer, fault) };
  return fault.do === "drop" ? dropped : { kind: "answer", answer: instead(fault) ?? answer };
}

const dropped = { kind: "dropped" } as const;

function answered<Answer>(answer: Answer | undefined): Outcome<Answer> | undefined {
  return answer === undefined ? undefined : { kind: "answer", answer };
}

/** An answer of a wire that speaks JSON. */
export type JsonAnswer = {
  readonly status: number;
  readonly json?: unknown;
  /** Sent as it is, in place of `json`. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Members of the JSON replaced, or a text in its place. */
export type JsonFault =
  | { readonly do: "patch"; readonly members: Readonly<Record<string, unknown>> }
  | { readonly do: "text"; readonly body: string; readonly status?: number | undefined };

export function spoiltJson(answer: JsonAnswer, fault: JsonFault | { readonly do: string }): JsonAnswer {
  if (isOf(fault, "patch")) return { ...answer, json: { ...(answer.json as object), ...fault.members } };
  if (!isOf(fault, "text")) return answer;
  return { ...answer, status: fault.status ?? answer.status, json: undefined, text: fault.body };
}

function isOf<Name extends JsonFault["do"]>(
  fault: { readonly do: string },
  name: Name,
): fault is Extract<JsonFault, { readonly do: Name }> {
  return fault.do === name;
}
