import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useNarrow } from "../../parts/narrow.ts";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { Panel } from "./Dialog.tsx";
import { SettingsPage } from "./Frame.tsx";
import { PartnerFacts } from "./PartnerFacts.tsx";
import {
  FEE_TONES,
  feeWord,
  isWrong,
  partnerKey,
  PAYOUT_TONES,
  payoutWord,
  usePartners,
  worstFirst,
  type Partner,
} from "./partners.ts";
import { useCan } from "./questions.ts";
import { useMoments } from "./words.ts";

function usePartnerWords() {
  const { t } = useTranslation();
  return (of: Partner) => (of.way === "agency" ? of.partner : t(`payWay.${of.way}`));
}

function Credentials({ of }: { readonly of: Partner }) {
  const { t } = useTranslation();
  if (of.state !== "active") return <State tone="held">{t(`partners.state.${of.state}`)}</State>;
  if (of.missing.length > 0) return <State tone="overdue">{t("partners.missing", { count: of.missing.length })}</State>;
  return <State tone="settled">{t("partners.state.active")}</State>;
}

function Payout({ of }: { readonly of: Partner }) {
  const { t } = useTranslation();
  const word = payoutWord(of);
  if (!word || !of.payout) return <>–</>;
  const { medianBankDays, promisedBankDays } = of.payout;
  const said = t(`partners.payoutWord.${word}`);
  return (
    <>
      {PAYOUT_TONES[word] === "held" ? (
        <span className="kv-why">{said}</span>
      ) : (
        <State tone={PAYOUT_TONES[word]}>{said}</State>
      )}
      {medianBankDays !== null && (
        <div className="kv-why">
          {promisedBankDays === null
            ? t("partners.usually", { count: medianBankDays })
            : t("partners.usuallyOf", { count: medianBankDays, promised: promisedBankDays })}
        </div>
      )}
    </>
  );
}

function Fees({ of }: { readonly of: Partner }) {
  const { t } = useTranslation();
  const word = feeWord(of);
  if (!word) return <>–</>;
  const said = t(`partners.feeWord.${word}`);
  return FEE_TONES[word] === "held" ? (
    <span className="kv-why">{said}</span>
  ) : (
    <State tone={FEE_TONES[word]}>{said}</State>
  );
}

function Asking({ of }: { readonly of: Partner }) {
  const { t } = useTranslation();
  const { moment } = useMoments();
  return (
    <>
      {of.askedAt ? moment(of.askedAt) : t("settings.never")}
      {of.nextAt && <div className="kv-why">{t("partners.next", { when: moment(of.nextAt) })}</div>}
    </>
  );
}

function useColumns(): readonly Column<Partner>[] {
  const { t } = useTranslation();
  const nameOf = usePartnerWords();
  const onTheWay: Column<Partner> = {
    key: "onTheWay",
    head: t("partners.onTheWay"),
    number: true,
    cell: ({ payout }) => (payout ? <Amount minor={payout.onTheWayMinor} /> : "–"),
  };
  const narrow = (of: Partner) => (
    <div className="kv-partner-narrow">
      <strong>{nameOf(of)}</strong>
      <span className="kv-why">{of.ledgerName}</span>
      <Credentials of={of} />
      {of.payout && <Payout of={of} />}
    </div>
  );
  if (useNarrow()) return [{ key: "name", head: t("partners.partner"), cell: narrow }, onTheWay];
  return [
    {
      key: "ledger",
      head: t("partners.ledger"),
      cell: ({ ledgerName }) => <span className="kv-partner-ledger">{ledgerName}</span>,
      fill: true,
    },
    {
      key: "partner",
      head: t("partners.partner"),
      cell: (of) => (
        <>
          {nameOf(of)}
          <div className="kv-why">{t(`partners.level.${of.level}`)}</div>
        </>
      ),
    },
    { key: "credentials", head: t("partners.agreement"), cell: (of) => <Credentials of={of} /> },
    { key: "asked", head: t("partners.asked"), cell: (of) => <Asking of={of} /> },
    onTheWay,
    { key: "payout", head: t("partners.payout"), cell: (of) => <Payout of={of} /> },
    { key: "fees", head: t("partners.fees"), cell: (of) => <Fees of={of} /> },
  ];
}

/** Asks partners of a kind now; what they answer comes into the list by itself. */
function Refresh({ items }: { readonly items: readonly Partner[] }) {
  const { t } = useTranslation();
  const tell = useDone();
  const queries = useQueryClient();
  const may = useCan()("jobs.run");
  const asking = useMutation({
    mutationFn: (of: "payments" | "agency") => answered(kvitt.POST("/api/v1/partner-refreshes", { body: { of } })),
    onSuccess: () => {
      tell(t("partners.askedNow"));
      return queries.invalidateQueries({ queryKey: ["partners"] });
    },
  });
  if (!may) return null;
  const kinds = (["payments", "agency"] as const).filter((kind) =>
    items.some(({ way }) => (way === "agency") === (kind === "agency")),
  );
  return (
    <>
      <Problem of={asking.error} />
      <div className="kv-acts kv-partner-acts">
        {kinds.map((of) => (
          <Button
            key={of}
            variant="default"
            loading={asking.isPending && asking.variables === of}
            onClick={() => asking.mutate(of)}
          >
            {t(`partners.ask.${of}`)}
          </Button>
        ))}
      </div>
    </>
  );
}

function List({ items }: { readonly items: readonly Partner[] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const nameOf = usePartnerWords();
  const columns = useColumns();
  const [openKey, setOpenKey] = useState<string | undefined>();
  const rows = worstFirst(items);
  const open = rows.find((each) => partnerKey(each) === openKey);
  const onTheWay = rows.reduce((sum, { payout }) => sum + (payout?.onTheWayMinor ?? 0), 0);
  const leave = () => setOpenKey(undefined);
  if (!rows[0]) return <p className="kv-why">{t("partners.none")}</p>;
  return (
    <>
      <Refresh items={items} />
      <DataTable
        label={t("settings.section.partners")}
        columns={columns}
        rows={rows}
        rowKey={partnerKey}
        onOpen={(row) => setOpenKey(partnerKey(row))}
        total={t("partners.total", { count: rows.length, amount: money(onTheWay, rows[0].currency, language) })}
      />
      <Panel
        opened={open !== undefined}
        leave={leave}
        title={open && t("partners.of", { partner: nameOf(open), ledger: open.ledgerName })}
      >
        {open && <PartnerFacts of={open} />}
      </Panel>
    </>
  );
}

/** Who the partners are, whether they are heard, whether their money comes when promised, and what they charge for it (H-07). */
export function PartnersPage() {
  const { t } = useTranslation();
  const partners = usePartners();
  const items = partners.data?.items ?? [];
  const wrong = items.filter(isWrong).length;
  const hasMoney = items.some(({ payout }) => payout && (payout.paidMinor > 0 || payout.onTheWayMinor > 0));
  const good = t(hasMoney ? "partners.leadGood" : "partners.leadNothing");
  const lead = wrong > 0 ? t("partners.leadBad", { count: wrong }) : good;
  return (
    <SettingsPage section="partners" lead={partners.data && lead} help={t("partners.help")}>
      <Asked of={partners} height={320}>
        {({ items }) => <List items={items} />}
      </Asked>
    </SettingsPage>
  );
}
