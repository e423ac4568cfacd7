import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Me } from "./session.ts";
import { chooseTenant } from "./tenant.ts";

/** For somebody who works for several: whose books to open. */
export function ChooseTenant({ who: { userId, tenants } }: { readonly who: Me }) {
  const { t } = useTranslation();
  return (
    <main className="kv-signin">
      <section className="kv-card kv-door">
        <div className="kv-brand">kvitt</div>
        <h1 className="kv-lead">{t("elsewhere.chooseTenant")}</h1>
        {tenants.length === 0 && <p className="kv-help">{t("elsewhere.noTenant")}</p>}
        {tenants.map(({ id, name }) => (
          <Button key={id} variant="default" justify="flex-start" onClick={() => chooseTenant(userId, id)}>
            {name}
          </Button>
        ))}
      </section>
    </main>
  );
}
