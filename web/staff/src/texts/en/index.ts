/** The areas of this language that a day begins with, joined; `later.ts` has the rest. */
export default Object.assign(
  {},
  ...Object.values(
    import.meta.glob(
      [
        "./*.json",
        "!./audit.json",
        "!./files.json",
        "!./proof.json",
        "!./series.json",
        "!./set-up.json",
        "!./settings.json",
      ],
      { eager: true, import: "default" },
    ),
  ),
) as Record<string, unknown>;
