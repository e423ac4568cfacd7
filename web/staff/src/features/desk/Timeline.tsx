import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { day, money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { dayAt } from "../../parts/moment.ts";
import { useNarrow } from "../../parts/narrow.ts";
import type { Attempt } from "../../parts/pay-desk/bill.ts";
import { Declined } from "../../parts/pay-desk/Declined.tsx";
import { MessageText } from "../../parts/pay-desk/MessageText.tsx";
import { messageTone, useSentWords } from "../../parts/pay-desk/sent-words.ts";
import { ATTEMPT_TONES } from "../../parts/pay-desk/UnderWay.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useZone } from "../../shell/session.ts";
import { EVENT_TEXTS, useTimeline, type Card, type EventCode, type TimelineEvent } from "./card.ts";

export type Line = TimelineEvent & { readonly code: EventCode };

export const isBill = (event: TimelineEvent) =>
  event.links.invoiceIds.length > 0 && event.facts["number"] !== undefined;

/** Rows of the asking have words of their own. */
const ASKING = ["message.sent", "request.made", "payment.tried"];

const dayOf = (event: TimelineEvent, zone: string | undefined) =>
  event.facts["issuedOn"] ?? event.facts["bookedOn"] ?? dayAt(event.at, zone);

/** A message, an attempt or a request, in words. */
function Asking({ event: { code, facts, currency, id } }: { readonly event: Line }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const words = useSentWords();
  if (code === "request.made") return <>{t("payDesk.asked.requestAny")}</>;
  if (code === "payment.tried") {
    const amount = money(Number(facts["amountMinor"]), currency!, language);
    const declined = (facts["declined"] ?? null) as Attempt["declined"];
    return (
      <>
        {t("payDesk.asked.tried", { way: t(`payDesk.way.${facts["way"] as "vipps"}`), amount })}{" "}
        <Declined of={{ declined, declines: Number(facts["declines"] ?? 0) }} />
      </>
    );
  }
  const { channel = "", receiver = "", kind = "", contact } = facts;
  const title = words.whom(channel, receiver);
  return (
    <>
      {title} <span className="kv-why">{[contact, words.kind(kind)].filter(Boolean).join(" · ")}</span>{" "}
      <MessageText messageId={id} title={title} />
    </>
  );
}

/** How far it came. */
function AskingState({ event: { code, facts } }: { readonly event: Line }) {
  const { t } = useTranslation();
  const words = useSentWords();
  const { state = "", heardAt = "" } = facts;
  if (code === "message.sent") return <State tone={messageTone(state)}>{words.state(state, heardAt)}</State>;
  if (code === "payment.tried") {
    const known = state as keyof typeof ATTEMPT_TONES;
    return <State tone={ATTEMPT_TONES[known]}>{t(`payDesk.attempt.${known}`)}</State>;
  }
  const choice = facts["choice"] as "none";
  const open = ["none", "warned"].includes(choice);
  return <State tone={open ? "due" : "settled"}>{t(`payDesk.choice.${choice}`)}</State>;
}

/** What happened, in words; a document by its number, a note by its text. */
function What({ event, card }: { readonly event: Line; readonly card: Card }) {
  const { t } = useTranslation();
  const { facts, links, code, payerId } = event;
  const key = EVENT_TEXTS[code];
  const payer =
    payerId !== null && payerId !== card.id ? card.behind.find((other) => other.partyId === payerId) : undefined;
  if (ASKING.includes(code)) return <Asking event={event} />;
  if (code === "note.written") return <span className="kv-note-text">{facts["text"]}</span>;
  if (code === "contact.set")
    return (
      <>
        {t(`desk.event.${key}`)} <span className="kv-why">{facts["masked"]}</span>
      </>
    );
  if (!facts["number"])
    return (
      <>
        {t(`desk.event.${key}`)}
        {links.reversesId && <span className="kv-why"> {t("desk.takenBack")}</span>}
      </>
    );
  return (
    <>
      <Link
        to="/invoices/$invoiceId"
        params={{ invoiceId: links.invoiceIds[0]! }}
        search={(old) => ({ ledger: old.ledger })}
      >
        {t(`desk.event.${key}`)} {facts["number"]}
      </Link>
      {payer && <span className="kv-why"> {t("desk.toPayer", { name: payer.name })}</span>}
    </>
  );
}

/** Where a bill stands, beside it. */
function Standing({ event, asOf }: { readonly event: Line; readonly asOf: string }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { openMinor, facts, currency } = event;
  if (ASKING.includes(event.code)) return <AskingState event={event} />;
  if (openMinor === null) return null;
  if (event.isLost) return <State tone="held">{t("invoiceState.lost")}</State>;
  if (openMinor === 0) return <State tone="settled">{t("invoiceState.settled")}</State>;
  const due = facts["dueOn"]!;
  const late = due < asOf;
  const left = money(openMinor, currency!, language);
  const sentence = t(late ? "bill.overdue" : "bill.open", { amount: left, due: day(due, language) });
  const rule = [
    { label: t("field.due"), value: day(due, language) },
    { label: t("field.asOf"), value: day(asOf, language) },
    { label: t("bill.left"), value: left },
  ];
  return (
    <Explain of={{ title: t(late ? "invoiceState.overdue" : "invoiceState.open"), sentence, rule }}>
      <State tone={late ? "overdue" : "due"}>{t("desk.dueOn", { day: day(due, language) })}</State>
    </Explain>
  );
}

function useColumns(card: Card): Column<Line>[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const zone = useZone();
  const narrow = useNarrow();
  const standing = (event: Line) => <Standing event={event} asOf={card.asOf} />;
  const what = (event: Line) =>
    narrow ? (
      <div className="kv-timeline-narrow">
        <What event={event} card={card} />
        <div>{standing(event)}</div>
      </div>
    ) : (
      <What event={event} card={card} />
    );
  return [
    { key: "day", head: t("field.day"), width: "7rem", cell: (event) => day(dayOf(event, zone), language) },
    { key: "what", head: t("desk.what"), cell: what },
    ...(narrow ? [] : [{ key: "state", head: t("field.state"), cell: standing }]),
    {
      key: "amount",
      head: t("field.amount"),
      number: true,
      cell: (event) => (event.amountMinor === null ? null : <Amount minor={event.amountMinor} />),
    },
  ];
}

/** Everything that happened to a party, newest first, a page at a time. */
export function Timeline({
  card,
  chosen,
  choose,
}: {
  readonly card: Card;
  readonly chosen: string | undefined;
  readonly choose: (event: Line) => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const found = useTimeline(card.id);
  const columns = useColumns(card);
  const rows = (found.data?.pages.flatMap((page) => page.items) ?? []) as Line[];
  const open = (event: Line) => {
    const [invoiceId] = event.links.invoiceIds;
    if (invoiceId)
      void navigate({ to: "/invoices/$invoiceId", params: { invoiceId }, search: (old) => ({ ledger: old.ledger }) });
  };
  if (found.isError) return <Problem of={found.error} retry={() => void found.refetch()} />;
  if (found.isSuccess && rows.length === 0) return <p className="kv-card kv-desk-none">{t("desk.noTimeline")}</p>;
  return (
    <DataTable
      label={t("desk.timeline")}
      columns={columns}
      rows={rows}
      rowKey={(event) => event.id}
      selectedKey={chosen}
      onSelect={choose}
      onOpen={open}
      hasMore={found.hasNextPage}
      loadMore={() => void found.fetchNextPage()}
      loadingMore={found.isFetchingNextPage}
    />
  );
}
