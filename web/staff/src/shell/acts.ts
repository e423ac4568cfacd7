import { useContext } from "react";
import { createContext } from "react";
import { useTranslation } from "react-i18next";
import { languages } from "../format.ts";
import { LANGUAGE_NAMES } from "./language.ts";
import { usePreferences } from "./preferences.ts";

/** What the frame itself can do, for the person menu, the keys and the palette. */
export type FrameActs = {
  readonly search: () => void;
  readonly help: () => void;
  readonly blurNames: () => void;
  readonly passkeys: () => void;
  readonly lock: () => void;
  readonly signOut: () => void;
};

export const Acts = createContext<FrameActs | undefined>(undefined);

export function useFrameActs(): FrameActs {
  const acts = useContext(Acts);
  if (!acts) throw new Error("The frame's acts are the frame's");
  return acts;
}

type Named = {
  readonly id: string;
  readonly label: string;
  readonly key?: string | undefined;
  readonly act: () => void;
};

/** The frame's acts by name: each menu entry has its place in the palette. */
export function useActs(): readonly Named[] {
  const { t } = useTranslation();
  const { help, blurNames, passkeys, lock, signOut } = useFrameActs();
  const { preferences, change } = usePreferences();
  const dense = preferences.density === "compact" ? "comfortable" : "compact";
  return [
    { id: "frame-help", label: t("help.title"), key: "?", act: help },
    { id: "frame-blur", label: t("keys.blur"), key: "b", act: blurNames },
    { id: "frame-lock", label: t("person.lock"), act: lock },
    { id: "frame-passkeys", label: t("passkeys.title"), act: passkeys },
    { id: "frame-density", label: t(`density.${dense}`), act: () => change({ density: dense }) },
    { id: "frame-letters", label: t("person.letterKeys"), act: () => change({ letterKeys: !preferences.letterKeys }) },
    ...(["system", "light", "dark"] as const).map((colourMode) => ({
      id: `frame-colour-${colourMode}`,
      label: t(`colour.${colourMode}`),
      act: () => change({ colourMode }),
    })),
    ...languages.map((language) => ({
      id: `frame-language-${language}`,
      label: LANGUAGE_NAMES[language],
      act: () => change({ language }),
    })),
    { id: "frame-out", label: t("nav.signOut"), act: signOut },
  ];
}
