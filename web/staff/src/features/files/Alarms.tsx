import { Button } from "@mantine/core";
import { useDone } from "../../parts/Done.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { useMay } from "../../shell/session.ts";
import { useAcknowledging, useBankAlarms, type Alarm } from "./questions.ts";
import { useFileWords } from "./words.ts";

type Known = "bank.fileMissing" | "bank.fileReleasedAlone" | "bank.statementGap";

/** What an alarm says: which day's file lacks, that a statement does not go on from the one before, or that one person did two persons' work. */
function useSentence() {
  const { t, dayOf } = useFileWords();
  return ({ kind, day, detail }: Alarm) => {
    const word = kind.replace("bank.", "") as "fileMissing";
    const of = typeof detail["expectedOf"] === "string" ? detail["expectedOf"] : day;
    const by = typeof detail["expectedBy"] === "string" ? detail["expectedBy"].slice(0, 5) : "";
    return {
      title: t(`alarm.${word}.title`, { day: dayOf(of), time: by }),
      help: t(`alarm.${word}.help`, { day: dayOf(day), time: by }),
    };
  };
}

const KNOWN: ReadonlySet<string> = new Set<Known>(["bank.fileMissing", "bank.fileReleasedAlone", "bank.statementGap"]);

/** What at the bank a person must see, until somebody says that they look after it. */
export function Alarms() {
  const { t } = useFileWords();
  const tell = useDone();
  const say = useSentence();
  const alarms = useBankAlarms(useMay("alarms.read"));
  const mayAcknowledge = useMay("alarms.acknowledge");
  const acknowledging = useAcknowledging();
  const shown = (alarms.data ?? []).filter((alarm) => KNOWN.has(alarm.kind));
  return (
    <>
      <Problem of={acknowledging.error} />
      {shown.map((alarm) => (
        <section key={alarm.id} className="kv-card kv-alarm" aria-label={say(alarm).title}>
          <State tone="due">{say(alarm).title}</State>
          <p>{say(alarm).help}</p>
          {mayAcknowledge && (
            <Button
              variant="default"
              size="compact-sm"
              loading={acknowledging.isPending && acknowledging.variables === alarm.id}
              onClick={() => acknowledging.mutate(alarm.id, { onSuccess: () => tell(t("files.acknowledged")) })}
            >
              {t("files.acknowledge")}
            </Button>
          )}
        </section>
      ))}
    </>
  );
}
