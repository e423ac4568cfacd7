import { Button, Select } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { count, inOrder } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { DateInput } from "../../parts/DateInput.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { ExportMenu } from "../../parts/ExportMenu.tsx";
import { Page } from "../../parts/Page.tsx";
import { State } from "../../parts/State.tsx";
import type { Search } from "../../address.ts";
import { useMay, useZone } from "../../shell/session.ts";
import { trailOf, useSeal, useTrail, useTrailWords, type Event, type Seal } from "./asking.ts";
import { useSaid } from "./said.ts";
import { Summary, Told } from "./Told.tsx";
import "./audit.css";

function useChange(): (words: Search) => void {
  const navigate = useNavigate();
  return (words) => void navigate({ to: ".", search: (old) => ({ ...old, ...words }) });
}

/** Up to when all is sealed, and whether the chains held when they were last gone through. */
function Sealed({ seal }: { readonly seal: Seal }) {
  const { t, language, momentOf } = useSaid();
  const trail = seal.streams.find(({ stream }) => stream === "audit");
  const { checked } = seal;
  const mayChecks = useMay("checks.run");
  const tone = !trail || !checked ? "due" : checked.holds ? "settled" : "overdue";
  const said = !trail
    ? t("audit.unsealed")
    : !checked
      ? t("audit.sealedOnly", { at: momentOf(trail.sealedAt) })
      : t(checked.holds ? "audit.sealed" : "audit.broken", {
          at: momentOf(trail.sealedAt),
          checked: momentOf(checked.at),
        });
  const rule = seal.streams.flatMap(({ stream, sealed, sealedAt, waiting }) => [
    {
      label: t(`audit.stream.${stream}`),
      value: t("audit.links", { count: sealed, links: count(sealed, language), at: momentOf(sealedAt) }),
    },
    { label: t("audit.since"), value: count(waiting, language) },
  ]);
  return (
    <p className="kv-audit-seal">
      <State tone={tone}>
        <Explain of={{ title: t("audit.sealTitle"), sentence: t("audit.sealWhy"), rule, law: t("audit.sealLaw") }}>
          {said}
        </Explain>
      </State>
      {mayChecks && (
        <Link to="/settings/checks" search={({ ledger }) => ({ ledger })}>
          {t("checks.fromSeal")}
        </Link>
      )}
    </p>
  );
}

function Filter() {
  const { t, language, actionOf } = useSaid();
  const words = useSearch({ strict: false });
  const change = useChange();
  const known = useTrailWords().data;
  const actors = (known?.actors ?? []).map(({ id, name }) => ({ value: id, label: name ?? id }));
  const actions = (known?.actions ?? []).map((action) => ({ value: action, label: actionOf(action) }));
  const before = inOrder(language);
  return (
    <>
      <DateInput label={t("audit.from")} w={190} value={words.from} onChange={(from) => change({ from })} />
      <DateInput label={t("audit.to")} w={190} value={words.to} onChange={(to) => change({ to })} />
      <Select
        label={t("audit.who")}
        placeholder={t("audit.everybody")}
        w={220}
        clearable
        searchable
        clearButtonProps={{ "aria-label": t("audit.clear") }}
        data={actors}
        value={words.actor ?? null}
        onChange={(actor) => change({ actor: actor ?? undefined })}
      />
      <Select
        label={t("audit.what")}
        placeholder={t("audit.everything")}
        w={220}
        clearable
        searchable
        clearButtonProps={{ "aria-label": t("audit.clear") }}
        data={actions.toSorted((one, other) => before(one.label, other.label))}
        value={words.action ?? null}
        onChange={(action) => change({ action: action ?? undefined })}
      />
      {words.party && (
        <Button variant="light" onClick={() => change({ party: undefined })}>
          {t("audit.withoutParty")}
        </Button>
      )}
      {words.subject && (
        <Button variant="light" onClick={() => change({ subject: undefined, kind: undefined })}>
          {t("audit.withoutSubject")}
        </Button>
      )}
    </>
  );
}

function useColumns(): Column<Event>[] {
  const { t, momentOf, whoOf, aboutOf } = useSaid();
  return [
    { key: "when", head: t("audit.when"), cell: (event) => momentOf(event.at) },
    { key: "who", head: t("audit.who"), cell: whoOf },
    { key: "what", head: t("audit.what"), cell: (event) => <Told event={event} /> },
    {
      key: "subject",
      head: t("audit.subject"),
      cell: ({ subjectKind, subjectId }) => (
        <>
          {aboutOf(subjectKind)} <span className="kv-mono kv-why">{subjectId?.slice(-8)}</span>
        </>
      ),
    },
    { key: "change", head: t("audit.beforeAfter"), fill: true, cell: (event) => <Summary event={event} /> },
    {
      key: "where",
      head: t("audit.where"),
      cell: (event) => <span className="kv-mono kv-why">{event.requestId?.slice(-8) ?? "–"}</span>,
    },
  ];
}

/** Everything that was done: who, what, before and after, why, from where; narrowed by the address (H-10). */
export function Audit() {
  const { t, language, momentOf, actionOf, whoOf } = useSaid();
  const change = useChange();
  const query = trailOf(useSearch({ strict: false }), useZone());
  const trail = useTrail(query);
  const seal = useSeal();
  const columns = useColumns();
  const events = trail.data?.pages.flatMap(({ items }) => items) ?? [];
  const newest = events[0];
  const lead = newest
    ? t("audit.lead", {
        who: whoOf(newest),
        what: actionOf(newest.action),
        at: momentOf(newest.at),
      })
    : t("audit.title");
  const file = (format: string) => `/api/v1/audit-events?${new URLSearchParams({ ...query, format }).toString()}`;
  return (
    <Page title={t("audit.title")} lead={lead} help={t("audit.help")} acts={<ExportMenu href={file} />}>
      <Asked of={seal} height={24}>
        {(answer) => <Sealed seal={answer} />}
      </Asked>
      <div className="kv-filter">
        <Filter />
      </div>
      <Asked of={trail} height={480}>
        {() =>
          events.length === 0 ? (
            <p className="kv-card kv-empty">{t("audit.empty")}</p>
          ) : (
            <DataTable
              label={t("audit.title")}
              columns={columns}
              rows={events}
              rowKey={({ id }) => id}
              hasMore={trail.hasNextPage}
              loadMore={() => void trail.fetchNextPage()}
              loadingMore={trail.isFetchingNextPage}
              onOpen={({ subjectKind, subjectId }) => subjectId && change({ kind: subjectKind, subject: subjectId })}
              total={t("audit.shown", { count: events.length, events: count(events.length, language) })}
            />
          )
        }
      </Asked>
    </Page>
  );
}
