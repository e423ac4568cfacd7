import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { useStepUp } from "../../parts/StepUp.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { Dialog } from "./Dialog.tsx";

export type Asked = {
  readonly title: string;
  /** What follows, said before (E-04). */
  readonly follows: readonly string[];
  readonly act: () => Promise<unknown>;
  readonly done: () => void;
  readonly fresh?: boolean;
};

function Question({ asked, leave }: { readonly asked: Asked; readonly leave: () => void }) {
  const { t } = useTranslation();
  const withFactor = useStepUp();
  const { title, follows, act, done, fresh } = asked;
  const doing = useMutation({
    mutationFn: () => (fresh ? withFactor(act) : act()),
    onSuccess: () => {
      leave();
      done();
    },
  });
  const go = () => {
    if (!doing.isPending) doing.mutate();
  };
  useKeys([{ key: "mod+Enter", label: title, act: go, inDialog: true }]);
  return (
    <div className="kv-form">
      <ul className="kv-follows">
        {follows.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {fresh && <p className="kv-why">{t("settings.freshFactor")}</p>}
      <Problem of={doing.error} />
      <div className="kv-acts">
        <Button onClick={go} loading={doing.isPending} rightSection={<Keys of="mod+Enter" />}>
          {title}
        </Button>
        <Button variant="default" onClick={leave}>
          {t("settings.cancel")}
        </Button>
      </div>
    </div>
  );
}

/** Asks once more before an act with consequences, and says them; Esc leaves everything as it was. */
export function Confirm({ asked, leave }: { readonly asked: Asked | undefined; readonly leave: () => void }) {
  return (
    <Dialog opened={asked !== undefined} leave={leave} title={asked?.title}>
      {asked && <Question asked={asked} leave={leave} />}
    </Dialog>
  );
}
