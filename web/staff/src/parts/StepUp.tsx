import { Button, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, Refused } from "../api.ts";
import { knowsPasskeys, stepUpByPasskey, turnedAway } from "../shell/passkey.ts";
import { OneTimeCode } from "./OneTimeCode.tsx";
import { Problem } from "./Problem.tsx";

type WithFreshFactor = <T>(act: () => Promise<T>) => Promise<T>;
type Asking = { readonly shown: () => void; readonly refused: () => void };

const Asked = createContext<WithFreshFactor>((act) => act());

/**
 * Does an act; where the server wants a fresh second factor for it (SEC-15), asks for one and does it again. Whoever turns the question
 * away gets the server's refusal.
 */
export const useStepUp = (): WithFreshFactor => useContext(Asked);

const isStale = (error: unknown): error is Refused =>
  error instanceof Refused && error.problem.code === "FACTOR_NOT_FRESH";

const showCode = (code: string) => answered(kvitt.POST("/api/v1/step-up", { body: { code } }));

function Question({ shown }: { readonly shown: () => void }) {
  const { t } = useTranslation();
  const [failures, setFailures] = useState(0);
  const byCode = useMutation({ mutationFn: showCode, onSuccess: shown, onError: () => setFailures(failures + 1) });
  const byPasskey = useMutation({ mutationFn: stepUpByPasskey, onSuccess: shown });
  return (
    <div className="kv-stack">
      <p>{t("stepUp.why")}</p>
      <Problem of={byCode.error ?? (turnedAway(byPasskey.error) ? null : byPasskey.error)} />
      <OneTimeCode key={failures} take={(code) => byCode.mutate(code)} busy={byCode.isPending} />
      {knowsPasskeys() && (
        <Button variant="default" loading={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
          {t("signIn.passkey")}
        </Button>
      )}
    </div>
  );
}

/** Stands in the frame once, and asks for the second factor whenever an act needs it fresh. */
export function StepUp({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Asking | undefined>();
  const withFactor = useCallback<WithFreshFactor>(async (act) => {
    try {
      return await act();
    } catch (error) {
      if (!isStale(error)) throw error;
      await new Promise<void>((shown, refused) => setAsking({ shown, refused: () => refused(error) }));
      return act();
    }
  }, []);
  const end = (how: keyof Asking) => {
    asking?.[how]();
    setAsking(undefined);
  };
  return (
    <Asked value={withFactor}>
      {children}
      <Modal
        opened={asking !== undefined}
        onClose={() => end("refused")}
        title={t("stepUp.title")}
        zIndex={400}
        lockScroll={false}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <Question shown={() => end("shown")} />
      </Modal>
    </Asked>
  );
}
