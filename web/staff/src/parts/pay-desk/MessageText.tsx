import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api.ts";
import { Asked } from "../Asked.tsx";
import { useMessageText } from "./bill.ts";
import { DeskDialog } from "./DeskDialog.tsx";
import { useSentWords } from "./sent-words.ts";
import "./pay-desk.css";

type Said = Answer<"/api/v1/messages/{messageId}/text", "get">;

function Words({ of }: { readonly of: Said }) {
  const { t } = useTranslation();
  const words = useSentWords();
  const told = [...of.proofs, ...(of.seenAt === null ? [] : [{ state: "seen", reason: null, at: of.seenAt }])];
  return (
    <div className="kv-stack">
      {of.text === null ? <p>{t("payDesk.asked.gone")}</p> : <pre className="kv-desk-pre">{of.text}</pre>}
      {told.length > 0 && (
        <section>
          <h3>{t("payDesk.asked.proof")}</h3>
          <ul className="kv-desk-proofs">
            {told.map(({ state, at }) => (
              <li key={`${state} ${at}`}>{words.state(state, at)}</li>
            ))}
          </ul>
        </section>
      )}
      <p className="kv-why">{t("payDesk.asked.kept")}</p>
    </div>
  );
}

/** The text of a message and its proof, asked for on demand: reading it is kept (SEC-75). */
export function MessageText({ messageId, title }: { readonly messageId: string; readonly title: string }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const asked = useMessageText(opened ? messageId : undefined);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={`${t("payDesk.asked.read")}: ${title}`}
        onClick={(event) => {
          event.stopPropagation();
          setOpened(true);
        }}
      >
        {t("payDesk.asked.read")}
      </Button>
      <DeskDialog title={title} opened={opened} close={() => setOpened(false)}>
        <Asked of={asked} height={160}>
          {(of) => <Words of={of} />}
        </Asked>
      </DeskDialog>
    </>
  );
}
