import { NativeSelect } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { languages } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { LANGUAGE_NAMES, useLanguage } from "../../shell/language.ts";
import { TextField, useTried } from "./Form.tsx";
import { DialogForm } from "./FormDialog.tsx";
import { SettingsPage } from "./Frame.tsx";
import { MailReaders } from "./MailReaders.tsx";
import {
  setReaders,
  setRecipients,
  useDigest,
  useOffice,
  type Digest,
  type DigestReader,
  type Office,
} from "./mail-questions.ts";
import { useSending } from "./sending.ts";
import { isAddress } from "./typed-settings.ts";

const WEEKDAYS = [1, 2, 3, 4, 5] as const;
/** A Monday, to name weekdays by. */
const A_MONDAY = "2026-01-05";

function useWeekday() {
  const { language } = useLanguage();
  return (weekday: number) =>
    Temporal.PlainDate.from(A_MONDAY)
      .add({ days: weekday - 1 })
      .toLocaleString(language, { weekday: "long" });
}

type Leaving = { readonly done: () => void; readonly leave: () => void };

/** What is wrong with a typed address, given those that have the mail. */
function useAddressWrong() {
  const { t } = useTranslation();
  return (address: string, others: readonly string[]) => {
    if (!isAddress(address)) return t("mailPage.wrong");
    return others.includes(address) ? t("mailPage.twice") : undefined;
  };
}

function ReaderForm({
  of,
  reader,
  done,
  leave,
}: Leaving & { readonly of: Digest; readonly reader: DigestReader | undefined }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const weekdayOf = useWeekday();
  const wrongOf = useAddressWrong();
  const [wanted, setWanted] = useState<DigestReader>(reader ?? { address: "", language, weekday: WEEKDAYS[0] });
  const change = (part: Partial<DigestReader>) => setWanted((old) => ({ ...old, ...part }));
  const address = wanted.address.trim().toLowerCase();
  const others = of.readers.filter((each) => each.address !== reader?.address);
  const check = useTried({
    "reader-address": wrongOf(
      address,
      others.map((each) => each.address),
    ),
  });
  const sending = useSending({
    act: (next: DigestReader) =>
      setReaders(of, reader ? of.readers.map((each) => (each === reader ? next : each)) : [...of.readers, next]),
    anew: [["owner-digest"]],
    done,
  });
  const send = () => {
    if (check.tried()) sending.send({ ...wanted, address });
  };
  return (
    <DialogForm act={t("settings.save")} check={check} sending={sending} send={send} leave={leave}>
      <TextField
        id="reader-address"
        label={t("mailPage.address")}
        type="email"
        maxLength={200}
        data-autofocus
        value={wanted.address}
        wrong={{ ...check.shown, ...sending.refused }}
        typed={(text) => change({ address: text })}
      />
      <NativeSelect
        label={t("mailPage.language")}
        value={wanted.language}
        data={languages.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        onChange={(event) => change({ language: event.currentTarget.value as DigestReader["language"] })}
      />
      <NativeSelect
        label={t("mailPage.weekday")}
        value={String(wanted.weekday)}
        data={WEEKDAYS.map((value) => ({ value: String(value), label: weekdayOf(value) }))}
        onChange={(event) => change({ weekday: Number(event.currentTarget.value) })}
      />
    </DialogForm>
  );
}

function RecipientForm({ of, done, leave }: Leaving & { readonly of: Office }) {
  const { t } = useTranslation();
  const wrongOf = useAddressWrong();
  const [typed, type] = useState("");
  const address = typed.trim().toLowerCase();
  const check = useTried({ "recipient-address": wrongOf(address, of.recipients) });
  const sending = useSending({
    act: (next: string) => setRecipients(of, [...of.recipients, next]),
    anew: [["head-office"]],
    done,
  });
  const send = () => {
    if (check.tried()) sending.send(address);
  };
  return (
    <DialogForm act={t("settings.save")} check={check} sending={sending} send={send} leave={leave}>
      <TextField
        id="recipient-address"
        label={t("mailPage.address")}
        type="email"
        maxLength={200}
        data-autofocus
        value={typed}
        wrong={{ ...check.shown, ...sending.refused }}
        typed={type}
      />
    </DialogForm>
  );
}

function DigestReaders({ of }: { readonly of: Digest }) {
  const { t } = useTranslation();
  const weekdayOf = useWeekday();
  const queries = useQueryClient();
  return (
    <MailReaders<DigestReader>
      of={{
        ...{ id: "digest-readers", title: t("mailPage.digest"), means: t("mailPage.digestMeans"), link: of.appUrl },
        ...{ readers: of.readers, addTitle: t("mailPage.addDigest"), changes: true },
        addressOf: ({ address }) => address,
        columns: [
          { head: t("mailPage.language"), cell: ({ language }) => LANGUAGE_NAMES[language] },
          { head: t("mailPage.weekday"), cell: ({ weekday }) => weekdayOf(weekday) },
        ],
        remove: async (reader) => {
          await setReaders(
            of,
            of.readers.filter((each) => each !== reader),
          );
          await queries.invalidateQueries({ queryKey: ["owner-digest"] });
        },
        form: (reader, done, leave) => <ReaderForm of={of} reader={reader} done={done} leave={leave} />,
      }}
    />
  );
}

function OfficeReaders({ of }: { readonly of: Office }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return (
    <MailReaders<string>
      of={{
        ...{ id: "office-readers", title: t("mailPage.headOffice"), means: t("mailPage.headOfficeMeans") },
        ...{ link: of.listUrl, readers: of.recipients, addTitle: t("mailPage.addHeadOffice"), changes: false },
        addressOf: (address) => address,
        columns: [],
        remove: async (address) => {
          await setRecipients(
            of,
            of.recipients.filter((each) => each !== address),
          );
          await queries.invalidateQueries({ queryKey: ["head-office"] });
        },
        form: (_, done, leave) => <RecipientForm of={of} done={done} leave={leave} />,
      }}
    />
  );
}

/** Who has the owner's digest, in which language and on which day, and whom head office's daily and monthly mails go to (S3-02, N-08). */
export function MailsPage() {
  const { t } = useTranslation();
  const digest = useDigest();
  const office = useOffice();
  return (
    <SettingsPage section="mails" lead={t("mailPage.lead")} help={t("mailPage.help")}>
      <Asked of={digest} height={200}>
        {(of) => <DigestReaders of={of} />}
      </Asked>
      <Asked of={office} height={200}>
        {(of) => <OfficeReaders of={of} />}
      </Asked>
    </SettingsPage>
  );
}
