import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";

/**
 * The keys of the screens (`ux.md` section 5). A key is `j`, `Enter`, `ArrowDown`, `?`, `Shift+Space`, `mod+Enter` (Ctrl, or ⌘ on a Mac) or two in a row, `g d`.
 * A screen names its keys with a label each: the same list drives the hand, the help sheet and the palette.
 */
export type KeyAct = {
  readonly key: string;
  readonly label: string;
  readonly act: () => void;
  readonly off?: boolean;
  /** Also heard in a dialog, where else only the frame's own keys with `mod+` are. */
  readonly inDialog?: boolean;
};
export type ShownKey = KeyAct & { readonly everywhere: boolean };

export type Group = { acts: readonly KeyAct[]; readonly everywhere: boolean };
const groups = new Set<Group>();
const listeners = new Set<() => void>();
let shown: readonly ShownKey[] = [];
let letters = true;
let first = "";

function told(): void {
  shown = [...groups].flatMap(({ acts, everywhere }) => acts.map((each) => ({ ...each, everywhere })));
  for (const listener of listeners) listener();
}

/** Single letters are heard or not, as the person prefers (WCAG 2.1.4). */
export function hearLetters(wanted: boolean): void {
  letters = wanted;
  told();
}

/** Are single letters heard? */
export const lettersHeard = (): boolean => letters;

/** Typing is never a command, nor is Enter or Space on a control that has its own use for it. */
function typing(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("input, textarea, select, [contenteditable=true]")) return true;
  return /^(Enter| )$/.test(event.key) && target.closest("button, a, summary, [role=option], [role=menuitem]") !== null;
}

type Pressed = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey">;

/** A key press in the words of `KeyAct`. */
export function pressed({ key, shiftKey, ctrlKey, metaKey }: Pressed): string {
  const name = key === " " ? "Space" : key;
  const shift = shiftKey && name.length > 1 ? "Shift+" : "";
  return `${ctrlKey || metaKey ? "mod+" : ""}${shift}${name}`;
}

/** The single letters, figures and signs that may be turned off: `j`, `g d`, `?`, not `Enter` or `mod+k`. */
export const isLetterKey = (key: string): boolean => key.split(" ").every((each) => each.length === 1);

/**
 * What a press means, where `before` is the key pressed just before it: an act, or that it may be the first of two. Acts named last are asked
 * first, and what two keys mean together goes before what the second means alone.
 */
export function meaningOf(acts: readonly KeyAct[], before: string, now: string): KeyAct | "first" | undefined {
  const heard = acts.filter((each) => !each.off);
  const both = before === "" ? undefined : heard.findLast(({ key }) => key === `${before} ${now}`);
  const found = both ?? heard.findLast(({ key }) => key === now);
  return found ?? (heard.some(({ key }) => key.startsWith(`${now} `)) ? "first" : undefined);
}

/** What is beneath a dialog hears nothing: Ctrl+Enter in a question never answers the page behind it. */
export const heardIn = (all: readonly Group[], dialog: boolean, withModifier: boolean): readonly KeyAct[] =>
  all.flatMap(({ acts, everywhere }) =>
    dialog ? acts.filter((each) => each.inDialog || (everywhere && withModifier)) : acts,
  );

const inDialog = (target: EventTarget | null) =>
  target instanceof Element && target.closest("[aria-modal=true]") !== null;

function answer(event: KeyboardEvent, now: string, withModifier: boolean): void {
  const meant = meaningOf(heardIn([...groups], inDialog(event.target), withModifier), first, now);
  first = meant === "first" ? now : "";
  if (meant === undefined || meant === "first") return;
  event.preventDefault();
  // A control that has the focus would have its own use for the same press: Ctrl+Enter opens a list.
  if (withModifier) event.stopPropagation();
  meant.act();
}

/** With Ctrl or ⌘ a press is a command wherever the focus stands, so it is heard before the control is. */
function heardFirst(event: KeyboardEvent): void {
  const now = pressed(event);
  if (!event.altKey && now.startsWith("mod+")) answer(event, now, true);
}

function heard(event: KeyboardEvent): void {
  const now = pressed(event);
  if (event.altKey || event.defaultPrevented || now.startsWith("mod+") || typing(event)) return;
  if (!letters && isLetterKey(now)) return;
  answer(event, now, false);
}

function listen(): void {
  document.addEventListener("keydown", heardFirst, true);
  document.addEventListener("keydown", heard);
}

function listenNoMore(): void {
  document.removeEventListener("keydown", heardFirst, true);
  document.removeEventListener("keydown", heard);
}

/** The keys a screen or a part hears while it is shown; those named last are asked first. The frame's own are heard everywhere. */
export function useKeys(acts: readonly KeyAct[], where: "here" | "everywhere" = "here"): void {
  const group = useRef<Group>({ acts, everywhere: where === "everywhere" });
  const said = acts.map(({ key, label, off }) => `${key} ${label} ${String(off)}`).join("\n");
  // Before the screen is seen: a press that comes right after would be answered by what the screen was before, and be lost.
  useLayoutEffect(() => {
    group.current.acts = acts;
  });
  useLayoutEffect(() => {
    const own = group.current;
    if (groups.size === 0) listen();
    groups.add(own);
    return () => {
      groups.delete(own);
      if (groups.size === 0) listenNoMore();
      told();
    };
  }, []);
  useEffect(told, [said]);
}

/** All keys that work now, for the help sheet and the palette. */
export function useShownKeys(): readonly ShownKey[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
