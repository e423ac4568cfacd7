import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { languages, type Language } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { State } from "../../parts/State.tsx";
import { LANGUAGE_NAMES, useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { useMessageSettings, useTexts, type Sender } from "./message-questions.ts";
import { isLetter, type LevelName, type Policy } from "./policy-draft.ts";
import type { Check } from "./policy-questions.ts";
import "./paying.css";

type Forbidden = Check["forbidden"][number];

/** Which words the law does not bear in a step's letter, and whether the text has one. */
function Judged({ text, forbidden }: { readonly text: string; readonly forbidden: readonly Forbidden[] }) {
  const { t } = useTranslation();
  return forbidden.map(({ market, stems, citation }) => {
    const found = stems.filter((stem) => text.toLowerCase().includes(stem));
    return (
      <p key={market} className="kv-why">
        {found.length > 0 ? (
          <State tone="overdue">{t("policyPage.forbiddenFound", { words: found.join(", ") })}</State>
        ) : (
          t("policyPage.forbidden", { words: stems.join(", ") })
        )}{" "}
        ({market}: {citation})
      </p>
    );
  });
}

function Text({
  sender,
  level,
  language,
  forbidden,
}: {
  readonly sender: Sender;
  readonly level: LevelName;
  readonly language: Language;
  readonly forbidden: readonly Forbidden[];
}) {
  const { t } = useTranslation();
  const texts = useTexts(useLedger().id, sender, language);
  return (
    <Asked of={texts} height={160}>
      {({ items }) => {
        const found = items.find(({ kind }) => kind === level);
        if (!found) return null;
        const { sms, email } = found;
        return (
          <div className="kv-flow" aria-live="polite">
            <p className="kv-bubble" data-by="sms" lang={language}>
              {sms.text}
            </p>
            <span className="kv-why">{t("messagePage.segments", { count: sms.segments })}</span>
            <p className="kv-bubble" data-by="email" lang={language}>
              {`${email.subject}\n\n${email.text}`}
            </p>
            <Judged text={`${sms.text} ${email.subject} ${email.text}`} forbidden={forbidden} />
          </div>
        );
      }}
    </Asked>
  );
}

/** Word for word what each step's letter says in each language, with an invented claim, and the words it may not have (S3-25, DP-012). */
export function PolicyWords({ of, check }: { readonly of: Policy; readonly check: Check | undefined }) {
  const { t } = useTranslation();
  const own = useLanguage().language;
  const settings = useMessageSettings(useLedger().id);
  const letters = of.levels.map(({ name }) => name).filter(isLetter);
  const [chosen, choose] = useState<LevelName>();
  const [language, setLanguage] = useState<Language>(own);
  const level = letters.find((name) => name === chosen) ?? letters[0];
  if (!level) return null;
  return (
    <section className="kv-card kv-block" aria-labelledby="policy-words">
      <div className="kv-block-head">
        <h2 id="policy-words">{t("policyPage.words")}</h2>
      </div>
      <div className="kv-texts-head kv-above">
        <NativeSelect
          label={t("policyPage.wordsOf")}
          value={level}
          data={letters.map((value) => ({ value, label: t(`policyPage.level.${value}`) }))}
          onChange={(event) => choose(letters.find((name) => name === event.currentTarget.value))}
        />
        <NativeSelect
          label={t("messagePage.language")}
          value={language}
          data={languages.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
        />
      </div>
      <Asked of={settings} height={160}>
        {({ sender }) => (
          <Text
            sender={sender}
            level={level}
            language={language}
            forbidden={check?.forbidden.filter((each) => each.level === level) ?? []}
          />
        )}
      </Asked>
    </section>
  );
}
