import { Button, ColorInput, FileButton, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { languages, type Language } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { useDone } from "../../parts/Done.tsx";
import { useMadeFile } from "../../parts/files.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { brandingOf, draftOf, useBrandingWrong, type Draft } from "./branding.ts";
import { Form, TextField, useTried, type Wrong } from "./Form.tsx";
import { SettingsPage } from "./Frame.tsx";
import { Letterhead } from "./Letterhead.tsx";
import { useBranding, type Branding } from "./message-questions.ts";
import { useCan } from "./questions.ts";
import { RegistrationFields } from "./RegistrationFields.tsx";
import { useSending } from "./sending.ts";
import "./paying.css";

const KINDS = [
  "invoice",
  "collectiveInvoice",
  "creditNote",
  "thirdPartyInvoice",
  "thirdPartyCreditNote",
  "receipt",
  "accountStatement",
  "paymentLetter",
] as const;
type Kind = (typeof KINDS)[number];
const NAMES: Record<Language, string> = {
  nb: "Norsk bokmål",
  sv: "Svenska",
  da: "Dansk",
  it: "Italiano",
  en: "English",
};
const TEXTS = ["brand", "line1", "line2", "postCode", "city", "phone", "email", "web"] as const;

type FieldsProps = {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly wrong: Wrong;
  readonly may: boolean;
};

function Look({ draft, change, wrong, may }: FieldsProps) {
  const { t } = useTranslation();
  const take = (file: File | null) => void file?.text().then((logoSvg) => change({ logoSvg }));
  return (
    <fieldset className="kv-group">
      <legend>{t("brandingPage.look")}</legend>
      <div className="kv-acts">
        <FileButton accept="image/svg+xml,.svg" onChange={take} disabled={!may}>
          {(props) => (
            <Button {...props} variant="default" size="compact-md" disabled={!may}>
              {t(draft.logoSvg ? "brandingPage.logoOther" : "brandingPage.logoChoose")}
            </Button>
          )}
        </FileButton>
        {draft.logoSvg && may && (
          <Button variant="subtle" size="compact-md" onClick={() => change({ logoSvg: "" })}>
            {t("brandingPage.logoNone")}
          </Button>
        )}
      </div>
      <p className="kv-why">{t("brandingPage.logoHelp")}</p>
      <ColorInput
        id="branding-accent"
        label={t("brandingPage.field.accent")}
        description={t("brandingPage.accentHelp")}
        error={wrong["branding-accent"]}
        readOnly={!may}
        withEyeDropper={false}
        withPicker={false}
        placeholder="#0F6B73"
        value={draft.accent}
        onChange={(accent) => change({ accent })}
      />
    </fieldset>
  );
}

function Fields(props: FieldsProps) {
  const { t } = useTranslation();
  const { draft, change, wrong, may } = props;
  return (
    <>
      {TEXTS.map((field) => (
        <TextField
          key={field}
          id={`branding-${field}`}
          label={t(`brandingPage.field.${field}`)}
          readOnly={!may}
          value={draft[field]}
          wrong={wrong}
          typed={(text) => change({ [field]: text })}
        />
      ))}
      <Look {...props} />
      <RegistrationFields of={draft.registration} may={may} change={(registration) => change({ registration })} />
    </>
  );
}

/** Any document as it would be printed with what is typed now, filled with invented people: kept nowhere. */
function AsPdf({ settings }: { readonly settings: Branding | undefined }) {
  const { t } = useTranslation();
  const ledger = useLedger();
  const own = useLanguage().language;
  const [kind, setKind] = useState<Kind>("invoice");
  const [language, setLanguage] = useState<Language>(own);
  const file = useMadeFile();
  const make = () => {
    const address = `/api/v1/ledgers/${ledger.id}/branding/preview`;
    if (settings) file.mutate({ address, body: { settings, kind, language } });
  };
  return (
    <div className="kv-as-pdf">
      <NativeSelect
        label={t("brandingPage.document")}
        value={kind}
        data={KINDS.map((value) => ({ value, label: t(`brandingPage.kind.${value}`) }))}
        onChange={(event) => setKind(event.currentTarget.value as Kind)}
      />
      <NativeSelect
        label={t("messagePage.language")}
        value={language}
        data={languages.map((value) => ({ value, label: NAMES[value] }))}
        onChange={(event) => setLanguage(event.currentTarget.value as Language)}
      />
      <Button variant="default" disabled={!settings} loading={file.isPending} onClick={make}>
        {t("brandingPage.asPdf")}
      </Button>
      <Problem of={file.error} />
    </div>
  );
}

function Editor({ of }: { readonly of: Branding | null }) {
  const { t } = useTranslation();
  const tell = useDone();
  const ledger = useLedger();
  const may = useCan()("ledgers.configure", ledger.id);
  const [draft, setDraft] = useState(() => draftOf(of, ledger.market));
  const wrong = useBrandingWrong(draft);
  const check = useTried(wrong);
  const isRight = Object.values(wrong).every((each) => each === undefined);
  const sending = useSending({
    act: (body: Branding) =>
      answered(kvitt.PUT("/api/v1/ledgers/{ledgerId}/branding", { params: { path: { ledgerId: ledger.id } }, body })),
    anew: [["branding", ledger.id]],
    done: () => tell(t("settings.saved")),
  });
  const change = (part: Partial<Draft>) => {
    sending.mended();
    setDraft((old) => ({ ...old, ...part }));
  };
  const send = () => {
    if (check.tried()) sending.send(brandingOf(draft));
  };
  useKeys([{ key: "mod+Enter", label: t("settings.save"), off: !may, act: send }]);
  return (
    <div className="kv-with-preview kv-branding">
      <Form wrong={{ ...check.shown, ...sending.refused }} tries={check.tries + sending.failures} send={send}>
        <Fields draft={draft} change={change} wrong={check.shown} may={may} />
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
      <div className="kv-preview">
        <Letterhead draft={draft} />
        <AsPdf settings={isRight ? brandingOf(draft) : undefined} />
      </div>
    </div>
  );
}

/** Who the documents come from and how they look: what is typed is seen beside it, and as the PDF it would be, before it is kept. */
export function BrandingPage() {
  const { t } = useTranslation();
  const ledger = useLedger();
  const branding = useBranding(ledger.id);
  const key = branding.data?.settings ? "brandingPage.lead" : "brandingPage.leadNone";
  const lead = branding.data && t(key, { name: ledger.name });
  return (
    <SettingsPage section="branding" lead={lead} help={t("brandingPage.help")}>
      <Asked of={branding} height={600}>
        {({ settings }) => <Editor key={ledger.id} of={settings} />}
      </Asked>
    </SettingsPage>
  );
}
