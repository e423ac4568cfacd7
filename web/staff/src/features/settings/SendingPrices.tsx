import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { money } from "../../format.ts";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { useTried } from "./Form.tsx";
import { DialogForm, FormDialog } from "./FormDialog.tsx";
import { Facts } from "./LedgerParts.tsx";
import type { MessageSettings } from "./message-questions.ts";
import { useCan } from "./questions.ts";
import { useSending } from "./sending.ts";

type Prices = MessageSettings["sendingPrices"];
const CHANNELS = ["sms", "email", "paper", "efaktura", "ehf"] as const satisfies readonly (keyof Prices)[];
/** A hundred thousand crowns for one letter is a slip of the hand. */
const MOST_MINOR = 9_999_999;

type Props = {
  readonly ledgerId: string;
  readonly of: Prices;
  readonly done: () => void;
  readonly leave: () => void;
};

function Fields({ ledgerId, of, done, leave }: Props) {
  const { t } = useTranslation();
  const { currency } = useLedger();
  const [typed, setTyped] = useState<Prices>(of);
  const isWrong = (minor: number | null) => minor !== null && (minor < 0 || minor > MOST_MINOR);
  const wrong: Record<string, string | undefined> = {};
  for (const each of CHANNELS) wrong[`price-${each}`] = isWrong(typed[each]) ? t("messagePage.priceWrong") : undefined;
  const check = useTried(wrong);
  const sending = useSending({
    act: () => {
      const said: Partial<Record<keyof Prices, string>> = {};
      for (const each of CHANNELS) if (typed[each] !== null) said[each] = String(typed[each]);
      const body = { sendingPrices: Object.keys(said).length === 0 ? null : said };
      return answered(kvitt.PATCH("/api/v1/ledgers/{ledgerId}/settings", { params: { path: { ledgerId } }, body }));
    },
    anew: [["message-settings", ledgerId], ["follow-up"]],
    done,
  });
  const send = () => {
    if (check.tried()) sending.send(undefined);
  };
  return (
    <DialogForm act={t("settings.save")} check={check} sending={sending} send={send} leave={leave}>
      {CHANNELS.map((each, at) => (
        <AmountInput
          key={each}
          id={`price-${each}`}
          label={t(`messagePage.price.${each}`)}
          data-autofocus={at === 0 || undefined}
          error={check.shown[`price-${each}`]}
          currency={currency}
          valueMinor={typed[each]}
          onChange={(minor) => {
            sending.mended();
            setTyped((old) => ({ ...old, [each]: minor }));
          }}
        />
      ))}
    </DialogForm>
  );
}

/** What one message or letter costs the clinic: what a run's cost and a policy's are reckoned from (F-05, N-13). */
export function SendingPrices({ of }: { readonly of: Prices }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { id, currency } = useLedger();
  const tell = useDone();
  const may = useCan()("ledgers.configure", id);
  const [changing, setChanging] = useState(false);
  const leave = () => setChanging(false);
  return (
    <section className="kv-card kv-block" aria-labelledby="prices-title">
      <div className="kv-block-head">
        <h2 id="prices-title">{t("messagePage.prices")}</h2>
        {may && (
          <Button variant="default" size="compact-sm" onClick={() => setChanging(true)}>
            {t("settings.change")}
          </Button>
        )}
      </div>
      <p className="kv-why">{t("messagePage.pricesWhy")}</p>
      <Facts
        of={CHANNELS.map((each) => {
          const minor = of[each];
          return [
            t(`messagePage.price.${each}`),
            minor === null ? t("messagePage.priceUnknown") : money(minor, currency, language),
          ] as const;
        })}
      />
      <FormDialog
        opened={changing}
        leave={leave}
        title={t("messagePage.prices")}
        made={() => tell(t("settings.saved"))}
      >
        {(done: (made: undefined) => void) => (
          <Fields ledgerId={id} of={of} done={() => done(undefined)} leave={leave} />
        )}
      </FormDialog>
    </section>
  );
}
