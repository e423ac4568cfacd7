import { useTranslation } from "react-i18next";

export type Change = { readonly label: string; readonly was: string; readonly is: string };

/** What saving would change, each as it is and as it becomes, and what it means; nothing when nothing changes. */
export function Changes({ of, means = [] }: { readonly of: readonly Change[]; readonly means?: readonly string[] }) {
  const { t } = useTranslation();
  const lines = of.filter(({ was, is }) => was !== is);
  if (lines.length === 0) return null;
  return (
    <section aria-label={t("settings.willChange")} className="kv-changes">
      <h3>{t("settings.willChange")}</h3>
      <ul className="kv-follows">
        {lines.map(({ label, was, is }) => (
          <li key={label}>
            {label}: {t("settings.becomes", { before: was, after: is })}
          </li>
        ))}
      </ul>
      {means.map((each) => (
        <p key={each} className="kv-why">
          {each}
        </p>
      ))}
      <p className="kv-why">{t("settings.freshFactor")}</p>
    </section>
  );
}
