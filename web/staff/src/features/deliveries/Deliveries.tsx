import "./deliveries.css";
import { Link, useSearch } from "@tanstack/react-router";
import { Asked } from "../../parts/Asked.tsx";
import { Page } from "../../parts/Page.tsx";
import { useDeliveryCounts, useLedger } from "../../shell/session.ts";
import { Channels } from "./Channels.tsx";
import { FailedList, NeedsList, UnchosenList } from "./Lists.tsx";
import type { Counts } from "./questions.ts";
import { VIEWS, viewOf, type View } from "./views.ts";
import { useDeliveryWords } from "./words.ts";

const waitsOf = ({ unchosen, needsContact, failed }: Counts): Record<View, number> => ({
  unchosen: unchosen.count,
  contact: needsContact.count,
  failed: failed.count,
});

function Views({ chosen, waits }: { readonly chosen: View; readonly waits: Readonly<Record<View, number>> }) {
  const { t, countOf } = useDeliveryWords();
  return (
    <nav className="kv-delivery-views" aria-label={t("deliveries.views")}>
      {VIEWS.map((view) => (
        <Link
          key={view}
          to="/deliveries"
          search={(old) => ({ ...old, kind: view })}
          data-chosen={view === chosen}
          activeProps={{ "aria-current": view === chosen ? "page" : undefined }}
        >
          {t(`deliveries.view.${view}`)} <span className="kv-why">{countOf(waits[view])}</span>
        </Link>
      ))}
    </nav>
  );
}

/** The screen's one answer: how many need a person, and of what. */
function useLead(counts: Counts | undefined): string {
  const { t, countOf, amountOf } = useDeliveryWords();
  if (!counts) return t("nav.deliveries");
  const { failed, needsContact, unchosen } = counts;
  const count = failed.count + needsContact.count;
  if (failed.count > 0 && needsContact.count > 0)
    return t("deliveries.lead", { count, failed: countOf(failed.count), contact: countOf(needsContact.count) });
  if (failed.count > 0) return t("deliveries.leadFailed", { count });
  if (needsContact.count > 0) return t("deliveries.leadContact", { count });
  if (unchosen.count > 0)
    return t("deliveries.leadUnchosen", { count: unchosen.count, amount: amountOf(unchosen.openMinor) });
  return t("deliveries.leadDone");
}

const LISTS: Record<View, () => React.ReactNode> = { unchosen: UnchosenList, contact: NeedsList, failed: FailedList };

/** Who was asked and has not chosen, whom nobody can ask, and what did not arrive: one duty, three lists whose counts reach zero (W-01). */
export function Deliveries() {
  const { t } = useDeliveryWords();
  const asked = useSearch({ strict: false }).kind;
  const counts = useDeliveryCounts(useLedger().id);
  const resting = counts.data?.resting ?? 0;
  return (
    <Page title={t("nav.deliveries")} lead={useLead(counts.data)} help={t("deliveries.help")}>
      <Asked of={counts} height={480}>
        {(known) => {
          const view = viewOf(asked, waitsOf(known));
          const Shown = LISTS[view];
          return (
            <>
              <Views chosen={view} waits={waitsOf(known)} />
              <Shown key={view} />
              {resting > 0 && <p className="kv-why">{t("deliveries.resting", { count: resting })}</p>}
            </>
          );
        }}
      </Asked>
      <Channels />
    </Page>
  );
}
