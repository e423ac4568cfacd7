import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { grouped, money, type Minor } from "../../format.ts";
import { REFUND_REASONS } from "../../parts/refunds.ts";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { useLines, type Run } from "./run-questions.ts";

const KINDS = new Set(["refunds", "repayments"]);

/** Is it money that goes back to a payer? */
export const isMoneyBack = ({ kind }: Pick<Run, "kind">): boolean => KINDS.has(kind);

/** What a proposed refund or repayment rests on, as its line keeps it. */
type Inputs = {
  readonly way?: string;
  readonly itemReference?: string | null;
  readonly reason?: string;
  readonly words?: string | null;
  readonly fromCreditMinor?: Minor;
  readonly reopensMinor?: Minor;
  readonly accountTail?: string;
};
type Fact = readonly [label: string, value: string];

/** Whom a repayment goes to: for who may approve it, each reading kept. */
function usePayee(run: Run, may: boolean) {
  const { data } = useQuery({
    queryKey: ["runs", "payee", run.id],
    enabled: may && run.kind === "repayments",
    queryFn: () =>
      answered(kvitt.GET("/api/v1/proposals/{proposalId}/payee", { params: { path: { proposalId: run.id } } })),
  });
  return data;
}

function useFacts(run: Run, inputs: Inputs | undefined, may: boolean): readonly Fact[] {
  const { t, i18n } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  const payee = usePayee(run, may);
  if (!inputs) return [];
  const { way, itemReference, reason, words, fromCreditMinor = 0, reopensMinor = 0, accountTail } = inputs;
  const known = REFUND_REASONS.find((each) => each === reason);
  const wayKey = `payWay.${way ?? ""}`;
  const said = (minor: number) => money(minor, currency, language);
  return [
    ...(way ? [[t("runs.moneyBack.way"), i18n.exists(wayKey) ? t(wayKey as "payWay.card") : way] as const] : []),
    ...(payee ? [[t("runs.moneyBack.to"), `${payee.name}, ${payee.town}`] as const] : []),
    ...(payee
      ? [[t("runs.moneyBack.account"), payee.account] as const]
      : accountTail
        ? [[t("runs.moneyBack.account"), `•••• ${accountTail}`] as const]
        : []),
    ...(itemReference ? [[t("field.reference"), grouped(itemReference)] as const] : []),
    ...(known ? [[t("runs.moneyBack.reason"), t(`refund.why.${known}`)] as const] : []),
    ...(words ? [[t("runs.moneyBack.words"), words] as const] : []),
    ...(fromCreditMinor > 0 ? [[t("runs.moneyBack.fromCredit"), said(fromCreditMinor)] as const] : []),
    ...(reopensMinor > 0 ? [[t("runs.moneyBack.reopens"), said(reopensMinor)] as const] : []),
  ];
}

/** A refund or repayment in words, so that whoever approves it knows what they sign. */
export function MoneyBack({ run, may }: { readonly run: Run; readonly may: boolean }) {
  return isMoneyBack(run) ? <Facts run={run} may={may} /> : null;
}

function Facts({ run, may }: { readonly run: Run; readonly may: boolean }) {
  const { t } = useTranslation();
  const [line] = useLines(run.id, undefined).data?.pages[0]?.items ?? [];
  const facts = useFacts(run, line?.explanation["inputs"] as Inputs | undefined, may);
  if (facts.length === 0) return null;
  return (
    <section className="kv-card kv-money-back" aria-labelledby="money-back-title">
      <h2 id="money-back-title">{t("runs.moneyBack.title")}</h2>
      <dl className="kv-facts-beside">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
