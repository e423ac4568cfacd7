import { useState } from "react";
import { Amount } from "../../parts/Amount.tsx";
import type { Column } from "../../parts/DataTable.tsx";
import { useDone } from "../../parts/Done.tsx";
import { DutyList, type Act } from "../../parts/DutyList.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { HoldDialog, type Holding } from "../../parts/follow-up/HoldDialog.tsx";
import { LEVELS, useFollowUpWords, type Rested } from "../../parts/follow-up/words.ts";
import { useNarrow } from "../../parts/narrow.ts";
import { Problem } from "../../parts/Problem.tsx";
import { State, type Tone } from "../../parts/State.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { isStep, isUnsent, type Grouped } from "./groups.ts";
import { LetterDialog } from "./LetterDialog.tsx";
import { Bill, Payer } from "./Whom.tsx";
import { useHolding, useLines, type Line, type Today } from "./questions.ts";

const restedOf = ({ explanation }: Line): Rested => ({
  rule: String(explanation["rule"]),
  inputs: (explanation["inputs"] ?? {}) as Rested["inputs"],
  citation: typeof explanation["citation"] === "string" ? explanation["citation"] : undefined,
});

/** Working days since the due day; the days that do not count stand behind it (E-03). */
function Since({ of }: { readonly of: Line }) {
  const { t, dayOf, countOf } = useFollowUpWords();
  const said = t("followUp.days", { count: of.workingDays });
  const closed = of.closed
    .map(({ on, name }) => (name ? `${dayOf(on)} ${t(`followUp.closedDay.${name}`)}` : dayOf(on)))
    .join(", ");
  const rule = [
    { label: t("field.due"), value: dayOf(of.dueOn) },
    { label: t("followUp.daysWeekend"), value: countOf(of.weekendDays) },
    { label: t("followUp.daysClosed"), value: closed || t("followUp.send.none") },
  ];
  return (
    <span title={closed ? `${t("followUp.daysClosed")}: ${closed}` : undefined}>
      <Explain of={{ title: said, sentence: t("followUp.daysWhy", { due: dayOf(of.dueOn) }), rule }}>{said}</Explain>
    </span>
  );
}

const LINE_TONES = { held: "held", stale: "held", applied: "settled", failed: "overdue" } as const satisfies Record<
  Exclude<Line["state"], "proposed">,
  Tone
>;

/** The step and why; or why nothing is sent. */
function Step({ of }: { readonly of: Line }) {
  const { t, levelOf, reasonOf, stepWhy, reasonWhy } = useFollowUpWords();
  const rested = restedOf(of);
  const isLevel = LEVELS.some((level) => level === of.action);
  const why = rested.inputs["why"];
  if (!isLevel) {
    const reason = typeof why === "string" ? why : of.reason;
    const tone = of.action === "needsYou" || rested.inputs["red"] === true ? "due" : "held";
    return (
      <State tone={tone}>
        <Explain of={reasonWhy(reason, rested)}>{reasonOf(reason)}</Explain>
      </State>
    );
  }
  const stands = of.changed ? "changed" : of.state === "proposed" ? undefined : of.state;
  return (
    <span className="kv-follow-step">
      <Explain of={stepWhy(of.action, rested)}>{levelOf(of.action)}</Explain>
      {stands && (
        <State tone={of.state === "proposed" ? "held" : LINE_TONES[of.state]}>{t(`followUp.line.${stands}`)}</State>
      )}
    </span>
  );
}

function useColumns(): readonly Column<Line>[] {
  const { t, dayOf, channelOf } = useFollowUpWords();
  const left: Column<Line> = {
    key: "left",
    head: t("followUp.left"),
    number: true,
    cell: (row) => <Amount minor={row.amountMinor} />,
  };
  const both = (row: Line) => (
    <div className="kv-follow-narrow">
      <Payer of={row.payer} />
      <div>
        <Step of={row} />
      </div>
    </div>
  );
  // What does not fit a telephone is said beneath the list, of the row at hand.
  if (useNarrow()) return [{ key: "who", head: t("followUp.payer"), cell: both }, left];
  return [
    { key: "who", head: t("followUp.payer"), cell: (row) => <Payer of={row.payer} />, fill: true },
    { key: "bill", head: t("followUp.invoice"), cell: (row) => <Bill of={row.bill} /> },
    { key: "due", head: t("field.due"), cell: (row) => dayOf(row.dueOn) },
    { key: "since", head: t("followUp.since"), cell: (row) => <Since of={row} /> },
    { key: "step", head: t("followUp.step"), cell: (row) => <Step of={row} /> },
    { key: "by", head: t("followUp.channel"), cell: (row) => (row.channel ? channelOf(row.channel) : "–") },
    left,
  ];
}

