import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { useLedger } from "../../shell/session.ts";
import { LOSS_STATES, useLosses, type Loss } from "./questions.ts";
import { Recover } from "./Recover.tsx";
import { useLossWords } from "./words.ts";

/** One line of four states: where the loss is, what lies behind it and before it (ux H-09). */
function Way({ of }: { readonly of: Loss }) {
  const { t } = useLossWords();
  const here = LOSS_STATES.indexOf(of.state);
  return (
    <ol className="kv-loss-way" aria-label={t("loss.wayOf", { state: t(`loss.state.${of.state}`) })}>
      {LOSS_STATES.map((state, index) => (
        <li key={state} data-done={index <= here} aria-current={index === here ? "step" : undefined}>
          {t(`loss.state.${state}`)}
        </li>
      ))}
    </ol>
  );
}

function useColumns(): readonly Column<Loss>[] {
  const { t, dayOf, groundOf } = useLossWords();
  return [
    { key: "number", head: t("field.number"), cell: (row) => <span className="kv-mono">{row.number ?? "–"}</span> },
    { key: "ground", head: t("loss.ground"), cell: (row) => groundOf(row) },
    { key: "day", head: t("loss.proposedOn"), cell: (row) => dayOf(row.madeOn) },
    { key: "way", head: t("field.state"), cell: (row) => <Way of={row} />, fill: true },
    { key: "amount", head: t("field.amount"), number: true, cell: (row) => <Amount minor={row.amountMinor} /> },
    {
      key: "back",
      head: t("loss.cameAfter"),
      number: true,
      cell: (row) => (row.recoveredMinor === 0 ? "–" : <Amount minor={row.recoveredMinor} />),
    },
    { key: "act", head: "", cell: (row) => <Recover of={row} /> },
  ];
}

/** The losses of this ledger, each with how far it has come: asked for, approved, in the books, credited by the practice system. */
export function LossList() {
  const { t } = useLossWords();
  const { id } = useLedger();
  const found = useLosses(id);
  const columns = useColumns();
  return (
    <Asked of={found} height={360}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="kv-card kv-empty">{t("loss.noneUnderWay")}</p>
        ) : (
          <DataTable
            label={t("loss.view.way")}
            columns={columns}
            rows={items}
            rowKey={(row) => `${row.proposalId} ${String(row.lineNo)}`}
          />
        )
      }
    </Asked>
  );
}
