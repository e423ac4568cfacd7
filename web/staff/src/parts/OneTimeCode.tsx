import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

const LENGTH = 6;

/** The six figures of an authenticator: typed, pasted, or filled in by the browser; taken when they are whole. A new `key` empties it. */
export function OneTimeCode({ take, busy }: { readonly take: (code: string) => void; readonly busy: boolean }) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  return (
    <TextInput
      className="kv-code"
      label={t("signIn.code")}
      inputMode="numeric"
      autoComplete="one-time-code"
      autoFocus
      data-autofocus
      readOnly={busy}
      value={code}
      onChange={(event) => {
        const figures = event.currentTarget.value.replaceAll(/\D/g, "").slice(0, LENGTH);
        setCode(figures);
        if (figures.length === LENGTH && figures !== code) take(figures);
      }}
    />
  );
}
