/** All areas of this language, joined. */
export default Object.assign(
  {},
  ...Object.values(import.meta.glob("./*.json", { eager: true, import: "default" })),
) as Record<string, unknown>;
