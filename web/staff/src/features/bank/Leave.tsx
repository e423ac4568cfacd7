import { Button } from "@mantine/core";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { ReasonInput, useReason } from "../../parts/Reason.tsx";
import { useLedger } from "../../shell/session.ts";
import { useLeaving } from "./acts.ts";
import { LineDialog } from "./LineDialog.tsx";
import type { QueueLine } from "./questions.ts";
import { useBankWords } from "./words.ts";

function Reason({ line, done }: { readonly line: QueueLine; readonly done: () => void }) {
  const { t } = useBankWords();
  const leaving = useLeaving(useLedger().id);
  const reason = useReason();
  const wish = reason.said && !leaving.isPending ? { line, how: "leave" as const, reason: reason.said } : undefined;
  const act = () => wish && leaving.mutate(wish, { onSuccess: done });
  useKeys([{ key: "mod+Enter", label: t("bank.leave"), inDialog: true, act }]);
  return (
    <div className="kv-stack">
      <p>{t("bank.leaveMeans")}</p>
      <Problem of={leaving.error} />
      <ReasonInput of={reason} label={t("bank.leaveReason")} first />
      <Button onClick={act} disabled={!wish} loading={leaving.isPending} rightSection={<kbd>Ctrl Enter</kbd>}>
        {t("bank.leave")}
      </Button>
    </div>
  );
}

/** Leaving a payment where it is, with a reason. */
export function Leave({ line, back }: { readonly line: QueueLine; readonly back: () => void }) {
  const { t } = useBankWords();
  return (
    <LineDialog line={line} letter="h" label={t("bank.leave")} title="bank.leaveTitle" done={back} back={back}>
      {(done) => <Reason line={line} done={done} />}
    </LineDialog>
  );
}

/** A payment that looks told before: is it one of its own, or that earlier one? Nothing of it is posted until a person says. */
export function Held({ line }: { readonly line: QueueLine }) {
  const { t } = useBankWords();
  const leaving = useLeaving(useLedger().id);
  const say = (how: "own" | "same") => () => !leaving.isPending && leaving.mutate({ line, how });
  useKeys([
    { key: "o", label: t("bank.own"), act: say("own") },
    { key: "s", label: t("bank.same"), act: say("same") },
  ]);
  return (
    <section className="kv-answers" aria-label={t("lineState.held")}>
      <h2>{t("bank.heldAsks")}</h2>
      <p className="kv-why">{t("lineHelp.held")}</p>
      <Problem of={leaving.error} />
      <div className="kv-parts">
        <Button onClick={say("own")} loading={leaving.isPending} rightSection={<kbd aria-hidden="true">o</kbd>}>
          {t("bank.own")}
        </Button>
        <Button
          variant="default"
          onClick={say("same")}
          disabled={leaving.isPending}
          rightSection={<kbd aria-hidden="true">s</kbd>}
        >
          {t("bank.same")}
        </Button>
      </div>
    </section>
  );
}
