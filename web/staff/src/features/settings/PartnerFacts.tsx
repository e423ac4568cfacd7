import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { day, locales, money } from "../../format.ts";
import { useDone } from "../../parts/Done.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { FormDialog } from "./FormDialog.tsx";
import { Facts } from "./LedgerParts.tsx";
import { FEE_TONES, feeWord, PAYOUT_TONES, payoutWord, type Partner } from "./partners.ts";
import { PayoutTermsForm } from "./PayoutTermsForm.tsx";
import { useCan } from "./questions.ts";
import { useMoments } from "./words.ts";

type Of = { readonly of: Partner };

function useSaid({ currency }: Partner) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return {
    t,
    amount: (minor: number) => money(minor, currency, language),
    date: (on: string) => day(on, language),
    bankDays: (count: number | null) => (count === null ? "–" : t("partners.bankDays", { count })),
    percent: (points: number) =>
      (points / 10_000).toLocaleString(locales[language], { style: "percent", maximumFractionDigits: 2 }),
  };
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="kv-below kv-partner-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Heard({ of }: Of) {
  const { t } = useTranslation();
  const { moment } = useMoments();
  const said = (at: string | null) => (at ? moment(at) : t("settings.never"));
  const secrets = of.missing.length > 0 ? t("partners.missing", { count: of.missing.length }) : said(of.secretSince);
  return (
    <Facts
      of={[
        [t("partners.agreement"), t(`partners.state.${of.state}`)],
        [t("partners.levelIs"), t(`partners.level.${of.level}`)],
        [t("partners.secrets"), secrets],
        [t("partners.asked"), said(of.askedAt)],
        [t("partners.nextIs"), of.nextAt ? moment(of.nextAt) : "–"],
        ...(of.way === "agency" ? [] : [[t("partners.heard"), said(of.heardAt)] as const]),
      ]}
    />
  );
}

function Payouts({ of }: Of) {
  const { t, amount, date, bankDays } = useSaid(of);
  const { payout } = of;
  const word = payoutWord(of);
  if (!payout || !word) return null;
  const { promisedBankDays, agreedBankDays, lateMinor, oldestOn } = payout;
  const promise = promisedBankDays === null ? t("partners.noPromise") : bankDays(promisedBankDays);
  const { medianBankDays, longestBankDays, inTimeMinor } = payout;
  const paid =
    medianBankDays === null
      ? []
      : [
          ...(inTimeMinor === null ? [] : [[t("partners.inTime"), amount(inTimeMinor)] as const]),
          [t("partners.half"), bankDays(medianBankDays)] as const,
          [t("partners.longest"), bankDays(longestBankDays)] as const,
        ];
  return (
    <Part title={t("partners.payout")}>
      <State tone={PAYOUT_TONES[word]}>{t(`partners.payoutWord.${word}`)}</State>
      <Facts
        of={[
          [t("partners.promised"), agreedBankDays === null ? t("partners.asUsual", { days: promise }) : promise],
          [t("partners.paid"), amount(payout.paidMinor)],
          ...paid,
          [t("partners.onTheWay"), amount(payout.onTheWayMinor)],
          ...(oldestOn === null ? [] : [[t("partners.oldest"), date(oldestOn)] as const]),
          ...(payout.aheadMinor > 0 ? [[t("partners.ahead"), amount(payout.aheadMinor)] as const] : []),
          ...(lateMinor ? [[t("partners.late"), amount(lateMinor)] as const] : []),
        ]}
      />
    </Part>
  );
}

function Fees({ of }: Of) {
  const { t, amount, percent } = useSaid(of);
  const { month } = useMoments();
  const { price, fees } = of;
  const word = feeWord(of);
  if (!word) return null;
  return (
    <Part title={t("partners.fees")}>
      <State tone={FEE_TONES[word]}>{t(`partners.feeWord.${word}`)}</State>
      {price && (
        <Facts
          of={[
            [
              t("partners.price"),
              t("partners.priceIs", { fee: amount(price.feeMinor), share: percent(price.basisPoints) }),
            ],
            [t("partners.orgNo"), price.orgNo],
          ]}
        />
      )}
      {fees && (
        <Facts
          of={[
            [t("partners.month"), month(fees.month)],
            [t("partners.taken"), t("partners.takenIs", { count: fees.payments, amount: amount(fees.takenMinor) })],
            [t("partners.expected"), amount(fees.expectedMinor)],
            ...(fees.owedMinor === fees.expectedMinor ? [] : [[t("partners.owed"), amount(fees.owedMinor)] as const]),
            [t("partners.invoiced"), fees.invoicedMinor === null ? "–" : amount(fees.invoicedMinor)],
            ...(fees.invoicedMinor === null
              ? []
              : [[t("partners.difference"), amount(fees.invoicedMinor - fees.owedMinor)] as const]),
          ]}
        />
      )}
    </Part>
  );
}

/** Everything known of one partner of a ledger; what was agreed is changed here. */
export function PartnerFacts({ of }: Of) {
  const { t } = useTranslation();
  const tell = useDone();
  const may = useCan()("agreements.manage", of.ledgerId);
  const [changing, setChanging] = useState(false);
  const leave = () => setChanging(false);
  return (
    <>
      <Heard of={of} />
      <Payouts of={of} />
      <Fees of={of} />
      {may && of.agreementId !== null && (
        <div className="kv-acts kv-below">
          <Button variant="default" onClick={() => setChanging(true)}>
            {t("partners.change")}
          </Button>
        </div>
      )}
      <FormDialog opened={changing} leave={leave} title={t("partners.change")} made={() => tell(t("settings.saved"))}>
        {(done: (made: undefined) => void) => <PayoutTermsForm of={of} done={() => done(undefined)} leave={leave} />}
      </FormDialog>
    </>
  );
}
