import { Checkbox, MultiSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Explain } from "../../parts/Explain.tsx";
import type { Wrong } from "./Form.tsx";
import { useClinics, useRights, type Rights, type RoleGiven } from "./questions.ts";
import { useWords } from "./words.ts";

type Role = RoleGiven["role"];
/** The roles that reach no further than their clinics, and open nothing without any (SEC-09). */
const CLINIC_BOUND: readonly Role[] = ["reception", "clinicManager"];

/** What is wrong with roles as they stand: none chosen, or one that would open nothing. */
export function useRolesWrong(roles: readonly RoleGiven[]): Wrong {
  const { t } = useTranslation();
  const words = useWords();
  if (roles.length === 0) return { "role-reception": t("userPage.rolesWrong") };
  const bare = roles.filter(({ role, clinicIds }) => CLINIC_BOUND.includes(role) && !clinicIds?.length);
  return Object.fromEntries(
    bare.map(({ role }) => [`clinics-${role}`, t("userPage.clinicsWrong", { role: words.role(role) })]),
  );
}

function May({ of }: { readonly of: Rights["roles"][number] }) {
  const { t } = useTranslation();
  const words = useWords();
  const rule = of.actions.map(({ action, reach }) => ({
    label: words.mayDo(action),
    value: t(`userPage.reach.${reach}`),
  }));
  const role = words.role(of.role);
  const sentence = t("userPage.mayCount", { role, count: rule.length });
  return <Explain of={{ title: role, sentence, rule }}>{t("userPage.mayWhat")}</Explain>;
}

function OneRole({
  of,
  given,
  change,
  error,
}: {
  readonly of: Rights["roles"][number];
  readonly given: RoleGiven | undefined;
  readonly change: (given: RoleGiven | undefined) => void;
  readonly error: string | undefined;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const clinics = useClinics().data?.items ?? [];
  const role = words.role(of.role);
  return (
    <div className="kv-role">
      <div className="kv-acts">
        <Checkbox
          id={`role-${of.role}`}
          label={role}
          checked={given !== undefined}
          onChange={(event) => change(event.currentTarget.checked ? { role: of.role, clinicIds: null } : undefined)}
        />
        <May of={of} />
      </div>
      {given && (
        <MultiSelect
          id={`clinics-${of.role}`}
          label={t("userPage.clinicsOf", { role })}
          description={CLINIC_BOUND.includes(of.role) ? undefined : t("userPage.clinicsEmpty")}
          data={clinics.map(({ id, name }) => ({ value: id, label: name }))}
          value={[...(given.clinicIds ?? [])]}
          error={error}
          onChange={(ids) => change({ role: of.role, clinicIds: ids.length > 0 ? ids : null })}
          searchable
          comboboxProps={{ withinPortal: false }}
        />
      )}
    </div>
  );
}

/** Roles with their clinics; each says what it may do. */
export function RolesField({
  roles,
  change,
  errors,
}: {
  readonly roles: readonly RoleGiven[];
  readonly change: (roles: RoleGiven[]) => void;
  readonly errors: Wrong;
}) {
  const { t } = useTranslation();
  const rights = useRights().data?.roles ?? [];
  const set = (role: Role) => (given: RoleGiven | undefined) => {
    const others = roles.filter((each) => each.role !== role);
    change(given ? [...others, given] : others);
  };
  return (
    <fieldset className="kv-role-list">
      <legend>{t("userPage.roles")}</legend>
      {rights.map((each) => (
        <OneRole
          key={each.role}
          of={each}
          given={roles.find(({ role }) => role === each.role)}
          change={set(each.role)}
          error={errors[`clinics-${each.role}`]}
        />
      ))}
    </fieldset>
  );
}
