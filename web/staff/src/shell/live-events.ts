/** What changed, as the server tells it; `missed` when some may not have been heard. */
export type Topic = "bankFile" | "bankLine" | "proposal" | "invoices" | "party";

/** What is asked anew when something changed: the first words of query keys. */
export const STALE: Readonly<Record<Topic, readonly string[]>> = {
  bankFile: ["follow-up", "bank-files", "bank-file", "files", "waiting", "statement-lines", "proof", "home"],
  bankLine: [
    "waiting",
    "bank-line",
    "bank-lines",
    "statement-lines",
    "proof",
    "aging",
    "reskontro",
    "invoices",
    "invoice",
    "party",
    "home",
  ],
  proposal: ["follow-up", "proposal", "proposals", "runs", "approvals", "losses", "home"],
  invoices: ["follow-up", "invoices", "invoice", "aging", "reskontro", "number-series", "party", "proof", "home"],
  party: ["party", "parties", "search"],
};

/** One event; `own` when the reader did it, in this window or another. */
export type Heard = { readonly topic: Topic | "missed"; readonly own: boolean };

/** The events of a stream of server-sent events, as far as it has come, and what is left unread (WHATWG HTML 9.2). */
export function eventsIn(text: string): { readonly heard: readonly Heard[]; readonly rest: string } {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  const heard = blocks.flatMap((block): Heard[] => {
    if (block.startsWith("event: missed")) return [{ topic: "missed", own: false }];
    if (!block.startsWith("data: ")) return [];
    const { topic, own } = JSON.parse(block.slice(6)) as { topic: Topic; own: boolean };
    return topic in STALE ? [{ topic, own }] : [];
  });
  return { heard, rest };
}
