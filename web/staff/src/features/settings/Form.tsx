import { Alert, TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** What is wrong with each field, by the id of its control. */
export type Wrong = Readonly<Record<string, string | undefined>>;

const countOf = (wrong: Wrong) => Object.values(wrong).filter((each) => each !== undefined).length;

/** A form's errors: shown from the first try on, then mended as they are typed away. */
export function useTried(wrong: Wrong) {
  const [tries, setTries] = useState(0);
  return {
    shown: tries > 0 ? wrong : ({} as Wrong),
    tries,
    /** Whether all is right; what is not is shown from now on, and told above. */
    tried: () => {
      setTries((before) => before + 1);
      return countOf(wrong) === 0;
    },
  };
}

/** What has to be mended, above the form: takes the focus when somebody tried to save, and leads to each field (Y-05). */
function Summary({ wrong, tries }: { readonly wrong: Wrong; readonly tries: number }) {
  const { t } = useTranslation();
  const summary = useRef<HTMLDivElement>(null);
  const count = countOf(wrong);
  useEffect(() => {
    if (tries > 0) summary.current?.focus();
  }, [tries]);
  if (count === 0) return null;
  return (
    <Alert
      ref={summary}
      tabIndex={-1}
      color="red"
      variant="light"
      role="alert"
      className="kv-problem"
      title={t("settings.mend", { count })}
    >
      <ul className="kv-follows">
        {Object.entries(wrong).map(
          ([id, said]) =>
            said && (
              <li key={id}>
                <a
                  href={`#${id}`}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(id)?.focus();
                  }}
                >
                  {said}
                </a>
              </li>
            ),
        )}
      </ul>
    </Alert>
  );
}

/** A form with its summary of errors; Enter in a field sends it. Nothing typed is lost when it is refused. */
export function Form({
  wrong,
  tries,
  send,
  children,
}: {
  readonly wrong: Wrong;
  readonly tries: number;
  readonly send: () => void;
  readonly children: ReactNode;
}) {
  return (
    <form
      noValidate
      className="kv-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Summary wrong={wrong} tries={tries} />
      {children}
    </form>
  );
}

/** A field of a form in which text is typed: what is wrong with it stands at it, by its id. */
export function TextField({
  id,
  wrong,
  typed,
  ...shown
}: Omit<TextInputProps, "id" | "error" | "onChange"> & {
  readonly id: string;
  readonly wrong: Wrong;
  readonly typed: (text: string) => void;
}) {
  return <TextInput id={id} error={wrong[id]} onChange={(event) => typed(event.currentTarget.value)} {...shown} />;
}
