import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { day, money } from "../../format.ts";
import { Explain, type Explanation } from "../../parts/Explain.tsx";
import { messageTone, useSentWords } from "../../parts/pay-desk/sent-words.ts";
import { State, type Tone } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import type { Balance, Card } from "./card.ts";
import { Preferences } from "./Preferences.tsx";

const FLAG_TONES: Record<Card["flags"][number], Tone> = {
  overdue: "overdue",
  needsContact: "held",
  notReachable: "held",
  hasCredit: "settled",
  disputed: "held",
};

/** One figure of the card with its name and why it is so. */
function Figure({
  name,
  of,
  strong,
  children,
}: {
  readonly name: string;
  readonly of: Explanation;
  readonly strong?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={strong ? "kv-figure kv-figure-strong" : "kv-figure"}>
      <dt>{name}</dt>
      <dd>
        <Explain of={of}>{children}</Explain>
      </dd>
    </div>
  );
}

function useReasons({ asOf }: Card, balance: Balance) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const said = (minor: number) => money(minor, balance.currency, language);
  const asOfRule = { label: t("field.asOf"), value: day(asOf, language) };
  const owed: Explanation = {
    title: t("desk.owesNow"),
    sentence: t("desk.why.owes"),
    change: t("desk.why.owesChange"),
    rule: [asOfRule, { label: t("desk.owesNow"), value: said(balance.owedMinor) }],
  };
  const overdue: Explanation = {
    title: t("desk.overdue"),
    sentence: t("desk.why.overdue"),
    rule: [
      asOfRule,
      { label: t("desk.overdue"), value: said(balance.overdueMinor) },
      ...(balance.oldestOverdueOn ? [{ label: t("desk.oldest"), value: day(balance.oldestOverdueOn, language) }] : []),
    ],
  };
  const next: Explanation = { title: t("desk.nextDue"), sentence: t("desk.why.next"), rule: [asOfRule] };
  const credit: Explanation = { title: t("desk.credit"), sentence: t("desk.why.credit"), rule: [asOfRule] };
  const deposit: Explanation = { title: t("desk.deposit.figure"), sentence: t("desk.deposit.why"), rule: [asOfRule] };
  return { owed, overdue, next, credit, deposit };
}

function Figures({ card, balance }: { readonly card: Card; readonly balance: Balance }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const reasons = useReasons(card, balance);
  const said = (minor: number) => money(minor, balance.currency, language);
  return (
    <dl className="kv-figures">
      <Figure name={t("desk.owesNow")} of={reasons.owed} strong>
        {said(balance.owedMinor)}
      </Figure>
      <Figure name={t("desk.overdue")} of={reasons.overdue}>
        {balance.overdueMinor > 0 ? <State tone="overdue">{said(balance.overdueMinor)}</State> : said(0)}
      </Figure>
      <Figure name={t("desk.nextDue")} of={reasons.next}>
        {balance.nextDueOn
          ? t("desk.nextDueIs", { amount: said(balance.nextDueMinor), day: day(balance.nextDueOn, language) })
          : "–"}
      </Figure>
      {balance.depositMinor > 0 && (
        <Figure name={t("desk.deposit.figure")} of={reasons.deposit}>
          {said(balance.depositMinor)}
        </Figure>
      )}
      {balance.creditMinor > balance.depositMinor && (
        <Figure name={t("desk.credit")} of={reasons.credit}>
          {said(balance.creditMinor - balance.depositMinor)}
        </Figure>
      )}
    </dl>
  );
}

/** Who pays and who stands behind, with what they owe. */
function Behind({ card }: { readonly card: Card }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (card.behind.length === 0) return <>{t("desk.selfPays")}</>;
  return (
    <ul className="kv-behind">
      {card.behind.map((other) => (
        <li key={`${other.partyId}-${other.kind}`}>
          <Link to="/parties/$partyId" params={{ partyId: other.partyId }} search={(old) => ({ ledger: old.ledger })}>
            {other.name}
          </Link>{" "}
          <span className="kv-why">
            {t(`desk.relation.${other.kind}`)}
            {other.pays && ` · ${t("desk.pays")}`}
            {other.balances.map(
              (each) => ` · ${t("desk.owes", { amount: money(each.owedMinor, each.currency, language) })}`,
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

const Row = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** The last message about the party's bills, to whom, and whether it was seen (ux D-02). */
function LastMessage({ of }: { readonly of: Card["lastMessage"] }) {
  const { t } = useTranslation();
  const words = useSentWords();
  if (!of) return <>{t("payDesk.lastNone")}</>;
  const { channel = "", receiver = "", state = "", heardAt = of.at } = of.facts;
  return (
    <>
      {words.whom(channel, receiver)} <State tone={messageTone(state)}>{words.state(state, heardAt)}</State>
    </>
  );
}

function Facts({ card }: { readonly card: Card }) {
  const { t } = useTranslation();
  const seen = new Set<string>();
  const contacts = card.contacts.filter(({ kind, masked }) => !seen.has(kind + masked) && seen.add(kind + masked));
  return (
    <dl className="kv-card-facts">
      <Row name={t("bill.payer")}>
        <Behind card={card} />
      </Row>
      <Row name={t("payDesk.last")}>
        <LastMessage of={card.lastMessage} />
      </Row>
      <Row name={t("desk.reached")}>
        {contacts.length === 0
          ? "–"
          : contacts.map(({ kind, masked }) => (
              <span key={kind + masked} className="kv-contact">
                <span className="kv-why">{t(`desk.contact.${kind}`)}</span> {masked}
              </span>
            ))}
      </Row>
      <Row name={t("desk.preferences")}>
        <Preferences card={card} />
      </Row>
    </dl>
  );
}

/** The top of the card: who, what is owed, what must be seen at once. */
export function CardHead({ card, level }: { readonly card: Card; readonly level: 1 | 2 }) {
  const { t } = useTranslation();
  const { currency } = useLedger();
  const none: Balance = {
    currency,
    owedMinor: 0,
    overdueMinor: 0,
    oldestOverdueOn: null,
    nextDueOn: null,
    nextDueMinor: 0,
    creditMinor: 0,
    depositMinor: 0,
  };
  const balances = card.balances.length > 0 ? card.balances : [none];
  const Name = level === 1 ? "h1" : "h2";
  const number = t("common.customer", { number: String(card.customerNo) });
  const flags = card.flags.filter((flag) => flag !== "overdue");
  return (
    <header className="kv-card-head">
      <div className="kv-card-who">
        <Name className="kv-lead">{card.name}</Name>
        <span className="kv-why">
          {card.birthYear === null ? number : t("desk.bornAnd", { year: String(card.birthYear), number })}
        </span>
        {flags.length > 0 && (
          <span className="kv-card-flags">
            {flags.map((flag) => (
              <State key={flag} tone={FLAG_TONES[flag]}>
                {t(`desk.flag.${flag}`)}
              </State>
            ))}
          </span>
        )}
      </div>
      {balances.map((balance) => (
        <Figures key={balance.currency} card={card} balance={balance} />
      ))}
      <Facts card={card} />
    </header>
  );
}
