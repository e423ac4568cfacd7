import { Button } from "@mantine/core";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { useLedger } from "../../shell/session.ts";
import { paidOut, payoutOf, type Equation } from "./equation.ts";
import type { Owing, QueueLine } from "./questions.ts";
import { useBankWords } from "./words.ts";

type Props = {
  readonly line: QueueLine;
  readonly partners: readonly Owing[];
  readonly equation: Equation;
  readonly change: (equation: Equation) => void;
};

/** What the partner kept before it paid: without it the partner would go on owing it. */
function Fee({ line, equation, change }: Omit<Props, "partners">) {
  const { t, amountOf } = useBankWords();
  const { currency } = useLedger();
  const { payout } = equation;
  if (!payout) return null;
  const fallsMinor = payoutOf(equation, line.amountMinor) + payout.feeMinor;
  return (
    <AmountInput
      label={t("bank.payoutFee")}
      description={t("bank.payoutFalls", { partner: t(`payWay.${payout.way}`), amount: amountOf(fallsMinor) })}
      currency={currency}
      valueMinor={payout.feeMinor}
      onChange={(minor) => change(paidOut(equation, payout.way, minor ?? 0))}
    />
  );
}

/** The partners who may be paying out: one is chosen, and its fee said. */
export function Payouts({ line, partners, equation, change }: Props) {
  const { t, amountOf } = useBankWords();
  if (partners.length === 0) return null;
  return (
    <section className="kv-payouts" aria-labelledby="payouts-title">
      <h2 id="payouts-title">{t("bank.payouts")}</h2>
      <div className="kv-acts">
        {partners.map(({ way, owedMinor }) => (
          <Button
            key={way}
            variant="default"
            size="compact-md"
            aria-pressed={equation.payout?.way === way}
            onClick={() => change(paidOut(equation, way))}
          >
            {t("bank.payoutOwes", { partner: t(`payWay.${way}`), amount: amountOf(owedMinor) })}
          </Button>
        ))}
      </div>
      <Fee line={line} equation={equation} change={change} />
    </section>
  );
}
