import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { day, grouped } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Page } from "../../parts/Page.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";

function useInvoices(ledgerId: string) {
  return useInfiniteQuery({
    queryKey: ["invoices", ledgerId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/invoices", {
          params: { path: { ledgerId }, query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

/** The invoices of a ledger, a page at a time. */
export function Invoices() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const ledger = useLedger();
  const found = useInvoices(ledger.id);
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("nav.invoices")} lead={t("invoices.lead", { ledger: ledger.name })} help={t("invoices.help")}>
      <div className="kv-card kv-scroll" role="region" aria-label={t("nav.invoices")} tabIndex={0}>
        <table className="kv-table">
          <thead>
            <tr>
              <th scope="col">{t("field.number")}</th>
              <th scope="col">{t("field.kind")}</th>
              <th scope="col">{t("field.issued")}</th>
              <th scope="col">{t("field.due")}</th>
              <th scope="col">{t("field.reference")}</th>
              <th scope="col" className="kv-number">
                {t("field.amount")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((invoice) => (
              <tr key={invoice.id}>
                <td>{invoice.number}</td>
                <td>{t(`invoiceKind.${invoice.kind}`)}</td>
                <td>{day(invoice.issuedOn, language)}</td>
                <td>{day(invoice.dueOn, language)}</td>
                <td className="kv-mono">{grouped(invoice.reference)}</td>
                <td className="kv-number">
                  <Amount minor={invoice.totalMinor} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.hasNextPage && (
        <Button variant="default" mt="md" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("common.more")}
        </Button>
      )}
    </Page>
  );
}
