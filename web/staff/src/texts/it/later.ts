/** The areas of all other screens, joined: fetched with the first of them. */
export default Object.assign(
  {},
  ...Object.values(
    import.meta.glob(["./*.json", "!./common.json", "!./home.json", "!./shell.json", "!./typed.json"], {
      eager: true,
      import: "default",
    }),
  ),
) as Record<string, unknown>;
