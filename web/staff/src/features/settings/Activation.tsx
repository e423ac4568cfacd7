import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { day } from "../../format.ts";
import { DateInput } from "../../parts/DateInput.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useLanguage } from "../../shell/language.ts";
import type { Ledger } from "../../shell/session.ts";
import { Confirm, type Asked } from "./Confirm.tsx";
import { Form, useTried } from "./Form.tsx";
import { LedgerState } from "./LedgersPage.tsx";
import { useAnew, useCan } from "./questions.ts";

function useActivation({ id, name }: Ledger, from: string | undefined, open: number): Asked {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const tell = useDone();
  const anew = useAnew(id);
  const first = t("ledgerPage.act1", { day: from ? day(from, language) : "" });
  return {
    title: t("ledgerPage.activate"),
    follows: [first, t("ledgerPage.act2"), ...(open > 0 ? [t("ledgerPage.act3", { count: open })] : [])],
    act: async () => {
      const params = { path: { ledgerId: id } };
      await answered(kvitt.POST("/api/v1/ledgers/{ledgerId}/activation", { params, body: { from: from! } }));
      await anew();
    },
    done: () => tell(t("ledgerPage.activated", { name })),
  };
}

function useDeactivation({ id, name }: Ledger): Asked {
  const { t } = useTranslation();
  const tell = useDone();
  const anew = useAnew(id);
  return {
    title: t("ledgerPage.deactivate"),
    follows: [t("ledgerPage.deact1"), t("ledgerPage.deact2"), t("ledgerPage.deact3")],
    act: async () => {
      const params = { path: { ledgerId: id } };
      await answered(kvitt.POST("/api/v1/ledgers/{ledgerId}/deactivation", { params }));
      await anew();
    },
    done: () => tell(t("ledgerPage.deactivated", { name })),
  };
}

function Activate({ ledger, open }: { readonly ledger: Ledger; readonly open: number }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState<string | undefined>(ledger.today);
  const [asking, setAsking] = useState(false);
  const { shown, tries, tried } = useTried({ "active-from": from ? undefined : t("ledgerPage.fromWrong") });
  const asked = useActivation(ledger, from, open);
  return (
    <>
      <Form wrong={shown} tries={tries} send={() => tried() && setAsking(true)}>
        <DateInput
          id="active-from"
          label={t("ledgerPage.from")}
          value={from}
          onChange={setFrom}
          error={shown["active-from"]}
        />
        <div className="kv-acts">
          <Button type="submit">{asked.title}</Button>
        </div>
      </Form>
      <Confirm asked={asking ? asked : undefined} leave={() => setAsking(false)} />
    </>
  );
}

function Deactivate({ ledger }: { readonly ledger: Ledger }) {
  const asked = useDeactivation(ledger);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {asked.title}
      </Button>
      <Confirm asked={asking ? asked : undefined} leave={() => setAsking(false)} />
    </>
  );
}

/** Whether a ledger takes claims, and the act that turns it, for who may (S0-46). */
export function Activation({
  ledger,
  open,
  ready,
}: {
  readonly ledger: Ledger;
  readonly open: number;
  /** What was planned of its changeover is carried out. */
  readonly ready: boolean;
}) {
  const { t } = useTranslation();
  const may = useCan()("ledgers.activate", ledger.id);
  const isActive = ledger.state === "active";
  return (
    <section className="kv-card kv-block" aria-labelledby="activation-title">
      <div className="kv-block-head">
        <h2 id="activation-title">{t("ledgerPage.activation")}</h2>
        <LedgerState ledger={ledger} />
      </div>
      {!may && <p className="kv-why">{t("ledgerPage.mayNot")}</p>}
      {may && isActive && <Deactivate ledger={ledger} />}
      {may && !isActive && ready && <Activate ledger={ledger} open={open} />}
      {!isActive && !ready && <p>{t("changeover.gate")}</p>}
    </section>
  );
}
