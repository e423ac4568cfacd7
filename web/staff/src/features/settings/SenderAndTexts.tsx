import { NativeSelect, SegmentedControl, Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { languages, type Language } from "../../format.ts";
import { useDone } from "../../parts/Done.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { Form, TextField, useTried, type Wrong } from "./Form.tsx";
import { useTexts, type Sender } from "./message-questions.ts";
import { useCan } from "./questions.ts";
import { useSending } from "./sending.ts";

const NAMES: Record<Language, string> = {
  nb: "Norsk bokmål",
  sv: "Svenska",
  da: "Dansk",
  it: "Italiano",
  en: "English",
};
const TYPING_MS = 300;
type Typed = { readonly [Name in keyof Sender]: string };

const typedOf = ({ brand, telephone, smsSender, replyTo }: Sender): Typed => ({
  brand,
  telephone: telephone ?? "",
  smsSender,
  replyTo: replyTo ?? "",
});
const senderOf = ({ brand, telephone, smsSender, replyTo }: Typed): Sender => ({
  brand: brand.trim(),
  telephone: telephone.trim() || null,
  smsSender: smsSender.trim(),
  replyTo: replyTo.trim() || null,
});

function useWrong(typed: Typed): Wrong {
  const { t } = useTranslation();
  const { brand, telephone, smsSender, replyTo } = senderOf(typed);
  return {
    "sender-brand": brand && !/:\/\/|www\./i.test(brand) ? undefined : t("messagePage.brandWrong"),
    "sender-smsSender": /^[A-Za-z0-9]{3,11}$/.test(smsSender) ? undefined : t("messagePage.smsSenderWrong"),
    "sender-telephone":
      telephone === null || /^\+?[0-9 ]{3,20}$/.test(telephone) ? undefined : t("messagePage.telephoneWrong"),
    "sender-replyTo":
      replyTo === null || /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(replyTo) ? undefined : t("messagePage.replyToWrong"),
  };
}

const FIELDS = ["brand", "smsSender", "telephone", "replyTo"] as const;

/** The texts as a telephone and a mailbox show them, word for word; each in the language it is written in (Y-10). */
function Texts({ sender }: { readonly sender: Sender }) {
  const { t } = useTranslation();
  const own = useLanguage().language;
  const [language, setLanguage] = useState<Language>(own);
  const [by, setBy] = useState("sms");
  const texts = useTexts(useLedger().id, sender, language);
  return (
    <div className="kv-texts">
      <div className="kv-texts-head">
        <NativeSelect
          label={t("messagePage.language")}
          value={language}
          data={languages.map((value) => ({ value, label: NAMES[value] }))}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
        />
        <SegmentedControl
          aria-label={t("messagePage.kind")}
          value={by}
          onChange={setBy}
          data={[
            { value: "sms", label: t("messagePage.first.sms") },
            { value: "email", label: t("messagePage.first.email") },
          ]}
        />
      </div>
      <Problem of={texts.error} />
      <ol aria-live="polite" aria-busy={texts.isFetching}>
        {texts.data?.items.map(({ kind, sms, email }) => (
          <li key={kind}>
            <h3>{t(`deliveries.message.${kind as "payLink"}`)}</h3>
            <p className="kv-bubble" data-by={by} lang={language}>
              {by === "sms" ? sms.text : `${email.subject}\n\n${email.text}`}
            </p>
            {by === "sms" && <span className="kv-why">{t("messagePage.segments", { count: sms.segments })}</span>}
          </li>
        ))}
      </ol>
      <p className="kv-why">{t("messagePage.textsFixed")}</p>
    </div>
  );
}

/** In whose name messages leave, beside what they say with it: the texts follow what is typed, before anything is kept. */
export function SenderAndTexts({ of }: { readonly of: Sender }) {
  const { t } = useTranslation();
  const tell = useDone();
  const ledger = useLedger();
  const may = useCan()("ledgers.configure", ledger.id);
  const [typed, setTyped] = useState(() => typedOf(of));
  const wrong = useWrong(typed);
  const check = useTried(wrong);
  const isRight = Object.values(wrong).every((each) => each === undefined);
  const [shown] = useDebouncedValue(isRight ? senderOf(typed) : undefined, TYPING_MS);
  const sending = useSending({
    act: (body: Sender) =>
      answered(
        kvitt.PUT("/api/v1/ledgers/{ledgerId}/message-sender", { params: { path: { ledgerId: ledger.id } }, body }),
      ),
    anew: [["message-settings", ledger.id]],
    done: () => tell(t("settings.saved")),
  });
  const send = () => {
    if (check.tried()) sending.send(senderOf(typed));
  };
  useKeys([{ key: "mod+Enter", label: t("settings.save"), off: !may, act: send }]);
  return (
    <section className="kv-card kv-block" aria-labelledby="sender-title">
      <h2 id="sender-title">{t("messagePage.sender")}</h2>
      <div className="kv-with-preview">
        <Form wrong={{ ...check.shown, ...sending.refused }} tries={check.tries + sending.failures} send={send}>
          {FIELDS.map((field) => (
            <TextField
              key={field}
              id={`sender-${field}`}
              label={t(`messagePage.senderField.${field}`)}
              description={t(`messagePage.senderHelp.${field}`)}
              readOnly={!may}
              value={typed[field]}
              wrong={check.shown}
              typed={(text) => {
                sending.mended();
                setTyped((old) => ({ ...old, [field]: text }));
              }}
            />
          ))}
          <Problem of={sending.error} />
          {may ? (
            <div className="kv-acts">
              <Button type="submit" loading={sending.pending} rightSection={<Keys of="mod+Enter" />}>
                {t("settings.save")}
              </Button>
            </div>
          ) : (
            <p className="kv-why">{t("messagePage.onlyLook")}</p>
          )}
        </Form>
        <Texts sender={shown ?? of} />
      </div>
    </section>
  );
}
