import { useEffect, useRef, useSyncExternalStore } from "react";

/**
 * The keys of the screens (`ux.md` section 5). A key is `j`, `Enter`, `ArrowDown`, `?`, `Shift+Space`, `mod+Enter` (Ctrl, or ⌘ on a Mac) or two in a row, `g d`.
 * A screen names its keys with a label each: the same list drives the hand, the help sheet and the palette.
 */
export type KeyAct = { readonly key: string; readonly label: string; readonly act: () => void; readonly off?: boolean };

type Group = { acts: readonly KeyAct[] };
const groups = new Set<Group>();
const listeners = new Set<() => void>();
let shown: readonly KeyAct[] = [];
let letters = true;
let first = "";

function told(): void {
  shown = [...groups].flatMap((group) => group.acts);
  for (const listener of listeners) listener();
}

/** Single letters are heard or not, as the person prefers (WCAG 2.1.4). */
export function hearLetters(wanted: boolean): void {
  letters = wanted;
}

/** Typing is never a command, nor is Enter or Space on a control that has its own use for it. */
function typing(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("input, textarea, select, [contenteditable=true]")) return true;
  return /^(Enter| )$/.test(event.key) && target.closest("button, a, summary, [role=option], [role=menuitem]") !== null;
}

function pressed(event: KeyboardEvent): string {
  const key = event.key === " " ? "Space" : event.key;
  const shift = event.shiftKey && key.length > 1 ? "Shift+" : "";
  return `${event.ctrlKey || event.metaKey ? "mod+" : ""}${shift}${key}`;
}

function heard(event: KeyboardEvent): void {
  const now = pressed(event);
  const withModifier = now.startsWith("mod+");
  if (event.altKey || event.defaultPrevented || (typing(event) && !withModifier)) return;
  if (!letters && !withModifier && event.key.length === 1) return;
  const both = `${first} ${now}`;
  first = "";
  const acts = [...groups].reverse().flatMap((group) => group.acts.filter((each) => !each.off));
  const found = acts.find(({ key }) => key === both) ?? acts.find(({ key }) => key === now);
  if (found) {
    event.preventDefault();
    found.act();
  } else if (acts.some(({ key }) => key.startsWith(`${now} `))) {
    first = now;
  }
}

/** The keys a screen or a part hears while it is shown; those named last are asked first. */
export function useKeys(acts: readonly KeyAct[]): void {
  const group = useRef<Group>({ acts });
  const said = acts.map(({ key, label, off }) => `${key} ${label} ${String(off)}`).join("\n");
  useEffect(() => {
    group.current.acts = acts;
  });
  useEffect(() => {
    const own = group.current;
    if (groups.size === 0) document.addEventListener("keydown", heard);
    groups.add(own);
    return () => {
      groups.delete(own);
      if (groups.size === 0) document.removeEventListener("keydown", heard);
      told();
    };
  }, []);
  useEffect(told, [said]);
}

/** All keys that work now, for the help sheet and the palette. */
export function useShownKeys(): readonly KeyAct[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
