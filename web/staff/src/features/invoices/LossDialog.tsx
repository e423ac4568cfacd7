import { Button, Modal, NativeSelect, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, oneAct, type Body } from "../../api.ts";
import { money } from "../../format.ts";
import type { Standing } from "../../parts/invoice.ts";
import { useKeys } from "../../parts/keys.ts";
import "../../parts/money-dialog.css";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { useStepUp } from "../../parts/StepUp.tsx";
import { StateAtRisk } from "./StateAtRisk.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { useLanguage } from "../../shell/language.ts";

/** Head office's own grounds; without one a loss rests on an agency's report (DP-061). */
const GROUNDS = ["deceasedWithoutAssets", "debtRelief", "limitation", "belowAgencyMinimum"] as const;
type Ground = (typeof GROUNDS)[number];
type Wish = Body<"/api/v1/ledgers/{ledgerId}/loss-proposals", "post">;

const LEAST_WORDS = 3;

function useProposing({ ledgerId, losable }: Standing, done: () => void) {
  const queries = useQueryClient();
  const withFactor = useStepUp();
  const [act] = useState(oneAct);
  return useMutation({
    mutationFn: ({ exception, words }: { readonly exception: Ground; readonly words: string }) => {
      const body: Wish = { exception, words, itemIds: losable };
      const params = { path: { ledgerId }, header: act };
      return withFactor(() => answered(kvitt.POST("/api/v1/ledgers/{ledgerId}/loss-proposals", { params, body })));
    },
    onSuccess: async () => {
      for (const key of ["standing", "losses", "approvals", "runs"])
        await queries.invalidateQueries({ queryKey: [key] });
      done();
    },
  });
}

function Form({ invoice, done }: { readonly invoice: Standing; readonly done: () => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [ground, setGround] = useState<Ground | "">("");
  const [typed, type] = useState("");
  const proposing = useProposing(invoice, done);
  const words = typed.trim();
  const off = ground === "" || words.length < LEAST_WORDS;
  const press = () => {
    if (!off && !proposing.isPending) proposing.mutate({ exception: ground, words });
  };
  useKeys([{ key: "mod+Enter", label: t("credit.send"), off, inDialog: true, act: press }]);
  return (
    <form className="kv-stack" onSubmit={(event) => event.preventDefault()}>
      <Problem of={proposing.error} />
      <NativeSelect
        data-autofocus
        label={t("loss.ground")}
        description={t("loss.groundHelp")}
        required
        value={ground}
        data={[
          { value: "", label: t("credit.choose") },
          ...GROUNDS.map((value) => ({ value, label: t(`lossReason.${value}`) })),
        ]}
        onChange={(event) => setGround(event.currentTarget.value as Ground | "")}
      />
      <Textarea
        label={t("credit.words")}
        description={t("credit.wordsHelp")}
        required
        maxLength={200}
        autosize
        minRows={2}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <div className="kv-consequence" role="status">
        <strong>
          <State tone="held">
            {t("loss.twoPersons", { amount: money(invoice.openMinor, invoice.currency, language) })}
          </State>
        </strong>
        <p>{t("loss.means")}</p>
        <StateAtRisk of={invoice} />
      </div>
      <div className="kv-form-end">
        <Button onClick={press} disabled={off} loading={proposing.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("credit.send")}
        </Button>
      </div>
    </form>
  );
}

/** What is left of a bill, proposed as lost: CFO or CEO decide, whatever the amount (SEC-14). */
export function LossDialog({
  invoice,
  opened,
  close,
  done,
}: {
  readonly invoice: Standing;
  readonly opened: boolean;
  readonly close: () => void;
  readonly done: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("loss.title", { number: invoice.number })}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Form invoice={invoice} done={done} />
    </Modal>
  );
}
