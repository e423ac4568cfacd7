import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDone } from "../../parts/Done.tsx";
import { useNarrow } from "../../parts/narrow.ts";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import type { Ledger } from "../../shell/session.ts";
import { beginCall, cancelCall, hasBegun, isPlanned, settlePart, type Call, type Part } from "./changeover-acts.ts";
import { CallForm, PartForm } from "./ChangeoverForms.tsx";
import { Confirm, type Asked } from "./Confirm.tsx";
import { FormDialog } from "./FormDialog.tsx";
import { useAnew, useCan, type SetUp } from "./questions.ts";
import { useSending } from "./sending.ts";
import { useMoments } from "./words.ts";

type Given = { readonly ledger: Ledger; readonly changeover: SetUp["changeover"]; readonly may: boolean };

function useActs({ id }: Ledger): { readonly begin: Asked; readonly cancel: Asked } {
  const { t } = useTranslation();
  const tell = useDone();
  const anew = useAnew(id);
  return {
    begin: {
      title: t("changeover.begin"),
      follows: [t("changeover.begin1"), t("changeover.begin2")],
      act: () => beginCall(id).then(anew),
      done: () => tell(t("changeover.hasBegun")),
    },
    cancel: {
      title: t("changeover.cancel"),
      follows: [t("changeover.cancel1")],
      act: () => cancelCall(id).then(anew),
      done: () => tell(t("changeover.cancelled")),
    },
  };
}

function CallState({ ledger, call }: { readonly ledger: Ledger; readonly call: Call }) {
  const { t } = useTranslation();
  if (call.begunAt === null) return <State tone="due">{t("changeover.bookedWord")}</State>;
  if (ledger.state === "active") return <State tone="settled">{t("changeover.overWord")}</State>;
  return <State tone="due">{t("changeover.begunWord")}</State>;
}

/** When the call is and with whom, or that none is booked. */
function CallSaid({ ledger, call }: { readonly ledger: Ledger; readonly call: Call | null }) {
  const { t } = useTranslation();
  const { moment } = useMoments(ledger.zone);
  if (!call) return <p>{t("changeover.none")}</p>;
  const { at, minutes, heldWith, begunAt } = call;
  return (
    <p>
      {t("changeover.booked", { at: moment(at), minutes, heldWith })}
      {begunAt && <span className="kv-why"> {t("changeover.begun", { at: moment(begunAt) })}</span>}
    </p>
  );
}

/** What may be done with a call that has not begun: booked, moved, called off, begun. */
function CallActs({ ledger, call }: { readonly ledger: Ledger; readonly call: Call | null }) {
  const { t } = useTranslation();
  const tell = useDone();
  const [booking, setBooking] = useState(false);
  const [asking, setAsking] = useState<"begin" | "cancel">();
  const acts = useActs(ledger);
  const book = t(call ? "changeover.move" : "changeover.book");
  const leave = () => setBooking(false);
  return (
    <div className="kv-acts">
      {call && <Button onClick={() => setAsking("begin")}>{acts.begin.title}</Button>}
      <Button variant="default" onClick={() => setBooking(true)}>
        {book}
      </Button>
      {call && (
        <Button variant="subtle" onClick={() => setAsking("cancel")}>
          {acts.cancel.title}
        </Button>
      )}
      <FormDialog
        opened={booking}
        leave={leave}
        title={book}
        made={(at: string) => tell(t("changeover.callBooked", { at }))}
      >
        {(done) => <CallForm ledger={ledger} call={call} done={done} leave={leave} />}
      </FormDialog>
      <Confirm asked={asking && acts[asking]} leave={() => setAsking(undefined)} />
    </div>
  );
}

type Choice = { readonly state: Part["state"]; readonly act: "disconnect" | "notApply" | "back" };

/** What may be said of a part as it stands; what is old is disconnected in the call alone. */
function choicesOf({ state }: Part, begun: boolean): readonly Choice[] {
  if (state !== "connected") return [{ state: "connected", act: "back" }];
  const notApply = { state: "notApplicable", act: "notApply" } as const;
  return begun ? [{ state: "disconnected", act: "disconnect" }, notApply] : [notApply];
}

function PartState({ of: { state, settledAt }, zone }: { readonly of: Part; readonly zone: string }) {
  const { t } = useTranslation();
  const { moment } = useMoments(zone);
  return (
    <State tone={state === "connected" ? "due" : "settled"}>
      {t(`changeover.state.${state}`, { at: settledAt ? moment(settledAt) : "" })}
    </State>
  );
}

type RowOf = {
  readonly part: Part;
  readonly zone: string;
  readonly choices: readonly Choice[];
  readonly settle: (state: Part["state"]) => void;
};

