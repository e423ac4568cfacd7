import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api.ts";
import { day } from "../../format.ts";
import { Keys } from "../../shell/Keys.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useZone } from "../../shell/session.ts";
import { Asked } from "../Asked.tsx";
import { useDone } from "../Done.tsx";
import { useKeys } from "../keys.ts";
import { shortMoment } from "../moment.ts";
import { Problem } from "../Problem.tsx";
import { ReasonInput, useReason } from "../Reason.tsx";
import { useInvoicePreview, useInvoicing, type Part } from "./bill.ts";
import { useFirstFocus } from "./focus.ts";
import { Slip } from "./SendLink.tsx";

type Preview = Answer<"/api/v1/open-items/{itemId}/invoice-preview", "get">;
type Channel = "sms" | "email" | "efaktura" | "ehf" | "paper";

/** By which way it goes, and by which if that does not get through. */
function Ways({ of }: { readonly of: Preview }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const zone = useZone();
  const way = ({ channel, contact }: Preview["ladder"][number]) =>
    t(`payDesk.channel.${channel as Channel}`) + (contact === null ? "" : ` ${contact}`);
  const [first, ...more] = of.ladder.map(way);
  return (
    <div className="kv-desk-consequence" role="status">
      <p>{t("payDesk.invoice.by", { name: of.receiverName, way: first })}</p>
      {more.length > 0 && <p className="kv-why">{t("payDesk.invoice.else", { way: more.join(", ") })}</p>}
      <p className="kv-why">{t("payDesk.invoice.leaves", { at: shortMoment(of.leavesAt, language, zone) })}</p>
      {of.sentOn !== null && <p>{t("payDesk.invoice.again", { day: day(of.sentOn, language) })}</p>}
    </div>
  );
}

function Form({ of, part, close }: { readonly of: Preview; readonly part: Part; readonly close: () => void }) {
  const { t } = useTranslation();
  const tell = useDone();
  const place = useFirstFocus();
  const reason = useReason();
  const sending = useInvoicing(part.itemId, () => {
    tell(t("payDesk.invoice.done", { name: of.receiverName }));
    close();
  });
  const off = reason.said === undefined || sending.isPending;
  const send = () => reason.said !== undefined && sending.mutate({ reason: reason.said });
  useKeys([{ key: "mod+Enter", label: t("payDesk.invoice.do"), off, inDialog: true, act: send }]);
  return (
    <div className="kv-stack" ref={place}>
      <p>{t("payDesk.invoice.exception")}</p>
      <Ways of={of} />
      <Problem of={sending.error} />
      <ReasonInput of={reason} label={t("payDesk.invoice.reason")} first />
      <div className="kv-form-end">
        <Button onClick={send} disabled={off} loading={sending.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("payDesk.invoice.do")}
        </Button>
      </div>
    </div>
  );
}

/** The invoice is the exception, and asks why (S2-04). */
export function SendInvoice({ part, close }: { readonly part: Part; readonly close: () => void }) {
  const { t } = useTranslation();
  return (
    <Asked of={useInvoicePreview(part.itemId)} height={240}>
      {(of) =>
        of.ladder.length > 0 ? (
          <Form of={of} part={part} close={close} />
        ) : (
          <div className="kv-stack">
            <p>{t("payDesk.invoice.noWay", { name: of.receiverName })}</p>
            <Slip itemId={part.itemId} first />
          </div>
        )
      }
    </Asked>
  );
}
