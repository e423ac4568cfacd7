/** The part of saxon-js that the conformance tests use; the package has no declarations of its own. */
declare module "saxon-js" {
  interface TransformOptions {
    /** A stylesheet compiled to SEF, parsed from JSON. */
    readonly stylesheetInternal: unknown;
    readonly sourceText: string;
    readonly destination: "serialized";
  }
  const saxon: {
    transform(options: TransformOptions, mode: "sync"): { readonly principalResult: string | null };
  };
  export default saxon;
}
