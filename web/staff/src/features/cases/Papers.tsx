import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { DossierDialog } from "../../parts/dossier/DossierDialog.tsx";
import { MessageText } from "../../parts/pay-desk/MessageText.tsx";
import { useMay } from "../../shell/session.ts";
import type { DeskRow, Whole } from "./questions.ts";
import { useCaseWords } from "./words.ts";

type Paper = Whole["documents"][number];

function useLine() {
  const { t, dayOf, momentOf, levelOf } = useCaseWords();
  return (paper: Paper): string => {
    switch (paper.kind) {
      case "letter":
        return t("cases.papers.letter", { level: levelOf(paper.level), day: dayOf(paper.on) });
      case "handOver":
        return t("cases.papers.handOver", { day: momentOf(paper.at) });
      case "agencyReport":
        return t("cases.papers.report", { agency: paper.agency, document: paper.externalId, day: dayOf(paper.on) });
    }
  };
}

/** Opens one: the letter's words, the packet further down, the loss that the report led to. */
function Open({ of, title }: { readonly of: Paper; readonly title: string }) {
  const { t } = useCaseWords();
  switch (of.kind) {
    case "letter":
      return of.messageId && <MessageText messageId={of.messageId} title={title} />;
    case "handOver":
      return <a href="#case-paper">{t("cases.papers.packet")}</a>;
    case "agencyReport":
      return (
        <Link to="/losses" search={(old) => ({ ledger: old.ledger })}>
          {t("cases.papers.losses")}
        </Link>
      );
  }
}

/** All that is known of the bill, for somebody outside. */
function Dossier({ of }: { readonly of: DeskRow }) {
  const { t } = useCaseWords();
  const may = useMay("dossiers.export", of.ledgerId);
  const [opened, setOpened] = useState(false);
  if (!may || of.bill === null) return null;
  const { invoiceId: id, number } = of.bill;
  return (
    <div className="kv-acts">
      <Button variant="default" size="compact-sm" onClick={() => setOpened(true)}>
        {t("dossier.open")}
      </Button>
      <DossierDialog of={opened ? { id, number, ledgerId: of.ledgerId } : undefined} close={() => setOpened(false)} />
    </div>
  );
}

/** What was sent of the claim and what came of it, each to be opened; and the dossier of them all. */
export function Papers({ of, row }: { readonly of: readonly Paper[]; readonly row: DeskRow | null }) {
  const { t } = useCaseWords();
  const lineOf = useLine();
  return (
    <section className="kv-card kv-case" aria-labelledby="case-papers">
      <h3 id="case-papers">{t("cases.papers.title")}</h3>
      {of.length === 0 && <span className="kv-why">{t("cases.papers.none")}</span>}
      <ol className="kv-case-events">
        {of.map((paper) => (
          <li key={paper.id}>
            <span>{lineOf(paper)}</span>
            <Open of={paper} title={lineOf(paper)} />
          </li>
        ))}
      </ol>
      {row && <Dossier of={row} />}
    </section>
  );
}
