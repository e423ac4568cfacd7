import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, type Answer } from "../../api.ts";
import { grouped, money } from "../../format.ts";
import { shortMoment } from "../../parts/moment.ts";
import { RefundDialog } from "../../parts/RefundDialog.tsx";
import type { Standing } from "../../parts/invoice.ts";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useMay, useZone } from "../../shell/session.ts";

type Attempt = Answer<"/api/v1/open-items/{itemId}/payment-attempts", "get">["items"][number];

/** Payments that were taken for a bill, with what went back of each. */
function useTaken(invoiceId: string, enabled: boolean) {
  return useQuery({
    queryKey: ["attempts", invoiceId],
    enabled,
    queryFn: async () => {
      const { itemId } = await answered(
        kvitt.GET("/api/v1/invoices/{invoiceId}/desk", { params: { path: { invoiceId } } }),
      );
      const { items } = await answered(
        kvitt.GET("/api/v1/open-items/{itemId}/payment-attempts", { params: { path: { itemId } } }),
      );
      return items.filter(({ capturedMinor }) => capturedMinor > 0);
    },
  });
}

function Row({ of, refund }: { readonly of: Attempt; readonly refund: (() => void) | undefined }) {
  const { t, i18n } = useTranslation();
  const { language } = useLanguage();
  const zone = useZone();
  const way = `payWay.${of.way}`;
  const back = of.back.filter(({ kind }) => kind !== "chargebackWon");
  return (
    <li>
      <span>
        <strong>{money(of.capturedMinor, of.currency, language)}</strong>{" "}
        {i18n.exists(way) ? t(way as "payWay.card") : of.way} · {shortMoment(of.madeAt, language, zone)}{" "}
        <span className="kv-mono kv-why">{grouped(of.reference)}</span>
      </span>
      {back.map((one) => (
        <State key={one.id} tone={one.state === "done" ? "settled" : one.state === "refused" ? "overdue" : "held"}>
          {t(`refund.back.${one.state}`, { amount: money(one.amountMinor, of.currency, language) })}
        </State>
      ))}
      {refund && (
        <Button variant="default" size="compact-sm" onClick={refund}>
          {t("refund.open")}
        </Button>
      )}
    </li>
  );
}

/** What was paid by card or telephone, and the way back for it; nothing where nothing was paid so. */
export function Payments({ of }: { readonly of: Standing }) {
  const { t } = useTranslation();
  const sees = useMay("refunds.read", of.ledgerId) && useMay("parties.read", of.ledgerId);
  const may = useMay("refunds.propose", of.ledgerId);
  const taken = useTaken(of.id, sees && of.kind !== "creditNote");
  const [attemptId, setAttempt] = useState<string | undefined>();
  const rows = taken.data ?? [];
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="payments-title">
      <h2 id="payments-title">{t("refund.payments")}</h2>
      <ul className="kv-card kv-payments">
        {rows.map((each) => (
          <Row key={each.id} of={each} refund={may ? () => setAttempt(each.id) : undefined} />
        ))}
      </ul>
      <RefundDialog attemptId={attemptId} close={() => setAttempt(undefined)} />
    </section>
  );
}