function PartActs({ part: { name }, choices, settle }: Omit<RowOf, "zone">) {
  const { t } = useTranslation();
  return choices.map(({ state, act }) => (
    <Button
      key={act}
      variant="default"
      size="compact-sm"
      aria-label={t(`changeover.${act}Of`, { name })}
      onClick={() => settle(state)}
    >
      {t(`changeover.${act}`)}
    </Button>
  ));
}

function PartRow({ zone, ...of }: RowOf) {
  const { t } = useTranslation();
  const { name, kind } = of.part;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{t(`changeover.${kind}`)}</td>
      <td>
        <PartState of={of.part} zone={zone} />
      </td>
      <td>
        <div className="kv-cell-acts">
          <PartActs {...of} />
        </div>
      </td>
    </tr>
  );
}

/** On a narrow screen all stands in one cell, the buttons beneath. */
function NarrowRow({ zone, ...of }: RowOf) {
  const { t } = useTranslation();
  const { name, kind } = of.part;
  return (
    <tr>
      <td className="kv-part-narrow">
        <strong>{name}</strong>
        <span className="kv-why">{t(`changeover.${kind}`)}</span>
        <PartState of={of.part} zone={zone} />
        <div className="kv-part-acts">
          <PartActs {...of} />
        </div>
      </td>
    </tr>
  );
}

/** The list of what is disconnected, each ticked by name. */
function Parts({ ledger, changeover: { walkthrough, parts }, may }: Given) {
  const { t } = useTranslation();
  const tell = useDone();
  const begun = hasBegun(walkthrough);
  const narrow = useNarrow();
  const Row = narrow ? NarrowRow : PartRow;
  const settling = useSending({
    act: ({ part, state }: { readonly part: Part; readonly state: Part["state"] }) =>
      settlePart(ledger.id, part.id, state),
    anew: [["set-up", ledger.id]],
    done: (_, { part: { name } }) => tell(t("changeover.settled", { name })),
  });
  if (parts.length === 0) return <p className="kv-why">{t("changeover.noParts")}</p>;
  return (
    <>
      <div className="kv-scroll" role="region" aria-labelledby="changeover-title" tabIndex={0}>
        <table className="kv-table kv-rows" aria-labelledby="changeover-title">
          <thead>
            <tr>
              <th scope="col">{t("changeover.part")}</th>
              {!narrow && (
                <>
                  <th scope="col">{t("changeover.kind")}</th>
                  <th scope="col">{t("field.state")}</th>
                  <td />
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <Row
                key={part.id}
                part={part}
                zone={ledger.zone}
                choices={may ? choicesOf(part, begun) : []}
                settle={(state) => settling.send({ part, state })}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Problem of={settling.error} />
      {may && !begun && <p className="kv-why">{t("changeover.first")}</p>}
    </>
  );
}

function AddPart({ ledger }: { readonly ledger: Ledger }) {
  const { t } = useTranslation();
  const tell = useDone();
  const [adding, setAdding] = useState(false);
  const leave = () => setAdding(false);
  return (
    <div className="kv-foot">
      <Button variant="default" size="compact-sm" onClick={() => setAdding(true)}>
        {t("changeover.add")}
      </Button>
      <FormDialog
        opened={adding}
        leave={leave}
        title={t("changeover.add")}
        made={(name: string) => tell(t("changeover.added", { name }))}
      >
        {(done) => <PartForm ledger={ledger} done={done} leave={leave} />}
      </FormDialog>
    </div>
  );
}

/** A clinic's move from what it used before: the call with its day, and the list of what it disconnects (H-08). */
export function Changeover({ ledger, setUp: { changeover } }: { readonly ledger: Ledger; readonly setUp: SetUp }) {
  const { t } = useTranslation();
  const isOver = ledger.state === "active";
  const may = useCan()("ledgers.activate", ledger.id) && !isOver;
  const { walkthrough: call } = changeover;
  if (isOver && !isPlanned(changeover)) return null;
  return (
    <section className="kv-card kv-block" aria-labelledby="changeover-title">
      <div className="kv-block-head">
        <h2 id="changeover-title">{t("changeover.title")}</h2>
        {call && <CallState ledger={ledger} call={call} />}
      </div>
      <p className="kv-why">{t("changeover.why")}</p>
      <CallSaid ledger={ledger} call={call} />
      {may && !hasBegun(call) && <CallActs ledger={ledger} call={call} />}
      <Parts ledger={ledger} changeover={changeover} may={may} />
      {may && <AddPart ledger={ledger} />}
    </section>
  );
}
