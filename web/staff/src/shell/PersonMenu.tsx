import { Button, Popover, Radio, Select, Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { languages } from "../format.ts";
import { useFrameActs } from "./acts.ts";
import { LANGUAGE_NAMES, useLanguage } from "./language.ts";
import { usePreferences, type Preferences } from "./preferences.ts";
import { useMe } from "./session.ts";
import { useTenants } from "./tenant.ts";

/** The first letters of the first and the last name. */
export function initials(name: string): string {
  const parts = name.split(/[\s-]+/).filter(Boolean);
  return [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map((part) => part?.[0]?.toUpperCase() ?? "").join("");
}

function Choice<Name extends "colourMode" | "density">({
  label,
  name,
  options,
}: {
  readonly label: string;
  readonly name: Name;
  readonly options: readonly { readonly value: Preferences[Name]; readonly label: string }[];
}) {
  const { preferences, change } = usePreferences();
  return (
    <Radio.Group label={label} value={preferences[name]} onChange={(value) => change({ [name]: value })}>
      <div className="kv-choices">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} label={option.label} />
        ))}
      </div>
    </Radio.Group>
  );
}

function Wishes() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { preferences, change } = usePreferences();
  const colours = (["system", "light", "dark"] as const).map((value) => ({ value, label: t(`colour.${value}`) }));
  const densities = (["comfortable", "compact"] as const).map((value) => ({ value, label: t(`density.${value}`) }));
  return (
    <>
      <Select
        label={t("top.language")}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data={languages.map((each) => ({ value: each, label: LANGUAGE_NAMES[each] }))}
        value={language}
        onChange={(each) => change({ language: each })}
      />
      <Choice label={t("top.colour")} name="colourMode" options={colours} />
      <Choice label={t("density.title")} name="density" options={densities} />
      <Switch
        label={t("person.letterKeys")}
        description={t("person.letterKeysHelp")}
        checked={preferences.letterKeys}
        onChange={(event) => change({ letterKeys: event.currentTarget.checked })}
      />
    </>
  );
}

/** For somebody who works for several: which one's books these are. */
function Tenants() {
  const { t } = useTranslation();
  const { tenants, tenantId, choose } = useTenants();
  if (tenants.length < 2) return null;
  return (
    <Select
      label={t("person.tenant")}
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
      data={tenants.map(({ id, name }) => ({ value: id, label: name }))}
      value={tenantId}
      onChange={(id) => choose(id!)}
    />
  );
}

function Doing({ leave }: { readonly leave: () => void }) {
  const { t } = useTranslation();
  const { help, passkeys, lock, signOut } = useFrameActs();
  const acts = [
    [t("help.title"), help],
    [t("passkeys.title"), passkeys],
    [t("person.lock"), lock],
    [t("nav.signOut"), signOut],
  ] as const;
  return (
    <div className="kv-doing">
      {acts.map(([label, act]) => (
        <Button
          key={label}
          variant="subtle"
          color="gray"
          px="xs"
          justify="flex-start"
          onClick={() => {
            leave();
            act();
          }}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

/** Who is signed in, how they want their screens, and the way out. */
export function PersonMenu() {
  const { t } = useTranslation();
  const { name, email, roles } = useMe();
  const [open, setOpen] = useState(false);
  const said = roles.map(({ role }) => t(`role.${role}`)).join(", ");
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width="min(22rem, calc(100vw - 16px))"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button type="button" className="kv-person" onClick={() => setOpen(!open)}>
          <span className="kv-initials" aria-hidden="true">
            {initials(name)}
          </span>
          <span className="kv-person-name">
            {name}
            <small>{said}</small>
          </span>
          <span className="kv-unseen">{t("person.menu")}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("person.menu")} className="kv-person-menu">
        <div>
          <strong>{name}</strong>
          <div className="kv-why">{email}</div>
          <div className="kv-why">{said}</div>
        </div>
        <Tenants />
        <Wishes />
        <Doing leave={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
