import type { paths } from "@kvitt/client";
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, type Answer } from "../../api.ts";
import { day as dayText, grouped, money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { useKeys } from "../../parts/keys.ts";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import type { Texts } from "../../texts/i18n.ts";
import type { Part, PartName } from "./figures.ts";

type Row = Answer<"/api/v1/ledgers/{ledgerId}/reports/day-proof/rows", "get">["items"][number];
type PartAsked = paths["/api/v1/ledgers/{ledgerId}/reports/day-proof/rows"]["get"]["parameters"]["query"]["part"];

function useRows(ledgerId: string, day: string, part: string) {
  return useInfiniteQuery({
    queryKey: ["proof", ledgerId, "rows", day, part],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/reports/day-proof/rows", {
          params: {
            path: { ledgerId },
            query: { day, part: part as PartAsked, limit: 100, ...(pageParam ? { cursor: pageParam } : {}) },
          },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** The invoice of a row, or the file that told of it, or the queue where it waits. */
function Where({ row }: { readonly row: Row }) {
  const { t } = useTranslation();
  const { id } = useLedger();
  const search = { ledger: id };
  if (row.invoiceId)
    return (
      <Link to="/invoices/$invoiceId" params={{ invoiceId: row.invoiceId }} search={search}>
        {t("proof.toInvoice")}
      </Link>
    );
  if (row.of === "statementLine")
    return (
      <Link to="/bank" search={search}>
        {t("proof.toQueue")}
      </Link>
    );
  if (!row.fileId) return <>–</>;
  return (
    <Link to="/files/$fileId" params={{ fileId: row.fileId }} search={search}>
      {t("proof.toFile")}
    </Link>
  );
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const kindOf = ({ of, kind }: Row) => {
    if (of === "entry" && kind) return t(`proofEntry.${kind as keyof Texts["proofEntry"]}`);
    if (of === "bankLine" && kind) return t(`lineState.${kind as keyof Texts["lineState"]}`);
    return t(`proofRow.${of}`);
  };
  return [
    { key: "on", head: t("field.day"), cell: (row) => dayText(row.on, language) },
    { key: "what", head: t("proof.what"), cell: kindOf },
    {
      key: "label",
      head: t("field.number"),
      cell: (row) => <span className="kv-mono">{row.label ? grouped(row.label) : "–"}</span>,
    },
    { key: "amount", head: t("field.amount"), number: true, cell: (row) => <Amount minor={row.amountMinor} /> },
    { key: "where", head: t("proof.where"), cell: (row) => <Where row={row} /> },
  ];
}

/** The rows behind one number: together they are the number. */
export function Rows({ day, part }: { readonly day: string; readonly part: Part }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { id, currency } = useLedger();
  const navigate = useNavigate();
  const head = useRef<HTMLHeadingElement>(null);
  const columns = useColumns();
  const rows = useRows(id, day, part.name);
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const close = () => void navigate({ to: ".", search: (old) => ({ ...old, kind: undefined }), resetScroll: false });
  useKeys([{ key: "Escape", label: t("proof.closeRows"), act: close }]);
  useEffect(() => {
    head.current?.focus();
    head.current?.scrollIntoView({ block: "nearest" });
  }, [part.name]);
  const total = t("proof.rowsSum", { amount: money(part.amountMinor, currency, language) });
  return (
    <section className="kv-proof-rows" aria-labelledby="proof-rows">
      <div className="kv-equation-head">
        <h2 id="proof-rows" ref={head} tabIndex={-1}>
          {t("proof.rowsOf", { name: t(`proofPart.${part.name as PartName}`) })}
        </h2>
        <Button variant="subtle" onClick={close} rightSection={<kbd aria-hidden="true">Esc</kbd>}>
          {t("proof.closeRows")}
        </Button>
      </div>
      <Asked of={rows} height={240}>
        {() =>
          items.length === 0 ? (
            <p className="kv-why">{t("proof.noRows")}</p>
          ) : (
            <DataTable
              label={t("proof.rowsOf", { name: t(`proofPart.${part.name as PartName}`) })}
              columns={columns}
              rows={items}
              rowKey={(row) => row.id}
              total={total}
              hasMore={rows.hasNextPage}
              loadMore={() => void rows.fetchNextPage()}
              loadingMore={rows.isFetchingNextPage}
            />
          )
        }
      </Asked>
    </section>
  );
}
