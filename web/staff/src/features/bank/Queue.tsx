import "./bank.css";
import { Alert, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useCallback, useState } from "react";
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
import { useQueue, type QueueLine } from "./questions.ts";
import { QueueList } from "./QueueList.tsx";
import { stateOf, toneOf, useBankWords } from "./words.ts";

type Queue = ReturnType<typeof useQueue>;
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

function Desk({ queue, lines }: { readonly queue: Queue; readonly lines: readonly QueueLine[] }) {
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
  const { waiting } = queue.data!.pages[0]!;
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
            total={t("bank.total", { count: waiting.count, amount: amountOf(waiting.amountMinor) })}
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
            <p className="kv-keys">{t("bank.keys")}</p>
          </section>
        </div>
      )}
    </>
  );
}

/** Nothing waits: what comes next, and when. */
function AllDone() {
  const { t } = useBankWords();
  const { id } = useLedger();
  return (
    <div className="kv-card kv-bank-done">
      <State tone="settled">{t("bank.allPlaced")}</State>
      <Link to="/proof" search={{ ledger: id }}>
        {t("bank.toProof")}
      </Link>
    </div>
  );
}

function useLead(queue: Queue): string {
  const { t, dayOf } = useBankWords();
  const state = queue.data?.pages[0];
  if (!state) return t("nav.bank");
  const { newest, next, waiting } = state;
  const night =
    newest && t("bank.night", { count: newest.payments, placed: newest.byThemselves, day: dayOf(newest.on) });
  const rest =
    waiting.count > 0
      ? t("bank.need", { count: waiting.count })
      : next
        ? t("bank.doneNext", { day: dayOf(next.on), time: next.by })
        : t("bank.done");
  return night ? `${night} ${rest}` : rest;
}

/** Payments and statement lines that need a person: the queue on the left, where each may belong on the right, all by keyboard. */
export function BankQueue() {
  const { t } = useBankWords();
  const queue = useQueue(useLedger().id);
  const lines = queue.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("nav.bank")} lead={useLead(queue)} help={t("bank.help")}>
      <Asked of={queue} height={480}>
        {() => (
          <>
            <Desk queue={queue} lines={lines} />
            {lines.length === 0 && <AllDone />}
          </>
        )}
      </Asked>
    </Page>
  );
}
