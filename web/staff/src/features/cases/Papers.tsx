import type { Whole } from "./questions.ts";
import { useCaseWords } from "./words.ts";

type Paper = Whole["documents"][number];

/** What was sent of the claim and what came of it. */
export function Papers({ of }: { readonly of: readonly Paper[] }) {
  const { t, dayOf, momentOf, levelOf } = useCaseWords();
  const lineOf = (paper: Paper): string => {
    switch (paper.kind) {
      case "letter":
        return t("cases.papers.letter", { level: levelOf(paper.level), day: dayOf(paper.on) });
      case "handOver":
        return t("cases.papers.handOver", { day: momentOf(paper.at) });
      case "agencyReport":
        return t("cases.papers.report", { agency: paper.agency, document: paper.externalId, day: dayOf(paper.on) });
    }
  };
  return (
    <section className="kv-card kv-case" aria-labelledby="case-papers">
      <h3 id="case-papers">{t("cases.papers.title")}</h3>
      {of.length === 0 && <span className="kv-why">{t("cases.papers.none")}</span>}
      <ol className="kv-case-events">
        {of.map((paper) => (
          <li key={paper.id}>{lineOf(paper)}</li>
        ))}
      </ol>
    </section>
  );
}
