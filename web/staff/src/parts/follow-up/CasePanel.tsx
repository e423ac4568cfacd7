import { Button } from "@mantine/core";
import { useState } from "react";
import { useLedger, useMay } from "../../shell/session.ts";
import { Asked } from "../Asked.tsx";
import { useDone } from "../Done.tsx";
import { Explain } from "../Explain.tsx";
import { useKeys } from "../keys.ts";
import { Problem } from "../Problem.tsx";
import { State, type Tone } from "../State.tsx";
import { useCase, useCaseActs } from "./case.ts";
import "./case.css";
import { History } from "./History.tsx";
import { HoldDialog, type Holding } from "./HoldDialog.tsx";
import { SaidDialog, type Asking } from "./SaidDialog.tsx";
import { useFollowUpWords, type Case, type Rested } from "./words.ts";

type Decision = NonNullable<Case["decision"]>;

const TONES: Record<Decision["kind"], Tone> = {
  step: "due",
  notYet: "held",
  heldBack: "held",
  needsPerson: "due",
  closed: "settled",
};

/** Where the case stands today, and why. */
function Now({ of, policy }: { readonly of: Decision; readonly policy: string | undefined }) {
  const { t, dayOf, levelOf, reasonOf, stepWhy, reasonWhy } = useFollowUpWords();
  const rested: Rested = {
    rule: of.rule,
    inputs: { ...of.inputs, ...(of.until ? { until: of.until } : {}), with: of.with.join(", ") },
    citation: of.law?.citation,
    policy,
  };
  const tone = of.red ? "overdue" : TONES[of.kind];
  if (of.level !== null && of.kind === "notYet") {
    const said = t("followUp.notYet", { level: levelOf(of.level), day: of.until ? dayOf(of.until) : "" });
    const why = { ...stepWhy(of.level, rested), sentence: t("followUp.notYetWhy") };
    return (
      <State tone={tone}>
        <Explain of={why}>{said}</Explain>
      </State>
    );
  }
  const why = of.kind === "step" && of.level !== null ? stepWhy(of.level, rested) : reasonWhy(of.reason, rested);
  return (
    <>
      <State tone={tone}>
        <Explain of={why}>{of.kind === "step" && of.level !== null ? levelOf(of.level) : reasonOf(of.reason)}</Explain>
      </State>{" "}
      <span>{why.sentence}</span>
      {of.law && <p className="kv-why">{of.law.citation}</p>}
    </>
  );
}

function Plan({ of }: { readonly of: Case["timeline"] }) {
  const { t, dayOf, levelOf } = useFollowUpWords();
  if (of.length === 0) return null;
  return (
    <>
      <h3>{t("followUp.case.plan")}</h3>
      <ol className="kv-case-plan">
        {of.map(({ level, on, isSent, isRed }) => (
          <li key={level}>
            <span>{levelOf(level)}</span>
            <State tone={isSent ? (isRed ? "overdue" : "settled") : "held"}>
              {t(isSent ? "followUp.case.sentOn" : "followUp.case.comesOn", { day: dayOf(on) })}
            </State>
          </li>
        ))}
      </ol>
    </>
  );
}

type Standing = Extract<Case["events"][number], { kind: "hold" }>;

/** The hold by which the claim rests today. */
function standingHold({ events }: Case, today: string): Standing | undefined {
  return events.findLast(
    (event): event is Standing => event.kind === "hold" && event.endedOn === null && event.endsOn >= today,
  );
}

function useHolding(of: Case) {
  const { t, dayOf } = useFollowUpWords();
  const tell = useDone();
  const { id, today } = useLedger();
  const may = useMay("followUp.hold", id) && of.openMinor > 0 && of.policy !== null;
  const [asking, setAsking] = useState(false);
  const { hold, endHold } = useCaseActs(of.itemId);
  const standing = standingHold(of, today);
  const whom = of.reference ?? t("followUp.case.title");
  const keep = (holding: Holding) =>
    hold.mutate(holding, {
      onSuccess: () => {
        setAsking(false);
        tell(t("followUp.hold.done", { whom, day: dayOf(holding.endsOn) }));
      },
    });
  const act = () =>
    standing ? endHold.mutate(standing.id, { onSuccess: () => tell(t("followUp.hold.ended")) }) : setAsking(true);
  const dialog = (
    <HoldDialog
      of={asking ? { whom, amountMinor: of.openMinor, mostDays: undefined } : undefined}
      close={() => setAsking(false)}
      keep={keep}
      busy={hold.isPending}
      error={hold.error}
    />
  );
  return { may, label: t(standing ? "followUp.hold.end" : "followUp.hold.act"), act, dialog, error: endHold.error };
}

/** What can be written down, by whom it may be. */
function Acts({ of }: { readonly of: Case }) {
  const { t } = useFollowUpWords();
  const { id } = useLedger();
  const [mayRegister, mayAnswer] = [useMay("followUp.register", id), useMay("followUp.manage", id)];
  const [asking, ask] = useState<Asking | undefined>();
  const holding = useHolding(of);
  const open = of.events.findLast((event) => event.kind === "dispute" && event.answer === null);
  const isOwed = of.openMinor > 0;
  useKeys([
    { key: "n", label: t("followUp.said.note.title"), off: !mayRegister, act: () => ask({ kind: "note" }) },
    { key: "h", label: holding.label, off: !holding.may, act: holding.act },
  ]);
  const button = (label: string, act: () => void, key?: string) => (
    <Button
      key={label}
      size="compact-md"
      variant="default"
      onClick={act}
      rightSection={key && <kbd aria-hidden>{key}</kbd>}
    >
      {label}
    </Button>
  );
  return (
    <>
      <div className="kv-acts">
        {mayRegister && button(t("followUp.said.note.act"), () => ask({ kind: "note" }), "n")}
        {mayRegister && isOwed && button(t("followUp.said.promise.act"), () => ask({ kind: "promise" }))}
        {mayRegister && isOwed && !open && button(t("followUp.said.dispute.act"), () => ask({ kind: "dispute" }))}
        {mayAnswer &&
          open &&
          button(t("followUp.said.answer.title"), () => ask({ kind: "answer", disputeId: open.id }))}
        {holding.may && button(holding.label, holding.act, "h")}
      </div>
      <Problem of={holding.error} />
      <SaidDialog asking={asking} itemId={of.itemId} close={() => ask(undefined)} />
      {holding.dialog}
    </>
  );
}

/** A claim's follow-up: where it stands and why, what comes, what happened, and what a person can write down (`ux.md` 2.2). */
export function CasePanel({ itemId }: { readonly itemId: string | undefined }) {
  const { t } = useFollowUpWords();
  const asked = useCase(itemId);
  if (itemId === undefined) return null;
  return (
    <section aria-labelledby="case-title">
      <h2 id="case-title">{t("followUp.case.title")}</h2>
      <Asked of={asked} height={160}>
        {(of) => (
          <div className="kv-card kv-case">
            <div>
              {of.decision ? (
                <Now of={of.decision} policy={of.policy?.name} />
              ) : (
                <span className="kv-why">{t("followUp.case.noPolicy")}</span>
              )}
            </div>
            <Acts of={of} />
            <Plan of={of.timeline} />
            <History events={of.events} />
          </div>
        )}
      </Asked>
    </section>
  );
}
