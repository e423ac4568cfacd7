/** The API as a reader meets it: chapters, operations, fields in plain rows. Made from the OpenAPI document alone. */

export type Field = { readonly name: string; readonly type: string; readonly required: boolean };
export type AnswerFields = { readonly status: string; readonly fields: readonly Field[] };
export type Operation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** Who may: "public", "person", or roles and API key scopes. */
  readonly who: string;
  readonly parameters: readonly (Field & { readonly where: string })[];
  readonly body: readonly Field[];
  readonly answers: readonly AnswerFields[];
};
export type Chapter = { readonly name: string; readonly operations: readonly Operation[] };
export type ApiModel = { readonly title: string; readonly description: string; readonly chapters: readonly Chapter[] };

type Json = { readonly [key: string]: unknown };
type Schema = Json;

const object = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const METHODS = ["get", "post", "put", "patch", "delete"];

function enumText(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(" or ");
}

function typeOf(schema: Schema): string {
  const choices = [...list(schema["anyOf"]), ...list(schema["oneOf"])];
  if (choices.length > 0) return [...new Set(choices.map((choice) => typeOf(object(choice))))].join(" or ");
  if ("const" in schema) return JSON.stringify(schema["const"]);
  if (schema["enum"]) return enumText(list(schema["enum"]));
  if (schema["type"] === "array") return `list of ${typeOf(object(schema["items"]))}`;
  if (schema["format"]) return text(schema["format"]);
  return [schema["type"]].flat().map(text).join(" or ") || "any";
}

/** The object behind a schema, through lists and choices with null, and how its fields' names go on. */
function inner(schema: Schema): { schema: Schema; suffix: string } | undefined {
  if (schema["properties"]) return { schema, suffix: "" };
  if (schema["type"] === "array") {
    const found = inner(object(schema["items"]));
    return found && { schema: found.schema, suffix: `[]${found.suffix}` };
  }
  for (const choice of [...list(schema["anyOf"]), ...list(schema["oneOf"])]) {
    const found = inner(object(choice));
    if (found) return found;
  }
  return undefined;
}

/** All fields of a schema in rows, nested ones by their path: `lines[].amountMinor`. */
function fieldsOf(schema: Schema, prefix = ""): Field[] {
  const found = inner(schema);
  if (!found) return [];
  const required = new Set(list(found.schema["required"]));
  const start = prefix + (prefix ? found.suffix : "");
  return Object.entries(object(found.schema["properties"])).flatMap(([name, value]) => {
    const path = start ? `${start}.${name}` : name;
    const own = object(value);
    return [{ name: path, type: typeOf(own), required: required.has(name) }, ...fieldsOf(own, path)];
  });
}

function contentFields(holder: Json): Field[] {
  const media = Object.values(object(holder["content"]))[0];
  return fieldsOf(object(object(media)["schema"]));
}

function whoOf(operation: Json): string {
  const permission = text(operation["x-permission"]);
  if (permission === "public") return "Anybody.";
  if (permission === "person") return "Any signed-in person.";
  const scopes = list(operation["x-scopes"]);
  const keys = scopes.length > 0 ? ` API key scopes: ${scopes.join(", ")}.` : " No API key.";
  const fresh = operation["x-fresh-factor"] ? " Needs a fresh second factor." : "";
  return `${permission}. Roles: ${list(operation["x-roles"]).join(", ")}.${keys}${fresh}`;
}

function operationOf(method: string, path: string, operation: Json): Operation {
  const parameters = list(operation["parameters"]).map((parameter) => {
    const { name, required, schema, in: where } = object(parameter);
    return { name: text(name), where: text(where), required: required === true, type: typeOf(object(schema)) };
  });
  const answers = Object.entries(object(operation["responses"])).filter(([status]) => status !== "default");
  return {
    id: text(operation["operationId"]),
    method: method.toUpperCase(),
    path,
    summary: text(operation["summary"]),
    who: whoOf(operation),
    parameters,
    body: contentFields(object(operation["requestBody"])),
    answers: answers.map(([status, answer]) => ({ status, fields: contentFields(object(answer)) })),
  };
}

/** Reads an OpenAPI document into chapters, in the order their routes were declared. */
export function readApi(document: object): ApiModel {
  const { info, paths } = document as { info?: unknown; paths?: unknown };
  const chapters = new Map<string, Operation[]>();
  for (const [path, item] of Object.entries(object(paths))) {
    for (const method of METHODS.filter((name) => name in object(item))) {
      const operation = object(object(item)[method]);
      const chapter = text(list(operation["tags"])[0]) || "Other";
      chapters.set(chapter, [...(chapters.get(chapter) ?? []), operationOf(method, path, operation)]);
    }
  }
  const { title, description } = object(info);
  return {
    title: text(title),
    description: text(description),
    chapters: [...chapters].map(([name, operations]) => ({ name, operations })),
  };
}
