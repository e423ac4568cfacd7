import { Button } from "@mantine/core";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { useProposing, useReports, type Report } from "./questions.ts";
import { useLossWords } from "./words.ts";

function Row({
  of,
  busy,
  propose,
}: {
  readonly of: Report;
  readonly busy: boolean;
  readonly propose: (() => void) | undefined;
}) {
  const { t, dayOf } = useLossWords();
  const unknown = of.lines.filter(({ itemId }) => itemId === null).length;
  return (
    <tr>
      <th scope="row">{of.agency}</th>
      <td className="kv-mono">{of.externalId}</td>
      <td>{dayOf(of.receivedOn)}</td>
      <td className="kv-number">{of.lines.length}</td>
      <td>{unknown > 0 && <State tone="overdue">{t("loss.unknown", { count: unknown })}</State>}</td>
      <td className="kv-number">
        <Amount minor={of.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)} />
      </td>
      <td>
        {propose && unknown < of.lines.length && (
          <Button variant="default" size="compact-sm" loading={busy} onClick={propose}>
            {t("loss.propose")}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** What agencies gave up: proposed as losses, each bill a line by itself. */
export function Reports() {
  const { t } = useLossWords();
  const tell = useDone();
  const { id } = useLedger();
  const may = useMay("writeOffs.propose", id);
  const found = useReports(id);
  const proposing = useProposing(id, () => tell(t("loss.sent")));
  const heads = [t("loss.agency"), t("loss.document"), t("loss.received"), t("field.lines"), "", t("field.amount")];
  return (
    <>
      <Problem of={proposing.error} />
      <Asked of={found} height={240}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="kv-card kv-empty">{t("loss.noReports")}</p>
          ) : (
            <div className="kv-card kv-scroll" role="region" aria-label={t("loss.view.reports")} tabIndex={0}>
              <table className="kv-table" aria-label={t("loss.view.reports")}>
                <thead>
                  <tr>
                    {heads.map((head, at) =>
                      head === "" ? (
                        <td key={at} />
                      ) : (
                        <th key={at} scope="col" className={at === 3 || at === 5 ? "kv-number" : undefined}>
                          {head}
                        </th>
                      ),
                    )}
                    <td />
                  </tr>
                </thead>
                <tbody>
                  {items.map((each) => (
                    <Row
                      key={each.id}
                      of={each}
                      busy={proposing.isPending && proposing.variables === each.id}
                      propose={may ? () => proposing.mutate(each.id) : undefined}
                    />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Asked>
    </>
  );
}
