import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, type Answer } from "../api.ts";
import { locales, money } from "../format.ts";
import { useLanguage } from "../shell/language.ts";
import { useLedger, useMay } from "../shell/session.ts";
import { AmountInput } from "./AmountInput.tsx";
import { Asked } from "./Asked.tsx";
import { useDone } from "./Done.tsx";
import { Problem } from "./Problem.tsx";

type Shown = Answer<"/api/v1/ledgers/{ledgerId}/consequence", "get">;

const useConsequence = (ledgerId: string) =>
  useQuery({
    queryKey: ["follow-up", ledgerId, "consequence"],
    queryFn: () => answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/consequence", { params: { path: { ledgerId } } })),
  });

/** One calm sentence with its sums; which one depends on what is known. */
function Sentence({ of }: { readonly of: Shown }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const moneyOf = (minor: number) => money(minor, of.currency, language);
  const { monthTenths, payrollMinor, suppliersMinor } = of;
  const months = ((monthTenths ?? 0) / 10).toLocaleString(locales[language], { maximumFractionDigits: 1 });
  const said = {
    ...{ months, overdue: moneyOf(of.overdueMinor), suppliers: moneyOf(suppliersMinor) },
    payroll: moneyOf(payrollMinor ?? 0),
  };
  if (monthTenths === null) return <p>{t("followUp.consequence.unknown", said)}</p>;
  if (payrollMinor === null) return <p>{t("followUp.consequence.suppliersOnly", said)}</p>;
  return <p>{t(suppliersMinor === 0 ? "followUp.consequence.payrollOnly" : "followUp.consequence.both", said)}</p>;
}

function Payroll({ of, ledgerId }: { readonly of: Shown; readonly ledgerId: string }) {
  const { t } = useTranslation();
  const tell = useDone();
  const queries = useQueryClient();
  const [monthMinor, setMonth] = useState<number | null>(of.payrollMinor);
  const saving = useMutation({
    mutationFn: () =>
      answered(
        kvitt.PUT("/api/v1/ledgers/{ledgerId}/payroll", { params: { path: { ledgerId } }, body: { monthMinor } }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["follow-up", ledgerId, "consequence"] });
      tell(t("followUp.consequence.saved"));
    },
  });
  return (
    <form
      className="kv-filter"
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) saving.mutate();
      }}
    >
      <AmountInput
        label={t("followUp.consequence.payroll")}
        valueMinor={monthMinor}
        onChange={setMonth}
        currency={of.currency}
      />
      <Button type="submit" variant="default" loading={saving.isPending} disabled={monthMinor === of.payrollMinor}>
        {t("followUp.consequence.set")}
      </Button>
      <Problem of={saving.error} />
    </form>
  );
}

/** What the chosen clinic's overdue bills would pay for: suppliers' bills and wages in months (S3-31). */
export function Consequence() {
  const { t } = useTranslation();
  const { id } = useLedger();
  const found = useConsequence(id);
  const may = useMay("followUp.manage", id);
  return (
    <section aria-labelledby="consequence">
      <h2 id="consequence">{t("followUp.consequence.title")}</h2>
      <Asked of={found} height={80}>
        {(of) => (
          <>
            <Sentence of={of} />
            {may && <Payroll key={`${id} ${String(of.payrollMinor)}`} of={of} ledgerId={id} />}
          </>
        )}
      </Asked>
    </section>
  );
}
