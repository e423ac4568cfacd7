import { refuse } from "../errors.ts";

/** A request's bytes as they stream in, cut off with BODY_TOO_LARGE beyond a limit (SEC-62). */
export async function* limited(payload: unknown, mostBytes: number): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const chunk of (payload ?? []) as AsyncIterable<Buffer>) {
    seen += chunk.length;
    if (seen > mostBytes) throw refuse("BODY_TOO_LARGE");
    yield chunk;
  }
}
