import type { TFunction } from "i18next";
import { count, day, money, type Language } from "../../format.ts";
import { moment } from "../../parts/moment.ts";
import type { Event } from "./asking.ts";

type Reader = {
  readonly t: TFunction;
  readonly exists: (key: string) => boolean;
  readonly language: Language;
  readonly currency: string;
  /** By whose clock moments are said. */
  readonly zone: string | undefined;
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const isValues = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What stands for nothing: for clinics and ledgers that nobody counted, all of them. */
const WITHOUT_LIMIT = new Set(["clinics", "ledgers"]);

/** How the trail is said in the reader's language. A word that no text knows is said as the trail has it. */
export function speaker({ t, exists, language, currency, zone }: Reader) {
  const word = (key: string, otherwise: string) => (exists(key) ? t(key as "audit.yes") : otherwise);

  function roleOf(given: Readonly<Record<string, unknown>>): string {
    const role = word(`role.${String(given["role"])}`, String(given["role"]));
    const clinics = given["clinics"];
    if (typeof clinics !== "number") return t("audit.everyClinic", { role });
    return t("audit.someClinics", { role, count: clinics, clinics: count(clinics, language) });
  }

  function textOf(field: string, value: string): string {
    if (INSTANT.test(value)) return moment(value, language, zone);
    if (DAY.test(value)) return day(value, language);
    if (field === "role") return word(`role.${value}`, value);
    if (field === "scopes") return word(`scopeWord.${value.replace(".", "_")}`, value);
    return word(`audit.valueWord.${field}.${value}`, value);
  }

  const fieldOf = (field: string) => word(`audit.fieldName.${field}`, field);

  /** A value of the trail; many ids by their number where the line is short, and each where there is room. */
  function valueOf(field: string, value: unknown, room: "line" | "drawer" = "line"): string {
    if (value === null || value === undefined || value === "") return WITHOUT_LIMIT.has(field) ? t("audit.all") : "–";
    if (typeof value === "boolean") return t(value ? "audit.yes" : "audit.no");
    if (typeof value === "number")
      return field.endsWith("Minor") ? money(value, currency, language) : count(value, language);
    if (typeof value === "string") return ID.test(value) && room === "line" ? value.slice(-12) : textOf(field, value);
    if (Array.isArray(value)) return listOf(field, value, room);
    if (!isValues(value)) return "–";
    if ("role" in value) return roleOf(value);
    return Object.entries(value)
      .map(([name, each]) => t("audit.fact", { field: fieldOf(name), value: valueOf(name, each, room) }))
      .join("; ");
  }

  function listOf(field: string, values: readonly unknown[], room: "line" | "drawer"): string {
    const ids = values.length > 0 && values.every((each) => typeof each === "string" && ID.test(each));
    if (ids && room === "line") return count(values.length, language);
    return values.map((each) => valueOf(field, each, room)).join(field === "roles" ? "; " : ", ") || "–";
  }

  return {
    valueOf,
    fieldOf,
    actionOf: (action: string) => word(`audit.action.${action}`, action),
    aboutOf: (kind: string) => word(`audit.about.${kind}`, kind),
    whoOf: ({ actorName, actorKind }: Pick<Event, "actorName" | "actorKind">) =>
      actorName ?? t(`audit.actor.${actorKind as "user"}`),
  };
}
