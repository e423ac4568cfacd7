import { Explain } from "../../parts/Explain.tsx";
import { moment } from "../../parts/moment.ts";
import type { Event } from "./asking.ts";
import { changesOf, reasonOf, restOf } from "./detail.ts";
import { useSaid } from "./said.ts";

/** Ids and fingerprints stand in letters of one width; words do not. */
const CODED = /^[\da-f-]{32,}/;

/** The three layers of an event: what happened, with all that was kept, and where it came from. */
export function Told({ event }: { readonly event: Event }) {
  const { t, language, actionOf, aboutOf, fieldOf, valueOf } = useSaid();
  const reason = reasonOf(event);
  const exact = (text: string) => (CODED.test(text) ? <span className="kv-audit-value">{text}</span> : text);
  const rule = [
    { label: t("audit.when"), value: moment(event.at, language) },
    { label: t("audit.who"), value: event.actorName ?? event.actorId },
    { label: t("audit.as"), value: t(`audit.actor.${event.actorKind as "user"}`) },
    ...changesOf(event).map(({ field, before, after }) => ({
      label: fieldOf(field),
      value: t("audit.change", { before: valueOf(field, before, "drawer"), after: valueOf(field, after, "drawer") }),
    })),
    ...(reason ? [{ label: t("audit.reason"), value: reason }] : []),
    ...restOf(event).map(({ field, value }) => ({
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
  const changes = changesOf(event);
  const reason = reasonOf(event);
  const facts = changes.length === 0 ? restOf(event).slice(0, MOST_FACTS) : [];
  const said = [
    ...changes.map(({ field, before, after }) =>
      t("audit.changed", { field: fieldOf(field), before: valueOf(field, before), after: valueOf(field, after) }),
    ),
    ...(reason ? [t("audit.because", { reason })] : []),
    ...facts.map(({ field, value }) => t("audit.fact", { field: fieldOf(field), value: brief(valueOf(field, value)) })),
  ];
  const line = said.join(" · ") || "–";
  return (
    <span className="kv-audit-detail" title={line}>
      {line}
    </span>
  );
}
