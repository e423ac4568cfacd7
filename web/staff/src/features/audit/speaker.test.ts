import { readFileSync, readdirSync } from "node:fs";
import i18next from "i18next";
import { beforeAll, describe, expect, test } from "vitest";
import { languages, type Language } from "../../format.ts";
import { speaker } from "./speaker.ts";

const RECORDS = /\b(recordAudit|onRecord)\(/;
const SERVER = new URL("../../../../../server/src/", import.meta.url);
/** The server's own list, by its address: the app itself knows the server by its API only. */
const { auditActions, auditSubjects } = (await import(new URL("platform/audit/actions.ts", SERVER).href)) as Readonly<
  Record<"auditActions" | "auditSubjects", readonly string[]>
>;
const texts = (language: Language, area: string) =>
  JSON.parse(readFileSync(new URL(`../../texts/${language}/${area}.json`, import.meta.url), "utf8")) as object;

const i18n = i18next.createInstance();
beforeAll(async () => {
  const resources = Object.fromEntries(
    languages.map((language) => {
      const areas = ["audit", "shell", "settings"].map((area) => texts(language, area));
      return [language, { translation: Object.assign({}, ...areas) as object }];
    }),
  );
  await i18n.init({ lng: "en", fallbackLng: false, resources, interpolation: { escapeValue: false } });
});

function speaking(language: Language) {
  const t = i18n.getFixedT(language);
  return speaker({
    t,
    exists: (key) => i18n.exists(key, { lng: language }),
    language,
    currency: "NOK",
    zone: "Europe/Oslo",
  });
}

/** The fields of details that the server's sources write in place; those of settings and totals are passed on whole. */
function fieldsWritten(): string[] {
  const paths = readdirSync(SERVER, { recursive: true, encoding: "utf8" }).filter((path) =>
    /(?<!\.test)\.ts$/.test(path),
  );
  const recording = paths
    .map((path) => readFileSync(new URL(path, SERVER), "utf8"))
    .filter((text) => RECORDS.test(text));
  const details = recording.flatMap((text) =>
    [...text.matchAll(/\bdetail(?:: | = )\{([^{}]*)\}/g)].map(([, kept]) => kept!),
  );
  const fields = details.flatMap((kept) =>
    kept.split(",").flatMap((part) => /^\s*(\w+)\s*(?::|$)/.exec(part)?.[1] ?? []),
  );
  return [...new Set(fields)].filter((field) => field !== "before" && field !== "after");
}

/** What a firm settles for itself and what a run comes to, which the server keeps as they are. */
const PASSED_ON = [
  "name",
  "onePerson",
  "creditLimitMinor",
  "language",
  "training",
  "applied",
  "stale",
  "failed",
  "held",
];

describe("H-10 the trail in words", () => {
  test.each(languages)("every action and every subject that the server can record has its word in %s", (language) => {
    const { actionOf, aboutOf } = speaking(language);
    expect(auditActions.filter((action) => actionOf(action) === action)).toEqual([]);
    expect(auditSubjects.filter((kind) => aboutOf(kind) === kind)).toEqual([]);
    expect(new Set(auditActions.map(actionOf)).size).toBe(auditActions.length);
  });

  test.each(languages)("every field that the server's sources keep of an event has its word in %s", (language) => {
    const fields = [...fieldsWritten(), ...PASSED_ON];
    expect(fields).toEqual(expect.arrayContaining(["channel", "scopes", "parties", "collectivePeriod"]));
    expect(fields.filter((field) => !i18n.exists(`audit.fieldName.${field}`, { lng: language }))).toEqual([]);
  });

  const { valueOf, fieldOf, actionOf } = {
    valueOf: (...given: Parameters<ReturnType<typeof speaker>["valueOf"]>) => speaking("nb").valueOf(...given),
    fieldOf: (field: string) => speaking("nb").fieldOf(field),
    actionOf: (action: string) => speaking("nb").actionOf(action),
  };
  const ids = ["0199f2c0-0000-7000-8000-00000000000a", "0199f2c0-0000-7000-8000-00000000000b"];

  test.each([
    ["onePerson", true, "ja"],
    ["lines", 12_345, "12 345"],
    ["appliedMinor", 245_000, "2 450,00 kr"],
    ["creditLimitMinor", null, "–"],
    ["channel", "upload", "lastet opp"],
    ["firstOn", "2026-10-01", "01.10.2026"],
    ["scopes", ["claims.read"], "Lese krav"],
    ["roles", [{ role: "reception", clinics: 2 }], "Resepsjon, 2 klinikker"],
    ["roles", [{ role: "admin", clinics: null }], "Administrator, alle klinikker"],
    ["ledgers", null, "alle"],
    ["codes", ["X", "Y"], "X, Y"],
    ["lines", [], "–"],
    ["parties", ids, "2"],
    ["entryId", ids[0], "00000000000a"],
    ["unheard", { of: 1, channel: "bank" }, "of: 1; Kom fra: banken selv"],
  ])("says %s %j as %s", (field, value, text) => {
    expect(valueOf(field, value).replaceAll(/\s/g, " ")).toBe(text);
  });

  test("an instant is said by the clock of the ledger's market", () => {
    expect(valueOf("endsAt", "2026-10-06T06:00:00Z")).toBe("6. okt. 2026, 08:00:00");
  });

  test("the drawer has each id whole", () => {
    expect(valueOf("parties", ids, "drawer")).toBe(ids.join(", "));
  });

  test("what no text knows is said as the trail has it", () => {
    expect([actionOf("later.added"), fieldOf("later")]).toEqual(["later.added", "later"]);
  });
});
