import { Button, Drawer } from "@mantine/core";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { CheckRows } from "./CheckRows.tsx";
import { useCheckWords } from "./check-words.ts";
import { useAlarmsOf, useCheckNow, useLookingAfter, type Check, type CheckNow } from "./checks.ts";
import { useCan } from "./questions.ts";

/** The alarm of the check, until somebody says that they look after it. */
function Alarm({ name }: { readonly name: string }) {
  const { t } = useCheckWords();
  const tell = useDone();
  const alarms = useAlarmsOf(name).data ?? [];
  const looking = useLookingAfter();
  const may = useCan()("alarms.acknowledge");
  if (alarms.length === 0) return <Problem of={looking.error} />;
  return (
    <>
      <div className="kv-note">
        <span>{t("checks.alarmStands")}</span>
        {may && (
          <Button
            variant="default"
            size="compact-sm"
            loading={looking.isPending}
            onClick={() => looking.mutate(alarms, { onSuccess: () => tell(t("checks.lookedAfter")) })}
          >
            {t("checks.lookAfter")}
          </Button>
        )}
      </div>
      <Problem of={looking.error} />
    </>
  );
}

function Found({ check, answer }: { readonly check: Check; readonly answer: CheckNow }) {
  const { t, number, momentOf } = useCheckWords();
  const at = momentOf(answer.askedAt);
  if (answer.holds)
    return (
      <p className="kv-check-said">
        <State tone="settled">{t("checks.state.holds")}</State>
        <span>{t("checks.holdsNow", { at })}</span>
        {check.state === "broken" && <span className="kv-why">{t("checks.mended")}</span>}
      </p>
    );
  const rows = answer.rows.length;
  return (
    <>
      <p className="kv-check-said">
        <State tone="overdue">{t("checks.state.broken")}</State>
        <span>
          {answer.more
            ? t("checks.brokenMore", { at, rows: number(rows) })
            : t("checks.brokenNow", { at, count: rows })}
        </span>
        {answer.amounts === "withheld" && <span className="kv-why">{t("checks.withheld")}</span>}
      </p>
      <CheckRows answer={answer} />
    </>
  );
}

function OneCheck({ check }: { readonly check: Check }) {
  const { t } = useCheckWords();
  const now = useCheckNow(check.name);
  return (
    <div className="kv-check">
      <Alarm name={check.name} />
      {now.isFetching && (
        <p className="kv-why" role="status">
          {t("checks.asking")}
        </p>
      )}
      <Asked of={now} height={160}>
        {(answer) => <Found check={check} answer={answer} />}
      </Asked>
      <div className="kv-acts">
        <Button variant="default" onClick={() => void now.refetch()}>
          {t("checks.again")}
        </Button>
        <span className="kv-why">
          {t("checks.code")} <span className="kv-mono">{check.name}</span>
        </span>
      </div>
    </div>
  );
}

/** One check, asked now: does it hold, and if not, which rows break it? The address names it, so that it can be sent to a colleague. */
export function CheckPanel({ check, leave }: { readonly check: Check | undefined; readonly leave: () => void }) {
  const { t, said } = useCheckWords();
  return (
    <Drawer
      opened={check !== undefined}
      onClose={leave}
      position="right"
      size="46rem"
      title={check && said(check)}
      lockScroll={false}
      overlayProps={{ backgroundOpacity: 0.08 }}
      closeButtonProps={{ "aria-label": t("common.close") }}
      classNames={{ content: "kv-drawer", title: "kv-drawer-title" }}
    >
      {check && <OneCheck key={check.name} check={check} />}
    </Drawer>
  );
}
