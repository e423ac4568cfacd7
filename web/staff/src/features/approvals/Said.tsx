import type { OneRequest } from "./questions.ts";
import { useRequestWords } from "./words.ts";

/** What was said about a request, oldest first. */
export function Said({ of }: { readonly of: OneRequest }) {
  const { t, momentOf } = useRequestWords();
  if (of.said.length === 0) return null;
  return (
    <section className="kv-request-part" aria-labelledby="request-said">
      <h3 id="request-said">{t("approvals.said")}</h3>
      <ol>
        {of.said.map(({ id, kind, words, byName, mine, at }) => (
          <li key={id}>
            <span className="kv-why">
              {t(`approvals.saidBy.${kind}`, { name: mine ? t("approvals.you") : (byName ?? "–") })} ·{" "}
              <time dateTime={at}>{momentOf(at)}</time>
            </span>
            {words && <p>{words}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
