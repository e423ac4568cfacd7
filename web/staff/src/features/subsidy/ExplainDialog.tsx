import { Button, Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { useExplaining, type Row } from "./questions.ts";
import { useSubsidyWords } from "./words.ts";

const SHORTEST = 3;
const LONGEST = 400;

function Form({ row, close }: { readonly row: Row; readonly close: () => void }) {
  const { t, measureOf } = useSubsidyWords();
  const tell = useDone();
  const [typed, setTyped] = useState("");
  const words = typed.trim();
  const explaining = useExplaining(() => {
    close();
    tell(t("subsidy.explained", { number: row.number }));
  });
  const off = words.length < SHORTEST || explaining.isPending;
  const press = () => {
    if (!off) explaining.mutate({ invoiceId: row.invoiceId, words });
  };
  useKeys([{ key: "mod+Enter", label: t("subsidy.save"), off, inDialog: true, act: press }]);
  return (
    <form
      className="kv-stack"
      onSubmit={(event) => {
        event.preventDefault();
        press();
      }}
    >
      <Problem of={explaining.error} />
      <p>{measureOf(row)}</p>
      <Textarea
        label={t("subsidy.words")}
        description={t("subsidy.wordsHelp")}
        autosize
        minRows={3}
        maxLength={LONGEST}
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className="kv-form-end">
        <Button type="submit" disabled={off} loading={explaining.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("subsidy.save")}
        </Button>
      </div>
    </form>
  );
}

/** Why a measure is missing or came late, in a person's words: the gap stays, and is explained. */
export function ExplainDialog({ row, close }: { readonly row: Row | undefined; readonly close: () => void }) {
  const { t } = useSubsidyWords();
  return (
    <Modal
      opened={row !== undefined}
      onClose={close}
      title={row && t("subsidy.explainTitle", { number: row.number })}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {row && <Form row={row} close={close} />}
    </Modal>
  );
}
