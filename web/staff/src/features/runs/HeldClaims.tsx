import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { useEndingHold, useHeldClaims, type HeldClaim } from "./run-questions.ts";
import { causeInWords } from "./run-words.ts";

const HEADS = ["runs.whom", "runs.claims", "field.amount", "runs.backOn", "common.why", "runs.next"] as const;

function Row({ held }: { readonly held: HeldClaim }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { id } = useLedger();
  const tell = useDone();
  const end = useEndingHold();
  const whom = held.name ?? t("common.customer", { number: String(held.customerNo ?? "–") });
  // The row is gone by then: what can be invoiced now, which has grown by it, stands there always.
  const ended = () => {
    tell(t("runs.holdEnded", { whom }));
    document.querySelector<HTMLElement>("#run-new")?.focus();
  };
  const takeBack = () => void end.mutateAsync(held).then(ended, () => undefined);
  return (
    <tr>
      <td>
        <Link to="/runs/$proposalId" params={{ proposalId: held.proposalId }} search={{ ledger: id, state: "held" }}>
          {whom}
        </Link>
      </td>
      <td>{held.externalId ?? t("runs.claimCount", { count: held.claims })}</td>
      <td className="kv-number">
        <Amount minor={held.amountMinor} />
      </td>
      <td>{day(held.untilOn, language)}</td>
      <td>{causeInWords(held.reason, t)}</td>
      <td>
        <Button
          size="compact-sm"
          variant="default"
          loading={end.isPending}
          aria-label={t("runs.endHoldOf", { whom })}
          onClick={takeBack}
        >
          {t("runs.endHold")}
        </Button>
        <Problem of={end.error} />
      </td>
    </tr>
  );
}

/** What a run of the day leaves out because somebody held it back until a later one, why, and the way back (F-04). */
export function HeldClaims({ asOf }: { readonly asOf: string | undefined }) {
  const { t } = useTranslation();
  const found = useHeldClaims(useLedger().id, asOf);
  return (
    <section aria-labelledby="run-held" className="kv-run-held">
      <h2 id="run-held">{t("runs.heldTitle")}</h2>
      <Asked of={found} height={96}>
        {({ pages }) => (
          <div className="kv-card kv-scroll" role="region" aria-labelledby="run-held" tabIndex={0}>
            <table className="kv-table">
              <thead>
                <tr>
                  {HEADS.map((head) => (
                    <th key={head} scope="col" className={head === "field.amount" ? "kv-number" : ""}>
                      {t(head)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {pages
                  .flatMap((page) => page.items)
                  .map((held) => (
                    <Row key={`${held.proposalId} ${String(held.lineNo)}`} held={held} />
                  ))}
              </tbody>
            </table>
          </div>
        )}
      </Asked>
      {found.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t("common.more")}
        </Button>
      )}
    </section>
  );
}
