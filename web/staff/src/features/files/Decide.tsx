import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { useMay } from "../../shell/session.ts";
import { useRefusing, useReleasing, useTenant, type BankFile } from "./questions.ts";
import { useFileWords } from "./words.ts";

const SHORTEST = 3;

function Refusing({ file, done }: { readonly file: BankFile; readonly done: () => void }) {
  const { t } = useFileWords();
  const tell = useDone();
  const refusing = useRefusing(file.id);
  const [reason, setReason] = useState("");
  const ready = reason.trim().length >= SHORTEST && !refusing.isPending;
  const act = () =>
    ready &&
    refusing.mutate(reason.trim(), {
      onSuccess: () => {
        tell(t("files.refused"));
        done();
      },
    });
  useKeys([{ key: "mod+Enter", label: t("files.refuse"), act }]);
  return (
    <div className="kv-stack">
      <p>{t("files.refuseMeans")}</p>
      <Problem of={refusing.error} />
      <TextInput
        data-autofocus
        label={t("files.reason")}
        maxLength={200}
        value={reason}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
      <Button
        color="red"
        onClick={act}
        disabled={!ready}
        loading={refusing.isPending}
        rightSection={<kbd>Ctrl Enter</kbd>}
      >
        {t("files.refuse")}
      </Button>
    </div>
  );
}

/** Why the person may not release it themselves, or what it means that they may. */
function useMeaning(file: BankFile) {
  const { t, broughtByMe, amountOf, countOf } = useFileWords();
  const tenant = useTenant(useMay("tenant.read"));
  const mayRelease = useMay("bankFiles.release");
  const own = broughtByMe(file);
  const alone = tenant.data?.onePerson === true;
  if (!mayRelease) return { may: false, words: t("files.releaseByOthers") };
  if (own && !alone) return { may: false, words: t("files.releaseByAnother") };
  const said = { count: file.payments, number: countOf(file.payments), amount: amountOf(file.amountMinor) };
  return { may: true, words: own ? t("files.releaseAlone", said) : t("files.releaseMeans", said) };
}

/** A file that waits for a second person: released with a fresh second factor, or refused with a reason. */
export function Decide({ file }: { readonly file: BankFile }) {
  const { t } = useFileWords();
  const tell = useDone();
  const releasing = useReleasing(file.id);
  const [open, setOpen] = useState(false);
  const { may, words } = useMeaning(file);
  const mayRefuse = useMay("bankFiles.release");
  const release = () =>
    !releasing.isPending && releasing.mutate(undefined, { onSuccess: () => tell(t("files.released")) });
  useKeys([{ key: "mod+Enter", label: t("files.release"), off: !may || open, act: release }]);
  return (
    <section className="kv-card kv-decide" aria-label={t("files.waitsForYou")}>
      <p>{words}</p>
      <Problem of={releasing.error} />
      <div className="kv-bank-acts">
        {may && (
          <Button onClick={release} loading={releasing.isPending} rightSection={<kbd>Ctrl Enter</kbd>}>
            {t("files.release")}
          </Button>
        )}
        {mayRefuse && (
          <Button variant="default" onClick={() => setOpen(true)}>
            {t("files.refuse")}
          </Button>
        )}
      </div>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        lockScroll={false}
        title={t("files.refuse")}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <Refusing file={file} done={() => setOpen(false)} />
      </Modal>
    </section>
  );
}
