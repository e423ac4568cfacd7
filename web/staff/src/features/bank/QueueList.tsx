import { Amount } from "../../parts/Amount.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { useNarrow } from "../../parts/narrow.ts";
import { State } from "../../parts/State.tsx";
import { grouped } from "../../format.ts";
import type { QueueLine } from "./questions.ts";
import { stateOf, toneOf, useBankWords } from "./words.ts";

/** What a payment says of itself: its reference, else its text. */
function Said({ line }: { readonly line: QueueLine }) {
  if (line.reference) return <span className="kv-mono">{grouped(line.reference)}</span>;
  return <span className="kv-bank-text">{line.text ?? "–"}</span>;
}

function useColumns(underWay: ReadonlySet<string>, putOff: boolean): readonly Column<QueueLine>[] {
  const { t, dayOf, explained } = useBankWords();
  const narrow = useNarrow();
  const why = (line: QueueLine) =>
    underWay.has(line.id) ? (
      <span className="kv-why">{t("bank.underWay")}</span>
    ) : (
      <State tone={toneOf(line)}>
        <Explain of={explained(line)}>{t(`lineState.${stateOf(line)}`)}</Explain>
      </State>
    );
  const both = (line: QueueLine) => (
    <div className="kv-bank-narrow">
      <Said line={line} />
      <div>{why(line)}</div>
    </div>
  );
  const back: Column<QueueLine> = {
    key: "back",
    head: t("bank.comesBack"),
    cell: ({ snoozed }) => (snoozed ? dayOf(snoozed.untilOn) : "–"),
  };
  return [
    putOff ? back : { key: "on", head: t("field.settled"), cell: (line) => dayOf(line.on) },
    { key: "amount", head: t("field.amount"), number: true, cell: (line) => <Amount minor={line.amountMinor} /> },
    { key: "said", head: t("field.reference"), cell: narrow ? both : (line) => <Said line={line} /> },
    ...(narrow ? [] : [{ key: "why", head: t("common.why"), cell: why }]),
  ];
}

/** The queue, most money times days first. */
export function QueueList({
  lines,
  chosen,
  choose,
  underWay,
  total,
  putOff,
  more,
}: {
  readonly lines: readonly QueueLine[];
  readonly chosen: QueueLine | undefined;
  readonly choose: (line: QueueLine) => void;
  readonly underWay: ReadonlySet<string>;
  readonly total: string;
  /** Are these the lines that are put off? */
  readonly putOff: boolean;
  readonly more: { readonly has: boolean; readonly load: () => void; readonly loading: boolean };
}) {
  const { t } = useBankWords();
  return (
    <DataTable
      label={t(putOff ? "bank.viewPutOff" : "bank.queue")}
      columns={useColumns(underWay, putOff)}
      rows={lines}
      rowKey={(line) => line.id}
      selectedKey={chosen?.id}
      onSelect={choose}
      total={total}
      hasMore={more.has}
      loadMore={more.load}
      loadingMore={more.loading}
    />
  );
}
