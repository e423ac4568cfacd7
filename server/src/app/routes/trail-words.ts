import { existsSync, readFileSync } from "node:fs";
import { dayOnPaper, moneyOnPaper, type ReportLanguage } from "../../reports/index.ts";
import { isValues, toldOf, type Values } from "./trail-detail.ts";

/**
 * The audit trail in the words of the screens. They stand once, in the staff app's texts (`auditActions` holds that none is missing), and are
 * read from there as the built app is; where the app is not at hand a code stays a code.
 */

type Texts = { readonly [key: string]: string | Texts };

const TEXTS = new URL("../../../../web/staff/src/texts/", import.meta.url);
/** What happened and to what; the names of roles; the rights of programs. */
const AREAS = ["audit", "shell", "settings"];

const catalogues = new Map<ReportLanguage, Texts>();

function catalogueOf(language: ReportLanguage): Texts {
  const known = catalogues.get(language);
  if (known) return known;
  const files = AREAS.map((area) => new URL(`${language}/${area}.json`, TEXTS)).filter((file) => existsSync(file));
  const texts = Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(file, "utf8")) as Texts)) as Texts;
  catalogues.set(language, texts);
  return texts;
}

function textAt(texts: Texts, path: string): string | undefined {
  let at: string | Texts | undefined = texts;
  for (const part of path.split(".")) at = typeof at === "object" ? at[part] : undefined;
  return typeof at === "string" ? at : undefined;
}

/** Whom nobody counted is all of them. */
const WITHOUT_LIMIT = new Set(["clinics", "ledgers"]);
const NOTHING = "–";

/** How the trail is said in a language. */
export function trailSpeaker(language: ReportLanguage) {
  const texts = catalogueOf(language);
  const word = (path: string, otherwise: string) => textAt(texts, path) ?? otherwise;
  const say = (path: string, holes: Readonly<Record<string, string>>) =>
    word(
      path,
      Object.keys(holes)
        .map((name) => `{{${name}}}`)
        .join(": "),
    ).replace(/\{\{(\w+)\}\}/g, (hole, name: string) => holes[name] ?? hole);
  const fieldOf = (field: string) => word(`audit.fieldName.${field}`, field);

  function roleOf({ role: code, clinics }: Values): string {
    const role = word(`role.${String(code)}`, String(code));
    if (typeof clinics !== "number") return say("audit.everyClinic", { role });
    return say(`audit.someClinics_${clinics === 1 ? "one" : "other"}`, { role, clinics: String(clinics) });
  }

  function textOf(field: string, value: string): string {
    if (field === "role") return word(`role.${value}`, value);
    if (field === "scopes") return word(`scopeWord.${value.replace(".", "_")}`, value);
    return word(`audit.valueWord.${field}.${value}`, dayOnPaper(value, language));
  }

  function valueOf(field: string, value: unknown): string {
    if (value === null || value === undefined || value === "")
      return WITHOUT_LIMIT.has(field) ? word("audit.all", NOTHING) : NOTHING;
    if (typeof value === "boolean") return word(value ? "audit.yes" : "audit.no", String(value));
    if (typeof value === "number")
      return field.endsWith("Minor") && Number.isSafeInteger(value)
        ? moneyOnPaper(BigInt(value), language)
        : String(value);
    if (typeof value === "string") return textOf(field, value);
    if (Array.isArray(value))
      return value.map((each) => valueOf(field, each)).join(field === "roles" ? "; " : ", ") || NOTHING;
    if (!isValues(value)) return NOTHING;
    if ("role" in value) return roleOf(value);
    return Object.entries(value)
      .map(([name, each]) => fact(name, each))
      .join("; ");
  }

  const fact = (field: string, value: unknown) =>
    say("audit.fact", { field: fieldOf(field), value: valueOf(field, value) });

  return {
    actionOf: (action: string) => word(`audit.action.${action}`, action),
    subjectOf: (kind: string) => word(`audit.about.${kind}`, kind),
    actorOf: (kind: string) => word(`audit.actor.${kind}`, kind),
    /** All that an event kept: what it changed, why, and the rest. */
    detailOf(detail: Values): string {
      const { changes, reason, rest } = toldOf(detail);
      return [
        ...changes.map(({ field, before, after }) =>
          say("audit.changed", {
            field: fieldOf(field),
            before: valueOf(field, before),
            after: valueOf(field, after),
          }),
        ),
        ...(reason === null ? [] : [say("audit.because", { reason })]),
        ...rest.map(({ field, value }) => fact(field, value)),
      ].join(" · ");
    },
  };
}