/** Holds the claim at hand back, or takes it in again: `h` does either, for who may (F-04). */
function useHolds({ proposal }: Grouped, today: Today) {
  const { t, dayOf, whoOf } = useFollowUpWords();
  const tell = useDone();
  const may = useMay("followUp.hold", useLedger().id) && isUnsent(proposal);
  const [of, setOf] = useState<Line | undefined>();
  const { hold, release } = useHolding(proposal.id);
  const isOurs = ({ state, reason }: Line) => state === "held" && reason === "hold" && proposal.state === "open";
  const takeBack = (line: Line) =>
    release.mutate(line.lineNo, {
      onSuccess: () => tell(t("followUp.hold.released", { whom: whoOf(line.payer) })),
    });
  const keep = (holding: Holding) => {
    const line = of!;
    const undo = proposal.state === "open" ? () => release.mutateAsync(line.lineNo) : undefined;
    hold.mutate(
      { lineNo: line.lineNo, ...holding },
      {
        onSuccess: () => {
          setOf(undefined);
          tell(t("followUp.hold.done", { whom: whoOf(line.payer), day: dayOf(holding.endsOn) }), undo);
        },
      },
    );
  };
  const isStepLine = ({ action }: Line) => LEVELS.some((level) => level === action);
  const acts: Act<Line>[] = [
    {
      key: "h",
      label: t("followUp.hold.act"),
      act: setOf,
      off: (line) => !may || !isStepLine(line) || line.state !== "proposed",
    },
    {
      key: "r",
      label: t("followUp.hold.release"),
      act: takeBack,
      off: (line) => !may || !isStepLine(line) || !isOurs(line),
    },
  ];
  const dialog = (
    <HoldDialog
      of={of && { whom: whoOf(of.payer), amountMinor: of.amountMinor, mostDays: today.policy?.holdMostDays }}
      close={() => setOf(undefined)}
      keep={keep}
      busy={hold.isPending}
      error={hold.error}
    />
  );
  return { acts, dialog, error: release.error };
}

/** Why the row at hand stands here, in a sentence (W-02). */
function useWhy() {
  const { stepWhy, reasonWhy } = useFollowUpWords();
  return (line: Line): string => {
    const rested = restedOf(line);
    const why = rested.inputs["why"];
    const isTaken = LEVELS.some((level) => level === line.action) && line.reason !== "hold";
    const found = isTaken
      ? stepWhy(line.action, rested)
      : reasonWhy(typeof why === "string" ? why : line.reason, rested);
    return found.sentence;
  };
}

/** The lines of a group: whom each is about, since when, what is done and by which channel; its letter's words by Enter (F-03). */
export function Lines({ chosen, today }: { readonly chosen: Grouped; readonly today: Today }) {
  const { t, levelOf } = useFollowUpWords();
  const found = useLines(chosen.proposal.id, chosen.group);
  const holds = useHolds(chosen, today);
  const mayHold = useMay("followUp.hold", useLedger().id);
  const [letter, setLetter] = useState<Line | undefined>();
  const read: Act<Line> = { key: "t", label: t("followUp.letter.open"), act: setLetter };
  return (
    <>
      <Problem of={holds.error} />
      <DutyList
        of={found}
        label={levelOf(chosen.group)}
        columns={useColumns()}
        rowKey={(row) => String(row.lineNo)}
        onOpen={setLetter}
        why={useWhy()}
        acts={isStep(chosen) ? [read, ...holds.acts] : []}
        done={{ said: t("followUp.run.none"), next: t("followUp.run.noneNext") }}
      />
      {!mayHold && isStep(chosen) && <p className="kv-why">{t("followUp.hold.mayNot")}</p>}
      {holds.dialog}
      <LetterDialog of={letter} close={() => setLetter(undefined)} />
    </>
  );
}
