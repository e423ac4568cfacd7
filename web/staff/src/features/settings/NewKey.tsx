import { Checkbox, MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { DateInput } from "../../parts/DateInput.tsx";
import { ChosenLedger, ledgers } from "../../shell/session.ts";
import { TextField, useTried } from "./Form.tsx";
import { DialogForm, FormDialog } from "./FormDialog.tsx";
import { useRights, type Key } from "./questions.ts";
import type { Shown } from "./Secret.tsx";
import { useSending } from "./sending.ts";
import { useWords } from "./words.ts";

type Scope = Key["scopes"][number];
type Wanted = {
  readonly name: string;
  readonly scopes: Scope[];
  readonly ledgerIds: string[];
  readonly endsOn: string | undefined;
};

/** What the server is asked for: without ledgers the key reaches them all. */
const bodyOf = ({ name, scopes, ledgerIds, endsOn }: Wanted) => ({
  name: name.trim(),
  scopes,
  ledgerIds: ledgerIds.length > 0 ? ledgerIds : null,
  expiresAt: endsOn ? `${endsOn}T00:00:00Z` : null,
});

function Scopes({
  wanted,
  change,
  error,
}: {
  wanted: Scope[];
  change: (scopes: Scope[]) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const scopes = useRights().data?.scopes ?? [];
  return (
    <Checkbox.Group label={t("keyPage.scopes")} value={wanted} error={error} onChange={(names) => change(names)}>
      <div className="kv-form kv-tight">
        {scopes.map(({ scope }) => (
          <Checkbox key={scope} id={`scope-${scope}`} value={scope} label={words.scope(scope)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function Bounds({
  wanted,
  change,
  error,
}: {
  wanted: Wanted;
  change: (part: Partial<Wanted>) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const all = useQuery(ledgers).data?.items ?? [];
  // Days are typed by a ledger's calendar.
  const inLedger = useContext(ChosenLedger) !== undefined;
  return (
    <>
      <MultiSelect
        label={t("keyPage.ledgers")}
        description={t("keyPage.ledgersHelp")}
        data={all.map(({ id, name }) => ({ value: id, label: name }))}
        value={wanted.ledgerIds}
        onChange={(ledgerIds) => change({ ledgerIds })}
        searchable
        comboboxProps={{ withinPortal: false }}
      />
      {inLedger && (
        <DateInput
          id="key-ends"
          label={t("keyPage.expires")}
          description={t("keyPage.expiresHelp")}
          value={wanted.endsOn}
          error={error}
          onChange={(endsOn) => change({ endsOn })}
        />
      )}
    </>
  );
}

function Fields({ made, leave }: { readonly made: (shown: Shown) => void; readonly leave: () => void }) {
  const { t } = useTranslation();
  const today = useContext(ChosenLedger)?.today ?? "";
  const [wanted, setWanted] = useState<Wanted>({ name: "", scopes: [], ledgerIds: [], endsOn: undefined });
  const change = (part: Partial<Wanted>) => setWanted((old) => ({ ...old, ...part }));
  const check = useTried({
    "key-name": wanted.name.trim() ? undefined : t("keyPage.nameWrong"),
    "scope-ledgers:read": wanted.scopes.length > 0 ? undefined : t("keyPage.scopesWrong"),
    "key-ends": wanted.endsOn && wanted.endsOn <= today ? t("keyPage.expiresWrong") : undefined,
  });
  const sending = useSending({
    act: (sent: Wanted) => answered(kvitt.POST("/api/v1/api-keys", { body: bodyOf(sent) })),
    anew: [["api-keys"]],
    done: ({ key }, { name }) =>
      made({ title: t("keyPage.made", { name: name.trim() }), help: t("keyPage.madeHelp"), secret: key }),
  });
  const send = () => {
    if (check.tried()) sending.send(wanted);
  };
  const { shown } = check;
  return (
    <DialogForm act={t("keyPage.make")} check={check} sending={sending} send={send} leave={leave}>
      <TextField
        id="key-name"
        label={t("keyPage.name")}
        description={t("keyPage.nameHelp")}
        maxLength={80}
        data-autofocus
        value={wanted.name}
        wrong={shown}
        typed={(text) => change({ name: text })}
      />
      <Scopes wanted={wanted.scopes} change={(scopes) => change({ scopes })} error={shown["scope-ledgers:read"]} />
      <Bounds wanted={wanted} change={change} error={shown["key-ends"]} />
    </DialogForm>
  );
}

/** A new key: what the program is called, what it may, where, and until when. */
export function NewKeyForm({
  opened,
  leave,
  made,
}: {
  readonly opened: boolean;
  readonly leave: () => void;
  readonly made: (shown: Shown) => void;
}) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} leave={leave} title={t("keyPage.make")} made={made}>
      {(done) => <Fields made={done} leave={leave} />}
    </FormDialog>
  );
}
