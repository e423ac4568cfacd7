import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { useDone } from "../../parts/Done.tsx";
import { State } from "../../parts/State.tsx";
import { useMe } from "../../shell/session.ts";
import { SettingsPage } from "./Frame.tsx";
import { NewUserForm, type Made } from "./NewUser.tsx";
import { useCan, useClinics, useUsers, type User } from "./questions.ts";
import { RoleRights } from "./RoleRights.tsx";
import { Secret, type Shown } from "./Secret.tsx";
import { UserPanel } from "./UserPanel.tsx";
import { useMoments, useWords } from "./words.ts";

/** The clinics a user's roles are bound to, in words. */
function useWhere() {
  const { t } = useTranslation();
  const { list } = useMoments();
  const clinics = new Map(useClinics().data?.items.map(({ id, name }) => [id, name]));
  return ({ roles }: Pick<User, "roles">) => {
    if (roles.some(({ clinicIds }) => clinicIds === null)) return t("userPage.everywhere");
    const ids = [...new Set(roles.flatMap(({ clinicIds }) => clinicIds ?? []))];
    return list(ids.map((id) => clinics.get(id) ?? "–"));
  };
}

function useColumns(): readonly Column<User>[] {
  const { t } = useTranslation();
  const words = useWords();
  const where = useWhere();
  const myself = useMe().userId;
  return [
    {
      key: "name",
      head: t("userPage.name"),
      cell: ({ id, name }) => (id === myself ? `${name} (${t("userPage.me")})` : name),
    },
    { key: "email", head: t("userPage.email"), cell: ({ email }) => email },
    {
      key: "roles",
      head: t("userPage.roles"),
      cell: ({ roles }) => roles.map(({ role }) => words.role(role)).join(", "),
    },
    { key: "where", head: t("userPage.where"), cell: where },
    {
      key: "factor",
      head: t("userPage.factor"),
      cell: ({ secondFactor, lockedAt }) => {
        if (lockedAt) return <State tone="held">{t("userPage.locked")}</State>;
        return secondFactor ? (
          <State tone="settled">{t("userPage.factorYes")}</State>
        ) : (
          <State tone="due">{t("userPage.factorNo")}</State>
        );
      },
    },
  ];
}

/** A new user's first password, or the line that says there is none. */
function useWelcome() {
  const { t } = useTranslation();
  const tell = useDone();
  const [shown, setShown] = useState<Shown | undefined>();
  const welcome = ({ name, initialPassword }: Made) => {
    if (initialPassword === null) tell(t("userPage.knownAlready", { name }));
    else {
      tell(t("userPage.added", { name }));
      setShown({
        title: t("userPage.firstPassword", { name }),
        help: t("userPage.firstPasswordHelp"),
        secret: initialPassword,
      });
    }
  };
  return { shown, welcome, leave: () => setShown(undefined) };
}

/** Who may sign in, with which roles and where; and what each role may do. */
export function UsersPage() {
  const { t } = useTranslation();
  const users = useUsers();
  const may = useCan()("users.manage");
  const columns = useColumns();
  const [openId, setOpenId] = useState<string | undefined>();
  const [adding, setAdding] = useState(false);
  const { shown, welcome, leave } = useWelcome();
  const free = users.data?.items.filter(({ lockedAt }) => lockedAt === null).length;
  return (
    <SettingsPage
      section="users"
      lead={free === undefined ? undefined : t("userPage.lead", { count: free })}
      help={t("userPage.help")}
    >
      <Asked of={users}>
        {({ items }) => (
          <>
            {may && (
              <div className="kv-acts kv-foot kv-above">
                <Button onClick={() => setAdding(true)}>{t("userPage.add")}</Button>
              </div>
            )}
            <DataTable
              label={t("userPage.list")}
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              onOpen={({ id }) => setOpenId(id)}
            />
            <UserPanel user={items.find(({ id }) => id === openId)} leave={() => setOpenId(undefined)} />
          </>
        )}
      </Asked>
      <RoleRights />
      <NewUserForm opened={adding} leave={() => setAdding(false)} made={welcome} />
      <Secret shown={shown} leave={leave} />
    </SettingsPage>
  );
}
