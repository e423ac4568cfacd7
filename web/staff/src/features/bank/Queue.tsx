import { Alert, Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, oneAct, Refused, type Answer } from "../../api.ts";
import { day, grouped, money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Page } from "../../parts/Page.tsx";
import { State, type Tone } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useWaiting } from "../../shell/session.ts";

type Line = Answer<"/api/v1/bank-lines", "get">["items"][number];
type AtHand = Answer<"/api/v1/bank-lines/{lineId}", "get">;
type Suggestion = AtHand["suggestions"][number];

const TONES: Record<string, Tone> = { over: "due", closed: "due", held: "held", possibleDuplicate: "held" };

function useLine(lineId: string | undefined) {
  return useQuery({
    queryKey: ["bank-line", lineId],
    enabled: lineId !== undefined,
    queryFn: () => answered(kvitt.GET("/api/v1/bank-lines/{lineId}", { params: { path: { lineId: lineId! } } })),
  });
}

/** Places a payment on a suggestion's invoices, and takes the last one back. */
function useDeciding(ledgerId: string) {
  const queries = useQueryClient();
  const [last, setLast] = useState<string | undefined>();
  const anew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["waiting", ledgerId] }),
      queries.invalidateQueries({ queryKey: ["proof", ledgerId] }),
      queries.invalidateQueries({ queryKey: ["aging", ledgerId] }),
    ]);
  const place = useMutation({
    mutationFn: ({ lineId, suggestion }: { lineId: string; suggestion: Suggestion }) =>
      answered(
        kvitt.POST("/api/v1/bank-lines/{lineId}/solution", {
          params: { path: { lineId }, header: oneAct() },
          body: { placings: suggestion.allocations },
        }),
      ),
    onSuccess: ({ entryId }) => {
      setLast(entryId);
      return anew();
    },
  });
  const undo = useMutation({
    mutationFn: (entryId: string) =>
      answered(kvitt.POST("/api/v1/solutions/{entryId}/reversal", { params: { path: { entryId }, header: oneAct() } })),
    onSuccess: () => {
      setLast(undefined);
      return anew();
    },
  });
  return { place, undo, last };
}

