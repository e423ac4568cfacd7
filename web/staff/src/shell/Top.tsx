import { Drawer, Select } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { day } from "../format.ts";
import { useFrameActs } from "./acts.ts";
import { keep } from "./kept.ts";
import { Keys } from "./Keys.tsx";
import { useLanguage } from "./language.ts";
import { PersonMenu } from "./PersonMenu.tsx";
import { Rail } from "./Rail.tsx";
import { ChosenLedger, useMe, type Ledger } from "./session.ts";

/** Which ledger all screens speak of; the last one is remembered for the person. */
function LedgerSwitch({ all }: { readonly all: readonly Ledger[] }) {
  const { t } = useTranslation();
  const { userId } = useMe();
  const ledger = useContext(ChosenLedger);
  const navigate = useNavigate();
  if (!ledger) return null;
  if (all.length === 1) return <span className="kv-ledger">{ledger.name}</span>;
  return (
    <Select
      className="kv-ledger"
      aria-label={t("top.ledger")}
      title={ledger.name}
      allowDeselect={false}
      searchable
      nothingFoundMessage={t("palette.none")}
      data={all.map(({ id, name }) => ({ value: id, label: name }))}
      value={ledger.id}
      onChange={(id) => {
        keep(`ledger.${userId}`, id!);
        void navigate({ to: ".", search: (old) => ({ ...old, ledger: id! }) });
      }}
    />
  );
}

/** The day that the screen's figures stand for: today, unless the address says another. */
function AsOf() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { asOf, day: wanted } = useSearch({ strict: false });
  const shown = asOf ?? wanted;
  return (
    <span className="kv-asof" data-past={shown !== undefined}>
      {shown ? t("top.asOf", { day: day(shown, language) }) : t("top.today")}
    </span>
  );
}

/** On a narrow screen the rail is behind a button. */
function Menu() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const leave = () => setOpen(false);
  return (
    <>
      <button type="button" className="kv-menu" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t("nav.menu")}
      </button>
      <Drawer
        opened={open}
        onClose={leave}
        size="18rem"
        title={<span className="kv-brand">kvitt</span>}
        closeButtonProps={{ "aria-label": t("common.close") }}
        classNames={{ content: "kv-menu-drawer" }}
      >
        <Rail gone={leave} />
      </Drawer>
    </>
  );
}

/** What every screen speaks of: the ledger and the day; the search, and the person. */
export function Top({ all }: { readonly all: readonly Ledger[] }) {
  const { t } = useTranslation();
  const { search } = useFrameActs();
  return (
    <header className="kv-top">
      <Menu />
      <LedgerSwitch all={all} />
      <AsOf />
      <div className="kv-spacer" />
      <button type="button" className="kv-search" aria-haspopup="dialog" onClick={search}>
        <span>{t("palette.button")}</span>
        <Keys of="mod+k" />
      </button>
      <PersonMenu />
    </header>
  );
}
