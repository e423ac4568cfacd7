import { Button, Checkbox, NativeSelect, Popover } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { languages, type Language } from "../format.ts";
import { useLanguage } from "../shell/language.ts";
import { FileLink, useFetchedFile } from "./files.tsx";
import { useKeys } from "./keys.ts";
import { Problem } from "./Problem.tsx";
import "./ExportMenu.css";

export type ExportFormat = "csv" | "xlsx" | "pdf" | "json";

const ALL: readonly ExportFormat[] = ["csv", "xlsx", "pdf", "json"];
const NAMES: Record<Language, string> = {
  nb: "Norsk bokmål",
  sv: "Svenska",
  da: "Dansk",
  it: "Italiano",
  en: "English",
};

function withChoices(address: string, language: Language, bom: boolean): string {
  const joint = address.includes("?") ? "&" : "?";
  return `${address}${joint}language=${language}${bom ? "&bom=true" : ""}`;
}

type Props = {
  /** The address of the report in a format, with all that was asked: filter, as-of day, the moment known at. */
  readonly href: (format: ExportFormat) => string;
  readonly formats?: readonly ExportFormat[];
  /** The second menu of a screen hears no key. */
  readonly quiet?: boolean;
  /** What is exported, where a screen has several menus. */
  readonly label?: string;
};

function Formats({
  href,
  formats = ALL,
  language,
  bom,
}: Props & { readonly language: Language; readonly bom: boolean }) {
  const { t } = useTranslation();
  // A PDF is made whole before its first byte, so it may be refused as too long: it is asked for here and not by a link.
  const printing = useFetchedFile();
  const addressOf = (format: ExportFormat) => withChoices(href(format), language, bom && format === "csv");
  return (
    <>
      <div className="kv-export-formats">
        {formats.map((format) =>
          format === "pdf" ? (
            <Button
              key={format}
              variant="default"
              loading={printing.isPending}
              onClick={() => printing.mutate(addressOf(format))}
            >
              {t("exports.format.pdf")}
            </Button>
          ) : (
            <FileLink key={format} href={addressOf(format)}>
              {t(`exports.format.${format}`)}
            </FileLink>
          ),
        )}
      </div>
      <p className="kv-why">{t("exports.note")}</p>
      <div role="status" className="kv-why">
        {printing.isPending && t("exports.printing")}
        {printing.isSuccess && t("exports.printed")}
      </div>
      <Problem of={printing.error} />
    </>
  );
}

function Choices(props: Props) {
  const { t } = useTranslation();
  const { language: own } = useLanguage();
  const [language, speak] = useState(own);
  const [bom, mark] = useState(false);
  return (
    <div className="kv-export">
      <NativeSelect
        label={t("exports.language")}
        value={language}
        data={languages.map((value) => ({ value, label: NAMES[value] }))}
        onChange={({ currentTarget: { value } }) => speak(value as Language)}
      />
      {(props.formats ?? ALL).includes("csv") && (
        <Checkbox
          label={t("exports.bom")}
          description={t("exports.bomHelp")}
          checked={bom}
          onChange={({ currentTarget: { checked } }) => mark(checked)}
        />
      )}
      <Formats {...props} language={language} bom={bom} />
    </div>
  );
}

/** Every report's way out: the language of words and separators, and the formats. All but PDF are streamed straight to the disk. */
export function ExportMenu(props: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { label, quiet = false } = props;
  const title = label ? t("exports.of", { report: label }) : t("exports.title");
  useKeys([{ key: "E", label: t("exports.title"), off: quiet, act: () => setOpen((was) => !was) }]);
  return (
    <Popover opened={open} onChange={setOpen} width={320} position="bottom-end" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button variant="default" aria-label={label ? title : undefined} onClick={() => setOpen((was) => !was)}>
          {t("exports.title")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={title}>
        <Choices {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}
