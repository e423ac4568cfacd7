import { Explain } from "../../parts/Explain.tsx";
import type { Event } from "./asking.ts";
import { useSaid } from "./said.ts";

/** Ids and fingerprints stand in letters of one width; words do not. */
const CODED = /^[\da-f-]{32,}/;

/** The three layers of an event: what happened, with all that was kept, and where it came from. */
export function Told({ event }: { readonly event: Event }) {
  const { t, momentOf, actionOf, aboutOf, fieldOf, valueOf } = useSaid();
  const { changes, reason, rest } = event;
  const exact = (text: string) => (CODED.test(text) ? <span className="kv-audit-value">{text}</span> : text);
  const rule = [
    { label: t("audit.when"), value: momentOf(event.at) },
    { label: t("audit.who"), value: event.actorName ?? event.actorId },
    { label: t("audit.as"), value: t(`audit.actor.${event.actorKind as "user"}`) },
    ...changes.map(({ field, before, after }) => ({
      label: fieldOf(field),
      value: t("audit.change", { before: valueOf(field, before, "drawer"), after: valueOf(field, after, "drawer") }),
    })),
    ...(reason ? [{ label: t("audit.reason"), value: reason }] : []),
    ...rest.map(({ field, value }) => ({
      label: fieldOf(field),
      value: exact(valueOf(field, value, "drawer")),
    })),
    { label: aboutOf(event.subjectKind), value: exact(event.subjectId ?? "–") },
    { label: t("audit.request"), value: exact(event.requestId ?? "–") },
    { label: t("audit.code"), value: <span className="kv-mono">{event.action}</span> },
  ];
  return (
    <Explain of={{ title: actionOf(event.action), sentence: t("audit.why"), rule, law: t("audit.law") }}>
      {actionOf(event.action)}
    </Explain>
  );
}

/** In a line of the list the beginning is enough; the drawer has all. */
const SHORT = 40;
const MOST_FACTS = 3;
const brief = (value: string) => (value.length > SHORT ? `${value.slice(0, SHORT)}…` : value);

/** An event's change in a line: what it was, what it became, and why. */
export function Summary({ event }: { readonly event: Event }) {
  const { t, fieldOf, valueOf } = useSaid();
  const { changes, reason, rest } = event;
  const facts = changes.length === 0 ? rest.slice(0, MOST_FACTS) : [];
  const said = [
    ...changes.map(({ field, before, after }) =>
      t("audit.changed", { field: fieldOf(field), before: valueOf(field, before), after: valueOf(field, after) }),
    ),
    ...(reason ? [t("audit.because", { reason })] : []),
    ...facts.map(({ field, value }) => t("audit.fact", { field: fieldOf(field), value: brief(valueOf(field, value)) })),
  ];
  const line = said.join(" · ") || "–";
  return (
    <span className="kv-clip" title={line}>
      {line}
    </span>
  );
}
