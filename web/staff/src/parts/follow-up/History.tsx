import { State } from "../State.tsx";
import { useFollowUpWords, type Case } from "./words.ts";

type Event = Case["events"][number];

/** What happened, in a line; with the words that were said. */
function useLine() {
  const { t, dayOf, levelOf, holdReasonOf } = useFollowUpWords();
  return (event: Event): { readonly what: string; readonly how?: string; readonly words?: string } => {
    const said = (words: string | null) => words ?? t("followUp.case.wordsGone");
    switch (event.kind) {
      case "step":
        return { what: levelOf(event.level) };
      case "dispute":
        return {
          what: t("followUp.case.event.dispute"),
          how: t(`followUp.said.channel.${event.channel}`),
          words: said(event.words),
        };
      case "promise":
        return {
          what: t("followUp.case.event.promise", { day: dayOf(event.promisedOn) }),
          how: t(`followUp.said.channel.${event.channel}`),
          words: said(event.words),
        };
      case "note":
        return {
          what: t("followUp.case.event.note"),
          how: `${t(`followUp.said.channel.${event.channel}`)}, ${t(`followUp.said.direction.${event.direction}`)}`,
          words: said(event.words),
        };
      case "hold":
        return {
          what: t(event.endedOn ? "followUp.case.event.holdEnded" : "followUp.case.event.hold", {
            day: dayOf(event.endedOn ?? event.endsOn),
            reason: holdReasonOf(event.reason),
          }),
        };
    }
  };
}

/** What became of a step's letter, and how an objection was answered. */
function Became({ of }: { readonly of: Event }) {
  const { t, dayOf } = useFollowUpWords();
  if (of.kind === "step" && of.letter !== null) {
    const outcome = ({ open: "waiting", done: "delivered", failed: "failed", cancelled: "calledOff" } as const)[
      of.letter
    ];
    const tone = ({ open: "due", done: "settled", failed: "overdue", cancelled: "held" } as const)[of.letter];
    return <State tone={tone}>{t(`followUp.outcome.${outcome}`)}</State>;
  }
  if (of.kind !== "dispute" || of.answer === null) return null;
  return (
    <State tone={of.answer.outcome === "upheld" ? "due" : "settled"}>
      {t(`followUp.case.event.${of.answer.outcome}`, { day: dayOf(of.answer.on) })}
    </State>
  );
}

/** What happened to a claim, newest first. */
export function History({ events }: { readonly events: readonly Event[] }) {
  const { t, momentOf } = useFollowUpWords();
  const lineOf = useLine();
  if (events.length === 0) return null;
  return (
    <>
      <h3>{t("followUp.case.history")}</h3>
      <ol className="kv-case-events">
        {events.toReversed().map((event) => {
          const { what, how, words } = lineOf(event);
          return (
            <li key={event.id}>
              <span>
                <strong>{what}</strong> {how && <span className="kv-why">{how}</span>}
              </span>
              <span className="kv-why">{momentOf(event.at)}</span>
              {words && <p>{words}</p>}
              {event.kind === "dispute" && event.answer?.words && <p>{event.answer.words}</p>}
              <Became of={event} />
            </li>
          );
        })}
      </ol>
    </>
  );
}
