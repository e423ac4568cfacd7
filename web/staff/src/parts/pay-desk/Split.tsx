import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day, money, type Minor } from "../../format.ts";
import { Keys } from "../../shell/Keys.tsx";
import { useLanguage } from "../../shell/language.ts";
import { Asked } from "../Asked.tsx";
import { useDone } from "../Done.tsx";
import { useKeys } from "../keys.ts";
import { Problem } from "../Problem.tsx";
import { useSplitPreview, useSplitting, type Bill, type Part } from "./bill.ts";

const COUNTS = [2, 3, 4, 5, 6, 8, 10, 12, 18, 24] as const;
type Planned = readonly { readonly amountMinor: Minor; readonly dueOn: string }[];

/** The parts to the øre and the day, before anybody decides. */
function Parts({ parts, currency }: { readonly parts: Planned; readonly currency: string }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <div className="kv-scroll" role="region" aria-label={t("payDesk.split.count")} tabIndex={0}>
      <table className="kv-table">
        <thead>
          <tr>
            <th scope="col">{t("payDesk.split.no")}</th>
            <th scope="col">{t("field.due")}</th>
            <th scope="col" className="kv-number">
              {t("field.amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ amountMinor, dueOn }, index) => (
            <tr key={dueOn}>
              <td>{index + 1}</td>
              <td>{day(dueOn, language)}</td>
              <td className="kv-number">{money(amountMinor, currency, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A bill in equal parts a month apart; without fee or interest. */
export function Split({ bill, part, close }: { readonly bill: Bill; readonly part: Part; readonly close: () => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const tell = useDone();
  const [count, setCount] = useState(3);
  const asked = useSplitPreview(part.itemId, count);
  const splitting = useSplitting(part.itemId, () => {
    tell(t("payDesk.split.done", { count }));
    close();
  });
  const off = !asked.isSuccess || splitting.isPending;
  const split = () => splitting.mutate(count);
  useKeys([{ key: "mod+Enter", label: t("payDesk.split.do"), off, inDialog: true, act: split }]);
  return (
    <div className="kv-stack">
      <NativeSelect
        data-autofocus
        label={t("payDesk.split.count")}
        value={String(count)}
        onChange={(event) => setCount(Number(event.currentTarget.value))}
        data={COUNTS.map((each) => ({ value: String(each), label: t("payDesk.split.parts", { count: each }) }))}
      />
      <Asked of={asked} height={160}>
        {({ parts }) => (
          <>
            <p className="kv-desk-consequence" role="status">
              {t("payDesk.split.means", { day: day(parts[0]!.dueOn, language) })}
            </p>
            <Parts parts={parts} currency={bill.currency} />
          </>
        )}
      </Asked>
      <Problem of={splitting.error} />
      <div className="kv-form-end">
        <Button onClick={split} disabled={off} loading={splitting.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("payDesk.split.do")}
        </Button>
      </div>
    </div>
  );
}
