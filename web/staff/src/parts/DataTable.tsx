import { Button } from "@mantine/core";
import { useEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Reached } from "./Explain.tsx";
import { useKeys } from "./keys.ts";
import { drawnRows, useScrolled } from "./virtual.ts";

export type Column<Row> = {
  readonly key: string;
  readonly head: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Right-aligned, figures under figures. */
  readonly number?: boolean;
  /** A width of CSS, as `8rem`. */
  readonly width?: string | number;
  /** Takes what the others leave on a wide screen; what stands in it in a `kv-clip` ends in an ellipsis there. */
  readonly fill?: boolean;
  /** Left out on a telephone, where the row has room for what tells it from the others; what opens from it says the rest. */
  readonly spare?: boolean;
};

export type DataTableProps<Row> = {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly hasMore?: boolean | undefined;
  readonly loadMore?: (() => void) | undefined;
  readonly loadingMore?: boolean | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly selectedKey?: string | undefined;
  readonly onSelect?: ((row: Row) => void) | undefined;
  /** The line under the list: its sum or count in words. */
  readonly total?: string | undefined;
  /** A second list of a screen does not hear the keys. */
  readonly quiet?: boolean | undefined;
};

const NEAR_END = 20;

/** A click on something that has its own use is not a click on its row. */
const ownUse = (target: EventTarget) =>
  target instanceof Element && target.closest("a, button, input, label, select") !== null;

/** The chosen row: by the screen where it says so, else by the list itself; the first key chooses the first row. */
function useChoice<Row>({ rows, rowKey, selectedKey, onSelect }: DataTableProps<Row>) {
  const [own, setOwn] = useState<string | undefined>();
  const key = selectedKey ?? own;
  const at = key === undefined ? -1 : rows.findIndex((row) => rowKey(row) === key);
  const choose = (index: number) => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (!row) return;
    setOwn(rowKey(row));
    onSelect?.(row);
  };
  return { at, choose };
}

/** Brings the row into view, beneath the header, and gives it the focus once it is drawn. */
function useFollowing(frame: RefObject<HTMLDivElement | null>, at: number, rowHeight: number) {
  const wanted = useRef(-1);
  useEffect(() => {
    const element = frame.current;
    if (!element || wanted.current !== at || at < 0) return;
    const top = at * rowHeight;
    const seen = element.clientHeight - (element.querySelector("thead")?.offsetHeight ?? 0);
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + seen) element.scrollTop = top + rowHeight - seen;
    const row = element.querySelector<HTMLElement>(`tr[data-at="${String(at)}"]`);
    row?.focus({ preventScroll: true });
    if (row) wanted.current = -1;
  });
  return (index: number) => {
    wanted.current = index;
  };
}

/** Asks for the next page before the end is seen. */
function useMore<Row>({ hasMore, loadMore, loadingMore, rows }: DataTableProps<Row>, to: number, at: number) {
  const near = rows.length > 0 && (to >= rows.length - NEAR_END || at >= rows.length - 2);
  const asked = useRef(0);
  useEffect(() => {
    if (!near || !hasMore || loadingMore || asked.current === rows.length) return;
    // A page is asked for by itself only in a list that scrolls; a short one has its button.
    if (rows.length < NEAR_END) return;
    asked.current = rows.length;
    loadMore?.();
  });
}

function useTableKeys<Row>(
  { quiet, rows, onOpen }: DataTableProps<Row>,
  at: number,
  go: (index: number) => void,
): void {
  const { t } = useTranslation();
  const [down, up] = [t("keys.down"), t("keys.up")];
  const off = quiet === true || rows.length === 0;
  const row = rows[at];
  useKeys([
    { key: "j", label: down, off, act: () => go(at + 1) },
    { key: "k", label: up, off, act: () => go(Math.max(0, at - 1)) },
    { key: "ArrowDown", label: down, off, act: () => go(at + 1) },
    { key: "ArrowUp", label: up, off, act: () => go(Math.max(0, at - 1)) },
    { key: "Enter", label: t("keys.open"), off: off || !onOpen || !row, act: () => row && onOpen?.(row) },
  ]);
}

