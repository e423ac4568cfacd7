import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day, money } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { Confirm, type Asked as Question } from "./Confirm.tsx";
import { askDirectDebit, saveDirectDebit, type DebitSetUp, type DirectDebitKnown } from "./direct-debit-questions.ts";
import { DirectDebitForm } from "./DirectDebitForm.tsx";
import { Facts } from "./LedgerParts.tsx";
import { useCan, type SetUp } from "./questions.ts";

type Given = { readonly ledgerId: string; readonly known: DirectDebitKnown; readonly ledger: SetUp };

/** Taking it up, or pausing it: what that means is said first. */
function useSwitching(ledgerId: string, of: DebitSetUp | null): Question | undefined {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useDone();
  if (!of) return undefined;
  const starts = of.state === "paused";
  return {
    title: t(starts ? "avtaleGiro.start" : "avtaleGiro.pause"),
    follows: starts
      ? [t("avtaleGiro.startMeans"), t("avtaleGiro.startNotice")]
      : [t("avtaleGiro.pauseMeans"), t("avtaleGiro.pauseRest")],
    fresh: true,
    act: () => saveDirectDebit(ledgerId, { ...of, state: starts ? "active" : "paused" }),
    done: () => {
      void queries.invalidateQueries({ queryKey: ["direct-debit", ledgerId] });
      tell(t("settings.saved"));
    },
  };
}

function Known({ of, known }: { readonly of: DebitSetUp; readonly known: DirectDebitKnown }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  const { from, length } = of.fixedPart;
  const last = known.lastFile;
  const told =
    last &&
    t("avtaleGiro.lastFileSaid", {
      count: last.claims,
      day: day(last.sentOn, language),
      amount: money(last.totalMinor, currency, language),
    });
  const mono = (text: string) => <span className="kv-mono">{text}</span>;
  return (
    <Facts
      of={[
        [t("avtaleGiro.field.account"), mono(of.account)],
        [t("avtaleGiro.field.sender"), mono(of.sender)],
        [t("avtaleGiro.part"), t("avtaleGiro.partSaid", { from, to: from + length - 1 })],
        [t("avtaleGiro.field.notify"), t(`avtaleGiro.notify.${of.notify}`)],
        [t("avtaleGiro.field.leadDays"), t("avtaleGiro.days", { count: of.leadDays ?? known.leadDays.usual })],
        [t("avtaleGiro.authorities"), String(known.authorities)],
        [t("avtaleGiro.lastFile"), told ?? t("avtaleGiro.noFile")],
      ]}
    />
  );
}

function Card({ ledgerId, known, ledger }: Given) {
  const { t } = useTranslation();
  const may = useCan()("agreements.manage", ledgerId);
  const [open, setOpen] = useState<"settings" | "switch" | undefined>();
  const leave = () => setOpen(undefined);
  const of = known.setUp;
  const question = useSwitching(ledgerId, of);
  const state = of?.state ?? "none";
  const isReady = ledger.bankAccounts.some(({ closedFromOn }) => closedFromOn === null);
  return (
    <section className="kv-card kv-block" aria-labelledby="debit-title">
      <div className="kv-block-head">
        <h2 id="debit-title">{t("avtaleGiro.title")}</h2>
        <State tone={state === "active" ? "settled" : "held"}>
          <Explain of={{ title: t(`payments.state.${state}`), sentence: t(`avtaleGiro.stateWhy.${state}`) }}>
            {t(`payments.state.${state}`)}
          </Explain>
        </State>
      </div>
      <p className="kv-why">{t(of || isReady ? "avtaleGiro.why" : "avtaleGiro.needsAccount")}</p>
      {of && <Known of={of} known={known} />}
      {may && (of || isReady) && (
        <div className="kv-acts kv-below">
          <Button variant="default" size="compact-md" onClick={() => setOpen("settings")}>
            {t(of ? "settings.change" : "payments.setUp")}
          </Button>
          {question && (
            <Button variant="default" size="compact-md" onClick={() => setOpen("switch")}>
              {question.title}
            </Button>
          )}
        </div>
      )}
      <DirectDebitForm ledgerId={ledgerId} known={known} ledger={ledger} opened={open === "settings"} leave={leave} />
      <Confirm asked={open === "switch" ? question : undefined} leave={leave} />
    </section>
  );
}

/** How the ledger draws from payers' accounts; nothing where its country has no such thing. */
export function DirectDebit({ ledgerId, ledger }: { readonly ledgerId: string; readonly ledger: SetUp }) {
  const asked = useQuery(askDirectDebit(ledgerId));
  return (
    <Asked of={asked} height={200}>
      {(known) => (known.offered ? <Card ledgerId={ledgerId} known={known} ledger={ledger} /> : null)}
    </Asked>
  );
}
