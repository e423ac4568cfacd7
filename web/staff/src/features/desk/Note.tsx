import { Button, Modal, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, oneAct } from "../../api.ts";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { Keys } from "../../shell/Keys.tsx";

const LONGEST = 2_000;

function Form({ partyId, written }: { readonly partyId: string; readonly written: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useDone();
  const [text, setText] = useState("");
  const [act] = useState(oneAct);
  const write = useMutation({
    mutationFn: () =>
      answered(
        kvitt.POST("/api/v1/parties/{partyId}/notes", {
          params: { path: { partyId }, header: act },
          body: { text: text.trim() },
        }),
      ),
    onSuccess: () => {
      tell(t("desk.noteWritten"));
      written();
      return queries.invalidateQueries({ queryKey: ["party", partyId] });
    },
  });
  const off = text.trim() === "" || write.isPending;
  useKeys([{ key: "mod+Enter", label: t("desk.noteSave"), off, inDialog: true, act: () => write.mutate() }]);
  return (
    <form
      className="kv-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!off) write.mutate();
      }}
    >
      <Problem of={write.error} />
      <Textarea
        label={t("desk.noteText")}
        description={t("desk.noteHelp")}
        autosize
        minRows={3}
        maxLength={LONGEST}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="kv-form-end">
        <Button type="submit" disabled={off} loading={write.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("desk.noteSave")}
        </Button>
      </div>
    </form>
  );
}

/** A note about a party: what was agreed, said or asked. */
export function Note({
  partyId,
  opened,
  close,
}: {
  readonly partyId: string;
  readonly opened: boolean;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("desk.note")}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Form partyId={partyId} written={close} />
    </Modal>
  );
}
