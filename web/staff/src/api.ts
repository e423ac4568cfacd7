import { createKvittClient, type paths } from "@kvitt/client";
import { QueryClient } from "@tanstack/react-query";

/** Kvitt's API from the page it serves: the session's cookie goes along by itself. */
export const kvitt = createKvittClient({ baseUrl: location.origin });

/** Refusals come in the language of the screen. */
kvitt.use({ onRequest: ({ request }) => request.headers.set("accept-language", document.documentElement.lang) });

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

/** A refusal, as it is shown: what happened and what helps. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.sentence);
    this.problem = problem;
  }
}

/** The answer's data, or the refusal thrown. */
export async function answered<T>(call: Promise<{ data?: T; error?: unknown }>): Promise<T> {
  const { data, error } = await call;
  if (error !== undefined) throw new Refused(error as Problem);
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
