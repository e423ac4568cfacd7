import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

export type Shown = { readonly title: string; readonly help: string; readonly secret: string };

function Once({ shown, leave }: { readonly shown: Shown; readonly leave: () => void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(shown.secret);
    setCopied(true);
  };
  return (
    <div className="kv-form">
      <p>{shown.help}</p>
      <TextInput
        aria-label={shown.title}
        readOnly
        data-autofocus
        value={shown.secret}
        classNames={{ input: "kv-mono" }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="kv-acts">
        <Button variant="default" onClick={() => void copy()}>
          {t("settings.copy")}
        </Button>
        <Button onClick={leave}>{t("settings.kept")}</Button>
        <span role="status">{copied ? t("settings.copied") : ""}</span>
      </div>
    </div>
  );
}

/** A secret's only appearance. It is put away by its own button, not by a stray click or Esc. */
export function Secret({ shown, leave }: { readonly shown: Shown | undefined; readonly leave: () => void }) {
  return (
    <Modal
      opened={shown !== undefined}
      onClose={leave}
      title={shown?.title}
      lockScroll={false}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size="lg"
    >
      {shown && <Once shown={shown} leave={leave} />}
    </Modal>
  );
}
