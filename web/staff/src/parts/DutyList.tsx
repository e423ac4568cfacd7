import { Button } from "@mantine/core";
import type { UseInfiniteQueryResult, InfiniteData } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../format.ts";
import { useGo } from "../shell/going.ts";
import { useLanguage } from "../shell/language.ts";
import { Asked } from "./Asked.tsx";
import { useAskOn } from "./ask-on.ts";
import { DataTable, type Column } from "./DataTable.tsx";
import "./DutyList.css";
import { useKeys } from "./keys.ts";
import { State } from "./State.tsx";

type Paged<Row> = { readonly items: readonly Row[]; readonly nextCursor: string | null };

/** What can be done with the row at hand: a key, its words, and the dialog or act. */
export type Act<Row> = {
  readonly key: string;
  readonly label: string;
  readonly act: (row: Row) => void;
  readonly off?: (row: Row) => boolean;
};

const PAGE = 100;

function Bar<Row>({ row, why, acts }: { readonly row: Row; readonly why: string; readonly acts: readonly Act<Row>[] }) {
  return (
    <div className="kv-duty-bar">
      <p>{why}</p>
      <div className="kv-acts">
        {acts
          .filter(({ off }) => !off?.(row))
          .map(({ key, label, act }) => (
            <Button key={key} variant="default" onClick={() => act(row)} rightSection={<kbd aria-hidden>{key}</kbd>}>
              {label}
            </Button>
          ))}
      </div>
    </div>
  );
}

/** Nothing waits here: what comes next, and when (W-01). */
function Done({ said, next }: { readonly said: string; readonly next: string }) {
  return (
    <div className="kv-card kv-duty-done">
      <State tone="settled">{said}</State>
      <span className="kv-why">{next}</span>
    </div>
  );
}

/** One list of the duty: rows by keyboard, and beneath them what can be done with the one at hand. */
export function DutyList<Row>({
  of,
  label,
  columns,
  rowKey,
  partyOf,
  onOpen,
  why,
  acts,
  done,
}: {
  readonly of: UseInfiniteQueryResult<InfiniteData<Paged<Row>>>;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** Whose page Enter opens; undefined where nobody is known. */
  readonly partyOf?: (row: Row) => string | undefined;
  /** What Enter opens instead. */
  readonly onOpen?: (row: Row) => void;
  /** Why the row is here and what helps, in a sentence (W-02). */
  readonly why: (row: Row) => string;
  readonly acts: readonly Act<Row>[];
  readonly done: { readonly said: string; readonly next: string };
}): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const go = useGo();
  const [chosen, choose] = useState<string | undefined>();
  const rows = of.data?.pages.flatMap((page) => page.items) ?? [];
  useAskOn(of, PAGE);
  const row = rows.find((each) => rowKey(each) === chosen) ?? rows[0];
  const open = (each: Row) => {
    const partyId = partyOf?.(each);
    if (partyId) go(`/parties/${partyId}`);
  };
  useKeys(
    acts.map(({ key, label: said, act, off }) => ({
      key,
      label: said,
      off: row === undefined || (off?.(row) ?? false),
      act: () => row !== undefined && act(row),
    })),
  );
  return (
    <Asked of={of} height={420}>
      {() =>
        rows.length === 0 || row === undefined ? (
          <Done {...done} />
        ) : (
          <>
            <DataTable
              label={label}
              columns={columns}
              rows={rows}
              rowKey={rowKey}
              selectedKey={rowKey(row)}
              onSelect={(each) => choose(rowKey(each))}
              onOpen={onOpen ?? open}
              hasMore={of.hasNextPage}
              loadMore={() => void of.fetchNextPage()}
              loadingMore={of.isFetchingNextPage}
              total={t(of.hasNextPage ? "duty.soFar" : "duty.all", {
                count: rows.length,
                number: count(rows.length, language),
              })}
            />
            <Bar row={row} why={why(row)} acts={acts} />
          </>
        )
      }
    </Asked>
  );
}
