import { Textarea } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { ActDialog } from "../../parts/follow-up/ActDialog.tsx";
import { useCaseWords } from "./words.ts";

const SHORTEST = 3;

type Doing = {
  readonly label: string;
  readonly act: (words: string) => void;
  readonly off?: boolean;
  readonly busy: boolean;
  readonly error: Error | null;
};

function Fields({
  close,
  title,
  act,
  off = false,
  field,
  children,
  ...rest
}: Doing & {
  readonly close: () => void;
  readonly title: string;
  readonly field: string;
  readonly children?: ReactNode;
}) {
  const { t } = useCaseWords();
  const [typed, setTyped] = useState("");
  const words = typed.trim();
  const isShort = words.length < SHORTEST;
  return (
    <ActDialog opened close={close} title={title} act={() => act(words)} off={off || isShort} {...rest}>
      {children}
      <Textarea
        data-autofocus
        autosize
        minRows={2}
        maxLength={2_000}
        label={field}
        description={t("cases.talk.wordsHelp")}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </ActDialog>
  );
}

/** A dialog in which a person says something, and does it with `mod+Enter`. */
export function WordsDialog({ opened, ...rest }: Parameters<typeof Fields>[0] & { readonly opened: boolean }) {
  return opened && <Fields {...rest} />;
}
