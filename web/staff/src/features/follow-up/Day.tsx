import { Button } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Asked } from "../../parts/Asked.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Page } from "../../parts/Page.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { useFollowUpWords } from "../../parts/follow-up/words.ts";
import { useLedger, useMay } from "../../shell/session.ts";
import { Gate } from "./Gate.tsx";
import { groupsOf, isStep, isUnsent, type Grouped } from "./groups.ts";
import { Lines } from "./Lines.tsx";
import { useProposing, useReadiness, useToday, type Readiness, type Today } from "./questions.ts";
import { Sending } from "./Sending.tsx";

/** The screen's one answer: what is ready, or why nothing can go. */
function useLead(today: Today | undefined, readiness: Readiness | undefined): string {
  const { t, amountOf } = useFollowUpWords();
  if (!today || !readiness) return t("followUp.title");
  if (today.policy === null) return t("followUp.lead.noPolicy");
  const steps = groupsOf(today).filter(isStep);
  if (readiness.missing.length > 0) return t("followUp.lead.closed");
  const count = today.ready.reduce((sum, { lines }) => sum + lines, 0);
  if (count > 0)
    return t("followUp.lead.ready", {
      count,
      sum: amountOf(today.ready.reduce((sum, { amountMinor }) => sum + amountMinor, 0)),
    });
  const isSent = steps.some(({ proposal }) => !isUnsent(proposal));
  return t(isSent ? "followUp.lead.sent" : "followUp.lead.nothing");
}

/** Runs that are missing, and what the last one made up (F-07). */
function Missed({ today: { madeUp, missing, isWorkingDay } }: { readonly today: Today }) {
  const { t, dayOf } = useFollowUpWords();
  const days = (of: readonly string[]) => of.map(dayOf).join(", ");
  if (madeUp === null && missing.length === 0 && isWorkingDay) return null;
  return (
    <div className="kv-card kv-follow-gate">
      {!isWorkingDay && <p>{t("followUp.run.closedDay")}</p>}
      {missing.length > 0 && <State tone="due">{t("followUp.run.missing", { missed: days(missing) })}</State>}
      {madeUp && (
        <State tone="held">
          {t("followUp.run.madeUp", { count: madeUp.steps, day: dayOf(madeUp.ranOn), missed: days(madeUp.missed) })}
        </State>
      )}
    </div>
  );
}

/** Nothing stands open for today: what makes it, and when. */
function Nothing() {
  const { t } = useFollowUpWords();
  const { id } = useLedger();
  const may = useMay("followUp.approve", id);
  const propose = useProposing(id);
  const make = () => propose.mutate("standing");
  useKeys([{ key: "n", label: t("followUp.run.make"), off: !may || propose.isPending, act: make }]);
  return (
    <>
      <div className="kv-card kv-follow-gate">
        <State tone="settled">{t("followUp.run.none")}</State>
        <p className="kv-why">{t("followUp.run.noneNext")}</p>
        {may && (
          <div className="kv-acts">
            <Button
              variant="default"
              loading={propose.isPending}
              onClick={make}
              rightSection={<kbd aria-hidden>n</kbd>}
            >
              {t("followUp.run.make")}
            </Button>
          </div>
        )}
      </div>
      <Problem of={propose.error} />
    </>
  );
}

function Groups({ groups, chosen }: { readonly groups: readonly Grouped[]; readonly chosen: Grouped }) {
  const { t, levelOf, countOf } = useFollowUpWords();
  return (
    <nav className="kv-run-looks" aria-label={t("followUp.groups")}>
      {groups.map((each) => (
        <Link
          key={`${each.proposal.id} ${each.group}`}
          to="/follow-up"
          replace
          search={(old) => ({ ...old, group: each.group })}
          className="kv-run-look"
          data-chosen={each === chosen}
          activeProps={{ "aria-current": each === chosen ? "true" : undefined }}
        >
          {levelOf(each.group)} <span className="kv-why">{countOf(each.lines)}</span>
        </Link>
      ))}
    </nav>
  );
}

function Open({ today, readiness }: { readonly today: Today; readonly readiness: Readiness }) {
  const asked = useSearch({ strict: false }).group;
  const groups = groupsOf(today);
  const chosen = groups.find(({ group }) => group === asked) ?? groups[0];
  if (!chosen) return <Nothing />;
  return (
    <>
      <Groups groups={groups} chosen={chosen} />
      <Sending chosen={chosen} today={today} isClosed={readiness.missing.length > 0} />
      <Lines key={`${chosen.proposal.id} ${chosen.group}`} chosen={chosen} today={today} />
    </>
  );
}

/** Today's proposal, with whether the bank lets it go (F-01, F-02). */
export function Day({ views }: { readonly views: ReactNode }) {
  const { t } = useFollowUpWords();
  const { id } = useLedger();
  const [today, readiness] = [useToday(id), useReadiness(id)];
  const lead = useLead(today.data, readiness.data);
  const help = today.data?.policy === null ? t("followUp.noPolicyHelp") : t("followUp.help");
  return (
    <Page title={t("followUp.title")} lead={lead} help={help}>
      {views}
      <Asked of={today} height={480}>
        {(of) => (
          <Asked of={readiness} height={480}>
            {(gate) =>
              of.policy !== null && (
                <>
                  <Gate of={gate} />
                  <Missed today={of} />
                  <Open today={of} readiness={gate} />
                </>
              )
            }
          </Asked>
        )}
      </Asked>
    </Page>
  );
}
