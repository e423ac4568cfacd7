import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, type Answer } from "../api.ts";
import { day } from "../format.ts";
import { Asked } from "../parts/Asked.tsx";
import { Problem } from "../parts/Problem.tsx";
import { useStepUp } from "../parts/StepUp.tsx";
import { useLanguage } from "./language.ts";
import { addPasskey, knowsPasskeys, turnedAway } from "./passkey.ts";

const KEY = ["passkeys"];
type Passkey = Answer<"/api/v1/me/passkeys", "get">["items"][number];

/** Adding and removing, each with a fresh second factor (SEC-15). */
function useKeeping() {
  const queries = useQueryClient();
  const withFactor = useStepUp();
  const anew = { onSuccess: () => queries.invalidateQueries({ queryKey: KEY }) };
  const add = useMutation({ mutationFn: (name: string) => withFactor(() => addPasskey(name)), ...anew });
  const remove = useMutation({
    mutationFn: (passkeyId: string) =>
      withFactor(() => answered(kvitt.DELETE("/api/v1/me/passkeys/{passkeyId}", { params: { path: { passkeyId } } }))),
    ...anew,
  });
  return { add, remove };
}

function One({ passkey, remove }: { readonly passkey: Passkey; readonly remove: () => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [sure, setSure] = useState(false);
  const { name, host, createdAt, usedAt } = passkey;
  const used = usedAt ? t("passkeys.used", { day: day(usedAt.slice(0, 10), language) }) : t("passkeys.neverUsed");
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <div className="kv-why">
          {host} · {t("passkeys.added", { day: day(createdAt.slice(0, 10), language) })} · {used}
        </div>
      </div>
      <Button
        variant={sure ? "filled" : "default"}
        {...(sure ? { color: "red" } : {})}
        onBlur={() => setSure(false)}
        onClick={() => (sure ? remove() : setSure(true))}
        aria-label={t(sure ? "passkeys.removeSure" : "passkeys.removeNamed", { name })}
      >
        {sure ? t("passkeys.sure") : t("passkeys.remove")}
      </Button>
    </li>
  );
}

function Add({ add }: { readonly add: ReturnType<typeof useKeeping>["add"] }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  if (!knowsPasskeys()) return <p className="kv-why">{t("passkeys.notHere")}</p>;
  return (
    <form
      className="kv-beside"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(name.trim(), { onSuccess: () => setName("") });
      }}
    >
      <TextInput
        label={t("passkeys.name")}
        description={t("passkeys.nameHelp")}
        required
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" loading={add.isPending}>
        {t("passkeys.add")}
      </Button>
    </form>
  );
}

function Own() {
  const { t } = useTranslation();
  const { add, remove } = useKeeping();
  const own = useQuery({ queryKey: KEY, queryFn: () => answered(kvitt.GET("/api/v1/me/passkeys")) });
  const wrong = [add.error, remove.error].find((error) => error && !turnedAway(error));
  return (
    <div className="kv-stack">
      <p>{t("passkeys.help")}</p>
      <Problem of={wrong} />
      <Asked of={own} height={64}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="kv-why">{t("passkeys.none")}</p>
          ) : (
            <ul className="kv-passkeys">
              {items.map((passkey) => (
                <One key={passkey.id} passkey={passkey} remove={() => remove.mutate(passkey.id)} />
              ))}
            </ul>
          )
        }
      </Asked>
      <Add add={add} />
      <div role="status" className="kv-unseen">
        {add.isSuccess ? t("passkeys.isAdded") : remove.isSuccess ? t("passkeys.isRemoved") : ""}
      </div>
    </div>
  );
}

/** One's own passkeys: which there are, one more, one less. */
export function Passkeys({ open, leave }: { readonly open: boolean; readonly leave: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={open}
      onClose={leave}
      title={t("passkeys.title")}
      size="36rem"
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Own />
    </Modal>
  );
}