const classOf = ({ number, fill, spare }: Pick<Column<never>, "number" | "fill" | "spare">) =>
  [number && "kv-number", fill && "kv-fill", spare && "kv-spare"].filter(Boolean).join(" ") || undefined;

function Head<Row>({ columns }: { readonly columns: readonly Column<Row>[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th
            key={column.key}
            scope="col"
            className={classOf(column)}
            style={column.width ? { width: column.width } : undefined}
          >
            {column.head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

const Space = ({ height, columns }: { readonly height: number; readonly columns: number }) =>
  height > 0 && (
    <tr aria-hidden="true" className="kv-space">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );

function Rows<Row>({
  table,
  drawn,
  at,
  choose,
}: {
  readonly table: DataTableProps<Row>;
  readonly drawn: ReturnType<typeof drawnRows>;
  readonly at: number;
  readonly choose: (index: number) => void;
}) {
  const { columns, rows, rowKey, onOpen } = table;
  return (
    <tbody>
      <Space height={drawn.before} columns={columns.length} />
      {rows.slice(drawn.from, drawn.to).map((row, index) => {
        const here = drawn.from + index;
        return (
          <tr
            key={rowKey(row)}
            data-at={here}
            aria-rowindex={here + 2}
            aria-current={here === at ? "true" : undefined}
            tabIndex={here === Math.max(0, at) ? 0 : -1}
            className={onOpen ? "kv-opens" : undefined}
            onClick={(event) => {
              if (ownUse(event.target)) return;
              choose(here);
              onOpen?.(row);
            }}
          >
            <Reached value={here === at}>
              {columns.map((column) => (
                <td key={column.key} className={classOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </Reached>
          </tr>
        );
      })}
      <Space height={drawn.after} columns={columns.length} />
    </tbody>
  );
}

/** The height of a row as it is drawn in this density. */
function useRowHeight(frame: RefObject<HTMLDivElement | null>, count: number): number {
  const [height, setHeight] = useState(44);
  useEffect(() => {
    const row = frame.current?.querySelector<HTMLElement>("tr[data-at]");
    if (row && row.offsetHeight > 0 && row.offsetHeight !== height) setHeight(row.offsetHeight);
  }, [frame, count, height]);
  return height;
}

/**
 * A list of any length in its own frame: only the rows in sight are drawn. `j` `k` and the arrows move the chosen row, Enter or a click
 * opens it, and Tab reaches what stands in it. The next page is asked for before its end is seen.
 */
export function DataTable<Row>(table: DataTableProps<Row>) {
  const { label, columns, rows, hasMore, loadMore, loadingMore, total } = table;
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const scrolled = useScrolled(frame);
  const rowHeight = useRowHeight(frame, rows.length);
  const { at, choose } = useChoice(table);
  const follow = useFollowing(frame, at, rowHeight);
  const drawn = drawnRows(rows.length, rowHeight, scrolled.top, scrolled.height);
  const go = (index: number) => {
    const next = Math.max(0, Math.min(index, rows.length - 1));
    follow(next);
    choose(next);
  };
  useTableKeys(table, at, go);
  useMore(table, drawn.to, at);
  return (
    <div className="kv-card kv-data">
      <div ref={frame} className="kv-data-frame" role="region" aria-label={label} tabIndex={0}>
        <table className="kv-table" aria-label={label} aria-rowcount={hasMore ? -1 : rows.length + 1}>
          <Head columns={columns} />
          <Rows table={table} drawn={drawn} at={at} choose={choose} />
        </table>
      </div>
      {(total ?? hasMore) && (
        <div className="kv-data-foot">
          <span>{total}</span>
          {hasMore && (
            <Button variant="subtle" size="compact-sm" loading={loadingMore === true} onClick={loadMore}>
              {t("common.more")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
