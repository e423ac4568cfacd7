import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { FormDialog } from "./FormDialog.tsx";
import { SettingsPage } from "./Frame.tsx";
import { Facts } from "./LedgerParts.tsx";
import { ChangeTimings } from "./TimingsForm.tsx";
import { useMessageSettings, type MessageSettings } from "./message-questions.ts";
import { useCan } from "./questions.ts";
import { SendingPrices } from "./SendingPrices.tsx";
import { SenderAndTexts } from "./SenderAndTexts.tsx";
import "./paying.css";

type Shown = { readonly of: MessageSettings };

/** Between which hours messages leave: the market's own, and what the clinic has narrowed them to. */
function Hours({ of: { hours } }: Shown) {
  const { t } = useTranslation();
  const said = t("messagePage.hoursFromTo", hours.holds);
  const rule = [
    { label: t("messagePage.hoursMarket"), value: t("messagePage.hoursFromTo", hours.market) },
    ...(hours.own ? [{ label: t("messagePage.hoursOwn"), value: t("messagePage.hoursFromTo", hours.own) }] : []),
  ];
  const sentence = t("messagePage.hoursWhy");
  return (
    <Explain of={{ title: t("messagePage.hours"), sentence, rule, change: t("messagePage.hoursChange") }}>
      {said}
    </Explain>
  );
}

function When({ of }: Shown) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const tell = useDone();
  const ledger = useLedger();
  const may = useCan()("ledgers.configure", ledger.id);
  const [changing, setChanging] = useState(false);
  const leave = () => setChanging(false);
  const { askFromOn, warnAfterDays, defaultAfterDays, defaultBeforeDueDays, courtesyBeforeDueDays } = of.timings;
  const days = (count: number) => t("messagePage.days", { count });
  return (
    <section className="kv-card kv-block" aria-labelledby="when-title">
      <div className="kv-block-head">
        <h2 id="when-title">{t("messagePage.when")}</h2>
        {may && (
          <Button variant="default" size="compact-sm" onClick={() => setChanging(true)}>
            {t("settings.change")}
          </Button>
        )}
      </div>
      <Facts
        of={[
          [
            t("messagePage.asks"),
            askFromOn === null
              ? t("messagePage.asksNot")
              : t("messagePage.asksFrom", { day: day(askFromOn, language) }),
          ],
          [t("messagePage.warn"), t("messagePage.afterAsk", { days: days(warnAfterDays) })],
          [
            t("messagePage.default"),
            t("messagePage.defaultRule", { after: days(defaultAfterDays), before: days(defaultBeforeDueDays) }),
          ],
          [
            t("messagePage.courtesy"),
            courtesyBeforeDueDays === null
              ? t("messagePage.courtesyNone")
              : t("messagePage.beforeDue", { days: days(courtesyBeforeDueDays) }),
          ],
          [t("messagePage.hours"), <Hours key="hours" of={of} />],
          [t("messagePage.messageFirst"), t(`messagePage.first.${of.messageFirst ?? "sms"}`)],
          [t("messagePage.invoiceFirst"), t(`messagePage.first.${of.invoiceFirst ?? "efaktura"}`)],
        ]}
      />
      <p className="kv-why">{t("messagePage.ladderWhy")}</p>
      <FormDialog opened={changing} leave={leave} title={t("messagePage.when")} made={() => tell(t("settings.saved"))}>
        {(done: (made: undefined) => void) => (
          <ChangeTimings ledgerId={ledger.id} of={of} done={() => done(undefined)} leave={leave} />
        )}
      </FormDialog>
    </section>
  );
}

/** When and how this ledger's messages leave, in whose name, and what exactly they say. */
export function MessagesPage() {
  const { t } = useTranslation();
  const ledger = useLedger();
  const settings = useMessageSettings(ledger.id);
  const lead = settings.data && t("messagePage.lead", { name: ledger.name, ...settings.data.hours.holds });
  return (
    <SettingsPage section="messages" lead={lead} help={t("messagePage.help")}>
      <Asked of={settings} height={600}>
        {(of) => (
          <>
            <When of={of} />
            <SendingPrices key={`prices-${ledger.id}`} of={of.sendingPrices} />
            <SenderAndTexts key={ledger.id} of={of.sender} />
          </>
        )}
      </Asked>
    </SettingsPage>
  );
}
