import { useTranslation } from "react-i18next";
import type { Event } from "./asking.ts";

type Values = Readonly<Record<string, unknown>>;

const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value of the trail as text: ids, codes and counts. */
export function plain(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.map(plain).join(", ");
  if (typeof value === "string") return value;
  if (!isValues(value)) return JSON.stringify(value);
  const known = Object.entries(value).filter(([, each]) => each !== null);
  return known.map(([name, each]) => `${name} ${plain(each)}`).join(" ") || "–";
}

/** In a line of the list the beginning is enough; the drawer has all. */
const SHORT = 40;
const brief = (value: string) => (value.length > SHORT ? `${value.slice(0, SHORT)}…` : value);

export type Changed = { readonly field: string; readonly before: string; readonly after: string };

/** What an event changed, field by field, where it kept both sides; what is the same on both is left out. */
export function changesOf({ detail }: Pick<Event, "detail">): Changed[] {
  const { before, after } = detail as { before?: unknown; after?: unknown };
  if (!isValues(before) || !isValues(after)) return [];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((field) => {
    const [old, young] = [plain(before[field]), plain(after[field])];
    return old === young ? [] : [{ field, before: old, after: young }];
  });
}

/** Why, in the words of who did it. */
export const reasonOf = ({ detail }: Pick<Event, "detail">): string | undefined =>
  typeof detail["reason"] === "string" ? detail["reason"] : undefined;

const TOLD = new Set(["before", "after", "reason"]);

/** The rest of what was kept, a name and a value each. */
export function restOf({ detail }: Pick<Event, "detail">): { label: string; value: string }[] {
  return Object.entries(detail)
    .filter(([name]) => !TOLD.has(name))
    .map(([label, value]) => ({ label, value: plain(value) }));
}

/** An event's change in a line: what it was, what it became, and why. */
export function Summary({ event }: { readonly event: Event }) {
  const { t } = useTranslation();
  const changes = changesOf(event);
  const reason = reasonOf(event);
  const rest = restOf(event);
  const said = [
    ...changes.map((change) => t("audit.changed", change)),
    ...(reason ? [t("audit.because", { reason })] : []),
    ...(changes.length === 0 ? rest.slice(0, 3).map(({ label, value }) => `${label} ${brief(value)}`) : []),
  ];
  return <span className="kv-audit-detail">{said.join(" · ") || "–"}</span>;
}
