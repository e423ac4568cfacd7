import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { useStepUp } from "../../parts/StepUp.tsx";
import { useMe } from "../../shell/session.ts";
import { Confirm, type Asked } from "./Confirm.tsx";
import { Panel } from "./Dialog.tsx";
import { Form, useTried } from "./Form.tsx";
import { useCan, type RoleGiven, type User } from "./questions.ts";
import { RolesField, useRolesWrong } from "./Roles.tsx";

type ActName = "lock" | "unlock" | "reset" | "end";

/** What can be done with a user's access, each with what follows. */
function useActs({ id, name }: User): Record<ActName, Asked> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useDone();
  const params = { path: { userId: id } };
  const anew = <T,>(call: Promise<T>) => call.then(() => queries.invalidateQueries({ queryKey: ["users"] }));
  const act = (title: string, follows: string[], said: string, call: () => Promise<unknown>): Asked => ({
    title,
    follows,
    fresh: true,
    act: () => anew(call()),
    done: () => tell(said),
  });
  return {
    lock: act(
      t("userPage.lockOf", { name }),
      [t("userPage.lock1"), t("userPage.lock2")],
      t("userPage.lockedNow", { name }),
      () => answered(kvitt.POST("/api/v1/users/{userId}/lock", { params })),
    ),
    unlock: act(t("userPage.unlock"), [t("userPage.lock2")], t("userPage.unlocked", { name }), () =>
      answered(kvitt.DELETE("/api/v1/users/{userId}/lock", { params })),
    ),
    reset: act(
      t("userPage.resetOf", { name }),
      [t("userPage.reset1", { name }), t("userPage.reset2")],
      t("userPage.resetDone", { name }),
      () => answered(kvitt.POST("/api/v1/users/{userId}/second-factor-reset", { params })),
    ),
    end: act(
      t("userPage.endOf", { name }),
      [t("userPage.end1"), t("userPage.end2", { name })],
      t("userPage.ended", { name }),
      () => answered(kvitt.DELETE("/api/v1/users/{userId}", { params })),
    ),
  };
}

/** Saves roles over those that were seen: who changed them meanwhile is not overrun. */
function useSavingRoles(user: User, saved: () => void) {
  const queries = useQueryClient();
  const withFactor = useStepUp();
  return useMutation({
    mutationFn: async (roles: RoleGiven[]) => {
      const path = { userId: user.id };
      const { response } = await kvitt.GET("/api/v1/users/{userId}", { params: { path } });
      const header = { "if-match": response.headers.get("etag") ?? "" };
      const params = { path, header };
      await withFactor(() => answered(kvitt.PUT("/api/v1/users/{userId}/roles", { params, body: { roles } })));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["users"] });
      saved();
    },
  });
}

function EditRoles({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const { name } = user;
  const tell = useDone();
  const [roles, setRoles] = useState<RoleGiven[]>([...user.roles]);
  const { shown, tries, tried } = useTried(useRolesWrong(roles));
  const saving = useSavingRoles(user, () => tell(t("userPage.rolesSaved", { name })));
  const send = () => {
    if (tried() && !saving.isPending) saving.mutate(roles);
  };
  useKeys([{ key: "mod+Enter", label: t("userPage.editRoles"), act: send, inDialog: true }]);
  return (
    <Form wrong={shown} tries={tries} send={send}>
      <RolesField roles={roles} change={setRoles} errors={shown} />
      <p className="kv-why">{t("userPage.rolesHelp", { name })}</p>
      <Problem of={saving.error} />
      <div className="kv-acts">
        <Button type="submit" loading={saving.isPending}>
          {t("userPage.editRoles")}
        </Button>
      </div>
    </Form>
  );
}

function Acts({ user, leave }: { readonly user: User; readonly leave: () => void }) {
  const { t } = useTranslation();
  const acts = useActs(user);
  const [asking, setAsking] = useState<ActName | undefined>();
  const names: ActName[] = [user.lockedAt ? "unlock" : "lock", ...(user.secondFactor ? ["reset" as const] : []), "end"];
  const asked = asking && acts[asking];
  const gone = () => {
    leave();
    acts.end.done();
  };
  const done = asking === "end" ? { done: gone } : {};
  return (
    <div className="kv-form">
      {names.map((name) => (
        <Button key={name} variant="default" onClick={() => setAsking(name)}>
          {t(`userPage.${name}`)}
        </Button>
      ))}
      <Confirm asked={asked && { ...asked, ...done }} leave={() => setAsking(undefined)} />
    </div>
  );
}

function Content({ user, leave }: { readonly user: User; readonly leave: () => void }) {
  const { t } = useTranslation();
  const may = useCan()("users.manage");
  const own = useMe().userId === user.id;
  return (
    <div className="kv-form">
      <p>{user.email}</p>
      {own && <p>{t("userPage.own")}</p>}
      {may && !own && (
        <>
          <EditRoles key={JSON.stringify(user.roles)} user={user} />
          <hr className="kv-rule" />
          <Acts user={user} leave={leave} />
        </>
      )}
    </div>
  );
}

/** One user, on the right: roles, and what can be done with the access. */
export function UserPanel({ user, leave }: { readonly user: User | undefined; readonly leave: () => void }) {
  return (
    <Panel opened={user !== undefined} leave={leave} title={user?.name}>
      {user && <Content user={user} leave={leave} />}
    </Panel>
  );
}
