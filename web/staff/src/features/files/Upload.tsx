import { Button, Progress } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState, type DragEvent } from "react";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { useUploading, type Taken } from "./questions.ts";
import { useFileWords } from "./words.ts";

/** Sends one file after the other; the last one's page is shown, where it says what becomes of it. */
function useSending() {
  const { t } = useFileWords();
  const tell = useDone();
  const navigate = useNavigate();
  const [part, setPart] = useState(0);
  const uploading = useUploading(setPart);
  const send = async (files: readonly File[]) => {
    let taken: Taken | undefined;
    for (const file of files) {
      setPart(0);
      taken = await uploading.mutateAsync(file).catch(() => undefined);
      if (!taken) return;
    }
    if (!taken) return;
    tell(taken.alreadyImported ? t("files.knownBefore") : t(`files.taken.${taken.state}`));
    void navigate({ to: "/files/$fileId", params: { fileId: taken.id }, search: (old) => ({ ledger: old.ledger }) });
  };
  return { part, send: (files: Iterable<File>) => void send([...files]), uploading };
}

/** Upload by drag or by button; the file's bytes go as they are. */
export function Upload() {
  const { t } = useFileWords();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { part, send, uploading } = useSending();
  const pick = () => input.current?.click();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files);
  };
  useKeys([{ key: "n", label: t("files.upload"), act: pick }]);
  return (
    <div
      className="kv-drop"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Button onClick={pick} loading={uploading.isPending} rightSection={<kbd aria-hidden="true">n</kbd>}>
        {t("files.upload")}
      </Button>
      <span className="kv-why">{t("files.drop")}</span>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("files.upload")}
        onChange={({ currentTarget }) => {
          send(currentTarget.files ?? []);
          currentTarget.value = "";
        }}
      />
      <div role="status" className="kv-drop-progress">
        {uploading.isPending && (
          <>
            <span>
              {part < 1 ? t("files.sending", { percent: `${String(Math.round(part * 100))} %` }) : t("files.checking")}
            </span>
            <Progress value={part * 100} aria-label={t("files.upload")} />
          </>
        )}
      </div>
      <Problem of={uploading.error} />
    </div>
  );
}
