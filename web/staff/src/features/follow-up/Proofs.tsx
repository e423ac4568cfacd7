import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { DateInput } from "../../parts/DateInput.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { useFollowUpWords } from "../../parts/follow-up/words.ts";
import { Page } from "../../parts/Page.tsx";
import { State, type Tone } from "../../parts/State.tsx";
import { useGo } from "../../shell/going.ts";
import { useLedger } from "../../shell/session.ts";
import { useOutcomes, useProofs, useToday, type Proof } from "./questions.ts";
import { Bill, Payer } from "./Whom.tsx";

const TONES: Record<Proof["outcome"], Tone> = {
  failed: "overdue",
  waiting: "due",
  accepted: "due",
  delivered: "settled",
  seen: "settled",
  calledOff: "held",
};

function Outcome({ of }: { readonly of: Proof }) {
  const { t, momentOf, channelOf } = useFollowUpWords();
  const rule = [
    { label: t("followUp.channel"), value: channelOf(of.channel) },
    ...(of.at ? [{ label: t("followUp.proof.when"), value: momentOf(of.at) }] : []),
  ];
  const title = t(`followUp.outcome.${of.outcome}`);
  return (
    <State tone={TONES[of.outcome]}>
      <Explain of={{ title, sentence: t(`followUp.outcomeWhy.${of.outcome}`), rule }}>{title}</Explain>
    </State>
  );
}

function useColumns(): readonly Column<Proof>[] {
  const { t, levelOf, channelOf, momentOf } = useFollowUpWords();
  return [
    { key: "who", head: t("followUp.proof.receiver"), cell: (row) => <Payer of={row.recipient} />, fill: true },
    { key: "state", head: t("field.state"), cell: (row) => <Outcome of={row} /> },
    { key: "step", head: t("followUp.step"), cell: (row) => levelOf(row.level) },
    { key: "by", head: t("followUp.channel"), cell: (row) => (row.channel ? channelOf(row.channel) : "–") },
    { key: "bill", head: t("followUp.invoice"), cell: (row) => <Bill of={row.bill} /> },
    { key: "at", head: t("followUp.proof.when"), cell: (row) => (row.at ? momentOf(row.at) : "–") },
    { key: "left", head: t("field.amount"), number: true, cell: (row) => <Amount minor={row.amountMinor} /> },
  ];
}

/** How many came to what, the worst first. */
function Outcomes({ day }: { readonly day: string }) {
  const { t, countOf } = useFollowUpWords();
  const counts = useOutcomes(useLedger().id, day).data?.items ?? [];
  return (
    <dl className="kv-follow-sums">
      {counts.map(({ outcome, letters }) => (
        <div key={outcome}>
          <dt>{t(`followUp.outcome.${outcome}`)}</dt>
          <dd>{countOf(letters)}</dd>
        </div>
      ))}
    </dl>
  );
}

function List({ day }: { readonly day: string }) {
  const { t } = useFollowUpWords();
  const found = useProofs(useLedger().id, day);
  const go = useGo();
  const columns = useColumns();
  return (
    <Asked of={found} height={420}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.items);
        if (rows.length === 0) return <p className="kv-card kv-empty">{t("followUp.proof.none")}</p>;
        return (
          <DataTable
            label={t("followUp.view.proof")}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.letterId}
            onOpen={({ bill }) => bill && go(`/invoices/${bill.invoiceId}`)}
            hasMore={found.hasNextPage}
            loadMore={() => void found.fetchNextPage()}
            loadingMore={found.isFetchingNextPage}
          />
        );
      }}
    </Asked>
  );
}

/** What became of the letters of a day: the proof of each, failures first (F-06). */
export function Proofs({ views }: { readonly views: ReactNode }) {
  const { t, dayOf } = useFollowUpWords();
  const navigate = useNavigate();
  const { id } = useLedger();
  const today = useToday(id);
  const asked = useSearch({ strict: false }).day;
  const day = asked ?? today.data?.lastLettersOn ?? undefined;
  const lead = day ? t("followUp.lead.proof", { day: dayOf(day) }) : t("followUp.lead.noProof");
  const choose = (on: string | undefined) =>
    void navigate({ to: "/follow-up", search: (old) => ({ ...old, day: on }), replace: true });
  return (
    <Page title={t("followUp.title")} lead={lead} help={t("followUp.proof.help")}>
      {views}
      <Asked of={today}>
        {() => (
          <>
            <div className="kv-filter">
              <DateInput label={t("followUp.proof.day")} value={day} onChange={choose} />
              {day && <Outcomes day={day} />}
            </div>
            {day && <List key={day} day={day} />}
          </>
        )}
      </Asked>
    </Page>
  );
}
