import { Button } from "@mantine/core";
import { useState } from "react";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { useDone } from "../../parts/Done.tsx";
import { FileLink } from "../../parts/files.tsx";
import { useKeys } from "../../parts/keys.ts";
import { State } from "../../parts/State.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { usePacks, type Pack } from "./questions.ts";
import { SignDialog } from "./SignDialog.tsx";
import { useMonthWords } from "./words.ts";

function Standing({ pack }: { readonly pack: Pack }) {
  const { t, momentOf } = useMonthWords();
  if (pack.totals.differenceMinor !== 0) return <State tone="overdue">{t("monthEnd.state.mismatch")}</State>;
  if (pack.signedAt) return <State tone="settled">{t("monthEnd.signedAt", { at: momentOf(pack.signedAt) })}</State>;
  return pack.deliveredUnsigned ? (
    <State tone="overdue">{t("monthEnd.deliveredUnsigned")}</State>
  ) : (
    <State tone="due">{t("monthEnd.state.open")}</State>
  );
}

function useColumns(sign: ((pack: Pack) => void) | undefined): readonly Column<Pack>[] {
  const { t, monthOf, dayOf } = useMonthWords();
  const money = (key: "remaining" | "overdue" | "unmatched", of: (pack: Pack) => number, spare = true) => ({
    ...{ key, head: t(`monthEnd.${key === "unmatched" ? "unplaced" : key}`), number: true, spare },
    cell: (pack: Pack) => <Amount minor={of(pack)} />,
  });
  return [
    { key: "month", head: t("monthEnd.month"), cell: ({ monthOn }) => monthOf(monthOn) },
    { key: "due", head: t("field.due"), cell: ({ dueOn }) => dayOf(dueOn), spare: true },
    money("remaining", ({ totals }) => totals.remainingMinor, false),
    money("overdue", ({ totals }) => totals.overdueMinor),
    money("unmatched", ({ totals }) => totals.unmatchedMinor),
    { key: "state", head: t("field.state"), fill: true, cell: (pack) => <Standing pack={pack} /> },
    {
      key: "file",
      head: t("filedReport.file"),
      spare: true,
      cell: (pack) => (
        <FileLink plain href={`/api/v1/ledgers/${pack.ledgerId}/month-packs/${pack.id}`}>
          {t("monthEnd.download")}
        </FileLink>
      ),
    },
    {
      key: "sign",
      head: <span className="kv-unseen">{t("monthEnd.sign")}</span>,
      cell: (pack) =>
        sign &&
        isToSign(pack) && (
          <Button size="compact-sm" onClick={() => sign(pack)}>
            {t("monthEnd.sign")}
          </Button>
        ),
    },
  ];
}

const isToSign = ({ signedAt, totals }: Pack): boolean => signedAt === null && totals.differenceMinor === 0;

/** The packs of the chosen clinic: to read, take away and sign. */
export function Packs() {
  const { t, monthOf } = useMonthWords();
  const ledger = useLedger();
  const found = usePacks(ledger.id);
  const tell = useDone();
  const may = useMay("monthEnd.sign", ledger.id);
  const [signing, sign] = useState<Pack | undefined>();
  const columns = useColumns(may ? sign : undefined);
  const items = found.data?.items ?? [];
  // The oldest first: a month is closed with all before it.
  const next = may ? items.findLast(isToSign) : undefined;
  useKeys([{ key: "s", label: t("monthEnd.sign"), off: !next, act: () => sign(next) }]);
  return (
    <section aria-labelledby="packs">
      <h2 id="packs">{t("monthEnd.packsOf", { ledger: ledger.name })}</h2>
      <Asked of={found} height={200}>
        {() =>
          items.length === 0 ? (
            <p className="kv-card kv-empty">{t("monthEnd.noPacks")}</p>
          ) : (
            <DataTable
              quiet
              label={t("monthEnd.packsOf", { ledger: ledger.name })}
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
            />
          )
        }
      </Asked>
      <SignDialog
        pack={signing}
        close={() => sign(undefined)}
        done={(pack) => tell(t("monthEnd.signedNow", { month: monthOf(pack.monthOn) }))}
      />
    </section>
  );
}
