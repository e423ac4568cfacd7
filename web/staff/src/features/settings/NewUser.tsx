import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { useStepUp } from "../../parts/StepUp.tsx";
import { Dialog } from "./Dialog.tsx";
import { Form, useTried } from "./Form.tsx";
import type { RoleGiven } from "./questions.ts";
import { RolesField, useRolesWrong } from "./Roles.tsx";

export type Made = { readonly name: string; readonly initialPassword: string | null };
type Wanted = { readonly email: string; readonly name: string; readonly roles: RoleGiven[] };

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function useAdding(made: (made: Made) => void) {
  const queries = useQueryClient();
  const withFactor = useStepUp();
  return useMutation({
    mutationFn: (body: Wanted) => withFactor(() => answered(kvitt.POST("/api/v1/users", { body }))),
    onSuccess: async ({ initialPassword }, { name }) => {
      await queries.invalidateQueries({ queryKey: ["users"] });
      made({ name, initialPassword });
    },
  });
}

function Fields({ made, leave }: { readonly made: (made: Made) => void; readonly leave: () => void }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<Wanted>({ email: "", name: "", roles: [] });
  const change = (part: Partial<Wanted>) => setWanted((old) => ({ ...old, ...part }));
  const rolesWrong = useRolesWrong(wanted.roles);
  const { shown, tries, tried } = useTried({
    "user-name": wanted.name.trim() ? undefined : t("userPage.nameWrong"),
    "user-email": EMAIL.test(wanted.email.trim()) ? undefined : t("userPage.emailWrong"),
    ...rolesWrong,
  });
  const adding = useAdding(made);
  const send = () => {
    const { email, name, roles } = wanted;
    if (tried() && !adding.isPending) adding.mutate({ email: email.trim(), name: name.trim(), roles });
  };
  useKeys([{ key: "mod+Enter", label: t("userPage.add"), act: send, inDialog: true }]);
  return (
    <Form wrong={shown} tries={tries} send={send}>
      <p>{t("userPage.addHelp")}</p>
      <TextInput
        id="user-name"
        label={t("userPage.name")}
        maxLength={120}
        data-autofocus
        value={wanted.name}
        error={shown["user-name"]}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        id="user-email"
        label={t("userPage.email")}
        type="email"
        maxLength={200}
        value={wanted.email}
        error={shown["user-email"]}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <RolesField roles={wanted.roles} change={(roles) => change({ roles })} errors={shown} />
      <Problem of={adding.error} />
      <div className="kv-acts">
        <Button type="submit" loading={adding.isPending} rightSection={<kbd>Ctrl ⏎</kbd>}>
          {t("userPage.add")}
        </Button>
        <Button variant="default" onClick={leave}>
          {t("settings.cancel")}
        </Button>
      </div>
    </Form>
  );
}

/** A new user: name, address, roles with their clinics. */
export function NewUserForm({
  opened,
  leave,
  made,
}: {
  readonly opened: boolean;
  readonly leave: () => void;
  readonly made: (made: Made) => void;
}) {
  const { t } = useTranslation();
  const done = (user: Made) => {
    leave();
    made(user);
  };
  return (
    <Dialog opened={opened} leave={leave} title={t("userPage.add")} wide>
      <Fields made={done} leave={leave} />
    </Dialog>
  );
}
