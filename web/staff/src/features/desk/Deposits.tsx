import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day, money } from "../../format.ts";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import { DeskDialog } from "../../parts/pay-desk/DeskDialog.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useMay } from "../../shell/session.ts";
import { useDeposits, useTakingBack, type Deposit } from "./deposits.ts";
import { UseDeposit } from "./UseDeposit.tsx";

function Undoing({ of, close }: { readonly of: Deposit; readonly close: () => void }) {
  const { t } = useTranslation();
  const tell = useDone();
  const back = useTakingBack(of.id, () => {
    close();
    tell(t("desk.deposit.backDone"));
  });
  const press = () => {
    if (!back.isPending) back.mutate();
  };
  useKeys([{ key: "mod+Enter", label: t("desk.deposit.backDo"), inDialog: true, act: press }]);
  return (
    <div className="kv-stack">
      <Problem of={back.error} />
      <p>{t("desk.deposit.backMeans")}</p>
      <div className="kv-form-end">
        <Button data-autofocus onClick={press} loading={back.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("desk.deposit.backDo")}
        </Button>
      </div>
    </div>
  );
}

/** One deposit: what is left, when and how it came, and what may be done with it. */
function Row({ of, use, undo }: { readonly of: Deposit; readonly use: () => void; readonly undo: () => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const uses = useMay("payments.take", of.ledgerId);
  const manages = useMay("customerCredits.move", of.ledgerId);
  const repays = useMay("refunds.propose", of.ledgerId);
  const said = (minor: number) => money(minor, of.currency, language);
  const isWhole = of.openMinor === of.amountMinor;
  const holes = { left: said(of.openMinor), amount: said(of.amountMinor) };
  return (
    <li>
      <span>
        <strong>{t(isWhole ? "desk.deposit.whole" : "desk.deposit.left", holes)}</strong>{" "}
        <span className="kv-why">
          {day(of.receivedOn, language)} · {t(`desk.deposit.${of.origin}`, { receipt: of.receipt ?? "" })}
        </span>
      </span>
      <span className="kv-deposit-acts">
        {uses && (
          <Button variant="default" size="compact-sm" onClick={use}>
            {t("desk.deposit.use")}
          </Button>
        )}
        {repays && (
          <Link to="/credits" search={{ ledger: of.ledgerId }}>
            {t("desk.deposit.repay")}
          </Link>
        )}
        {manages && isWhole && (
          <Button variant="subtle" size="compact-sm" onClick={undo}>
            {t("desk.deposit.back")}
          </Button>
        )}
      </span>
    </li>
  );
}

/** What the customer has paid ahead and not used; nothing where nothing was. */
export function Deposits({ partyId }: { readonly partyId: string }) {
  const { t } = useTranslation();
  const rows = useDeposits(partyId).data?.items ?? [];
  const [using, setUsing] = useState<string | undefined>();
  const [undoing, setUndoing] = useState<Deposit | undefined>();
  if (rows.length === 0) return null;
  return (
    <section className="kv-deposits" aria-labelledby={`deposits-${partyId}`}>
      <h3 id={`deposits-${partyId}`}>{t("desk.deposit.list")}</h3>
      <ul>
        {rows.map((each) => (
          <Row key={each.id} of={each} use={() => setUsing(each.id)} undo={() => setUndoing(each)} />
        ))}
      </ul>
      <UseDeposit depositId={using} close={() => setUsing(undefined)} />
      <DeskDialog
        title={t("desk.deposit.backTitle")}
        opened={undoing !== undefined}
        close={() => setUndoing(undefined)}
      >
        {undoing && <Undoing of={undoing} close={() => setUndoing(undefined)} />}
      </DeskDialog>
    </section>
  );
}
