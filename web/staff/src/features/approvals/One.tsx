import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { useMay } from "../../shell/session.ts";
import { Counted } from "./Counted.tsx";
import { ApproveDialog, RefuseDialog, RemarkDialog } from "./dialogs.tsx";
import { useNudging, useRequest, type OneRequest, type Outcome } from "./questions.ts";
import { Said } from "./Said.tsx";
import { standingOf, TONES, useRequestWords } from "./words.ts";

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** The bill's own page, for who may open it; several are named by their numbers. */
function Bills({ of }: { readonly of: OneRequest }) {
  const { t, billOf, amountOf } = useRequestWords();
  const reads = useMay("invoices.read", of.ledgerId ?? undefined);
  if (of.bills > 1)
    return (
      <Explain
        of={{
          title: t("approvals.bill"),
          sentence: t("approvals.billsWhy", { count: of.bills }),
          rule: of.lines.map((line) => ({ label: line.number ?? "–", value: amountOf(line.amountMinor, of) })),
        }}
      >
        {billOf(of)}
      </Explain>
    );
  const said = <span className="kv-mono">{billOf(of)}</span>;
  if (of.invoiceId === null || !reads) return said;
  return (
    <Link
      to="/invoices/$invoiceId"
      params={{ invoiceId: of.invoiceId }}
      search={(old) => ({ ledger: of.ledgerId ?? old.ledger })}
    >
      {said}
    </Link>
  );
}

/** Whom it waits for, and why those. */
function Whom({ of }: { readonly of: OneRequest }) {
  const { t, rolesOf, amountOf } = useRequestWords();
  const { limitMinor, sumMinor } = of;
  const rule = [
    ...(limitMinor === null ? [] : [{ label: t("approvals.limit"), value: amountOf(limitMinor, of) }]),
    { label: t("approvals.sum"), value: amountOf(sumMinor, of) },
  ];
  return (
    <Explain
      of={{ title: t("approvals.whom"), sentence: t(`approvals.cause.${of.cause}`), law: t("approvals.policy"), rule }}
    >
      {rolesOf(of.roles)}
    </Explain>
  );
}

/** Four eyes, a deputy's, or one person's: how this decision would be made. */
function Eyes({ of }: { readonly of: OneRequest }) {
  const { t } = useRequestWords();
  const { may, mine } = of;
  if (may.alone) return <State tone="overdue">{t("approvals.eyes.alone")}</State>;
  if (may.standsInFor) return <State tone="held">{t("approvals.eyes.deputy", { name: may.standsInFor })}</State>;
  if (mine) return <State tone="held">{t("approvals.eyes.own")}</State>;
  if (may.approve || may.carryOut) return <State tone="settled">{t("approvals.eyes.four")}</State>;
  return <State tone="due">{t("approvals.eyes.higher")}</State>;
}

function Facts({ of }: { readonly of: OneRequest }) {
  const { t, reasonOf, whoOf, momentOf, ageOf } = useRequestWords();
  return (
    <dl className="kv-facts">
      {of.initials !== null && <Fact name={t("approvals.patient")}>{of.initials}</Fact>}
      <Fact name={t("approvals.bill")}>
        <Bills of={of} />
      </Fact>
      <Fact name={t("approvals.reason")}>{reasonOf(of.reason)}</Fact>
      <Fact name={t("approvals.clinic")}>{of.ledgerName}</Fact>
      <Fact name={t("approvals.askedBy")}>
        {whoOf(of)} · <time dateTime={of.madeAt}>{momentOf(of.madeAt)}</time> ({ageOf(of)})
      </Fact>
      <Fact name={t("approvals.whom")}>
        <Whom of={of} />
      </Fact>
      {of.approvedByName && <Fact name={t("approvals.approvedBy")}>{of.approvedByName}</Fact>}
      <Fact name={t("approvals.eyesHead")}>
        <Eyes of={of} />
      </Fact>
    </dl>
  );
}

