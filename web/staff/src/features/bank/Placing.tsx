import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { Minor } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Answers } from "./Answers.tsx";
import { added, comesOut, equationOf, keyOf, NOTHING, oneAnswer, paidOut, type Equation } from "./equation.ts";
import { Find } from "./Find.tsx";
import { Leave } from "./Leave.tsx";
import { useAtHand, type AtHand, type Candidate, type Owing, type QueueLine, type Suggestion } from "./questions.ts";
import { Payouts } from "./Payouts.tsx";
import { Sum, useMendings } from "./Sum.tsx";
import { useBankWords } from "./words.ts";

const BY_NUMBER = [1, 2, 3, 4, 5];

/** The equation of the line at hand: what the person put together, else the one answer that stands alone. */
function useEquation(atHand: AtHand | undefined) {
  const [own, setOwn] = useState<Equation | undefined>();
  const only = atHand && oneAnswer(atHand);
  const equation = own ?? (only ? equationOf(only, atHand) : NOTHING);
  return { equation, change: setOwn, touched: own !== undefined };
}

/** Who of the partners may be paying out so much: the one that owes least beyond it. */
const payingOut = (partners: readonly Owing[], amountMinor: Minor): Owing | undefined =>
  partners
    .filter(({ owedMinor }) => owedMinor >= amountMinor)
    .toSorted((one, other) => one.owedMinor - other.owedMinor)[0];

type Say = "coming" | "choose" | "notZero" | "underWay" | "checking" | "changed" | "";

/**
 * Enter on the line at hand. What stands there may be from before the last act: then Enter is kept until the answer is confirmed, and
 * placed when it is still the same; nothing that was pressed is dropped without a word.
 */
function useEnter(
  line: QueueLine,
  hand: ReturnType<typeof useAtHand>,
  { equation, touched }: ReturnType<typeof useEquation>,
  busy: boolean,
  place: (equation: Equation) => void,
) {
  const [say, setSay] = useState<Say>("");
  const [kept, keep] = useState<string | undefined>();
  const unsure = hand.isFetching && !touched;
  useEffect(() => {
    if (kept === undefined || unsure) return;
    keep(undefined);
    const same = kept === keyOf(equation) && comesOut(equation, line.amountMinor);
    setSay(same ? "" : "changed");
    if (same) place(equation);
  }, [kept, unsure, equation, line.amountMinor, place]);
  const heard = (): Say => {
    if (busy) return "underWay";
    if (hand.isPending) return "coming";
    if (!comesOut(equation, line.amountMinor)) return equation.parts.length === 0 ? "choose" : "notZero";
    return unsure ? "checking" : "";
  };
  const enter = () => {
    const answer = heard();
    setSay(answer);
    if (answer === "checking") keep(keyOf(equation));
    if (answer === "") place(equation);
  };
  return { enter, say };
}

/** Where the money of one line goes: the answers, the search for any other invoice, the equation, and the act. */
export function Placing({
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
  const input = useRef<HTMLInputElement>(null);
  const hand = useAtHand(line, mayPlace);
  const held = useEquation(hand.data);
  const { equation, change } = held;
  const { enter, say } = useEnter(line, hand, held, busy, place);
  const mendings = useMendings({ line, equation, change });
  const choose = (suggestion: Suggestion | undefined) =>
    suggestion && hand.data && change(equationOf(suggestion, hand.data));
  const add = (item: Candidate) => {
    change(added(equation, item, line.amountMinor));
    back();
  };
  const first = hand.data?.suggestions[0];
  const payer = payingOut(hand.data?.partners ?? [], line.amountMinor);
  useKeys([
    { key: "Enter", label: t("bank.keyAccept"), act: enter },
    { key: "/", label: t("bank.find"), act: () => input.current?.focus() },
    ...BY_NUMBER.map((number) => ({
      key: String(number),
      label: t("bank.choose", { number }),
      off: !hand.data?.suggestions[number - 1],
      act: () => choose(hand.data?.suggestions[number - 1]),
    })),
    ...(["x", "Space"] as const).map((key) => ({
      key,
      label: t("bank.keySelect"),
      off: !first,
      act: () => (equation.parts.length > 0 ? change(NOTHING) : choose(first)),
    })),
    {
      key: "p",
      label: t("bank.keyPayout"),
      off: !payer,
      act: () => payer && change(paidOut(equation, payer.way)),
    },
    ...mendings,
  ]);
  return (
    <>
      {hand.data?.text && !line.text && <p className="kv-bank-said">{hand.data.text}</p>}
      <Asked of={hand} height={160}>
        {(atHand) => <Answers atHand={atHand} equation={equation} choose={choose} />}
      </Asked>
      <Find input={input} add={add} />
      <Payouts line={line} partners={hand.data?.partners ?? []} equation={equation} change={change} />
      <Sum line={line} equation={equation} change={change} />
      <div role="status" aria-live="polite" className="kv-bank-say">
        {say && t(`bank.say.${say}`)}
      </div>
      <div className="kv-acts">
        <Button
          onClick={enter}
          loading={busy}
          disabled={!comesOut(equation, line.amountMinor)}
          rightSection={<kbd aria-hidden="true">Enter</kbd>}
        >
          {t("bank.accept")}
        </Button>
        {mendings
          .filter((each) => !each.off)
          .map(({ key, label, act }) => (
            <Button key={key} variant="default" onClick={act} rightSection={<kbd aria-hidden="true">{key}</kbd>}>
              {label}
            </Button>
          ))}
        {line.kind === "bankLine" && <Leave line={line} back={back} />}
      </div>
    </>
  );
}
