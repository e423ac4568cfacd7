/** One thing the doctor looked at: `warning` is to be known, `failed` is to be mended. */
export type Finding = {
  readonly name: string;
  readonly state: "ok" | "warning" | "failed";
  readonly sentence: string;
  readonly remedy?: string;
};

/** Good, or otherwise with what to do about it. */
export function finding(
  name: string,
  ok: boolean,
  sentence: string,
  remedy: string,
  otherwise: "warning" | "failed" = "failed",
): Finding {
  return ok ? { name, state: "ok", sentence } : { name, state: otherwise, sentence, remedy };
}
