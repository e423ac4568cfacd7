import { Modal } from "@mantine/core";
import { Asked } from "../../parts/Asked.tsx";
import { useFollowUpWords } from "../../parts/follow-up/words.ts";
import { useLanguage, LANGUAGE_NAMES } from "../../shell/language.ts";
import { useLetter, type Line } from "./questions.ts";
import { Bill } from "./Whom.tsx";

function Words({ of }: { readonly of: Line }) {
  const { t, channelOf } = useFollowUpWords();
  const { language: own } = useLanguage();
  const asked = useLetter(of.itemId);
  return (
    <Asked of={asked} height={160}>
      {({ letter }) => {
        if (letter === null) return <p>{t("followUp.letter.none")}</p>;
        const { channel, receiverName: name, contact, subject, text, segments, claims, language } = letter;
        const languageName = Object.entries(LANGUAGE_NAMES).find(([each]) => each === language)?.[1] ?? language;
        const facts = [
          languageName,
          ...(segments === null ? [] : [t("followUp.letter.parts", { count: segments })]),
        ].join(" · ");
        return (
          <div className="kv-stack">
            <p>
              {t("followUp.letter.to", {
                ...{ by: channelOf(channel), name },
                contact: contact ?? t("followUp.letter.noContact"),
              })}
            </p>
            {subject && <strong lang={language === own ? undefined : language}>{subject}</strong>}
            {text ? (
              <p className="kv-follow-letter" lang={language === own ? undefined : language}>
                {text}
              </p>
            ) : (
              <p>{t("followUp.letter.paper")}</p>
            )}
            <p className="kv-why">
              {facts} · {t("followUp.letter.claims", { count: claims })}
            </p>
          </div>
        );
      }}
    </Asked>
  );
}

/** The words that the payer would be sent, before anything is (F-03). */
export function LetterDialog({ of, close }: { readonly of: Line | undefined; readonly close: () => void }) {
  const { t, whoOf } = useFollowUpWords();
  return (
    <Modal
      opened={of !== undefined}
      onClose={close}
      title={of && `${t("followUp.letter.title")}: ${whoOf(of.payer)}`}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {of && (
        <div className="kv-stack">
          <Words of={of} />
          {of.bill && (
            <p>
              {t("followUp.letter.toInvoice")} <Bill of={of.bill} />
            </p>
          )}
        </div>
      )}
    </Modal>
  );
}
