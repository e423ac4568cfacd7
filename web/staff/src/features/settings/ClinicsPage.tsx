import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Asked } from "../../parts/Asked.tsx";
import { ledgers, type Ledger } from "../../shell/session.ts";
import { SettingsPage } from "./Frame.tsx";
import { useCan, useClinics, useUsers, type Clinic, type User } from "./questions.ts";

const boundTo = (users: readonly User[], clinicId: string) =>
  users.filter(({ roles }) => roles.some(({ clinicIds }) => clinicIds?.includes(clinicId)));

function Row({
  clinic,
  all,
  users,
}: {
  readonly clinic: Clinic;
  readonly all: readonly Ledger[];
  readonly users: readonly User[] | undefined;
}) {
  const { t } = useTranslation();
  const own = all.filter(({ clinicId }) => clinicId === clinic.id);
  return (
    <tr>
      <th scope="row">{clinic.name}</th>
      <td>{t(`clinicPage.kinds.${clinic.kind}`)}</td>
      <td>{clinic.timeZone}</td>
      <td>
        {own.map(({ id, name }) => (
          <div key={id}>
            <Link to="/settings/ledgers/$ledgerId" params={{ ledgerId: id }} search={({ ledger }) => ({ ledger })}>
              {name}
            </Link>
          </div>
        ))}
      </td>
      {users && (
        <td className="kv-wrap">
          {boundTo(users, clinic.id)
            .map(({ name }) => name)
            .join(", ") || "–"}
        </td>
      )}
    </tr>
  );
}

/** The clinics in reach, with their ledgers and, for who may see users, the people bound to them. */
export function ClinicsPage() {
  const { t } = useTranslation();
  const clinics = useClinics();
  const all = useQuery(ledgers).data?.items ?? [];
  const users = useUsers(useCan()("users.read")).data?.items;
  const count = clinics.data?.items.length;
  const lead = count === undefined ? undefined : count > 0 ? t("clinicPage.lead", { count }) : t("clinicPage.empty");
  return (
    <SettingsPage section="clinics" lead={lead} help={t("clinicPage.help")}>
      <Asked of={clinics}>
        {({ items }) =>
          items.length > 0 && (
            <div className="kv-card kv-scroll" role="region" aria-label={t("settings.section.clinics")} tabIndex={0}>
              <table className="kv-table kv-rows" aria-label={t("settings.section.clinics")}>
                <thead>
                  <tr>
                    <th scope="col">{t("clinicPage.name")}</th>
                    <th scope="col">{t("clinicPage.kind")}</th>
                    <th scope="col">{t("clinicPage.zone")}</th>
                    <th scope="col">{t("settings.section.ledgers")}</th>
                    {users && <th scope="col">{t("clinicPage.people")}</th>}
                  </tr>
                </thead>
                <tbody>
                  {items.map((clinic) => (
                    <Row key={clinic.id} clinic={clinic} all={all} users={users} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Asked>
    </SettingsPage>
  );
}
