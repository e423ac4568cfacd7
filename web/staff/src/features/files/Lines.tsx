import { Checkbox } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { grouped } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { State, type Tone } from "../../parts/State.tsx";
import type { Texts } from "../../texts/i18n.ts";
import { useFileLines, type BankFile, type FileLine } from "./questions.ts";
import { useFileWords } from "./words.ts";

const DONE: ReadonlySet<string> = new Set(["matched", "part", "reversal", "solved", "paired", "posted"]);
const toneOf = ({ state }: FileLine): Tone => (DONE.has(state) ? "settled" : state === "repeated" ? "held" : "due");

/** Where the money of a line went: its invoices, or the queue where it waits. */
function Became({ line }: { readonly line: FileLine }) {
  const { t } = useFileWords();
  const search = { ledger: line.ledgerId };
  if (line.invoices.length > 0)
    return (
      <span className="kv-links">
        {line.invoices.map(({ id, number }) => (
          <Link key={id} to="/invoices/$invoiceId" params={{ invoiceId: id }} search={search}>
            {number}
          </Link>
        ))}
      </span>
    );
  if (DONE.has(line.state) || line.state === "repeated") return <>–</>;
  return (
    <Link to="/bank" search={search}>
      {t("files.inQueue")}
    </Link>
  );
}

function useColumns(): readonly Column<FileLine>[] {
  const { t, dayOf, countOf } = useFileWords();
  return [
    { key: "no", head: t("files.line"), number: true, cell: (line) => countOf(line.lineNo) },
    { key: "on", head: t("field.settled"), cell: (line) => dayOf(line.on) },
    { key: "amount", head: t("field.amount"), number: true, cell: (line) => <Amount minor={line.amountMinor} /> },
    {
      key: "reference",
      head: t("field.reference"),
      cell: (line) => <span className="kv-mono">{line.reference ? grouped(line.reference) : "–"}</span>,
    },
    {
      key: "state",
      head: t("files.became"),
      cell: (line) => <State tone={toneOf(line)}>{t(`lineState.${line.state as keyof Texts["lineState"]}`)}</State>,
    },
    { key: "where", head: t("files.where"), cell: (line) => <Became line={line} /> },
  ];
}

/** Each line of a file and what became of it. */
export function Lines({ file }: { readonly file: BankFile }) {
  const { t } = useFileWords();
  const navigate = useNavigate();
  const columns = useColumns();
  const waiting = useSearch({ strict: false }).state === "waiting";
  const lines = useFileLines(file.id, waiting);
  const rows = lines.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-labelledby="lines">
      <div className="kv-files-top">
        <h2 id="lines">{t("field.lines")}</h2>
        <Checkbox
          label={t("files.onlyWaiting", { count: file.waiting })}
          checked={waiting}
          onChange={({ currentTarget: { checked } }) =>
            void navigate({ to: ".", search: (old) => ({ ...old, state: checked ? "waiting" : undefined }) })
          }
        />
      </div>
      <Asked of={lines} height={360}>
        {() =>
          rows.length === 0 ? (
            <p className="kv-why">{t(waiting ? "files.noneWaits" : "files.noLines")}</p>
          ) : (
            <DataTable
              label={t("field.lines")}
              columns={columns}
              rows={rows}
              rowKey={(line) => line.id}
              hasMore={lines.hasNextPage}
              loadMore={() => void lines.fetchNextPage()}
              loadingMore={lines.isFetchingNextPage}
            />
          )
        }
      </Asked>
    </section>
  );
}
