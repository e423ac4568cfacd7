import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { amount, type Minor } from "../../format.ts";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { typedAmount } from "../../parts/typed-amount.ts";
import { useLanguage } from "../../shell/language.ts";
import { TextField, useTried } from "./Form.tsx";
import { DialogForm } from "./FormDialog.tsx";
import type { Partner } from "./partners.ts";
import { useSending } from "./sending.ts";
import { typedNumbers } from "./typed-settings.ts";

const MOST_BANK_DAYS = 30;
/** Twenty percent, and a thousand crowns: more is a slip of the hand. */
const MOST_POINTS = 2_000;
const MOST_FEE_MINOR = 100_000;
const COMPANY = /^[0-9A-Z-]{5,20}$/;

type Typed = {
  readonly days: string;
  readonly feeMinor: Minor | null;
  readonly share: string;
  readonly orgNo: string;
};

/** What was agreed with a partner: until when its money comes, and its price. Left empty, what is usual holds and fees are not checked. */
export function PayoutTermsForm({
  of,
  done,
  leave,
}: {
  readonly of: Partner;
  readonly done: () => void;
  readonly leave: () => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { price, payout, currency } = of;
  const [typed, setTyped] = useState<Typed>(() => ({
    days: payout?.agreedBankDays?.toString() ?? "",
    feeMinor: price?.feeMinor ?? null,
    share: price ? amount(price.basisPoints, language) : "",
    orgNo: price?.orgNo ?? "",
  }));
  const days = typedNumbers(typed.days, 0, MOST_BANK_DAYS);
  // A share in percent has two decimals, as an amount has.
  const points = typed.share.trim() === "" ? 0 : (typedAmount(typed.share, language)?.minor ?? -1);
  const orgNo = typed.orgNo.replaceAll(" ", "");
  const hasPrice = typed.feeMinor !== null || typed.share.trim() !== "" || orgNo !== "";
  const isFeeWrong = typed.feeMinor !== null && (typed.feeMinor < 0 || typed.feeMinor > MOST_FEE_MINOR);
  const check = useTried({
    "terms-days": days && days.length <= 1 ? undefined : t("partners.daysWrong", { most: MOST_BANK_DAYS }),
    "terms-fee": isFeeWrong ? t("partners.feeWrong") : undefined,
    "terms-share": points < 0 || points > MOST_POINTS ? t("partners.shareWrong") : undefined,
    "terms-org": hasPrice && !COMPANY.test(orgNo) ? t("partners.orgWrong") : undefined,
  });
  const sending = useSending({
    act: () =>
      answered(
        kvitt.PUT("/api/v1/agreements/{agreementId}/payout-terms", {
          params: { path: { agreementId: of.agreementId! } },
          body: {
            payoutBankDays: days![0] ?? null,
            price: hasPrice ? { feeMinor: typed.feeMinor ?? 0, basisPoints: points, orgNo } : null,
          },
        }),
      ),
    anew: [["partners"]],
    places: { AGREEMENT_PRICE_OWNER: "terms-org" },
    done,
  });
  const change = (part: Partial<Typed>) => {
    sending.mended();
    setTyped((old) => ({ ...old, ...part }));
  };
  const send = () => {
    if (check.tried()) sending.send(undefined);
  };
  const wrong = { ...check.shown, ...sending.refused };
  return (
    <DialogForm act={t("settings.save")} check={check} sending={sending} send={send} leave={leave}>
      <TextField
        id="terms-days"
        label={t("partners.daysField")}
        description={t("partners.daysHelp")}
        data-autofocus
        inputMode="numeric"
        value={typed.days}
        wrong={wrong}
        typed={(text) => change({ days: text })}
      />
      <AmountInput
        id="terms-fee"
        label={t("partners.feeField")}
        error={wrong["terms-fee"]}
        currency={currency}
        valueMinor={typed.feeMinor}
        onChange={(feeMinor) => change({ feeMinor })}
      />
      <TextField
        id="terms-share"
        label={t("partners.shareField")}
        inputMode="decimal"
        value={typed.share}
        wrong={wrong}
        typed={(share) => change({ share })}
      />
      <TextField
        id="terms-org"
        label={t("partners.orgNo")}
        description={t("partners.orgHelp")}
        value={typed.orgNo}
        wrong={wrong}
        typed={(text) => change({ orgNo: text })}
      />
    </DialogForm>
  );
}
