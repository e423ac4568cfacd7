import { useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { answered, kvitt } from "../api.ts";
import { hearLetters } from "../parts/keys.ts";
import { keepLook, keptLook, type Look } from "./kept.ts";
import { useLanguage } from "./language.ts";
import { me, useMe, type Me } from "./session.ts";

export type Preferences = Me["preferences"];

const schemes = { system: "auto", light: "light", dark: "dark" } as const;

/** Makes the screens of this browser look and speak so, and remembers it. */
export function useLook(): (look: Look) => void {
  const { choose } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  return (look) => {
    keepLook(look);
    if (look.language) choose(look.language);
    if (look.colourMode) setColorScheme(schemes[look.colourMode]);
    if (look.density) document.documentElement.dataset["density"] = look.density;
  };
}

/** One's preferences, and how to change them: at once on the screen, then with the person on the server. */
export function usePreferences() {
  const { preferences } = useMe();
  const queries = useQueryClient();
  const look = useLook();
  return {
    preferences,
    change: (wish: Partial<Preferences>) => {
      look({ ...wish, language: wish.language ?? undefined });
      if (wish.letterKeys !== undefined) hearLetters(wish.letterKeys);
      queries.setQueryData(me.queryKey, (old) => old && { ...old, preferences: { ...old.preferences, ...wish } });
      void answered(kvitt.PATCH("/api/v1/me", { body: wish })).catch(() => queries.invalidateQueries(me));
    },
  };
}

/** The person's own preferences take over when they sign in; a language never chosen stays the browser's. */
export function useOwnPreferences({ preferences }: Me): void {
  const look = useLook();
  const { language, letterKeys, density, colourMode } = preferences;
  useEffect(() => {
    hearLetters(letterKeys);
    look({ density, colourMode, language: language ?? keptLook().language });
    // Only what the server says changes the screen here.
  }, [language, letterKeys, density, colourMode]);
}
