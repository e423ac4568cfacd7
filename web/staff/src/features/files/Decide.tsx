import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { ReasonInput, useReason } from "../../parts/Reason.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { useMay } from "../../shell/session.ts";
import { useRefusing, useReleasing, useTenant, type BankFile } from "./questions.ts";
import { useFileWords } from "./words.ts";

function Refusing({ file, done }: { readonly file: BankFile; readonly done: () => void }) {
  const { t } = useFileWords();
  const tell = useDone();
  const refusing = useRefusing(file.id);
  const reason = useReason();
  const wish = refusing.isPending ? undefined : reason.said;
  const act = () =>
    wish &&
    refusing.mutate(wish, {
      onSuccess: () => {
        tell(t("files.refused"));
        done();
      },
    });
  useKeys([{ key: "mod+Enter", label: t("files.refuse"), inDialog: true, act }]);
  return (
    <div className="kv-stack">
      <p>{t("files.refuseMeans")}</p>
      <Problem of={refusing.error} />
      <ReasonInput of={reason} label={t("files.reason")} first />
      <Button
        color="red"
        onClick={act}
        disabled={!wish}
        loading={refusing.isPending}
        rightSection={<Keys of="mod+Enter" />}
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
      <div className="kv-acts">
        {may && (
          <Button onClick={release} loading={releasing.isPending} rightSection={<Keys of="mod+Enter" />}>
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
