import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { money } from "../../format.ts";
import { Keys } from "../../shell/Keys.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useDone } from "../Done.tsx";
import { useKeys } from "../keys.ts";
import { Problem } from "../Problem.tsx";
import { useUnsplitting, type Bill } from "./bill.ts";

/** Takes a split back, while nothing of a part is paid: what that means is said before. */
export function Unsplit({ bill, close }: { readonly bill: Bill; readonly close: () => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const tell = useDone();
  const undoing = useUnsplitting(bill.itemId, () => {
    tell(t("payDesk.unsplit.done"));
    close();
  });
  const undo = () => undoing.mutate(undefined);
  useKeys([{ key: "mod+Enter", label: t("payDesk.unsplit.do"), off: undoing.isPending, inDialog: true, act: undo }]);
  const amount = money(bill.openMinor, bill.currency, language);
  return (
    <div className="kv-stack">
      <p className="kv-desk-consequence">{t("payDesk.unsplit.means", { amount, count: bill.split?.parts ?? 0 })}</p>
      <p className="kv-why">{t("payDesk.unsplit.references")}</p>
      <Problem of={undoing.error} />
      <div className="kv-form-end">
        <Button
          data-autofocus
          onClick={undo}
          disabled={undoing.isPending}
          loading={undoing.isPending}
          rightSection={<Keys of="mod+Enter" />}
        >
          {t("payDesk.unsplit.do")}
        </Button>
      </div>
    </div>
  );
}
