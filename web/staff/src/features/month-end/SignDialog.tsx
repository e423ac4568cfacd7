import { Button, Modal } from "@mantine/core";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { useLedger } from "../../shell/session.ts";
import { useSigning, type Pack } from "./questions.ts";
import { useMonthWords } from "./words.ts";

const FIGURES = ["remaining", "overdue", "credits", "losses"] as const;

function Signing({ pack, done }: { readonly pack: Pack; readonly done: () => void }) {
  const { t, moneyOf, monthOf } = useMonthWords();
  const { currency } = useLedger();
  const signing = useSigning(done);
  const go = () => {
    if (!signing.isPending) signing.mutate(pack);
  };
  useKeys([{ key: "mod+Enter", label: t("monthEnd.sign"), inDialog: true, act: go }]);
  return (
    <div className="kv-stack">
      <Problem of={signing.error} />
      <div className="kv-consequence">
        <strong>{t("monthEnd.signMeans", { month: monthOf(pack.monthOn) })}</strong>
        <p>{t("monthEnd.signForGood")}</p>
        <p className="kv-why">
          {t("filedReport.hash")} <span className="kv-mono">{pack.sha256.slice(0, 12)}…</span>
        </p>
      </div>
      <dl className="kv-month-figures">
        {FIGURES.map((figure) => (
          <div key={figure}>
            <dt>{t(`monthEnd.${figure}`)}</dt>
            <dd className="kv-number">{moneyOf(pack.totals[`${figure}Minor`], currency)}</dd>
          </div>
        ))}
      </dl>
      <div className="kv-form-end">
        <Button onClick={go} loading={signing.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("monthEnd.sign")}
        </Button>
      </div>
    </div>
  );
}

/** Signing what is shown: the month is closed with it. */
export function SignDialog({
  pack,
  close,
  done,
}: {
  readonly pack: Pack | undefined;
  readonly close: () => void;
  readonly done: (pack: Pack) => void;
}) {
  const { t, monthOf } = useMonthWords();
  return (
    <Modal
      opened={pack !== undefined}
      onClose={close}
      title={pack && t("monthEnd.signTitle", { month: monthOf(pack.monthOn) })}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {pack && (
        <Signing
          pack={pack}
          done={() => {
            close();
            done(pack);
          }}
        />
      )}
    </Modal>
  );
}
