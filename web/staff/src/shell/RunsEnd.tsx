import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { useContext, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, type Answer } from "../api.ts";
import { count, day } from "../format.ts";
import { knowLater } from "../texts/i18n.ts";
import { useLanguage } from "./language.ts";
import { ChosenLedger, useMay } from "./session.ts";

type Run = Answer<"/api/v1/proposals", "get">["items"][number];
const MOST = 20;
/** Besides what the server tells by itself, while something is under way. */
const LOOK_MS = 5_000;
const ENDED = ["applied", "cancelled", "paused"] as const;

const oneRun = (proposalId: string) =>
  answered(kvitt.GET("/api/v1/proposals/{proposalId}", { params: { path: { proposalId } } }));

function useUnderWay(ledgerId: string | undefined) {
  const enabled = useMay("proposals.read", ledgerId) && ledgerId !== undefined;
  return useQuery({
    queryKey: ["runs", "under-way", ledgerId ?? ""],
    enabled,
    refetchInterval: ({ state: { data } }) => (data?.items.length ? LOOK_MS : false),
    queryFn: () => {
      const query = { ledgerId: ledgerId!, state: "applying", limit: MOST } as const;
      return answered(kvitt.GET("/api/v1/proposals", { params: { query } }));
    },
  }).data;
}

/** Runs that were under way and are no more, whoever started them, until they are looked at or put away. */
function useEnded(ledgerId: string | undefined) {
  const underWay = useUnderWay(ledgerId);
  const before = useRef<{ readonly ledgerId: string | undefined; readonly ids: readonly string[] }>(undefined);
  const [ended, setEnded] = useState<readonly Run[]>([]);
  useEffect(() => {
    if (!underWay) return;
    const ids = underWay.items.map(({ id }) => id);
    const known = before.current?.ledgerId === ledgerId ? before.current!.ids : [];
    before.current = { ledgerId, ids };
    for (const id of known.filter((each) => !ids.includes(each)))
      Promise.all([oneRun(id), knowLater()]).then(
        ([run]) => setEnded((old) => [...old.filter((each) => each.id !== id), run]),
        // Who may no longer see it need not hear of it.
        () => undefined,
      );
  }, [underWay, ledgerId]);
  const away = (id: string) => setEnded((old) => old.filter((each) => each.id !== id));
  return { ended, away };
}

function Ended({ run, away }: { readonly run: Run; readonly away: () => void }) {
  const { t, i18n } = useTranslation();
  const { language } = useLanguage();
  const { id, kind, state, failedLines, asOf, ledgerId } = run;
  const known = ENDED.find((each) => each === state);
  if (!known) return null;
  const kindSaid = i18n.exists(`runs.kind.${kind}`) ? t(`runs.kind.${kind as "invoices"}`) : kind;
  const name = t("runs.titleOne", { kind: kindSaid, day: day(asOf, language) });
  const how = known === "applied" && failedLines > 0 ? "partly" : known;
  return (
    <div className="kv-notice" data-tone={how === "applied" ? "settled" : "due"}>
      {t(`runs.ended.${how}`, { run: name, failed: count(failedLines, language) })}{" "}
      <Link to="/runs/$proposalId" params={{ proposalId: id }} search={ledgerId ? { ledger: ledgerId } : {}}>
        {t("runs.seeRun")}
      </Link>{" "}
      <Button variant="subtle" color="gray" size="compact-sm" onClick={away}>
        {t("common.close")}
      </Button>
    </div>
  );
}

/** A run that came to its end while the person was on another screen (B-02): said once, with the way to its record. */
export function RunsEnd() {
  const { ended, away } = useEnded(useContext(ChosenLedger)?.id);
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  const seen = ended.find(({ id }) => pathname === `/runs/${id}`)?.id;
  useEffect(() => {
    if (seen) away(seen);
  });
  return (
    <div role="status" className="kv-notice-lines">
      {ended
        .filter(({ id }) => id !== seen)
        .map((run) => (
          <Ended key={run.id} run={run} away={() => away(run.id)} />
        ))}
    </div>
  );
}
