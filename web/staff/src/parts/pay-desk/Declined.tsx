import { useTranslation } from "react-i18next";
import type { Attempt } from "./bill.ts";

/** Why the last card of a try to pay was declined, and how many were. */
export function Declined({ of }: { readonly of: Pick<Attempt, "declined" | "declines"> }) {
  const { t } = useTranslation();
  if (of.declined === null) return null;
  return (
    <span className="kv-why">
      {t("payDesk.declines", { count: of.declines, why: t(`payDesk.declined.${of.declined}`) })}
    </span>
  );
}
