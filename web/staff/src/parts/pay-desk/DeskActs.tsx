import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day, money } from "../../format.ts";
import { useLanguage } from "../../shell/language.ts";
import { useMay } from "../../shell/session.ts";
import { useKeys } from "../keys.ts";
import { State } from "../State.tsx";
import { isLive, useBill, type Bill, type Part } from "./bill.ts";
import { DeskDialog } from "./DeskDialog.tsx";
import { PayNow } from "./PayNow.tsx";
import { SendInvoice } from "./SendInvoice.tsx";
import { SendLink } from "./SendLink.tsx";
import { Split } from "./Split.tsx";
import { Unsplit } from "./Unsplit.tsx";
import "./pay-desk.css";

type Act = "pay" | "send" | "split" | "unsplit" | "invoice";

/** What is left and when, in a line over the acts; where the bill has a page of its own that says so already, only what is special. */
function Left({ bill, number }: { readonly bill: Bill; readonly number: string | undefined }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const said = (minor: number) => money(minor, bill.currency, language);
  const [next] = bill.parts;
  const facts = next && { amount: said(bill.openMinor), day: day(next.dueOn, language) };
  return (
    <p className="kv-desk-acts-left">
      {number !== undefined && <strong>{t("payDesk.bill", { number })}</strong>}
      {next?.isPart && (
        <span>{t("payDesk.leftParts", { ...facts, count: bill.parts.length, next: said(next.openMinor) })}</span>
      )}
      {number !== undefined && next && !next.isPart && <span>{t("payDesk.left", facts!)}</span>}
      {bill.isElsewhere && <State tone="held">{t("payDesk.elsewhere")}</State>}
      {bill.isDisputed && <State tone="held">{t("payDesk.disputed")}</State>}
      {bill.attempts.some(isLive) && <State tone="due">{t("payDesk.under")}</State>}
    </p>
  );
}

/** Which acts there are for this bill and this person. */
function useOffered(bill: Bill, part: Part | undefined) {
  const takes = useMay("payments.take", bill.ledgerId);
  const sends = useMay("messages.send", bill.ledgerId);
  const arranges = useMay("items.arrange", bill.ledgerId);
  const ours = part !== undefined && !bill.isElsewhere;
  const live = bill.attempts.some(isLive);
  return {
    pay: ours && takes,
    send: ours && sends,
    split: ours && arranges && !part.isPart && !live,
    unsplit: ours && arranges && bill.split?.untouched === true && !live,
    invoice: ours && sends,
  };
}

function Buttons({
  offered,
  open,
}: {
  readonly offered: Readonly<Record<Act, boolean>>;
  readonly open: (act: Act) => void;
}) {
  const { t } = useTranslation();
  useKeys([
    { key: "p", label: t("payDesk.pay.act"), off: !offered.pay, act: () => open("pay") },
    { key: "s", label: t("payDesk.send.act"), off: !offered.send, act: () => open("send") },
    { key: "d", label: t("payDesk.split.act"), off: !offered.split, act: () => open("split") },
    { key: "d", label: t("payDesk.unsplit.act"), off: !offered.unsplit, act: () => open("unsplit") },
    { key: "i", label: t("payDesk.invoice.act"), off: !offered.invoice, act: () => open("invoice") },
  ]);
  return (
    <div className="kv-desk-acts-large">
      {offered.pay && (
        <Button size="md" onClick={() => open("pay")} rightSection={<kbd>p</kbd>}>
          {t("payDesk.pay.act")}
        </Button>
      )}
      {offered.send && (
        <Button size="md" variant="default" onClick={() => open("send")} rightSection={<kbd>s</kbd>}>
          {t("payDesk.send.act")}
        </Button>
      )}
      {offered.split && (
        <Button size="md" variant="default" onClick={() => open("split")} rightSection={<kbd>d</kbd>}>
          {t("payDesk.split.act")}
        </Button>
      )}
      {offered.unsplit && (
        <Button size="md" variant="default" onClick={() => open("unsplit")} rightSection={<kbd>d</kbd>}>
          {t("payDesk.unsplit.act")}
        </Button>
      )}
      {offered.invoice && (
        <Button
          variant="subtle"
          className="kv-desk-acts-last"
          onClick={() => open("invoice")}
          rightSection={<kbd>i</kbd>}
        >
          {t("payDesk.invoice.act")} <span className="kv-desk-acts-why">({t("payDesk.invoice.why")})</span>
        </Button>
      )}
    </div>
  );
}

function Shown({ bill, number }: { readonly bill: Bill; readonly number: string | undefined }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [act, setAct] = useState<Act | undefined>();
  // The dialog keeps the part it was opened for: what is paid meanwhile is told there.
  const [held, setHeld] = useState<Part | undefined>();
  const part = bill.parts[0];
  const offered = useOffered(bill, part);
  const open = (wanted: Act) => {
    setHeld(part);
    setAct(wanted);
  };
  const close = () => setAct(undefined);
  // What was settled in a dialog is told there until it is closed.
  if (!part && act === undefined) return null;
  const amount = held ? money(held.openMinor, bill.currency, language) : "";
  return (
    <section className="kv-desk-acts" aria-label={t("payDesk.acts", { bill: number ?? t("invoiceKind.invoice") })}>
      <Left bill={bill} number={number} />
      <Buttons offered={offered} open={open} />
      <DeskDialog title={t("payDesk.pay.title", { amount })} opened={act === "pay"} close={close}>
        {held && <PayNow bill={bill} part={held} close={close} />}
      </DeskDialog>
      <DeskDialog title={t("payDesk.send.title")} opened={act === "send"} close={close}>
        {held && <SendLink part={held} close={close} />}
      </DeskDialog>
      <DeskDialog title={t("payDesk.split.title", { amount })} opened={act === "split"} close={close}>
        {held && <Split bill={bill} part={held} close={close} />}
      </DeskDialog>
      <DeskDialog title={t("payDesk.unsplit.title")} opened={act === "unsplit"} close={close}>
        {held && <Unsplit bill={bill} close={close} />}
      </DeskDialog>
      <DeskDialog title={t("payDesk.invoice.title")} opened={act === "invoice"} close={close}>
        {held && <SendInvoice part={held} close={close} />}
      </DeskDialog>
    </section>
  );
}

/** What the desk does with a bill: paid now, sent as a link, split; the invoice is the exception (ux D-03). Nothing where nothing is left. */
export function DeskActs({ invoiceId, number }: { readonly invoiceId: string; readonly number?: string | undefined }) {
  const sees = useMay("parties.read");
  const { data } = useBill(invoiceId, sees);
  if (!data) return null;
  return <Shown key={data.invoiceId} bill={data} number={number} />;
}
