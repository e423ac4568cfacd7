import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { money } from "../../format.ts";
import { useLanguage } from "../../shell/language.ts";
import { useZone } from "../../shell/session.ts";
import { clock } from "../moment.ts";
import { Problem } from "../Problem.tsx";
import { State, type Tone } from "../State.tsx";
import { Declined } from "./Declined.tsx";
import { isLive, useAnew, useAttempt, useBreakingOff, type Attempt, type Part } from "./bill.ts";

export const ATTEMPT_TONES: Readonly<Record<Attempt["state"], Tone>> = {
  created: "due",
  awaitingPayer: "due",
  authorized: "due",
  captured: "settled",
  capturedInPart: "settled",
  cancelled: "held",
  expired: "held",
  failed: "overdue",
  voided: "held",
  unknown: "overdue",
};

function useWhy({ state }: Attempt): string | undefined {
  const { t } = useTranslation();
  if (state === "captured" || state === "capturedInPart") return undefined;
  if (state === "created" || state === "awaitingPayer" || state === "authorized" || state === "unknown")
    return t(`payDesk.whyState.${state}`);
  return t("payDesk.whyState.ended");
}

/** What was paid and what is left, in one sentence. */
function Paid({ of, part }: { readonly of: Attempt; readonly part: Part }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const said = (minor: number) => money(minor, of.currency, language);
  const rest = part.openMinor - of.capturedMinor;
  if (rest <= 0) return <p>{t("payDesk.pay.settled")}</p>;
  return <p>{t("payDesk.pay.paid", { amount: said(of.capturedMinor), rest: said(rest) })}</p>;
}

/**
 * A payment under way: its state live, and what may be done about it. Where nobody knows there is one way on, to check again: never a second
 * charge (ux D-05).
 */
export function UnderWay({
  first,
  part,
  anew,
  close,
}: {
  readonly first: Attempt;
  readonly part: Part;
  readonly anew: () => void;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const zone = useZone();
  const asked = useAttempt(first);
  const breaking = useBreakingOff(first.id);
  const refresh = useAnew();
  const place = useRef<HTMLDivElement>(null);
  const of = asked.data;
  const why = useWhy(of);
  const live = isLive(of);
  const paid = of.capturedMinor > 0;
  useEffect(() => {
    if (paid) void refresh();
    // Once, when the money came.
  }, [paid]);
  // The one way on is under the hand, whichever it is now.
  useEffect(() => place.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus(), [of.state]);
  return (
    <div className="kv-stack" ref={place}>
      <div className="kv-desk-state" role="status">
        <span>
          {t("payDesk.asked.tried", {
            way: t(`payDesk.way.${of.way}`),
            amount: money(of.amountMinor, of.currency, language),
          })}
        </span>
        <strong>
          <State tone={ATTEMPT_TONES[of.state]}>{t(`payDesk.attempt.${of.state}`)}</State>
        </strong>
        {paid && <Paid of={of} part={part} />}
        {why !== undefined && <p>{why}</p>}
        <Declined of={of} />
      </div>
      <Problem of={asked.error ?? breaking.error} />
      <div className="kv-form-end kv-desk-end">
        {live && (
          <span className="kv-why">{t("payDesk.pay.askedLast", { at: clock(of.askedAt, language, zone) })}</span>
        )}
        {of.state === "awaitingPayer" && (
          <Button variant="default" onClick={() => breaking.mutate()} loading={breaking.isPending}>
            {t("payDesk.pay.cancel")}
          </Button>
        )}
        {live && (
          <Button onClick={() => void asked.refetch()} data-autofocus>
            {t("payDesk.pay.check")}
          </Button>
        )}
        {!live && !paid && (
          <Button onClick={anew} data-autofocus>
            {t("payDesk.pay.anew")}
          </Button>
        )}
        {paid && (
          <Button onClick={close} data-autofocus>
            {t("payDesk.pay.next")}
          </Button>
        )}
      </div>
    </div>
  );
}
