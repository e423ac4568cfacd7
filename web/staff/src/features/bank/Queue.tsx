import "./bank.css";
import { Alert, Button } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { Refused } from "../../api.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { Page } from "../../parts/Page.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { grouped } from "../../format.ts";
import { useLedger, useMay } from "../../shell/session.ts";
import { usePlacing, type Refusal } from "./acts.ts";
import { isPlaceable, type Equation } from "./equation.ts";
import { Held } from "./Leave.tsx";
import { Placing } from "./Placing.tsx";
import { Later } from "./PutOff.tsx";
import { useQueue, type QueueLine } from "./questions.ts";
import { QueueList } from "./QueueList.tsx";
import { stateOf, toneOf, useBankWords } from "./words.ts";

type Queue = ReturnType<typeof useQueue>;
/** The word of the address for lines that are put off. */
const PUT_OFF = "putOff";
/** A colleague did it first: that is no fault of anybody's (W-06). */
const FASTER = new Set(["BANK_LINE_STATE", "ITEM_AMOUNT_MOVED", "ALLOCATION_TOO_MUCH", "ENTRY_ALREADY_REVERSED"]);

function NotPlaced({ refused, seen }: { readonly refused: Refusal; readonly seen: () => void }) {
  const { t, lineOf } = useBankWords();
  const { line, error } = refused;
  if (!(error instanceof Refused) || !FASTER.has(error.problem.code)) return <Problem of={error} />;
  return (
    <Alert role="alert" color="gray" variant="light" title={t("bank.faster", { line: lineOf(line) })}>
      {t("bank.fasterHelp")}{" "}
      <Button variant="subtle" size="compact-sm" onClick={seen}>
        {t("common.close")}
      </Button>
    </Alert>
  );
}

/** The line at hand, always in sight while somebody works on it. */
function Facts({ line }: { readonly line: QueueLine }) {
  const { t, dayOf } = useBankWords();
  return (
    <header className="kv-bank-line">
      <strong>
        <Amount minor={line.amountMinor} currency={useLedger().currency} />
      </strong>
      <span>{dayOf(line.on)}</span>
      {line.reference && <span className="kv-mono">{grouped(line.reference)}</span>}
      <State tone={toneOf(line)}>{t(`lineState.${stateOf(line)}`)}</State>
      {line.text && <p className="kv-bank-said">{line.text}</p>}
      <p className="kv-why">{t(`lineWhy.${stateOf(line)}`)}</p>
      {line.snoozed && (
        <p>
          <State tone="held">
            {t("bank.putOffWhy", { day: dayOf(line.snoozed.untilOn), reason: line.snoozed.reason })}
          </State>
        </p>
      )}
    </header>
  );
}

function Work({
  line,
  mayPlace,
  busy,
  place,
  back,
}: {
  readonly line: QueueLine;
  readonly mayPlace: boolean;
  readonly busy: boolean;
  readonly place: (equation: Equation) => void;
  readonly back: () => void;
}) {
  const { t } = useBankWords();
  if (!mayPlace) return <p className="kv-bank-note">{t("bank.onlyLook")}</p>;
  if (line.kind === "bankLine" && line.state === "held") return <Held line={line} />;
  if (!isPlaceable(line)) return <p className="kv-bank-note">{t(`lineHelp.${stateOf(line)}`)}</p>;
  return <Placing line={line} mayPlace={mayPlace} busy={busy} place={place} back={back} />;
}

function Desk({
  queue,
  lines,
  putOff,
}: {
  readonly queue: Queue;
  readonly lines: readonly QueueLine[];
  readonly putOff: boolean;
}) {
  const { t, amountOf, lineOf } = useBankWords();
  const ledger = useLedger();
  const mayPlace = useMay("bankLines.solve", ledger.id);
  const [wanted, setWanted] = useState<string | undefined>();
  const at = Math.max(
    0,
    lines.findIndex(({ id }) => id === wanted),
  );
  const line = lines[at];
  const { place, underWay, refused, seen } = usePlacing(ledger.id, lineOf);
  const next =
    lines.slice(at + 1).find(({ id }) => !underWay.has(id)) ??
    lines.find(({ id }) => id !== line?.id && !underWay.has(id));
  const nextId = next?.id;
  const accept = useCallback(
    (equation: Equation) => {
      if (!line) return;
      place({ line, equation });
      if (nextId) setWanted(nextId);
    },
    [line, nextId, place],
  );
  const back = () => document.querySelector<HTMLElement>(".kv-bank tr[aria-current=true]")?.focus();
  // The line at hand left the queue with its dialog: the next one has the focus (K-04).
  const left = useRef(false);
  const gone = () => {
    left.current = nextId !== undefined;
    if (nextId) setWanted(nextId);
  };
  useEffect(() => {
    if (left.current) back();
    left.current = false;
  }, [wanted]);
  const { waiting, snoozed } = queue.data!.pages[0]!;
  const { count, amountMinor } = putOff ? snoozed : waiting;
  const more = { has: queue.hasNextPage, loading: queue.isFetchingNextPage, load: () => void queue.fetchNextPage() };
  return (
    <>
      {refused && <NotPlaced refused={refused} seen={seen} />}
      {line && (
        <div className="kv-bank">
          <QueueList
            lines={lines}
            chosen={line}
            choose={({ id }) => setWanted(id)}
            underWay={underWay}
            total={t("bank.total", { count, amount: amountOf(amountMinor) })}
            putOff={putOff}
            more={more}
          />
          <section className="kv-card kv-bank-hand" aria-label={t("bank.atHand")}>
            <Facts line={line} />
            <Work
              key={line.id}
              line={line}
              mayPlace={mayPlace}
              busy={underWay.has(line.id)}
              place={accept}
              back={back}
            />
            {mayPlace && <Later key={`later-${line.id}`} line={line} gone={gone} back={back} />}
            <p className="kv-keys">{t("bank.keys")}</p>
          </section>
        </div>
      )}
    </>
  );
}

