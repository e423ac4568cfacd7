import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../parts/Page.tsx";
import { useCan } from "./questions.ts";
import { sections, type Section } from "./sections.ts";
import "./settings.css";

/** The settings' pages that the person may open. */
export function SectionLinks() {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <nav className="kv-subnav" aria-label={t("settings.label")}>
      {sections
        .filter(({ action }) => can(action))
        .map(({ name, to }) => (
          <Link key={name} to={to} search={({ ledger }) => ({ ledger })} activeOptions={{ includeSearch: false }}>
            {t(`settings.section.${name}`)}
          </Link>
        ))}
    </nav>
  );
}

/** What who may not is told: what is closed, and who can open it (E-04). */
function Closed() {
  const { t } = useTranslation();
  return (
    <Page title={t("settings.label")} lead={t("settings.noRight")} help={t("settings.noRightHelp")}>
      <SectionLinks />
    </Page>
  );
}

/** A page of the settings, for those whose role opens it. */
export function SettingsPage({
  section,
  lead,
  help,
  children,
}: {
  readonly section: Section;
  readonly lead: string | undefined;
  readonly help: string;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const can = useCan();
  const { action } = sections.find(({ name }) => name === section)!;
  if (!can(action)) return <Closed />;
  const title = t(`settings.section.${section}`);
  return (
    <Page title={title} lead={lead ?? title} help={help}>
      <SectionLinks />
      {children}
    </Page>
  );
}
