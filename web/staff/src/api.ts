import { createKvittClient, type paths } from "@kvitt/client";
import { QueryClient } from "@tanstack/react-query";
import { askingHeaders } from "./parts/ask.ts";

/** Kvitt's API from the page it serves: the session's cookie goes along by itself. */
export const kvitt = createKvittClient({ baseUrl: location.origin });

kvitt.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(askingHeaders())) request.headers.set(name, value);
  },
});

export type Problem = {
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string;
  readonly status: number;
  readonly requestId?: string;
  /** What is wrong where, in lists and files. */
  readonly problems?: readonly {
    readonly code: string;
    readonly sentence: string;
    readonly line?: number;
    readonly field?: string;
  }[];
};

/** A refusal, as it is shown: what happened and what helps, in the language that the answer says it is written in. */
export class Refused extends Error {
  readonly problem: Problem;
  readonly language: string | undefined;
  constructor(problem: Problem, language?: string | null) {
    super(problem.sentence);
    this.problem = problem;
    this.language = language ?? undefined;
  }
}

/** The answer's data, or the refusal thrown. */
export async function answered<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (error !== undefined) throw new Refused(error as Problem, response.headers.get("content-language"));
  return data as T;
}

/** A key for one deliberate act: the act again, with the same key, does nothing twice. */
export function oneAct(): { readonly "idempotency-key": string } {
  return { "idempotency-key": crypto.randomUUID() };
}

export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 15_000, retry: (times, error) => times < 2 && !(error instanceof Refused) } },
});

export type Answer<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  responses: { 200: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;

/** What a question says in its body. */
export type Body<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  requestBody: { content: { "application/json": infer Sent } };
}
  ? Sent
  : never;
