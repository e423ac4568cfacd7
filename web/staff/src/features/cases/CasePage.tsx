import "../../parts/follow-up/case.css";
import { Link } from "@tanstack/react-router";
import { Asked } from "../../parts/Asked.tsx";
import { useCase } from "../../parts/follow-up/case.ts";
import { History } from "../../parts/follow-up/History.tsx";
import { Page } from "../../parts/Page.tsx";
import { useParam } from "../../parts/param.ts";
import { useLedger } from "../../shell/session.ts";
import { Acts } from "./Acts.tsx";
import { AtAgency } from "./AtAgency.tsx";
import { HandOver } from "./HandOver.tsx";
import { Papers } from "./Papers.tsx";
import { useWhole, type DeskRow, type Whole } from "./questions.ts";
import { Talk } from "./Talk.tsx";
import { useCaseWords } from "./words.ts";

function Facts({ of }: { readonly of: DeskRow }) {
  const { t, dayOf, levelOf, clinicOf } = useCaseWords();
  const { id: ledger } = useLedger();
  const next =
    of.nextAction && of.nextOn
      ? t("cases.nextOn", { action: t(`cases.action.${of.nextAction}`), day: dayOf(of.nextOn) })
      : "–";
  const facts = [
    [t("cases.clinic"), clinicOf(of.ledgerId)],
    [t("cases.level"), levelOf(of.lastLevel)],
    [t("cases.came"), dayOf(of.cameOn)],
    [t("cases.paper.due"), dayOf(of.dueOn)],
    [t("cases.owner"), of.ownerName ?? t("cases.nobody")],
    [t("cases.next"), next],
  ] as const;
  return (
    <dl className="kv-card kv-facts">
      <div>
        <dt>{t("cases.payer")}</dt>
        <dd>
          <Link to="/parties/$partyId" params={{ partyId: of.payer.id }} search={{ ledger }}>
            {of.payer.name}
          </Link>
        </dd>
      </div>
      {of.bill && (
        <div>
          <dt>{t("cases.bill")}</dt>
          <dd>
            <Link to="/invoices/$invoiceId" params={{ invoiceId: of.bill.invoiceId }} search={{ ledger }}>
              {of.bill.number}
            </Link>
          </dd>
        </div>
      )}
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function useLead(of: Whole | undefined): string {
  const { t, dayOf, amountOf } = useCaseWords();
  if (!of) return t("cases.title");
  const row = of.case;
  if (!row) return t("cases.one.notHere");
  const decided =
    row.decision && row.decidedOn
      ? t("cases.decided", { decision: t(`cases.action.${row.decision}`), day: dayOf(row.decidedOn) })
      : t(row.isOverdue ? "cases.late" : "cases.decideBy", { day: dayOf(row.decideBy) });
  return t("cases.one.lead", { amount: amountOf(row.openMinor), name: row.payer.name, stands: decided });
}

/** What happened to the claim, as follow-up tells it. */
function Events({ itemId }: { readonly itemId: string }) {
  return (
    <Asked of={useCase(itemId)} height={120}>
      {({ events }) =>
        events.length > 0 && (
          <section className="kv-card kv-case">
            <History events={events} />
          </section>
        )
      }
    </Asked>
  );
}

/** One case: whose it is, what is next, what was decided and said, and what the agency has of it (H-03). */
export function CasePage() {
  const { t } = useCaseWords();
  const itemId = useParam("itemId");
  const found = useWhole(itemId);
  const help = found.data?.case === null ? t("cases.one.notHereHelp") : t("cases.one.help");
  return (
    <Page title={t("cases.title")} lead={useLead(found.data)} help={help}>
      <Asked of={found} height={480}>
        {(of) => (
          <div className="kv-stack">
            {of.case && <Facts of={of.case} />}
            <Acts itemId={itemId} of={of.case} />
            <Talk itemId={itemId} messages={of.messages} />
            <AtAgency of={of.agencyCases} />
            <HandOver itemId={itemId} />
            <Papers of={of.documents} row={of.case} />
            <Events itemId={itemId} />
          </div>
        )}
      </Asked>
    </Page>
  );
}
