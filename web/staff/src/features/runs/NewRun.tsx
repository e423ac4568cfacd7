import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { count, day, money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DateInput } from "../../parts/DateInput.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useMay } from "../../shell/session.ts";
import { HeldClaims } from "./HeldClaims.tsx";
import { usePropose, useWaitingClaims, type Waiting } from "./run-questions.ts";

const ORDER = ["single", "collective", "later", "held", "needsContact"] as const;

/** When what is held back comes back: one day, or the first and the last. */
function backOn({ heldUntil }: Waiting) {
  if (!heldUntil) return [];
  const { firstOn, lastOn } = heldUntil;
  if (firstOn === lastOn) return [{ label: "runs.backOn", on: firstOn }] as const;
  return [
    { label: "runs.backFirst", on: firstOn },
    { label: "runs.backLast", on: lastOn },
  ] as const;
}

/** The ways a waiting claim may go, each with count, sum and why. */
function Groups({ waiting }: { readonly waiting: Waiting }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const back = backOn(waiting).map(({ label, on }) => ({ label: t(label), value: day(on, language) }));
  const shown = ORDER.flatMap((kind) => waiting.groups.find((group) => group.kind === kind) ?? []);
  return (
    <dl className="kv-run-groups">
      {shown.map(({ kind, claims, customers, amountMinor }) => (
        <div key={kind}>
          <dt>
            <Explain
              of={{
                title: t(`runs.group.${kind}`),
                sentence: t(`runs.groupWhy.${kind}`),
                rule: [
                  { label: t("runs.claims"), value: count(claims, language) },
                  { label: t("runs.customers"), value: count(customers, language) },
                  { label: t("field.amount"), value: <Amount minor={amountMinor} /> },
                  ...(kind === "held" ? back : []),
                ],
              }}
            >
              {t(`runs.group.${kind}`)}
            </Explain>
          </dt>
          <dd>
            <strong>{count(claims, language)}</strong> <Amount minor={amountMinor} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A run that is under way, or a preview that waits, is gone to instead of made twice (B-08). */
function Already({ waiting: { running, open } }: { readonly waiting: Waiting }) {
  const { t } = useTranslation();
  const { id } = useLedger();
  const proposalId = running ?? open;
  if (!proposalId) return null;
  return (
    <p className="kv-run-already">
      <Link to="/runs/$proposalId" params={{ proposalId }} search={{ ledger: id }}>
        {running ? t("runs.running") : t("runs.openAlready")}
      </Link>
    </p>
  );
}

/** Where the sum goes out: claims that a run of the day would invoice. */
function ready({ groups }: Waiting) {
  const own = groups.filter(({ kind }) => kind === "single" || kind === "collective");
  return {
    claims: own.reduce((sum, group) => sum + group.claims, 0),
    minor: own.reduce((sum, group) => sum + group.amountMinor, 0),
  };
}

function Making({
  waiting,
  choose,
  asOf,
}: {
  readonly waiting: Waiting;
  readonly asOf: string | undefined;
  readonly choose: (asOf: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const { id, currency } = useLedger();
  const propose = usePropose(id);
  const { claims, minor } = ready(waiting);
  const off = claims === 0 && waiting.running === null;
  const make = () =>
    propose.mutate(asOf, {
      onSuccess: (run) =>
        void navigate({ to: "/runs/$proposalId", params: { proposalId: run.id }, search: { ledger: id } }),
    });
  useKeys([{ key: "n", label: t("runs.make"), off: off || propose.isPending, act: make }]);
  return (
    <div className="kv-card kv-run-new">
      <div>
        <h2 id="run-new" tabIndex={-1}>
          {claims === 0
            ? t("runs.nothingWaits")
            : t("runs.waiting", { count: claims, sum: money(minor, currency, language) })}
        </h2>
        <Groups waiting={waiting} />
        <Already waiting={waiting} />
      </div>
      <div className="kv-run-make">
        <DateInput label={t("field.issued")} value={asOf ?? waiting.asOf} onChange={choose} />
        <p className="kv-why">{t("runs.dueThen", { day: day(waiting.dueOn, language) })}</p>
        <Button onClick={make} loading={propose.isPending} disabled={off} aria-keyshortcuts="n">
          {t("runs.make")}
        </Button>
        {propose.error && <Problem of={propose.error} />}
      </div>
    </div>
  );
}

/** What waits to be invoiced, counted and summed, and the button that makes a preview of it. Nothing is booked by it. */
export function NewRun() {
  const { t } = useTranslation();
  const may = useMay("invoices.propose", useLedger().id);
  const [asOf, choose] = useState<string | undefined>();
  const waiting = useWaitingClaims(useLedger().id, asOf);
  if (!may) return <p className="kv-why">{t("runs.mayNotPropose")}</p>;
  return (
    <section aria-label={t("runs.new")} className="kv-run-section">
      <Asked of={waiting} height={168}>
        {(answer) => (
          <>
            <Making waiting={answer} asOf={asOf} choose={choose} />
            {answer.heldUntil && <HeldClaims asOf={asOf} />}
          </>
        )}
      </Asked>
    </section>
  );
}
