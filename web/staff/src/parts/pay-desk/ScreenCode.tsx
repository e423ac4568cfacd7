import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { QrCode } from "../qr/QrCode.tsx";
import { State } from "../State.tsx";
import { useAnew, useOutcome, type Part } from "./bill.ts";

/** A code of the bill's page for the payer's own telephone; what becomes of it is seen here by itself. */
export function ScreenCode({
  url,
  part,
  back,
  close,
}: {
  readonly url: string;
  readonly part: Part;
  readonly back: () => void;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  const { data } = useOutcome(part.itemId, true);
  const anew = useAnew();
  const paid = data !== undefined && data.openMinor === 0;
  const unknown = data?.pauses.some(({ kind }) => kind === "paymentUnknown") ?? false;
  const begun = data?.pauses.some(({ kind }) => kind === "payingNow") ?? false;
  useEffect(() => {
    if (paid) void anew();
    // Once, when it is settled.
  }, [paid]);
  return (
    <div className="kv-stack">
      {!paid && (
        <div className="kv-desk-code">
          <QrCode text={url} label={t("payDesk.pay.codeLabel")} />
          <p className="kv-why">{t("payDesk.pay.codeHelp")}</p>
        </div>
      )}
      <p className="kv-desk-state" role="status">
        {paid && <State tone="settled">{t("payDesk.pay.settled")}</State>}
        {!paid && unknown && <State tone="overdue">{t("payDesk.whyState.unknown")}</State>}
        {!paid && !unknown && <State tone="due">{t(begun ? "payDesk.pay.codeBegun" : "payDesk.pay.codeWaits")}</State>}
      </p>
      <div className="kv-form-end kv-desk-end">
        {!paid && !begun && !unknown && (
          <Button variant="default" onClick={back}>
            {t("payDesk.pay.anew")}
          </Button>
        )}
        <Button onClick={close}>{t(paid ? "payDesk.pay.next" : "common.close")}</Button>
      </div>
    </div>
  );
}
