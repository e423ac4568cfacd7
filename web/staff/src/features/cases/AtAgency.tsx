import { Button } from "@mantine/core";
import { useDone } from "../../parts/Done.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { useAgencyActs, type AgencyCase } from "./questions.ts";
import { useCaseWords } from "./words.ts";

const PARTS = [
  ["capitalMinor", "capital"],
  ["interestMinor", "interest"],
  ["feeMinor", "fee"],
  ["ownCostsMinor", "own"],
  ["remittedMinor", "remitted"],
] as const;

/** What the agency said, with how the money is split as it told it. */
function Told({ of }: { readonly of: AgencyCase["events"][number] }) {
  const { t, dayOf, amountOf } = useCaseWords();
  const split = PARTS.flatMap(([name, label]) => {
    const minor = of[name];
    return minor === null ? [] : [`${t(`cases.agency.${label}`)} ${amountOf(minor)}`];
  });
  return (
    <li>
      <span>
        <strong>{of.said}</strong> {of.reason && <span className="kv-why">{of.reason}</span>}
      </span>
      <span className="kv-why">{dayOf(of.occurredOn)}</span>
      {split.length > 0 && <p>{split.join(" · ")}</p>}
    </li>
  );
}

/** What the agency was told of money that came to the clinic, or is to be, and what of it was taken back. */
function Reported({ of }: { readonly of: AgencyCase["reports"] }) {
  const { t, dayOf, amountOf, momentOf } = useCaseWords();
  if (of.length === 0) return null;
  return (
    <>
      <h4>{t("cases.agency.told")}</h4>
      <ol className="kv-case-events">
        {of.map(({ id, kind, amountMinor, on, sentAt, refused }) => (
          <li key={id}>
            <span>
              <strong>{t(`cases.agency.kind.${kind}`)}</strong> {amountOf(amountMinor)}{" "}
              <span className="kv-why">{dayOf(on)}</span>
            </span>
            {refused ? (
              <State tone="overdue">{t("cases.agency.refused", { code: refused })}</State>
            ) : (
              <span className="kv-why">{sentAt ? momentOf(sentAt) : t("cases.agency.waits")}</span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function One({ of }: { readonly of: AgencyCase }) {
  const { t, dayOf } = useCaseWords();
  const tell = useDone();
  const may = useMay("desk.manage", useLedger().id) && of.state !== "ended";
  const { back } = useAgencyActs();
  const state = of.ended ? t(`cases.end.${of.ended}`) : t(`cases.agencyState.${of.state}`);
  return (
    <>
      <div className="kv-acts">
        <State tone={of.state === "ended" ? "held" : "due"}>{state}</State>
        <span className="kv-why">
          {t("cases.leaving.on")} {dayOf(of.leavesOn)} {of.reference && <span className="kv-mono">{of.reference}</span>}
        </span>
        {of.withdrawAskedAt && <span className="kv-why">{t("cases.agency.asked")}</span>}
        {may && !of.withdrawAskedAt && (
          <Button
            size="compact-sm"
            variant="default"
            loading={back.isPending}
            onClick={() => back.mutate(of.id, { onSuccess: () => tell(t("cases.agency.asked")) })}
          >
            {t("cases.agency.back")}
          </Button>
        )}
      </div>
      <Problem of={back.error} />
      {of.events.length === 0 && <span className="kv-why">{t("cases.agency.none")}</span>}
      <ol className="kv-case-events">
        {of.events.map((event, at) => (
          <Told key={at} of={event} />
        ))}
      </ol>
      <Reported of={of.reports} />
    </>
  );
}

/** A claim's way through the agency, the newest first; nothing for one that was never listed. */
export function AtAgency({ of }: { readonly of: readonly AgencyCase[] }) {
  const { t } = useCaseWords();
  if (of.length === 0) return null;
  return (
    <section className="kv-card kv-case" aria-labelledby="case-agency">
      <h3 id="case-agency">{t("cases.agency.title")}</h3>
      {of.map((each) => (
        <One key={each.id} of={each} />
      ))}
    </section>
  );
}
