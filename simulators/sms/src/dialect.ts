/** What the two gateways differ in: who may come in, how messages are written, and how reports are told and proved. */

import type { Account, Report, SmsIn, Taken, WireAnswer, WireRequest } from "./types.ts";

export type Dialect = {
  readonly handOverPath: string;
  readonly statusPath: string;
  isKnown(request: WireRequest, account: Account): boolean;
  /** Null when the body is malformed. */
  readMessages(body: string): readonly SmsIn[] | null;
  readIds(body: string): readonly string[] | null;
  sayTaken(taken: readonly Taken[]): WireAnswer;
  sayReports(reports: readonly Report[]): WireAnswer;
  refusal(status: number, what: "notAllowed" | "malformed" | "tooMany" | "failed"): WireAnswer;
  /** Headers and body of a webhook, made anew for every try. */
  webhook(
    reports: readonly Report[],
    secret: string,
    nowMs: number,
  ): { readonly headers: Readonly<Record<string, string>>; readonly body: string };
};

export const json = (status: number, value: unknown): WireAnswer => ({ status, body: JSON.stringify(value) });

export function basicAuth(account: Account): string {
  return `Basic ${Buffer.from(`${account.user}:${account.password}`).toString("base64")}`;
}
