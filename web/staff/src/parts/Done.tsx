import { Button } from "@mantine/core";
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "./keys.ts";
import { Problem } from "./Problem.tsx";

/** Tells what was done, in the line at the bottom; with how to undo it where that is possible. */
export type Tell = (said: string, undo?: () => Promise<unknown>) => void;
type Told = { readonly said: string; readonly undo?: (() => Promise<unknown>) | undefined };

const Telling = createContext<Tell>(() => undefined);

export const useDone = (): Tell => useContext(Telling);

/** The line at the bottom of the frame: what was done, until it is put away or something else is done (`u` takes it back). */
export function Done({ place, children }: { readonly place: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [told, setTold] = useState<Told | undefined>();
  const [wrong, setWrong] = useState<Error | undefined>();
  const tell = useCallback<Tell>((said, undo) => {
    setWrong(undefined);
    setTold({ said, undo });
  }, []);
  // What was done on another screen is no news on this one.
  useEffect(() => setTold(undefined), [place]);
  const undo = () => {
    const wanted = told?.undo;
    setTold(undefined);
    wanted?.().then(
      () => setTold({ said: t("done.undone") }),
      (error: unknown) => setWrong(error as Error),
    );
  };
  useKeys([{ key: "u", label: t("done.undo"), off: !told?.undo, act: undo }], "everywhere");
  const value = useMemo(() => tell, [tell]);
  return (
    <Telling value={value}>
      {children}
      <div className="kv-done" data-shown={told !== undefined || wrong !== undefined}>
        <div role="status" aria-live="polite">
          {told?.said}
        </div>
        {wrong && <Problem of={wrong} />}
        {told?.undo && (
          <Button variant="subtle" size="compact-sm" onClick={undo} rightSection={<kbd>u</kbd>}>
            {t("done.undo")}
          </Button>
        )}
        {(told ?? wrong) && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => {
              setTold(undefined);
              setWrong(undefined);
            }}
          >
            {t("common.close")}
          </Button>
        )}
      </div>
    </Telling>
  );
}
