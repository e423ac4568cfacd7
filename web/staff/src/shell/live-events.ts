/** What changed, as the server tells it; `missed` when some may not have been heard. */
export type Topic = "bankFile" | "bankLine" | "proposal" | "invoices" | "party";

/** What is asked anew when something changed: the first words of query keys. */
export const STALE: Readonly<Record<Topic, readonly string[]>> = {
  bankFile: ["bank-files", "bank-file", "files", "waiting", "statement-lines", "proof", "home"],
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
  proposal: ["proposal", "proposals", "runs", "home"],
  invoices: ["invoices", "invoice", "aging", "reskontro", "number-series", "party", "proof", "home"],
  party: ["party", "parties", "search"],
};

/** The events of a stream of server-sent events, as far as it has come, and what is left unread (WHATWG HTML 9.2). */
export function eventsIn(text: string): { readonly topics: readonly (Topic | "missed")[]; readonly rest: string } {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  const topics = blocks.flatMap((block): (Topic | "missed")[] => {
    if (block.startsWith("event: missed")) return ["missed"];
    if (!block.startsWith("data: ")) return [];
    const { topic } = JSON.parse(block.slice(6)) as { topic: Topic };
    return topic in STALE ? [topic] : [];
  });
  return { topics, rest };
}
