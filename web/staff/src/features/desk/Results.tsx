import { useTranslation } from "react-i18next";
import { day, grouped, money } from "../../format.ts";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import type { FoundInvoice, FoundParty, FoundPayment, Hit } from "./finding.ts";

function PartyLine({ party }: { readonly party: FoundParty }) {
  const { t } = useTranslation();
  const number = t("common.customer", { number: String(party.customerNo) });
  const born = party.birthYear === null ? number : t("desk.bornAnd", { year: String(party.birthYear), number });
  return (
    <>
      <strong>{party.name}</strong>
      <span className="kv-why">
        {party.kind === "company" ? number : born}
        {party.matched === "nearName" && <em> · {t("desk.nearName")}</em>}
      </span>
    </>
  );
}

function InvoiceLine({ invoice }: { readonly invoice: FoundInvoice }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { number, kind, partyName, issuedOn, openMinor, isLost, totalMinor, currency } = invoice;
  const left = money(openMinor, currency, language);
  return (
    <>
      <span className="kv-hit-head">
        <strong>{t(`bill.title.${kind}`, { number })}</strong>
        <span className="kv-amount">{money(totalMinor, currency, language)}</span>
      </span>
      <span className="kv-why">
        {partyName ?? day(issuedOn, language)}
        {kind !== "creditNote" && (
          <>
            {" · "}
            <State tone={openMinor > 0 ? "due" : isLost ? "held" : "settled"}>
              {openMinor > 0
                ? t("desk.leftToPay", { amount: left })
                : t(isLost ? "invoiceState.lost" : "invoiceState.settled")}
            </State>
          </>
        )}
      </span>
    </>
  );
}

function PaymentLine({ payment }: { readonly payment: FoundPayment }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { amountMinor, currency, settledOn, reference } = payment;
  return (
    <>
      <span className="kv-hit-head">
        <strong>{t("desk.payment", { day: day(settledOn, language) })}</strong>
        <span className="kv-amount">{money(amountMinor, currency, language)}</span>
      </span>
      <span className="kv-why kv-mono">{reference ? grouped(reference) : "–"}</span>
    </>
  );
}

const GROUPS = { party: "desk.people", invoice: "desk.invoices", payment: "desk.payments" } as const;

/** What was found, by kind; the chosen one is named to the search box, which keeps the focus. */
export function Results({
  hits,
  at,
  open,
}: {
  readonly hits: readonly Hit[];
  readonly at: number;
  readonly open: (hit: Hit) => void;
}) {
  const { t } = useTranslation();
  const kinds = (["party", "invoice", "payment"] as const).filter((kind) => hits.some((hit) => hit.is === kind));
  return (
    <div className="kv-card kv-hits" role="listbox" id="kv-hits" aria-label={t("desk.results")}>
      {kinds.map((kind) => (
        <div key={kind} role="group" aria-labelledby={`kv-hits-${kind}`}>
          <div id={`kv-hits-${kind}`} role="presentation" className="kv-hits-head">
            {t(GROUPS[kind])}
          </div>
          {hits.map((hit, index) =>
            hit.is === kind ? (
              <div
                key={hit.id}
                id={hit.id}
                role="option"
                aria-selected={index === at}
                className="kv-hit"
                onClick={() => open(hit)}
              >
                {hit.is === "party" && <PartyLine party={hit.party} />}
                {hit.is === "invoice" && <InvoiceLine invoice={hit.invoice} />}
                {hit.is === "payment" && <PaymentLine payment={hit.payment} />}
              </div>
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}
