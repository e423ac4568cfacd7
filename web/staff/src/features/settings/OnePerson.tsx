import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { useDone } from "../../parts/Done.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { State } from "../../parts/State.tsx";
import { Confirm, type Asked } from "./Confirm.tsx";
import { useCan, useOnePersonAlarm, type Tenant } from "./questions.ts";
import { useMoments } from "./words.ts";

/** The alarm of SEC-14, for who is told: it stands as long as the mode is on. */
function Alarm() {
  const { t } = useTranslation();
  const { moment } = useMoments();
  const alarm = useOnePersonAlarm(useCan()("alarms.read")).data;
  if (!alarm) return null;
  return (
    <p className="kv-note" role="status">
      <State tone="held">{t("tenantPage.onePerson")}</State>
      <span>{t("tenantPage.alarm", { when: moment(alarm.raisedAt) })}</span>
    </p>
  );
}

function useTurning(on: boolean): Asked {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useDone();
  const title = on ? t("tenantPage.switchOn") : t("tenantPage.switchOff");
  return {
    title,
    follows: on
      ? [t("tenantPage.on1"), t("tenantPage.on2"), t("tenantPage.on3")]
      : [t("tenantPage.off1"), t("tenantPage.off2")],
    fresh: true,
    act: async () => {
      const tenant = await answered(kvitt.PATCH("/api/v1/tenant", { body: { onePerson: on } }));
      queries.setQueryData(["tenant"], tenant);
      await queries.invalidateQueries({ queryKey: ["alarms"] });
    },
    done: () => tell(t("settings.saved")),
  };
}

/** One-person mode: what it means, who is told, and the act that turns it (SEC-14). */
export function OnePerson({ tenant }: { readonly tenant: Tenant }) {
  const { t } = useTranslation();
  const may = useCan()("tenant.configure");
  const turning = useTurning(!tenant.onePerson);
  const [asking, setAsking] = useState(false);
  const rule = [t("tenantPage.on1"), t("tenantPage.on2"), t("tenantPage.on3")];
  return (
    <>
      <Alarm />
      <section className="kv-card kv-block kv-block-narrow" aria-labelledby="one-person-title">
        <div className="kv-block-head">
          <h2 id="one-person-title">{t("tenantPage.onePerson")}</h2>
          <Explain
            of={{ title: t("tenantPage.onePerson"), sentence: t("tenantPage.onePersonWhy"), law: rule.join(" ") }}
          >
            <State tone={tenant.onePerson ? "held" : "settled"}>
              {tenant.onePerson ? t("tenantPage.onePersonOn") : t("tenantPage.onePersonOff")}
            </State>
          </Explain>
        </div>
        <p>{t("tenantPage.onePersonWhy")}</p>
        {may && (
          <Button variant="default" onClick={() => setAsking(true)}>
            {turning.title}
          </Button>
        )}
      </section>
      <Confirm asked={asking ? turning : undefined} leave={() => setAsking(false)} />
    </>
  );
}
