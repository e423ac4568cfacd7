import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { TextField, useTried } from "./Form.tsx";
import { DialogForm, FormDialog } from "./FormDialog.tsx";
import type { RoleGiven } from "./questions.ts";
import { RolesField, useRolesWrong } from "./Roles.tsx";
import { useSending } from "./sending.ts";
import { isAddress } from "./typed-settings.ts";

export type Made = { readonly name: string; readonly initialPassword: string | null };
type Wanted = { readonly email: string; readonly name: string; readonly roles: RoleGiven[] };

function Fields({ made, leave }: { readonly made: (made: Made) => void; readonly leave: () => void }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<Wanted>({ email: "", name: "", roles: [] });
  const change = (part: Partial<Wanted>) => setWanted((old) => ({ ...old, ...part }));
  const rolesWrong = useRolesWrong(wanted.roles);
  const check = useTried({
    "user-name": wanted.name.trim() ? undefined : t("userPage.nameWrong"),
    "user-email": isAddress(wanted.email) ? undefined : t("userPage.emailWrong"),
    ...rolesWrong,
  });
  const sending = useSending({
    act: (body: Wanted) => answered(kvitt.POST("/api/v1/users", { body })),
    anew: [["users"]],
    done: ({ initialPassword }, { name }) => made({ name, initialPassword }),
  });
  const send = () => {
    const { email, name, roles } = wanted;
    if (check.tried()) sending.send({ email: email.trim(), name: name.trim(), roles });
  };
  const { shown } = check;
  return (
    <DialogForm act={t("userPage.add")} check={check} sending={sending} send={send} leave={leave}>
      <p>{t("userPage.addHelp")}</p>
      <TextField
        id="user-name"
        label={t("userPage.name")}
        maxLength={120}
        data-autofocus
        value={wanted.name}
        wrong={shown}
        typed={(text) => change({ name: text })}
      />
      <TextField
        id="user-email"
        label={t("userPage.email")}
        type="email"
        maxLength={200}
        value={wanted.email}
        wrong={shown}
        typed={(text) => change({ email: text })}
      />
      <RolesField roles={wanted.roles} change={(roles) => change({ roles })} errors={shown} />
    </DialogForm>
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
  return (
    <FormDialog opened={opened} leave={leave} title={t("userPage.add")} made={made}>
      {(done) => <Fields made={done} leave={leave} />}
    </FormDialog>
  );
}
