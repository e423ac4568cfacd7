import type { FastifySchemaCompiler } from "fastify";
import type * as z from "zod";
import type { Facts, Problem } from "../errors.ts";
import "./problems.ts";

/** An input that does not fit its schema. Carries where and why, never what was sent: it may hold a name or an identity number (SEC-55). */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly part: string;
  readonly problems: readonly Problem[];

  constructor(part: string, problems: readonly Problem[]) {
    super("The input does not fit");
    this.part = part;
    this.problems = problems;
  }
}

/** A name of letters cannot hide a number; any other name of a field is the sender's text and is not repeated. */
const PLAIN_NAME = /^[A-Za-z][A-Za-z-]{0,39}$/;
const MOST_PROBLEMS = 100;

function pathOf(path: readonly PropertyKey[]): string {
  return path.map((step) => (typeof step === "number" || PLAIN_NAME.test(String(step)) ? String(step) : "?")).join(".");
}

function unknownFields(issue: z.core.$ZodIssueUnrecognizedKeys): Problem[] {
  return issue.keys.map((key) => ({
    code: "UNKNOWN_FIELD",
    sentence: "This field is not known here.",
    field: pathOf([...issue.path, key]),
  }));
}

/** The bounds that a value keeps within: of the schema's, never of what was sent. */
function factsOf(issue: z.core.$ZodIssue): Facts {
  if (issue.code === "too_big") return { maximum: String(issue.maximum) };
  return issue.code === "too_small" ? { minimum: String(issue.minimum) } : {};
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === "unrecognized_keys") return unknownFields(issue);
  const field = pathOf(issue.path);
  // A schema's own rule may name a code that a capability defines: `refine(..., { params: { code: "..." } })`.
  const own: unknown = issue.code === "custom" ? issue.params?.["code"] : undefined;
  const code = typeof own === "string" ? own : "FIELD_INVALID";
  const sentence = `${issue.message}.`.replace(/\.\.$/, ".");
  return [{ code, sentence, ...(field ? { field } : {}), rule: issue.code, facts: factsOf(issue) }];
}

/** Checks a part of a request against its zod schema. */
export const checkInput: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  return (data: unknown) => {
    const checked = schema.safeParse(data);
    if (checked.success) return { value: checked.data };
    return {
      error: new InputError(httpPart ?? "body", checked.error.issues.flatMap(problemsOf).slice(0, MOST_PROBLEMS)),
    };
  };
};
