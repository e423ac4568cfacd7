import { Button } from "@mantine/core";
import { useState } from "react";
import { DateInput } from "../../parts/DateInput.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { ReasonInput, useReason } from "../../parts/Reason.tsx";
import { daysLater } from "../../parts/typed-day.ts";
import { useLedger } from "../../shell/session.ts";
import { usePuttingOff } from "./acts.ts";
import { LineDialog } from "./LineDialog.tsx";
import type { QueueLine } from "./questions.ts";
import { useBankWords } from "./words.ts";

function Until({ line, done }: { readonly line: QueueLine; readonly done: () => void }) {
  const { t } = useBankWords();
  const { id, today } = useLedger();
  const { putOff } = usePuttingOff(id);
  const [untilOn, setUntil] = useState<string | undefined>(daysLater(today, 1));
  const reason = useReason();
  const wish = untilOn && reason.said && !putOff.isPending ? { line, untilOn, reason: reason.said } : undefined;
  const act = () => wish && putOff.mutate(wish, { onSuccess: done });
  return (
    <form
      className="kv-stack"
      onSubmit={(event) => {
        event.preventDefault();
        act();
      }}
    >
      <p>{t("bank.putOffMeans")}</p>
      <Problem of={putOff.error} />
      <DateInput data-autofocus label={t("bank.putOffUntil")} value={untilOn} onChange={setUntil} />
      <ReasonInput of={reason} label={t("bank.leaveReason")} />
      <Button type="submit" disabled={!wish} loading={putOff.isPending} rightSection={<kbd>Enter</kbd>}>
        {t("bank.putOff")}
      </Button>
    </form>
  );
}

type Ends = { readonly line: QueueLine; readonly gone: () => void; readonly back: () => void };

/** Puts a line off until a day, with a reason: until then it is out of the queue, and no less unexplained (W-07). */
function Sleep({ line, gone, back }: Ends) {
  const { t } = useBankWords();
  return (
    <LineDialog line={line} letter="z" label={t("bank.putOff")} title="bank.putOffTitle" done={gone} back={back}>
      {(done) => <Until line={line} done={done} />}
    </LineDialog>
  );
}

/** Why the line is out of the queue and until when, and the way back. */
function Wake({ line, gone }: Omit<Ends, "back">) {
  const { t } = useBankWords();
  const { wake } = usePuttingOff(useLedger().id);
  const act = () => !wake.isPending && wake.mutate(line, { onSuccess: gone });
  useKeys([{ key: "z", label: t("bank.wake"), act }]);
  return (
    <>
      <Problem of={wake.error} />
      <Button variant="default" onClick={act} loading={wake.isPending} rightSection={<kbd aria-hidden="true">z</kbd>}>
        {t("bank.wake")}
      </Button>
    </>
  );
}

/** The line's place in time: put off, or back into the queue. */
export function Later(props: Ends) {
  return <div className="kv-bank-later">{props.line.snoozed ? <Wake {...props} /> : <Sleep {...props} />}</div>;
}
