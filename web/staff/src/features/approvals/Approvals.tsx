import "./approvals.css";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { useNarrow } from "../../parts/narrow.ts";
import { Page } from "../../parts/Page.tsx";
import { State } from "../../parts/State.tsx";
import { useMay } from "../../shell/session.ts";
import { One } from "./One.tsx";
import { useRequests, VIEWS, type Request, type View } from "./questions.ts";
import { standingOf, TONES, useRequestWords } from "./words.ts";

/** The view that the address asks for; who sees no proposals sees what they sent. */
function useView(): View {
  const { group } = useSearch({ strict: false });
  const seesAll = useMay("proposals.read");
  return seesAll ? (VIEWS.find((each) => each === group) ?? "yours") : "sent";
}

function Views({ view }: { readonly view: View }) {
  const { t } = useRequestWords();
  if (!useMay("proposals.read")) return null;
  return (
    <nav className="kv-run-looks" aria-label={t("approvals.views")}>
      {VIEWS.map((each) => (
        <Link
          key={each}
          to="/approvals"
          replace
          search={(old) => ({ ledger: old.ledger, group: each })}
          className="kv-run-look"
          data-chosen={each === view}
          activeProps={{ "aria-current": each === view ? "true" : undefined }}
        >
          {t(`approvals.view.${each}`)}
        </Link>
      ))}
    </nav>
  );
}

/** What is asked, whose, and why, in two lines. */
function What({ of, view }: { readonly of: Request; readonly view: View }) {
  const { t, billOf, reasonOf, whoOf, ageOf } = useRequestWords();
  const stands = standingOf(of);
  const shown = view === "sent" || stands !== "waits";
  return (
    <div className="kv-request">
      <div>
        <strong>{t(`approvals.kind.${of.request}`)}</strong> {of.initials ?? ""}{" "}
        <span className="kv-mono">{billOf(of)}</span>
      </div>
      <div className="kv-why">
        {shown && <State tone={TONES[stands]}>{t(`approvals.stands.${stands}`)}</State>}
        <span>
          {[
            reasonOf(of.reason),
            whoOf(of),
            ageOf(of),
            ...(of.nudges > 0 ? [t("approvals.nudged", { count: of.nudges })] : []),
          ].join(" · ")}
        </span>
      </div>
    </div>
  );
}

function useColumns(view: View): readonly Column<Request>[] {
  const { t, amountOf } = useRequestWords();
  return [
    { key: "what", head: t("approvals.what"), cell: (row) => <What of={row} view={view} />, fill: true },
    { key: "amount", head: t("field.amount"), number: true, cell: (row) => amountOf(row.amountMinor, row) },
  ];
}

function useLead(view: View, rows: readonly Request[] | undefined, more: boolean): string {
  const { t, countOf } = useRequestWords();
  if (!rows) return t("nav.approvals");
  if (rows.length === 0) return t(`approvals.leadNone.${view}`);
  return t(`approvals.lead.${view}`, { count: rows.length, number: `${countOf(rows.length)}${more ? "+" : ""}` });
}

/** Requests for approval: those that wait for the reader first; beside them the one at hand, with all that a decision rests on (ux H-04). */
export function Approvals() {
  const { t } = useRequestWords();
  const navigate = useNavigate();
  const narrow = useNarrow();
  const view = useView();
  const found = useRequests(view);
  const { subject } = useSearch({ strict: false });
  const rows = found.data?.pages.flatMap((page) => page.items);
  const chosen = subject ?? (narrow ? undefined : rows?.[0]?.id);
  const choose = (id: string | undefined) =>
    void navigate({ to: "/approvals", replace: true, search: (old) => ({ ...old, subject: id }) });
  const columns = useColumns(view);
  // On a telephone either the list or the one at hand.
  const list = !(narrow && subject);
  return (
    <Page title={t("nav.approvals")} lead={useLead(view, rows, found.hasNextPage)} help={t("approvals.help")}>
      {list && <Views view={view} />}
      <div className="kv-requests">
        {list && (
          <Asked of={found} height={420}>
            {() =>
              rows!.length === 0 ? (
                <p className="kv-card kv-empty">{t(`approvals.none.${view}`)}</p>
              ) : (
                <DataTable
                  label={t("nav.approvals")}
                  columns={columns}
                  rows={rows!}
                  rowKey={(row) => row.id}
                  selectedKey={chosen}
                  onSelect={(row) => !narrow && choose(row.id)}
                  onOpen={(row) => choose(row.id)}
                  hasMore={found.hasNextPage}
                  loadMore={() => void found.fetchNextPage()}
                  loadingMore={found.isFetchingNextPage}
                />
              )
            }
          </Asked>
        )}
        {chosen && (
          <One
            key={chosen}
            proposalId={chosen}
            keep={() => choose(chosen)}
            leave={() => choose(undefined)}
            alone={!list}
          />
        )}
      </div>
    </Page>
  );
}
