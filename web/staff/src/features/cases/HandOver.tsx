import { Asked } from "../../parts/Asked.tsx";
import { State } from "../../parts/State.tsx";
import { usePreview, type Preview } from "./questions.ts";
import { useCaseWords } from "./words.ts";

/** Everything that keeps the packet from leaving, each with what to mend. */
function Stops({ of }: { readonly of: Preview }) {
  const { t, reasonOf } = useCaseWords();
  const why = of.why === "settled" || of.why === "notReminded" ? t(`cases.why.${of.why}`) : of.why && reasonOf(of.why);
  const stops = [
    ...(of.agency === null ? [t("cases.paper.noAgency")] : []),
    ...(why ? [why] : []),
    ...of.lacks.map((lack) => t(`cases.lack.${lack}`)),
  ];
  if (stops.length === 0) return <State tone="settled">{t("cases.paper.ok")}</State>;
  return (
    <div>
      <State tone="overdue">{t("cases.paper.lacks")}</State>
      <ul>
        {stops.map((stop) => (
          <li key={stop}>{stop}</li>
        ))}
      </ul>
    </div>
  );
}

function useRows({ packet, agency }: Preview): readonly (readonly [string, string])[] {
  const { t, dayOf, amountOf, levelOf } = useCaseWords();
  const { debtor } = packet;
  const { line1, line2, postCode, city, country } = debtor.address;
  const address = [line1, line2, [postCode, city].filter(Boolean).join(" "), country].filter(Boolean).join(", ");
  return [
    [t("cases.filter.agency"), agency ?? "–"],
    [t("cases.paper.creditor"), packet.creditorName],
    [t("cases.paper.debtor"), debtor.name || "–"],
    [t("cases.paper.address"), address],
    ...(debtor.kind === "business" ? [[t("cases.paper.orgNo"), debtor.organisationNumber ?? "–"] as const] : []),
    [t("cases.paper.ground"), packet.groundText],
    [t("cases.paper.issued"), dayOf(packet.invoiceOn)],
    [t("cases.paper.due"), dayOf(packet.dueOn)],
    [t("cases.agency.capital"), amountOf(packet.capitalMinor)],
    [t("cases.agency.interest"), amountOf(packet.interestMinor)],
    [t("cases.agency.fee"), amountOf(packet.feesMinor)],
    [t("cases.paper.interestFrom"), dayOf(packet.interestFromOn)],
    [
      t("cases.paper.reminders"),
      packet.reminders.map(({ level, sentOn }) => `${levelOf(level)} ${dayOf(sentOn)}`).join(", ") || "–",
    ],
    [
      t("cases.paper.payments"),
      packet.payments.map(({ on, amountMinor }) => `${dayOf(on)} ${amountOf(amountMinor)}`).join(", ") || "–",
    ],
  ];
}

function Packet({ of }: { readonly of: Preview }) {
  const { t, momentOf } = useCaseWords();
  return (
    <>
      <p className="kv-why">
        {of.madeAt ? t("cases.paper.madeAt", { at: momentOf(of.madeAt) }) : t("cases.paper.now")}
      </p>
      <Stops of={of} />
      <dl className="kv-facts-beside">
        {useRows(of).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** The packet as the agency will see it, and every check of its fields that fails (DP-022). */
export function HandOver({ itemId }: { readonly itemId: string }) {
  const { t } = useCaseWords();
  return (
    <section className="kv-card kv-case" aria-labelledby="case-paper">
      <h3 id="case-paper">{t("cases.paper.title")}</h3>
      <Asked of={usePreview(itemId)} height={200}>
        {({ preview }) =>
          preview ? <Packet of={preview} /> : <span className="kv-why">{t("cases.paper.noPolicy")}</span>
        }
      </Asked>
    </section>
  );
}