type Shows = {
  readonly proposalId: string;
  /** Stays on the screen whatever becomes of it. */
  readonly keep: () => void;
  readonly leave: () => void;
  /** It has the screen to itself. */
  readonly alone: boolean;
};

type Asking = "approve" | "refuse" | "remark";

function useActs(of: OneRequest, ask: (what: Asking) => void) {
  const { t } = useRequestWords();
  const tell = useDone();
  const talks = useMay("requests.discuss", of.ledgerId ?? undefined);
  const nudging = useNudging(() => tell(t("approvals.nudgeDone")));
  const { approve, carryOut, refuse, nudge } = of.may;
  const acts = [
    {
      key: "a",
      label: t(carryOut ? "approvals.carryOut" : "approvals.approve"),
      off: !approve && !carryOut,
      act: () => ask("approve"),
    },
    { key: "r", label: t("approvals.refuse"), off: !refuse, act: () => ask("refuse") },
    {
      key: "c",
      label: t(of.mine ? "approvals.answer" : "approvals.ask"),
      off: !talks || !(of.mine || refuse),
      act: () => ask("remark"),
    },
    { key: "m", label: t("approvals.nudge"), off: !nudge, act: () => nudging.mutate(of.id) },
  ];
  return { acts, error: nudging.error };
}

function Acts({ of, keep, leave }: Pick<Shows, "keep" | "leave"> & { readonly of: OneRequest }) {
  const { t, amountOf } = useRequestWords();
  const tell = useDone();
  const [asking, setAsking] = useState<Asking | undefined>();
  const { acts, error } = useActs(of, (what) => {
    // Decided by somebody else meanwhile, it leaves the list but not the screen: the reader is told.
    keep();
    setAsking(what);
  });
  useKeys(acts);
  const close = () => setAsking(undefined);
  const ended = (said: string) => {
    close();
    leave();
    tell(said);
  };
  const approved = (how: Outcome) => ended(t(`approvals.outcome.${how}`, { amount: amountOf(of.amountMinor, of) }));
  const shown = acts.filter(({ off }) => !off);
  return (
    <>
      <Problem of={error} />
      {shown.length > 0 && (
        <div className="kv-acts kv-request-acts">
          {shown.map(({ key, label, act }) => (
            <Button
              key={key}
              variant={key === "a" ? "filled" : "default"}
              onClick={act}
              rightSection={<kbd aria-hidden>{key}</kbd>}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
      <ApproveDialog of={asking === "approve" ? of : undefined} close={close} done={approved} />
      <RefuseDialog
        of={asking === "refuse" ? of : undefined}
        close={close}
        done={() => ended(t("approvals.refusedDone"))}
      />
      <RemarkDialog
        of={asking === "remark" ? of : undefined}
        close={close}
        done={() => {
          close();
          tell(t("approvals.remarkDone"));
        }}
      />
    </>
  );
}

function Shown({ of, keep, leave, alone }: Omit<Shows, "proposalId"> & { readonly of: OneRequest }) {
  const { t, amountOf } = useRequestWords();
  const stands = standingOf(of);
  return (
    <article className="kv-card kv-request-one" aria-labelledby="request-title">
      {alone && (
        <Button variant="subtle" size="compact-sm" onClick={leave}>
          {t("approvals.toList")}
        </Button>
      )}
      <header>
        <h2 id="request-title">
          {t(`approvals.kind.${of.request}`)} <span className="kv-amount">{amountOf(of.amountMinor, of)}</span>
        </h2>
        <State tone={TONES[stands]}>{t(`approvals.stands.${stands}`)}</State>
      </header>
      {of.words && <blockquote>{of.words}</blockquote>}
      <Facts of={of} />
      <Counted of={of} />
      <Said of={of} />
      <Acts of={of} keep={keep} leave={leave} />
    </article>
  );
}

/** One request with all that a decision rests on, and the decision. */
export function One({ proposalId, ...shows }: Shows) {
  const request = useRequest(proposalId);
  return (
    <Asked of={request} height={420}>
      {(of) => <Shown of={of} {...shows} />}
    </Asked>
  );
}
