import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { DateInput } from "../../parts/DateInput.tsx";
import { useDone } from "../../parts/Done.tsx";
import { ActDialog } from "../../parts/follow-up/ActDialog.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { payoutLines } from "./payout-lines.ts";
import { useFiling } from "./questions.ts";
import { useSubsidyWords } from "./words.ts";

const LONGEST_ID = 40;
const EMPTY = { externalId: "", text: "" };

/** The specification of a pay-out of the state's: it settles the visits, and its sum waits for the bank's line. */
export function PayoutDialog({ opened, close }: { readonly opened: boolean; readonly close: () => void }) {
  const { t, amountOf, countOf } = useSubsidyWords();
  const { language } = useLanguage();
  const { id, today } = useLedger();
  const tell = useDone();
  const [{ externalId, text }, set] = useState(EMPTY);
  const [paidOn, setPaidOn] = useState<string | undefined>(today);
  const { lines, wrong } = payoutLines(text, language);
  const minor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const filing = useFiling(id, () => {
    close();
    set(EMPTY);
    tell(t("subsidy.payout.done", { amount: amountOf(minor) }));
  });
  const named = externalId.trim();
  const off = named === "" || paidOn === undefined || lines.length === 0 || wrong.length > 0;
  return (
    <ActDialog
      opened={opened}
      close={close}
      title={t("subsidy.payout.title")}
      label={t("subsidy.payout.file")}
      act={() => paidOn && filing.mutate({ externalId: named, paidOn, lines: [...lines] })}
      off={off}
      busy={filing.isPending}
      error={filing.error}
    >
      <TextInput
        data-autofocus
        label={t("subsidy.payout.id")}
        description={t("subsidy.payout.idHelp")}
        maxLength={LONGEST_ID}
        value={externalId}
        onChange={(event) => set({ text, externalId: event.currentTarget.value })}
      />
      <DateInput label={t("subsidy.payout.on")} value={paidOn} onChange={setPaidOn} />
      <Textarea
        label={t("subsidy.payout.lines")}
        description={t("subsidy.payout.linesHelp")}
        error={wrong.length > 0 && t("subsidy.payout.wrong", { lines: wrong.slice(0, 5).join(", ") })}
        autosize
        minRows={5}
        maxRows={14}
        className="kv-mono"
        value={text}
        onChange={(event) => set({ externalId, text: event.currentTarget.value })}
      />
      <p role="status">{t("subsidy.payout.sum", { visits: countOf(lines.length), amount: amountOf(minor) })}</p>
    </ActDialog>
  );
}