function QueueList({
  lines,
  at,
  choose,
}: {
  readonly lines: readonly Line[];
  readonly at: number;
  readonly choose: (at: number) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const chosen = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <div className="kv-card kv-scroll" role="region" aria-label={t("bank.queue")} tabIndex={0}>
      <table className="kv-table" role="grid" aria-label={t("bank.queue")}>
        <thead>
          <tr>
            <th scope="col">{t("field.settled")}</th>
            <th scope="col" className="kv-number">
              {t("field.amount")}
            </th>
            <th scope="col">{t("field.reference")}</th>
            <th scope="col">{t("common.why")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr
              key={line.id}
              ref={index === at ? chosen : undefined}
              aria-selected={index === at}
              onClick={() => choose(index)}
            >
              <td>{day(line.settledOn, language)}</td>
              <td className="kv-number">
                <Amount minor={line.amountMinor} />
              </td>
              <td className="kv-mono">{line.reference ? grouped(line.reference) : (line.text ?? "–")}</td>
              <td>
                <State tone={TONES[line.state] ?? "due"}>{t(`lineState.${line.state as "unknown"}`)}</State>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One answer: its invoices as an equation that comes to the payment, how sure it is, and the act. */
function Proposal({
  suggestion,
  atHand,
  place,
  busy,
}: {
  readonly suggestion: Suggestion;
  readonly atHand: AtHand;
  readonly place: () => void;
  readonly busy: boolean;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  const candidates = new Map(atHand.candidates.map((each) => [each.itemId, each]));
  const said = (minor: number) => money(minor, currency, language);
  const sum = suggestion.allocations.map((each) => said(each.amountMinor)).join(" + ");
  return (
    <div className="kv-proposal">
      <strong>{t("bank.sumIs", { sum })}</strong>
      {suggestion.allocations.map(({ itemId }) => {
        const candidate = candidates.get(itemId);
        return (
          <div key={itemId} className="kv-why">
            {candidate?.name ?? t("common.customer", { number: String(candidate?.customerNo ?? "–") })} ·{" "}
            {candidate?.reference ? grouped(candidate.reference) : "–"} · {t("field.due")}{" "}
            {candidate ? day(candidate.dueOn, language) : "–"}
          </div>
        );
      })}
      <div className="kv-parts">
        <Button onClick={place} loading={busy}>
          {t("bank.accept")}
        </Button>
        <span className="kv-why">{t("bank.sure", { percent: `${Math.round(suggestion.confidence)} %` })}</span>
      </div>
    </div>
  );
}

function Said({ error }: { readonly error: Error | null }) {
  if (!error) return null;
  const problem = error instanceof Refused ? error.problem : undefined;
  return (
    <Alert color="red" variant="light" role="alert" title={problem?.sentence ?? error.message}>
      {problem?.remedy}
    </Alert>
  );
}

function Desk({ lines }: { readonly lines: readonly Line[] }) {
  const { t } = useTranslation();
  const ledger = useLedger();
  const [wanted, setWanted] = useState(0);
  const at = Math.min(wanted, Math.max(0, lines.length - 1));
  const line = lines[at];
  const atHand = useLine(line?.id);
  const { place, undo, last } = useDeciding(ledger.id);
  const accept = (suggestion: Suggestion | undefined) => {
    if (line && suggestion && !place.isPending) place.mutate({ lineId: line.id, suggestion });
  };
  useKeys([
    { key: "j", label: t("bank.keys"), act: () => setWanted(Math.min(at + 1, lines.length - 1)) },
    { key: "k", label: t("bank.keys"), act: () => setWanted(Math.max(at - 1, 0)) },
    { key: "ArrowDown", label: t("bank.keys"), act: () => setWanted(Math.min(at + 1, lines.length - 1)) },
    { key: "ArrowUp", label: t("bank.keys"), act: () => setWanted(Math.max(at - 1, 0)) },
    { key: "Enter", label: t("bank.keyAccept"), act: () => accept(atHand.data?.suggestions[0]) },
    {
      key: "u",
      label: t("bank.keyUndo"),
      off: last === undefined,
      act: () => last && !undo.isPending && undo.mutate(last),
    },
  ]);
  return (
    <>
      <div role="status" aria-live="polite">
        {last ? t("bank.accepted") : undo.isSuccess ? t("bank.undone") : ""}
      </div>
      <Said error={place.error ?? undo.error} />
      {line && (
        <div className="kv-queue">
          <QueueList lines={lines} at={at} choose={setWanted} />
          <section className="kv-card" aria-label={t("bank.answers")}>
            <Asked of={atHand} height={160}>
              {(answer) =>
                answer.suggestions.length === 0 ? (
                  <p className="kv-proposal">{t("bank.noAnswers")}</p>
                ) : (
                  answer.suggestions.map((suggestion, index) => (
                    <Proposal
                      key={index}
                      suggestion={suggestion}
                      atHand={answer}
                      place={() => accept(suggestion)}
                      busy={place.isPending}
                    />
                  ))
                )
              }
            </Asked>
            <div className="kv-keys">
              <span>{t("bank.keys")}</span>
              <span>{t("bank.keyAccept")}</span>
              <span>{t("bank.keyUndo")}</span>
            </div>
          </section>
        </div>
      )}
    </>
  );
}

/** Payments that need a person: the queue on the left, where each may belong on the right, all by keyboard. */
export function BankQueue() {
  const { t } = useTranslation();
  const waiting = useWaiting(useLedger().id);
  const count = waiting.data?.items.length;
  const lead = count === undefined ? t("nav.bank") : count > 0 ? t("bank.lead", { count }) : t("bank.done");
  return (
    <Page title={t("nav.bank")} lead={lead} help={t("bank.help")}>
      <Asked of={waiting} height={480}>
        {({ items }) => <Desk lines={items} />}
      </Asked>
    </Page>
  );
}
