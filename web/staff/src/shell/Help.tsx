import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useKeys, useShownKeys, type ShownKey } from "../parts/keys.ts";
import { Keys } from "./Keys.tsx";
import { usePreferences } from "./preferences.ts";

function Sheet({ title, keys }: { readonly title: string; readonly keys: readonly ShownKey[] }) {
  const lines = [...Map.groupBy(keys, ({ label }) => label)];
  if (lines.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl className="kv-sheet">
        {lines.map(([label, same]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {[...new Set(same.map(({ key }) => key))].map((key) => (
                <Keys key={key} of={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Sheets() {
  const { t } = useTranslation();
  const { letterKeys } = usePreferences().preferences;
  const keys = useShownKeys().filter(({ off }) => !off);
  return (
    <div className="kv-stack">
      {!letterKeys && <p className="kv-why">{t("help.lettersOff")}</p>}
      <Sheet title={t("help.here")} keys={keys.filter(({ everywhere }) => !everywhere)} />
      <Sheet title={t("help.everywhere")} keys={keys.filter(({ everywhere }) => everywhere)} />
    </div>
  );
}

/** The keys that work now: this screen's, and the frame's (`?`). */
export function Help({ open, setOpen }: { readonly open: boolean; readonly setOpen: (open: boolean) => void }) {
  const { t } = useTranslation();
  useKeys([{ key: "?", label: t("help.title"), inDialog: true, act: () => setOpen(!open) }], "everywhere");
  return (
    <Modal
      opened={open}
      onClose={() => setOpen(false)}
      title={t("help.title")}
      size="44rem"
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Sheets />
    </Modal>
  );
}
