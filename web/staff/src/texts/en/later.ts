/** The areas of screens where no day begins, joined: fetched when somebody goes there. */
export default Object.assign(
  {},
  ...Object.values(
    import.meta.glob(
      ["./audit.json", "./files.json", "./proof.json", "./series.json", "./set-up.json", "./settings.json"],
      { eager: true, import: "default" },
    ),
  ),
) as Record<string, unknown>;
