/** The areas of this language that home and the frame around every screen speak with, joined; `later.ts` has the rest. */
export default Object.assign(
  {},
  ...Object.values(
    import.meta.glob(["./common.json", "./home.json", "./shell.json", "./typed.json"], {
      eager: true,
      import: "default",
    }),
  ),
) as Record<string, unknown>;
