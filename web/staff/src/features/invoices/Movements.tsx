import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import type { Standing } from "../../parts/invoice.ts";
import { useLanguage } from "../../shell/language.ts";

type Event = Standing["events"][number];
type Kind = "invoice" | "creditNote" | "payment" | "reversal" | "refund" | "chargeback" | "chargebackWon" | "repayment";

/** What a movement was; a credit note by its number and reason, a reversal with what it takes back, both ways (ux A-10). */
function What({ event, all }: { readonly event: Event; readonly all: readonly Event[] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const other = all.find(({ entryId }) => entryId === (event.reversesId ?? event.reversedById));
  const kind = t(`desk.event.${event.back ?? (event.kind as Kind)}`);
  return (
    <>
      {event.creditNoteId && event.number ? (
        <Link
          to="/invoices/$invoiceId"
          params={{ invoiceId: event.creditNoteId }}
          search={(old) => ({ ledger: old.ledger })}
        >
          {kind} {event.number}
        </Link>
      ) : (
        kind
      )}
      {event.reason && <span className="kv-why"> {t(`creditReason.${event.reason as "other"}`)}</span>}
      {other && (
        <a className="kv-why" href={`#entry-${other.entryId}`}>
          {" "}
          {event.reversesId
            ? t("invoice.takesBack", { day: day(other.bookedOn, language) })
            : t("invoice.takenBackOn", { day: day(other.bookedOn, language) })}
        </a>
      )}
    </>
  );
}

/** All that happened to the invoice, oldest first, with what was left after each. */
export function Movements({ of }: { readonly of: Standing }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  let left = 0;
  const rows = of.events.map((event) => ({ event, left: (left += event.amountMinor) }));
  return (
    <div className="kv-card kv-scroll" role="region" aria-label={t("invoice.timeline")} tabIndex={0}>
      <table className="kv-table">
        <thead>
          <tr>
            <th scope="col">{t("field.day")}</th>
            <th scope="col">{t("desk.what")}</th>
            <th scope="col" className="kv-number">
              {t("field.amount")}
            </th>
            <th scope="col" className="kv-number">
              {t("bill.left")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ event, left: after }) => (
            <tr key={event.entryId} id={`entry-${event.entryId}`}>
              <td>{day(event.bookedOn, language)}</td>
              <td>
                <What event={event} all={of.events} />
              </td>
              <td className="kv-number">
                <Amount minor={event.amountMinor === 0 ? event.backMinor : event.amountMinor} />
              </td>
              <td className="kv-number">{of.kind === "creditNote" ? "" : <Amount minor={after} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
