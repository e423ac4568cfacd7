import { Link, useSearch } from "@tanstack/react-router";
import { Calls } from "./Calls.tsx";
import { CaseList } from "./CaseList.tsx";
import { Leaving } from "./Leaving.tsx";
import { useMay } from "../../shell/session.ts";
import { useCaseWords } from "./words.ts";

const VIEWS = ["desk", "leaving", "calls"] as const;
type View = (typeof VIEWS)[number];

function Views({ chosen, shown }: { readonly chosen: View; readonly shown: readonly View[] }) {
  const { t } = useCaseWords();
  return (
    <nav className="kv-run-looks" aria-label={t("cases.views")}>
      {shown.map((view) => (
        <Link
          key={view}
          to="/cases"
          replace
          search={(old) => ({ ledger: old.ledger, group: view })}
          className="kv-run-look"
          data-chosen={view === chosen}
          activeProps={{ "aria-current": view === chosen ? "page" : undefined }}
        >
          {t(`cases.view.${view}`)}
        </Link>
      ))}
    </nav>
  );
}

const SHOWN = { desk: CaseList, leaving: Leaving, calls: Calls } as const satisfies Record<View, unknown>;

/** Head office's case desk (`ux.md` H-03): its cases, what leaves to the agency, and whom to telephone today. */
export function Desk() {
  const mayName = useMay("parties.read");
  const shown = mayName ? VIEWS : (["leaving"] as const);
  const asked = useSearch({ strict: false }).group;
  const view = shown.find((each) => each === asked) ?? shown[0];
  const Shown = SHOWN[view];
  return <Shown views={<Views chosen={view} shown={shown} />} />;
}
