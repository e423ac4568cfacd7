import "./follow-up.css";
import { Link, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Cases } from "./Cases.tsx";
import { Covered } from "./Covered.tsx";
import { Day } from "./Day.tsx";
import { Proofs } from "./Proofs.tsx";
import { Reviews } from "./Reviews.tsx";
import { useMay } from "../../shell/session.ts";

/** The lists of one duty, as the address names them. */
const VIEWS = ["day", "cases", "proof", "coverage", "reviews"] as const;
type View = (typeof VIEWS)[number];

/** Which of the lists is looked at; it stands in the address. */
function Views({ chosen }: { readonly chosen: View }) {
  const { t } = useTranslation();
  const may = { coverage: useMay("followUp.coverage"), reviews: useMay("reviews.read") };
  const shown = VIEWS.filter((view) => (view === "coverage" || view === "reviews" ? may[view] : true));
  return (
    <nav className="kv-run-looks" aria-label={t("followUp.views")}>
      {shown.map((view) => (
        <Link
          key={view}
          to="/follow-up"
          search={(old) => ({ ledger: old.ledger, kind: view })}
          className="kv-run-look"
          data-chosen={view === chosen}
          activeProps={{ "aria-current": view === chosen ? "page" : undefined }}
        >
          {t(`followUp.view.${view}`)}
        </Link>
      ))}
    </nav>
  );
}

const SHOWN = { day: Day, cases: Cases, proof: Proofs, coverage: Covered, reviews: Reviews } as const satisfies Record<
  View,
  unknown
>;

/** The follow-up day: what stands ready, the claims it is about, and what became of what was sent (`ux.md` 2.2). */
export function FollowUp() {
  const asked = useSearch({ strict: false }).kind;
  const view = VIEWS.find((each) => each === asked) ?? "day";
  const Shown = SHOWN[view];
  return <Shown views={<Views chosen={view} />} />;
}
