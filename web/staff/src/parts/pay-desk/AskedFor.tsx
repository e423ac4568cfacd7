import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { money } from "../../format.ts";
import { useLanguage } from "../../shell/language.ts";
import { useMay, useZone } from "../../shell/session.ts";
import { Asked } from "../Asked.tsx";
import { shortMoment } from "../moment.ts";
import { day } from "../../format.ts";
import { State } from "../State.tsx";
import { useBill, type Bill } from "./bill.ts";
import { Declined } from "./Declined.tsx";
import { MessageText } from "./MessageText.tsx";
import { messageTone, useSentWords } from "./sent-words.ts";
import { ATTEMPT_TONES } from "./UnderWay.tsx";
import "./pay-desk.css";

type Row = { readonly id: string; readonly when: string; readonly what: ReactNode; readonly state: ReactNode };

/** Messages, attempts and requests as rows, newest first: their ids hold the moment they were made. */
function useRows({ messages, attempts, requests }: Bill): Row[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const zone = useZone();
  const words = useSentWords();
  const sent = messages.map((each): Row => {
    const { id, kind, channel, receiver, contact, state, seenAt, proofs, handedOverAt, dueAt } = each;
    const title = words.whom(channel, receiver);
    const at = seenAt ?? proofs.at(-1)?.at ?? handedOverAt ?? dueAt;
    return {
      id,
      when: shortMoment(handedOverAt ?? dueAt, language, zone),
      what: (
        <>
          {title} <span className="kv-why">{[contact, words.kind(kind)].filter(Boolean).join(" · ")}</span>
        </>
      ),
      state: (
        <span className="kv-desk-row">
          <State tone={messageTone(state)}>{words.state(state, at)}</State>
          <MessageText messageId={id} title={title} />
        </span>
      ),
    };
  });
  const tried = attempts.map(({ id, way, state, amountMinor, currency, madeAt, declined, declines }): Row => ({
    id,
    when: shortMoment(madeAt, language, zone),
    what: (
      <>
        {t("payDesk.asked.tried", { way: t(`payDesk.way.${way}`), amount: money(amountMinor, currency, language) })}{" "}
        <Declined of={{ declined, declines }} />
      </>
    ),
    state: <State tone={ATTEMPT_TONES[state]}>{t(`payDesk.attempt.${state}`)}</State>,
  }));
  const asked = requests.map(({ requestId, receiver, choice, askedOn }): Row => ({
    id: requestId,
    when: day(askedOn, language),
    what: t("payDesk.asked.request", { name: receiver }),
    state: (
      <State tone={choice === "none" || choice === "warned" ? "due" : "settled"}>{t(`payDesk.choice.${choice}`)}</State>
    ),
  }));
  return [...sent, ...tried, ...asked].toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

function Table({ bill }: { readonly bill: Bill }) {
  const { t } = useTranslation();
  const rows = useRows(bill);
  if (rows.length === 0) return <p className="kv-card kv-desk-empty">{t("payDesk.asked.none")}</p>;
  return (
    <div className="kv-card kv-scroll" role="region" aria-label={t("payDesk.asked.title")} tabIndex={0}>
      <table className="kv-table kv-asked">
        <thead>
          <tr>
            <th scope="col">{t("payDesk.asked.when")}</th>
            <th scope="col">{t("desk.what")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, when, what, state }) => (
            <tr key={id}>
              <td>{when}</td>
              <td>
                {what}
                <div className="kv-asked-state">{state}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How an invoice was asked for: whom, by which message with its proof, what was chosen and tried. For who may see people. */
export function AskedFor({ invoiceId }: { readonly invoiceId: string }) {
  const { t } = useTranslation();
  const sees = useMay("parties.read");
  const asked = useBill(invoiceId, sees);
  if (!sees) return null;
  return (
    <>
      <h2>{t("payDesk.asked.title")}</h2>
      <Asked of={asked} height={120}>
        {(bill) => <Table bill={bill} />}
      </Asked>
    </>
  );
}
