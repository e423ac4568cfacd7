import { Button } from "@mantine/core";
import { Amount } from "../../parts/Amount.tsx";
import { State } from "../../parts/State.tsx";
import { comesOut, leftOf, payoutOf, restOf, roundable, rounded, without, type Equation } from "./equation.ts";
import type { QueueLine } from "./questions.ts";
import { useBankWords } from "./words.ts";

type Props = {
  readonly line: QueueLine;
  readonly equation: Equation;
  readonly change: (equation: Equation) => void;
};

/** What makes the equation come out where a little is missing: rounding for øre, credit for more. */
export function useMendings({ line, equation, change }: Props) {
  const { t, amountOf, nameOf } = useBankWords();
  const left = leftOf(equation, line.amountMinor);
  const roundMinor = roundable(equation, line.amountMinor);
  const payer = equation.parts.map((part) => part.item).find((item) => item.partyId !== null);
  const credit = left > 0 && payer !== undefined && !equation.restTo && !equation.payout;
  return [
    {
      key: "r",
      label: t("bank.round", { amount: amountOf(Math.abs(roundMinor)) }),
      off: roundMinor === 0,
      act: () => change(rounded(equation, line.amountMinor)),
    },
    {
      key: "c",
      label: payer ? t("bank.credit", { amount: amountOf(left), name: nameOf(payer) }) : "",
      off: !credit,
      act: () => payer?.partyId && change({ ...equation, restTo: { partyId: payer.partyId, name: nameOf(payer) } }),
    },
  ] as const;
}

function Row({
  sign,
  said,
  minor,
  remove,
}: {
  readonly sign: string;
  readonly said: string;
  readonly minor: number;
  readonly remove?: { readonly label: string; readonly act: () => void };
}) {
  return (
    <tr>
      <td aria-hidden="true">{sign}</td>
      <th scope="row">{said}</th>
      <td className="kv-number">
        <Amount minor={minor} />
      </td>
      <td>
        {remove && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={remove.act} aria-label={remove.label}>
            −
          </Button>
        )}
      </td>
    </tr>
  );
}

/** The payment less what is placed, which must come to 0,00. */
export function Sum({ line, equation, change }: Props) {
  const { t, itemOf, nameOf } = useBankWords();
  const left = leftOf(equation, line.amountMinor);
  const rest = restOf(equation, line.amountMinor);
  const payoutMinor = payoutOf(equation, line.amountMinor);
  const outcome = left - rest - payoutMinor;
  const takeOut = (label: string) => t("bank.takeOut", { name: label });
  return (
    <section className="kv-sum" aria-label={t("bank.equation")}>
      <table>
        <tbody>
          <Row sign="" said={t("bank.payment")} minor={line.amountMinor} />
          {equation.parts.map(({ item, amountMinor }) => (
            <Row
              key={item.itemId}
              sign="−"
              said={t("bank.part", { item: itemOf(item), name: nameOf(item) })}
              minor={amountMinor}
              remove={{ label: takeOut(itemOf(item)), act: () => change(without(equation, item.itemId)) }}
            />
          ))}
          {equation.roundingMinor !== 0 && (
            <Row
              sign={equation.roundingMinor > 0 ? "−" : "+"}
              said={t("bank.rounding")}
              minor={Math.abs(equation.roundingMinor)}
              remove={{ label: takeOut(t("bank.rounding")), act: () => change({ ...equation, roundingMinor: 0 }) }}
            />
          )}
          {equation.restTo && (
            <Row
              sign="−"
              said={t("bank.creditOf", { name: equation.restTo.name })}
              minor={rest}
              remove={{ label: takeOut(equation.restTo.name), act: () => change({ ...equation, restTo: undefined }) }}
            />
          )}
          {equation.payout && (
            <Row
              sign="−"
              said={t("bank.payoutOf", { partner: t(`payWay.${equation.payout.way}`) })}
              minor={payoutMinor}
              remove={{
                label: takeOut(t(`payWay.${equation.payout.way}`)),
                act: () => change({ ...equation, payout: undefined }),
              }}
            />
          )}
        </tbody>
        <tfoot>
          <tr>
            <td aria-hidden="true">=</td>
            <th scope="row">{outcome === 0 ? t("bank.comesOut") : t("bank.left")}</th>
            <td className="kv-number">
              <State tone={comesOut(equation, line.amountMinor) ? "settled" : "overdue"}>
                <Amount minor={outcome} />
              </State>
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
