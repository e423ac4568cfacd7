import { Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Asked } from "../../parts/Asked.tsx";
import { useRights, type Rights, type RoleGiven } from "./questions.ts";
import { useWords } from "./words.ts";

function Table({ of }: { readonly of: Rights["roles"][number] }) {
  const { t } = useTranslation();
  const words = useWords();
  const label = t("userPage.mayCount", { role: words.role(of.role), count: of.actions.length });
  return (
    <div className="kv-scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="kv-table kv-rows" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t("userPage.may")}</th>
            <th scope="col">{t("userPage.where")}</th>
          </tr>
        </thead>
        <tbody>
          {of.actions.map(({ action, reach }) => (
            <tr key={action}>
              <td className="kv-wrap">{words.mayDo(action)}</td>
              <td>{t(`userPage.reach.${reach}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a role may do, from the table that decides it (SEC-10). */
export function RoleRights() {
  const { t } = useTranslation();
  const words = useWords();
  const rights = useRights();
  const [role, setRole] = useState<RoleGiven["role"]>("clinicManager");
  return (
    <section className="kv-card kv-block kv-below" aria-labelledby="may-title">
      <h2 id="may-title">{t("userPage.mayTitle")}</h2>
      <p className="kv-why">{t("userPage.mayHelp")}</p>
      <Asked of={rights}>
        {({ roles }) => (
          <div className="kv-form">
            <Select
              label={t("userPage.role")}
              allowDeselect={false}
              maw={320}
              data={roles.map((each) => ({ value: each.role, label: words.role(each.role) }))}
              value={role}
              onChange={(name) => setRole(name as RoleGiven["role"])}
            />
            <Table of={roles.find((each) => each.role === role)!} />
          </div>
        )}
      </Asked>
    </section>
  );
}
