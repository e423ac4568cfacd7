import { describe, expect, test } from "vitest";
import { heardIn, isLetterKey, meaningOf, pressed, type KeyAct } from "./keys.ts";

const act = (key: string, more: Partial<KeyAct> = {}): KeyAct => ({ key, label: key, act: () => undefined, ...more });
const press = (key: string, held: Partial<Parameters<typeof pressed>[0]> = {}) =>
  pressed({ key, shiftKey: false, ctrlKey: false, metaKey: false, ...held });

describe("a key press in words", () => {
  test.each([
    [press("j"), "j"],
    [press("?", { shiftKey: true }), "?"],
    [press(" ", { shiftKey: true }), "Shift+Space"],
    [press("k", { ctrlKey: true }), "mod+k"],
    [press("k", { metaKey: true }), "mod+k"],
    [press("Enter", { ctrlKey: true, shiftKey: true }), "mod+Shift+Enter"],
  ])("%s is %s", (said, wanted) => expect(said).toBe(wanted));
});

describe("K-01 what a press means", () => {
  test("the act named last, and none that is off", () => {
    const [frame, screen, off] = [act("j"), act("j"), act("j", { off: true })];
    expect(meaningOf([frame, screen, off], "", "j")).toBe(screen);
    expect(meaningOf([off], "", "j")).toBeUndefined();
  });

  test("two keys in a row go before the second alone, which means itself after any other key", () => {
    const [go, down] = [act("g d"), act("d")];
    expect(meaningOf([go, down], "", "g")).toBe("first");
    expect(meaningOf([go, down], "g", "d")).toBe(go);
    expect(meaningOf([go, down], "x", "d")).toBe(down);
    expect(meaningOf([go, down], "", "d")).toBe(down);
    expect(meaningOf([act("g d", { off: true })], "", "g")).toBeUndefined();
  });
});

test("K-01 in a dialog only its own keys are heard, and the frame's with Ctrl: nothing beneath it is answered", () => {
  const [frame, letter, approve, send] = [
    act("mod+k"),
    act("?"),
    act("mod+Enter"),
    act("mod+Enter", { inDialog: true }),
  ];
  const all = [
    { acts: [frame, letter], everywhere: true },
    { acts: [approve], everywhere: false },
    { acts: [send], everywhere: false },
  ];
  const meant = (groups: typeof all, dialog: boolean, key: string) =>
    meaningOf(heardIn(groups, dialog, key.startsWith("mod+")), "", key);
  expect(meant(all, true, "mod+Enter")).toBe(send);
  expect(meant(all.slice(0, 2), true, "mod+Enter")).toBeUndefined();
  expect(meant(all.slice(0, 2), false, "mod+Enter")).toBe(approve);
  expect(meant(all, true, "mod+k")).toBe(frame);
  expect([meant(all, true, "?"), meant(all, false, "?")]).toEqual([undefined, letter]);
});

test.each([
  ["j", true],
  ["g d", true],
  ["?", true],
  ["Enter", false],
  ["mod+k", false],
  ["ArrowDown", false],
])("K-02 %s can be turned off: %s", (key, can) => expect(isLetterKey(key)).toBe(can));
