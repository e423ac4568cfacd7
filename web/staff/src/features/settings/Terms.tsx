import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDone } from "../../parts/Done.tsx";
import type { Ledger } from "../../shell/session.ts";
import { FormDialog } from "./FormDialog.tsx";
import { Facts } from "./LedgerParts.tsx";
import { useCan, type SetUp } from "./questions.ts";
import { ChangeTerms } from "./TermsForm.tsx";
import { useSettledWords } from "./settled.ts";

/** VAT and the terms a ledger has settled for itself; who may changes them. */
export function Terms({ ledger, setUp }: { readonly ledger: Ledger; readonly setUp: SetUp }) {
  const { t } = useTranslation();
  const tell = useDone();
  const words = useSettledWords(setUp);
  const may = useCan()("ledgers.configure", ledger.id);
  const [changing, setChanging] = useState(false);
  const leave = () => setChanging(false);
  return (
    <section className="kv-card kv-block" aria-labelledby="vat-title">
      <div className="kv-block-head">
        <h2 id="vat-title">{t("ledgerPage.vat")}</h2>
        {may && (
          <Button variant="default" aria-label={t("termsForm.title")} onClick={() => setChanging(true)}>
            {t("settings.change")}
          </Button>
        )}
      </div>
      <Facts of={words(setUp).map(({ label, said }) => [label, said] as const)} />
      <FormDialog
        opened={changing}
        leave={leave}
        title={t("termsForm.title")}
        made={() => tell(t("termsForm.changed", { name: ledger.name }))}
      >
        {(done) => <ChangeTerms ledger={ledger} setUp={setUp} done={() => done(undefined)} leave={leave} />}
      </FormDialog>
    </section>
  );
}
