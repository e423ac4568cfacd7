import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Amount } from "../../parts/Amount.tsx";
import type { Part, PartName } from "./figures.ts";

/** A number of the proof, and the way to its rows. */
export function PartLink({ part }: { readonly part: Part }) {
  const { t } = useTranslation();
  return (
    <Link to="." search={(old) => ({ ...old, kind: part.name })} resetScroll={false} className="kv-proof-figure">
      <Amount minor={part.amountMinor} />{" "}
      <span className="kv-unseen">{t("proof.rowsOf", { name: t(`proofPart.${part.name as PartName}`) })}</span>
    </Link>
  );
}
