import type { OneRequest } from "./questions.ts";
import { useRequestWords } from "./words.ts";

/** Earlier ones that count with it, shown and not silently blocked (ux C-02). */
function Earlier({ of }: { readonly of: OneRequest }) {
  const { t, amountOf, dayOf } = useRequestWords();
  if (of.earlier.length === 0) return null;
  return (
    <section className="kv-request-part" aria-labelledby="request-earlier">
      <h3 id="request-earlier">{t("approvals.earlier", { sum: amountOf(of.sumMinor, of) })}</h3>
      <ul>
        {of.earlier.map((each) => (
          <li key={each.proposalId}>
            <span>
              {dayOf(each.day)} · {t(each.sameOriginal ? "approvals.sameBill" : "approvals.samePerson")}
            </span>
            <span className="kv-amount">{amountOf(each.amountMinor, of)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the same patient, clinic and person were granted before. */
function History({ of }: { readonly of: OneRequest }) {
  const { t, amountOf, dayOf } = useRequestWords();
  const { history } = of;
  return (
    <section className="kv-request-part" aria-labelledby="request-history">
      <h3 id="request-history">{t("approvals.history", { day: dayOf(history.sinceOn) })}</h3>
      <ul>
        {(["patient", "clinic", "person"] as const).map((whose) => {
          const granted = history[whose];
          if (granted === null) return null;
          return (
            <li key={whose}>
              <span>{t(`approvals.historyOf.${whose}`)}</span>
              <span className="kv-amount">
                {granted.count === 0
                  ? t("approvals.noneBefore")
                  : t("approvals.granted", { count: granted.count, amount: amountOf(granted.amountMinor, of) })}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What a decision is weighed by. */
export function Counted({ of }: { readonly of: OneRequest }) {
  return (
    <>
      <Earlier of={of} />
      <History of={of} />
    </>
  );
}
