import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Asked } from "../../parts/Asked.tsx";
import { BillSheet } from "../../parts/BillSheet.tsx";
import { ExportMenu } from "../../parts/ExportMenu.tsx";
import { useKeys } from "../../parts/keys.ts";
import { DeskActs } from "../../parts/pay-desk/DeskActs.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { useCard, useTimeline, type Card } from "./card.ts";
import { CardHead } from "./CardHead.tsx";
import { Deposits } from "./Deposits.tsx";
import { rememberParty } from "./finding.ts";
import { Note } from "./Note.tsx";
import { TakeDeposit } from "./TakeDeposit.tsx";
import { isBill, Timeline, type Line } from "./Timeline.tsx";
import "./desk.css";

/** An account statement of the last year and this one. */
function Statement({ card }: { readonly card: Card }) {
  const ledger = useLedger();
  const from = `${String(Number(card.asOf.slice(0, 4)) - 1)}-01-01`;
  const address = `/api/v1/ledgers/${ledger.id}/reports/account-statement?partyId=${card.id}&from=${from}&to=${card.asOf}`;
  return <ExportMenu href={(format) => `${address}&format=${format}`} />;
}

/** The bill that is meant: the chosen row's, else the one found, else the newest with something left, else the newest. */
function useBill(partyId: string, chosen: Line | undefined, invoiceId: string | undefined) {
  const rows = useTimeline(partyId).data?.pages.flatMap((page) => page.items) ?? [];
  const bills = rows.filter(isBill);
  const open = bills.find((event) => (event.openMinor ?? 0) > 0);
  const meant = chosen?.links.invoiceIds[0] ?? invoiceId ?? (open ?? bills[0])?.links.invoiceIds[0];
  const number = bills.find(({ links }) => links.invoiceIds[0] === meant)?.facts["number"];
  return meant === undefined ? undefined : { invoiceId: meant, number };
}

function Shown({
  card,
  invoiceId,
  level,
}: {
  readonly card: Card;
  readonly invoiceId: string | undefined;
  readonly level: 1 | 2;
}) {
  const { t } = useTranslation();
  const ledger = useLedger();
  const writes = useMay("parties.write");
  const reports = useMay("reports.read", ledger.id);
  const takes = useMay("payments.take", ledger.id);
  const [chosen, choose] = useState<Line | undefined>();
  const [noting, setNoting] = useState(false);
  const [taking, setTaking] = useState(false);
  const [sheet, setSheet] = useState<string | undefined>();
  const bill = useBill(card.id, chosen, invoiceId);
  useEffect(() => rememberParty({ id: card.id, name: card.name }), [card.id, card.name]);
  useKeys([
    { key: "b", label: t("bill.ask"), off: !bill, act: () => setSheet(bill?.invoiceId) },
    { key: "n", label: t("desk.note"), off: !writes, act: () => setNoting(true) },
  ]);
  return (
    <article className="kv-party">
      <div className="kv-card">
        <CardHead card={card} level={level} />
        <Deposits partyId={card.id} />
        {bill && (
          <div className="kv-party-bill">
            <DeskActs invoiceId={bill.invoiceId} number={bill.number} />
          </div>
        )}
        <div className="kv-party-acts">
          {bill && (
            <Button variant="default" onClick={() => setSheet(bill.invoiceId)} rightSection={<kbd>b</kbd>}>
              {t("bill.ask")}
            </Button>
          )}
          {writes && (
            <Button variant="default" onClick={() => setNoting(true)} rightSection={<kbd>n</kbd>}>
              {t("desk.note")}
            </Button>
          )}
          {takes && (
            <Button variant="default" onClick={() => setTaking(true)}>
              {t("desk.deposit.take")}
            </Button>
          )}
          {reports && <Statement card={card} />}
          {level === 2 && (
            <Link
              className="kv-party-whole"
              to="/parties/$partyId"
              params={{ partyId: card.id }}
              search={(old) => ({ ledger: old.ledger })}
            >
              {t("desk.wholeCard")}
            </Link>
          )}
        </div>
      </div>
      <Timeline card={card} chosen={chosen?.id} choose={choose} />
      <BillSheet invoiceId={sheet} close={() => setSheet(undefined)} />
      <TakeDeposit card={card} opened={taking} close={() => setTaking(false)} />
      <Note partyId={card.id} opened={noting} close={() => setNoting(false)} />
    </article>
  );
}

/** A person or company in one glance: owed, overdue, next due, who pays, and everything that happened (ux D-02). */
export function PartyCard({
  partyId,
  invoiceId,
  level,
}: {
  readonly partyId: string;
  readonly invoiceId?: string | undefined;
  readonly level: 1 | 2;
}) {
  return (
    <Asked of={useCard(partyId)} height={320}>
      {(card) => <Shown key={card.id} card={card} invoiceId={invoiceId} level={level} />}
    </Asked>
  );
}
