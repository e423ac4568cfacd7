/** The library's way out: one exchange over HTTP by the rules for outgoing connections (SEC-44). */

import type Stripe from "stripe";
import { answerTo, type RawAnswer, type Reach } from "../../platform/outgoing/index.ts";

/** An answer of theirs carries whole objects within each other. */
const LONGEST_ANSWER_BYTES = 512 * 1024;

type HttpClient = NonNullable<NonNullable<ConstructorParameters<typeof Stripe>[1]>["httpClient"]>;
type HttpAnswer = Awaited<ReturnType<HttpClient["makeRequest"]>>;

/**
 * In the form the library asks for. Fails without a code of its own, so that the library repeats nothing by itself: how often
 * something is tried is decided in one place (`client.ts`).
 */
export function httpClientOver(reach: Reach): HttpClient {
  return {
    getClientName: () => "kvitt",
    makeRequest: async (host, port, path, method, headers, body, protocol) => {
      const request = {
        url: `${protocol}://${host}:${port}${path}`,
        method,
        headers: textHeaders(headers),
        ...(body === "" ? {} : { body }),
      };
      const answer = await answerTo(reach, request, { mostBytes: LONGEST_ANSWER_BYTES });
      if (answer === null) throw new Error("An answer that leads elsewhere");
      return httpAnswer(answer);
    },
  };
}

/** The length is that of the body, whoever counts it. */
function textHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = Object.entries(headers).filter(
    ([name, value]) => value !== undefined && name.toLowerCase() !== "content-length",
  );
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function httpAnswer({ status, headers, text }: RawAnswer): HttpAnswer {
  return {
    getStatusCode: () => status,
    getHeaders: () => Object.fromEntries(headers),
    getRawResponse: () => ({ statusCode: status, headers: Object.fromEntries(headers) }),
    toStream: () => {
      throw new Error("Nothing here is read as a stream");
    },
    toJSON: async () => objectIn(text, status),
  };
}

/**
 * What is no JSON object throws; the library tells it as an answer it could not read. So does a refusal without its error, which the library
 * would take for a success.
 */
function objectIn(text: string | null, status: number): object {
  const value = JSON.parse(text ?? "") as unknown;
  if (typeof value !== "object" || value === null) throw new SyntaxError("Not an object");
  if (status >= 400 && !("error" in value && typeof value.error === "object" && value.error !== null)) {
    throw new SyntaxError("A refusal without its error");
  }
  return value;
}
