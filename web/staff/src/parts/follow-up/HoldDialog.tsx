import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { Minor } from "../../format.ts";
import { useLedger } from "../../shell/session.ts";
import { DateInput } from "../DateInput.tsx";
import { daysLater } from "../typed-day.ts";
import { ActDialog } from "./ActDialog.tsx";
import { HOLD_REASONS, useFollowUpWords } from "./words.ts";

export type Holding = { readonly reason: (typeof HOLD_REASONS)[number]; readonly endsOn: string };
/** Whose claim is held, and how long the policy lets it be. */
export type HoldOf = { readonly whom: string; readonly amountMinor: Minor; readonly mostDays: number | undefined };

const A_WEEK = 7;

/** Lets a claim rest for one reason of a short list until a day (F-04, DP-033). */
export function HoldDialog({
  of,
  close,
  keep,
  busy,
  error,
}: {
  readonly of: HoldOf | undefined;
  readonly close: () => void;
  readonly keep: (holding: Holding) => void;
  readonly busy: boolean;
  readonly error: Error | null;
}) {
  const { t, amountOf } = useFollowUpWords();
  const { today } = useLedger();
  const [reason, setReason] = useState<Holding["reason"]>("disputeUnderReview");
  const [endsOn, setEnds] = useState<string | undefined>(daysLater(today, A_WEEK));
  const latest = of?.mostDays === undefined ? undefined : daysLater(today, of.mostDays);
  const off = endsOn === undefined || endsOn < today || (latest !== undefined && endsOn > latest);
  return (
    <ActDialog
      opened={of !== undefined}
      close={close}
      title={t("followUp.hold.title")}
      label={t("followUp.hold.act")}
      act={() => keep({ reason, endsOn: endsOn! })}
      off={off}
      busy={busy}
      error={error}
    >
      {of && <p>{t("followUp.hold.means", { whom: of.whom, amount: amountOf(of.amountMinor) })}</p>}
      <NativeSelect
        data-autofocus
        label={t("common.why")}
        value={reason}
        data={HOLD_REASONS.map((value) => ({ value, label: t(`followUp.holdReason.${value}`) }))}
        onChange={(event) => setReason(event.currentTarget.value as Holding["reason"])}
      />
      <DateInput
        label={t("followUp.hold.until")}
        description={of?.mostDays === undefined ? undefined : t("followUp.hold.most", { count: of.mostDays })}
        value={endsOn}
        onChange={setEnds}
      />
    </ActDialog>
  );
}
