import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { DateInput } from "../../parts/DateInput.tsx";
import { useDone } from "../../parts/Done.tsx";
import { ActDialog } from "../../parts/follow-up/ActDialog.tsx";
import { useFollowUpWords } from "../../parts/follow-up/words.ts";
import { Problem } from "../../parts/Problem.tsx";
import { ReasonInput, useReason } from "../../parts/Reason.tsx";
import { State } from "../../parts/State.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { useDeclaring, type Readiness } from "./questions.ts";

type Missing = Readiness["missing"][number];
type Declaration = Readiness["declarations"][number];

/** One of two persons says that no file will come (DP-017). */
function DeclareDialog({
  of,
  through,
  close,
}: {
  readonly of: Missing;
  readonly through: string;
  readonly close: () => void;
}) {
  const { t } = useFollowUpWords();
  const tell = useDone();
  const { declare } = useDeclaring(useLedger().id);
  const reason = useReason();
  const [throughOn, setThrough] = useState<string | undefined>(through);
  const act = () =>
    declare.mutate(
      { bankAccountId: of.bankAccountId!, throughOn: throughOn!, reason: reason.said! },
      {
        onSuccess: () => {
          close();
          tell(t("followUp.declare.done"));
        },
      },
    );
  return (
    <ActDialog
      opened
      close={close}
      title={t("followUp.declare.title")}
      label={t("followUp.declare.open")}
      act={act}
      off={throughOn === undefined || reason.said === undefined}
      busy={declare.isPending}
      error={declare.error}
    >
      <p>{t("followUp.declare.means", { account: of.account })}</p>
      <ReasonInput of={reason} label={t("common.why")} first />
      <DateInput label={t("followUp.declare.through")} value={throughOn} onChange={setThrough} />
    </ActDialog>
  );
}

/** What another declared waits for the second person. */
function Waits({ of, account }: { readonly of: Declaration; readonly account: string }) {
  const { t, dayOf } = useFollowUpWords();
  const tell = useDone();
  const { id } = useLedger();
  const may = useMay("followUp.hold", id);
  const { confirm } = useDeclaring(id);
  const said = { account, day: dayOf(of.throughOn), reason: of.reason };
  // What waits is gone by then, and with it whoever would hear of its end.
  const act = () =>
    void confirm.mutateAsync(of.id).then(
      () => tell(t("followUp.declare.confirmed")),
      () => undefined,
    );
  return (
    <li>
      <State tone="held">
        {t("followUp.declare.waits", { ...said, name: of.declaredByName ?? t("followUp.declare.somebody") })}
      </State>
      {may && !of.isOwn && (
        <Button size="compact-sm" variant="default" loading={confirm.isPending} onClick={act}>
          {t("followUp.declare.confirm")}
        </Button>
      )}
      {of.isOwn && <span className="kv-why">{t("followUp.declare.own")}</span>}
      <Problem of={confirm.error} />
    </li>
  );
}

function Lacking({ of, readiness }: { readonly of: Missing; readonly readiness: Readiness }) {
  const { t, dayOf } = useFollowUpWords();
  const { id } = useLedger();
  const may = useMay("followUp.hold", id);
  const [asking, setAsking] = useState(false);
  const waiting = readiness.declarations.filter(
    ({ bankAccountId, confirmedAt, throughOn }) =>
      bankAccountId === of.bankAccountId && confirmedAt === null && throughOn >= readiness.neededThrough,
  );
  return (
    <>
      <li>
        <State tone="overdue">
          {[
            `${of.account}: ${t(`followUp.bank.why.${of.why}`)}`,
            ...(of.completeThrough ? [t("followUp.bank.through", { day: dayOf(of.completeThrough) })] : []),
          ].join(", ")}
        </State>
        {may && of.bankAccountId !== null && waiting.length === 0 && (
          <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
            {t("followUp.declare.open")}
          </Button>
        )}
      </li>
      {waiting.map((each) => (
        <Waits key={each.id} of={each} account={of.account} />
      ))}
      {asking && <DeclareDialog of={of} through={readiness.neededThrough} close={() => setAsking(false)} />}
    </>
  );
}

/** Whether the bank is complete through yesterday; where not, which file is missing and what opens the gate (F-02, N-03). */
export function Gate({ of }: { readonly of: Readiness }) {
  const { t, dayOf } = useFollowUpWords();
  const { id } = useLedger();
  const [mayFiles, mayDeclare] = [useMay("bankFiles.read", id), useMay("followUp.hold", id)];
  const day = dayOf(of.neededThrough);
  if (of.missing.length === 0)
    return (
      <p className="kv-follow-bank">
        <State tone="settled">{t("followUp.bank.complete", { day })}</State>
      </p>
    );
  return (
    <section className="kv-card kv-follow-gate">
      <p>{t("followUp.bank.closed", { day })}</p>
      <ul>
        {of.missing.map((each) => (
          <Lacking key={`${each.account} ${each.why}`} of={each} readiness={of} />
        ))}
      </ul>
      {!mayDeclare && <p className="kv-why">{t("followUp.declare.who")}</p>}
      {mayFiles && (
        <Link to="/files" search={{ ledger: id }}>
          {t("followUp.bank.toFiles")}
        </Link>
      )}
    </section>
  );
}
