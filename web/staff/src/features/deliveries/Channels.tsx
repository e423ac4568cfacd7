import { Asked } from "../../parts/Asked.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { REACHED_DAYS, useReached, type Reached } from "../../parts/reached.ts";
import { useDeliveryWords } from "./words.ts";

/** Of so many, so many: in whole per cent; nothing of nothing. */
function shareOf(part: number, whole: number): string {
  return whole === 0 ? "–" : `${String(Math.round((part * 100) / whole))} %`;
}

function Row({ of }: { readonly of: Reached }) {
  const { t, countOf } = useDeliveryWords();
  const channel = t(`deliveries.channel.${of.channel}`);
  const rule = [
    { label: t("deliveries.reached"), value: countOf(of.items) },
    { label: t("deliveries.settled"), value: countOf(of.settled) },
  ];
  return (
    <tr>
      <th scope="row">{channel}</th>
      <td className="kv-number">{countOf(of.items)}</td>
      <td className="kv-number">{countOf(of.seen)}</td>
      <td className="kv-number">{countOf(of.settled)}</td>
      <td className="kv-number">
        <Explain of={{ title: `${t("deliveries.rate")}: ${channel}`, sentence: t("deliveries.rateWhy"), rule }}>
          {shareOf(of.settled, of.items)}
        </Explain>
      </td>
    </tr>
  );
}

/** Which channel brings the money in (S0-05): the last ninety days, by the channel that reached the receiver first. */
export function Channels() {
  const { t } = useDeliveryWords();
  const reached = useReached();
  const heads = ["reached", "seen", "settled", "rate"] as const;
  return (
    <section aria-labelledby="channels-title" className="kv-delivery-channels">
      <h2 id="channels-title">{t("deliveries.channels", { count: REACHED_DAYS })}</h2>
      <Asked of={reached} height={160}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="kv-card kv-duty-done">{t("deliveries.noChannels")}</p>
          ) : (
            <div className="kv-card kv-scroll" role="region" aria-labelledby="channels-title" tabIndex={0}>
              <table className="kv-table" aria-labelledby="channels-title">
                <thead>
                  <tr>
                    <th scope="col">{t("deliveries.by")}</th>
                    {heads.map((head) => (
                      <th key={head} scope="col" className="kv-number">
                        {t(`deliveries.${head}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {items.map((each) => (
                    <Row key={each.channel} of={each} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Asked>
    </section>
  );
}