/** Nothing waits: what comes next, and when. What is put off has found no place yet. */
function AllDone({ putOff, queue }: { readonly putOff: boolean; readonly queue: Queue }) {
  const { t } = useBankWords();
  const { id } = useLedger();
  const sleeping = queue.data!.pages[0]!.snoozed.count > 0;
  if (putOff || sleeping)
    return (
      <div className="kv-card kv-bank-done">
        <State tone={putOff ? "settled" : "held"}>{t(putOff ? "bank.nonePutOff" : "bank.done")}</State>
        <Link to="/bank" search={(old) => ({ ...old, state: putOff ? undefined : PUT_OFF })}>
          {t(putOff ? "bank.toQueue" : "bank.viewPutOff")}
        </Link>
      </div>
    );
  return (
    <div className="kv-card kv-bank-done">
      <State tone="settled">{t("bank.allPlaced")}</State>
      <Link to="/proof" search={{ ledger: id }}>
        {t("bank.toProof")}
      </Link>
    </div>
  );
}

/** What waits now, or what is put off; the choice stands in the address. Nothing to choose while nothing is put off. */
function Views({ queue, putOff }: { readonly queue: Queue; readonly putOff: boolean }) {
  const { t, countOf } = useBankWords();
  const { waiting, snoozed } = queue.data!.pages[0]!;
  if (snoozed.count === 0 && !putOff) return null;
  const view = (state: typeof PUT_OFF | undefined, text: string, count: number) => (
    <Link
      to="/bank"
      search={(old) => ({ ...old, state })}
      className="kv-bank-view"
      data-chosen={putOff === (state === PUT_OFF)}
      activeProps={{ "aria-current": putOff === (state === PUT_OFF) ? "page" : undefined }}
    >
      {text} <span className="kv-why">{countOf(count)}</span>
    </Link>
  );
  return (
    <nav className="kv-bank-views" aria-label={t("bank.views")}>
      {view(undefined, t("bank.viewWaiting"), waiting.count)}
      {view(PUT_OFF, t("bank.viewPutOff"), snoozed.count)}
    </nav>
  );
}

type QueuePage = NonNullable<Queue["data"]>["pages"][number];

function useLead(queue: Queue, putOff: boolean): string {
  const { t, dayOf, amountOf } = useBankWords();
  const state = queue.data?.pages[0];
  const restOf = ({ next, waiting, snoozed }: QueuePage) => {
    if (waiting.count > 0) return t("bank.need", { count: waiting.count });
    if (snoozed.nextOn) return t("bank.donePutOff", { count: snoozed.count, day: dayOf(snoozed.nextOn) });
    return next ? t("bank.doneNext", { day: dayOf(next.on), time: next.by }) : t("bank.done");
  };
  if (!state) return t("nav.bank");
  const { newest, snoozed } = state;
  if (putOff) {
    const { count, amountMinor, nextOn } = snoozed;
    return nextOn === null
      ? t("bank.nonePutOff")
      : t("bank.putOffLead", { count, amount: amountOf(amountMinor), day: dayOf(nextOn) });
  }
  const night =
    newest && t("bank.night", { count: newest.payments, placed: newest.byThemselves, day: dayOf(newest.on) });
  return night ? `${night} ${restOf(state)}` : restOf(state);
}

/** Payments and statement lines that need a person: the queue on the left, where each may belong on the right, all by keyboard. */
export function BankQueue() {
  const { t } = useBankWords();
  const putOff = useSearch({ strict: false }).state === PUT_OFF;
  const queue = useQueue(useLedger().id, putOff);
  const lines = queue.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("nav.bank")} lead={useLead(queue, putOff)} help={t("bank.help")}>
      <Asked of={queue} height={480}>
        {() => (
          <>
            <Views queue={queue} putOff={putOff} />
            <Desk key={String(putOff)} queue={queue} lines={lines} putOff={putOff} />
            {lines.length === 0 && <AllDone queue={queue} putOff={putOff} />}
          </>
        )}
      </Asked>
    </Page>
  );
}
