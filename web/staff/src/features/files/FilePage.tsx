import "./files.css";
import { Link } from "@tanstack/react-router";
import { useParam } from "../../parts/param.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { Page } from "../../parts/Page.tsx";
import { State } from "../../parts/State.tsx";
import { useLedger } from "../../shell/session.ts";
import { Decide } from "./Decide.tsx";
import { Lines } from "./Lines.tsx";
import { Problems } from "./Problems.tsx";
import { useFile, type BankFile } from "./questions.ts";
import { byThemselves, TONES, useFileWords } from "./words.ts";

function Facts({ file }: { readonly file: BankFile }) {
  const { t, momentOf, countOf, formatOf, broughtBy, explained } = useFileWords();
  const facts = [
    [
      t("field.state"),
      <State key="state" tone={TONES[file.state]}>
        <Explain of={explained(file)}>{t(`fileState.${file.state}`)}</Explain>
      </State>,
    ],
    [t("field.file"), formatOf(file)],
    [t("field.received"), momentOf(file.receivedAt)],
    [t("files.from"), broughtBy(file)],
    [t("files.size"), t("files.bytes", { count: file.byteLength, number: countOf(file.byteLength) })],
    [t("files.payments"), countOf(file.payments)],
    [t("field.amount"), <Amount key="amount" minor={file.amountMinor} currency={useLedger().currency} />],
    [t("files.byThemselves"), countOf(byThemselves(file))],
    [t("files.waiting"), countOf(file.waiting)],
    [t("files.statementLines"), countOf(file.totals.statementLines)],
  ] as const;
  return (
    <dl className="kv-card kv-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function useLead(file: BankFile | undefined): string {
  const { t } = useFileWords();
  if (!file) return t("files.title");
  if (file.state !== "posted") return t(`fileWhy.${file.state}`);
  return file.waiting > 0 ? t("files.leadWaiting", { count: file.waiting }) : t("files.leadPosted");
}

/** One file from the bank: what it is, what was found in it, and what became of each line. */
export function FilePage() {
  const { t } = useFileWords();
  const fileId = useParam("fileId");
  const file = useFile(fileId);
  return (
    <Page title={t("files.one")} lead={useLead(file.data)} help={t("files.oneHelp")}>
      <p className="kv-files-back">
        <Link to="/files" search={(old) => ({ ledger: old.ledger })}>
          {t("files.back")}
        </Link>
      </p>
      <Asked of={file} height={480}>
        {(answer) => (
          <div className="kv-files">
            {answer.state === "awaitingRelease" && <Decide file={answer} />}
            <Facts file={answer} />
            <Problems file={answer} />
            {(answer.state === "posted" || answer.state === "posting") && <Lines file={answer} />}
          </div>
        )}
      </Asked>
    </Page>
  );
}
