import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { useDone } from "../../parts/Done.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { FileLink } from "../../parts/files.tsx";
import { useKeys } from "../../parts/keys.ts";
import { useNarrow } from "../../parts/narrow.ts";
import { Problem } from "../../parts/Problem.tsx";
import { State, type Tone } from "../../parts/State.tsx";
import { useGo } from "../../shell/going.ts";
import { useMay } from "../../shell/session.ts";
import { useState } from "react";
import { useBoard, useChasing, type BoardRow } from "./questions.ts";
import { useMonthWords } from "./words.ts";

const TONES: Readonly<Record<BoardRow["state"], Tone>> = {
  ...{ mismatch: "overdue", late: "overdue", missing: "held", open: "due", signed: "settled" },
};

/** A step of a clinic's month: done, or what is missing of it and where that is mended. */
function Step({ done, to, row, children }: { done: boolean; to: string; row: BoardRow; children: string }) {
  if (done) return <State tone="settled">{children}</State>;
  return (
    <State tone="overdue">
      <Link to={to as "/"} search={{ ledger: row.ledgerId }}>
        {children}
      </Link>
    </State>
  );
}

function Signed({ row }: { readonly row: BoardRow }) {
  const { t, dayOf, momentOf, moneyOf } = useMonthWords();
  const { pack, state } = row;
  const rule = pack
    ? [
        { label: t("monthEnd.made"), value: momentOf(pack.knownAt) },
        { label: t("field.due"), value: dayOf(row.dueOn) },
        { label: t("monthEnd.remaining"), value: moneyOf(pack.totals.remainingMinor, row.currency) },
        { label: t("monthEnd.difference"), value: moneyOf(pack.totals.differenceMinor, row.currency) },
        ...(pack.signedAt ? [{ label: t("monthEnd.state.signed"), value: momentOf(pack.signedAt) }] : []),
      ]
    : [{ label: t("field.due"), value: dayOf(row.dueOn) }];
  return (
    <State tone={TONES[state]}>
      <Explain of={{ title: row.name, sentence: t(`monthEnd.why.${state}`), rule, law: t("monthEnd.law") }}>
        {t(`monthEnd.state.${state}`)}
      </Explain>
    </State>
  );
}

/** When the clinic was asked last, and the way to ask it now. */
function Chase({ row, chase, busy }: { row: BoardRow; chase: ((row: BoardRow) => void) | undefined; busy: boolean }) {
  const { t, momentOf } = useMonthWords();
  const { lastAt, days } = row.chased;
  return (
    <span className="kv-month-chase">
      <span className="kv-why">
        {lastAt ? t("monthEnd.chased", { count: days, at: momentOf(lastAt) }) : t("monthEnd.neverChased")}
      </span>
      {chase && row.mayBeChased && (
        <Button variant="default" size="compact-sm" loading={busy} onClick={() => chase(row)}>
          {t("monthEnd.chase")}
        </Button>
      )}
    </span>
  );
}

function useColumns(chase: ((row: BoardRow) => void) | undefined, busy: string | undefined) {
  const { t, moneyOf } = useMonthWords();
  const isNarrow = useNarrow();
  const chaseOf = (row: BoardRow) => <Chase row={row} chase={chase} busy={busy === row.ledgerId} />;
  const columns: readonly Column<BoardRow>[] = [
    {
      key: "clinic",
      head: t("monthEnd.clinic"),
      fill: true,
      cell: (row) => (
        <>
          <Link to="/month-end" search={(old) => ({ ...old, ledger: row.ledgerId })}>
            {row.name}
          </Link>
          {isNarrow && <div className="kv-month-beneath">{chaseOf(row)}</div>}
        </>
      ),
    },
    {
      key: "bank",
      head: t("monthEnd.step.bank"),
      spare: true,
      cell: (row) => (
        <Step done={row.bankComplete} to="/files" row={row}>
          {t(row.bankComplete ? "monthEnd.complete" : "monthEnd.incomplete")}
        </Step>
      ),
    },
    {
      key: "unmatched",
      head: t("monthEnd.step.unmatched"),
      spare: true,
      cell: (row) => (
        <Step done={row.unmatched.count === 0} to="/bank" row={row}>
          {row.unmatched.count === 0
            ? t("monthEnd.nothing")
            : t("monthEnd.unmatched", {
                count: row.unmatched.count,
                amount: moneyOf(row.unmatched.amountMinor, row.currency),
              })}
        </Step>
      ),
    },
    {
      key: "made",
      head: t("monthEnd.step.made"),
      spare: true,
      cell: ({ pack }) =>
        pack ? (
          <FileLink plain href={`/api/v1/ledgers/${pack.ledgerId}/month-packs/${pack.id}`}>
            {t("monthEnd.download")}
          </FileLink>
        ) : (
          <State tone="held">{t("monthEnd.notMade")}</State>
        ),
    },
    { key: "signed", head: t("monthEnd.step.signed"), cell: (row) => <Signed row={row} /> },
    { key: "chase", head: t("monthEnd.lastChase"), spare: true, cell: chaseOf },
  ];
  return columns;
}

/** Clinics by steps for a month, the late ones first. */
export function Board({ monthOn }: { readonly monthOn: string }) {
  const { t } = useMonthWords();
  const found = useBoard(monthOn);
  const tell = useDone();
  const go = useGo();
  const [chosen, choose] = useState<BoardRow | undefined>();
  const chasing = useChasing(({ name }) => tell(t("monthEnd.chaseSent", { name })));
  const chase = useMay("monthEnd.chase")
    ? (row: BoardRow) => {
        if (!chasing.isPending) chasing.mutate(row);
      }
    : undefined;
  const columns = useColumns(chase, chasing.isPending ? chasing.variables.ledgerId : undefined);
  const now = found.data?.items.find(({ ledgerId }) => ledgerId === chosen?.ledgerId);
  useKeys([{ key: "c", label: t("monthEnd.chase"), off: !chase || !now?.mayBeChased, act: () => now && chase?.(now) }]);
  return (
    <section aria-label={t("monthEnd.boardOf")}>
      <Problem of={chasing.error} />
      <Asked of={found} height={280}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="kv-card kv-empty">{t("monthEnd.noClinics")}</p>
          ) : (
            <DataTable
              label={t("monthEnd.boardOf")}
              columns={columns}
              rows={items}
              rowKey={({ ledgerId }) => ledgerId}
              selectedKey={chosen?.ledgerId}
              onSelect={choose}
              onOpen={(row) => go("/month-end", { ledger: row.ledgerId, from: monthOn })}
            />
          )
        }
      </Asked>
    </section>
  );
}
