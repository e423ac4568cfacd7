import { Asked } from "../../parts/Asked.tsx";
import { Amount } from "../../parts/Amount.tsx";
import { State, type Tone } from "../../parts/State.tsx";
import { useLedger } from "../../shell/session.ts";
import { useBack, type Back as MoneyBack } from "./questions.ts";
import { useCreditWords } from "./words.ts";

const TONES: Record<MoneyBack["state"], Tone> = { asked: "due", done: "settled", refused: "overdue" };

function Row({ of }: { readonly of: MoneyBack }) {
  const { t, momentOf } = useCreditWords();
  return (
    <tr>
      <th scope="row">{t(`credits.backKind.${of.kind}`)}</th>
      <td className="kv-number">
        <Amount minor={of.kind === "chargebackWon" ? of.amountMinor : -of.amountMinor} />
      </td>
      <td>
        <State tone={TONES[of.state]}>{t(`credits.backState.${of.state}`)}</State>
      </td>
      <td>{momentOf(of.doneAt ?? of.askedAt)}</td>
    </tr>
  );
}

/** Money that went back to cards and wallets, or came again after a dispute: the last twenty. */
export function Back() {
  const { t } = useCreditWords();
  const back = useBack(useLedger().id);
  return (
    <section aria-labelledby="back-title" className="kv-back-list">
      <h2 id="back-title">{t("credits.back")}</h2>
      <Asked of={back} height={120}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="kv-card kv-duty-done">{t("credits.noBack")}</p>
          ) : (
            <div className="kv-card kv-scroll" role="region" aria-labelledby="back-title" tabIndex={0}>
              <table className="kv-table" aria-labelledby="back-title">
                <thead>
                  <tr>
                    <th scope="col">{t("field.kind")}</th>
                    <th scope="col" className="kv-number">
                      {t("field.amount")}
                    </th>
                    <th scope="col">{t("field.state")}</th>
                    <th scope="col">{t("credits.when")}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((each) => (
                    <Row key={each.id} of={each} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Asked>
    </section>
  );
}
