import { Button, TextInput } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Asked } from "../../parts/Asked.tsx";
import { ActDialog } from "../../parts/follow-up/ActDialog.tsx";
import { useFollowUpWords } from "../../parts/follow-up/words.ts";
import { useKeys } from "../../parts/keys.ts";
import { Keys } from "../../shell/Keys.tsx";
import { LANGUAGE_NAMES } from "../../shell/language.ts";
import { useLedger, useMay } from "../../shell/session.ts";
import { isUnsent, type Grouped } from "./groups.ts";
import { useDryRun, useSending, type DryRun, type Proposal, type Today } from "./questions.ts";

/** Above one of these the person types the number of steps before anything is sent (B-07). */
const SOFT_LIMIT = { steps: 500, minor: 100_000_000 } as const;
const isLarge = ({ steps, amountMinor }: DryRun): boolean => steps > SOFT_LIMIT.steps || amountMinor > SOFT_LIMIT.minor;
/** Changed lines that are named; the rest is a number. */
const MOST_NAMED = 10;

/** What is going to be sent: letters by channel, sums, languages, and what changed since (F-05). */
function Sums({ of }: { readonly of: DryRun }) {
  const { t, amountOf, countOf, channelOf } = useFollowUpWords();
  const name = (code: string) => Object.entries(LANGUAGE_NAMES).find(([each]) => each === code)?.[1] ?? code;
  const facts = [
    { label: t("followUp.send.steps"), value: countOf(of.steps) },
    ...of.letters.map(({ channel, count }) => ({ label: channelOf(channel), value: countOf(count) })),
    ...(of.handOvers > 0 ? [{ label: t("followUp.send.handOvers"), value: countOf(of.handOvers) }] : []),
    {
      label: t("followUp.send.cost"),
      value: of.costMinor === null ? t("followUp.send.costUnknown") : amountOf(of.costMinor),
    },
    { label: t("followUp.send.sum"), value: amountOf(of.amountMinor) },
    { label: t("followUp.send.fee"), value: of.feeMinor > 0 ? amountOf(of.feeMinor) : t("followUp.send.none") },
    { label: t("followUp.send.languages"), value: of.languages.map(name).join(", ") || "–" },
    { label: t("followUp.send.changed"), value: of.changed > 0 ? countOf(of.changed) : t("followUp.send.none") },
    ...(of.unreachable > 0 ? [{ label: t("followUp.send.unreachable"), value: countOf(of.unreachable) }] : []),
  ];
  const named = of.changedLines.slice(0, MOST_NAMED);
  return (
    <div className="kv-consequence">
      <dl className="kv-follow-sums">
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {named.length > 0 && (
        <p>
          {t("followUp.send.changedWhy", {
            count: of.changed,
            lines: named.map(String).join(", ") + (of.changed > named.length ? " …" : ""),
          })}
        </p>
      )}
      <p className="kv-why">{t("followUp.send.exactly")}</p>
    </div>
  );
}

function SendDialog({ proposal, close }: { readonly proposal: Proposal; readonly close: () => void }) {
  const { t } = useFollowUpWords();
  const navigate = useNavigate();
  const { id: ledger } = useLedger();
  const dry = useDryRun(proposal.id, true);
  const sending = useSending((proposalId) => {
    void navigate({ to: "/runs/$proposalId", params: { proposalId }, search: { ledger } });
  });
  const [typed, setTyped] = useState("");
  const large = dry.data !== undefined && isLarge(dry.data);
  const off =
    dry.data === undefined || dry.data.steps === 0 || (large && typed.replaceAll(/\D/g, "") !== String(dry.data.steps));
  const act = () => sending.mutate(proposal);
  return (
    <ActDialog
      opened
      close={close}
      title={t("followUp.send.title")}
      label={t("followUp.send.confirm")}
      act={act}
      off={off}
      busy={sending.isPending}
      error={sending.error}
    >
      <Asked of={dry} height={120}>
        {(of) => (
          <>
            <Sums of={of} />
            {of.steps === 0 && <p>{t("followUp.send.nothing")}</p>}
          </>
        )}
      </Asked>
      {large && (
        <TextInput
          label={t("followUp.send.count")}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </ActDialog>
  );
}

/** Who sends what is shown, and when; the button that sends it, closed with the reason beside it (F-02, F-05). */
export function Sending({
  chosen: { proposal },
  today,
  isClosed,
}: {
  readonly chosen: Grouped;
  readonly today: Today;
  readonly isClosed: boolean;
}) {
  const { t } = useFollowUpWords();
  const { id: ledger } = useLedger();
  const [may, mayRuns] = [useMay("followUp.approve", ledger), useMay("proposals.read", ledger)];
  const [asking, setAsking] = useState(false);
  const unsent = isUnsent(proposal);
  const open = () => setAsking(true);
  useKeys([{ key: "mod+Enter", label: t("followUp.send.act"), off: !may || !unsent || isClosed || asking, act: open }]);
  const isStanding = proposal.id === today.standing?.id;
  const auto = isStanding ? t("followUp.run.auto", { at: today.policy?.runAt ?? "" }) : t("followUp.send.person");
  const why = isClosed ? t("followUp.send.closed") : may ? auto : `${auto} ${t("followUp.send.mayNot")}`;
  if (!unsent)
    return mayRuns ? (
      <p className="kv-follow-send">
        <Link to="/runs/$proposalId" params={{ proposalId: proposal.id }} search={{ ledger }}>
          {t("followUp.send.seeRun")}
        </Link>
      </p>
    ) : null;
  return (
    <div className="kv-follow-send">
      {may && (
        <Button onClick={open} disabled={isClosed} rightSection={<Keys of="mod+Enter" />}>
          {t("followUp.send.act")}
        </Button>
      )}
      <span className="kv-why">{why}</span>
      {asking && <SendDialog proposal={proposal} close={() => setAsking(false)} />}
    </div>
  );
}
