import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Keys } from "./Keys.tsx";
import { usePaletteEntries, type PaletteEntry } from "./palette-entries.ts";

const MOST = 40;

/** The entries in their groups, each group once, in the order of its best entry. */
function grouped(entries: readonly PaletteEntry[]): readonly (readonly [string, readonly PaletteEntry[]])[] {
  return [...Map.groupBy(entries, ({ group }) => group)];
}

function Option({ entry, id, chosen, pick }: { entry: PaletteEntry; id: string; chosen: boolean; pick: () => void }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) element.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <div ref={element} id={id} role="option" aria-selected={chosen} className="kv-option" onClick={pick}>
      <span className={entry.isName ? "kv-name" : undefined}>{entry.names[0]}</span>
      {entry.detail && <span className="kv-why">{entry.detail}</span>}
      {entry.key && <Keys of={entry.key} />}
    </div>
  );
}

function Found({
  entries,
  chosen,
  list,
  pick,
}: {
  readonly entries: readonly PaletteEntry[];
  readonly chosen: PaletteEntry | undefined;
  readonly list: string;
  readonly pick: (entry: PaletteEntry) => void;
}) {
  const { t } = useTranslation();
  return (
    <div role="listbox" id={list} aria-label={t("palette.title")} className="kv-options">
      {grouped(entries).map(([group, own]) => (
        <div key={group} role="group" aria-label={group}>
          <div className="kv-options-head" aria-hidden="true">
            {group}
          </div>
          {own.map((entry) => (
            <Option
              key={entry.id}
              entry={entry}
              id={`${list}-${entry.id}`}
              chosen={entry === chosen}
              pick={() => pick(entry)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** The search field and its list, by the combobox pattern of WAI-ARIA: the focus stays in the field. */
export function Finder({ leave }: { readonly leave: () => void }) {
  const { t } = useTranslation();
  const list = useId();
  const [typed, setTyped] = useState("");
  const [wanted, setWanted] = useState(0);
  const { entries: all, used } = usePaletteEntries(typed);
  const entries = grouped(all.slice(0, MOST)).flatMap(([, own]) => own);
  const at = Math.min(wanted, Math.max(0, entries.length - 1));
  const chosen = entries[at];
  const pick = (entry: PaletteEntry) => {
    leave();
    used(entry);
    // Once the dialog has given the focus back.
    setTimeout(entry.act);
  };
  const move = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + entries.length, Home: 0, End: entries.length - 1 }[event.key];
    if (to !== undefined && entries.length > 0) setWanted(to % entries.length);
    else if (event.key === "Enter" && chosen) pick(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className="kv-finder"
        data-autofocus
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={chosen && `${list}-${chosen.id}`}
        aria-label={t("palette.title")}
        placeholder={t("palette.hint")}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setWanted(0);
        }}
        onKeyDown={move}
      />
      <Found entries={entries} chosen={chosen} list={list} pick={pick} />
      <div role="status" className={entries.length > 0 ? "kv-unseen" : "kv-nothing"}>
        {entries.length > 0 ? t("palette.found", { count: entries.length }) : t("palette.none")}
      </div>
    </>
  );
}
