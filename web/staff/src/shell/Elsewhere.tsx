import { Button } from "@mantine/core";
import { Link, useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../parts/Problem.tsx";
import { homeOf, WHO } from "./entries.ts";
import { useMe, type Action } from "./session.ts";

/** A calm page in place of a screen: what is so, what helps, and the way on. */
function Instead({
  title,
  help,
  children,
}: {
  readonly title: string;
  readonly help: string;
  readonly children?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Kvitt`;
  }, [title]);
  return (
    <section className="kv-instead">
      <h1 className="kv-lead">{title}</h1>
      <p className="kv-help">{help}</p>
      {children}
    </section>
  );
}

function WayHome() {
  const { t } = useTranslation();
  const to = homeOf(useMe(), useRouter().routesByPath);
  if (to === undefined) return null;
  return (
    <Link to={to as "/"} search={(old) => ({ ledger: old.ledger })}>
      {t("elsewhere.home")}
    </Link>
  );
}

/** For somebody whose role does not open this screen: who has it open, and who can give it. */
export function NotForRole({ action }: { readonly action: Action }) {
  const { t } = useTranslation();
  const roles = (WHO[action] ?? []).map((role) => t(`role.${role}`));
  return (
    <Instead title={t("elsewhere.notForRole")} help={t("elsewhere.notForRoleHelp")}>
      {roles.length > 0 && (
        <>
          <h2>{t("elsewhere.who")}</h2>
          <ul>
            {roles.map((role) => (
              <li key={role}>{role}</li>
            ))}
          </ul>
        </>
      )}
      <WayHome />
    </Instead>
  );
}

/** An address that leads nowhere. */
export function Nowhere() {
  const { t } = useTranslation();
  return (
    <Instead title={t("elsewhere.nowhere")} help={t("elsewhere.nowhereHelp")}>
      <WayHome />
    </Instead>
  );
}

/** A tenant whose first ledger is still to be made. */
export function NoLedger() {
  const { t } = useTranslation();
  return <Instead title={t("elsewhere.noLedger")} help={t("elsewhere.noLedgerHelp")} />;
}

/** A screen that failed to draw: the frame and everything else work on. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <Instead title={t("elsewhere.broken")} help={t("elsewhere.brokenHelp")}>
      <details>
        <summary>{t("elsewhere.details")}</summary>
        <p className="kv-mono" lang="en">
          {error instanceof Error ? error.message : String(error)}
        </p>
      </details>
      <div className="kv-beside">
        <Button onClick={reset}>{t("common.retry")}</Button>
        <Button variant="default" onClick={() => location.reload()}>
          {t("elsewhere.reload")}
        </Button>
      </div>
    </Instead>
  );
}

/** Before anything is known of who asks: the server does not answer. */
export function Unanswered({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  return (
    <main className="kv-signin">
      <Problem of={error} retry={retry} />
    </main>
  );
}
