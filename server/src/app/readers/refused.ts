import type { FileVerdict } from "./port-types.ts";

/** The verdict on a file that could not be looked into: refused for one reason, known by the hash of its bytes. */
export function refused(code: string, rule: string, sentence: string, sha256: Buffer): FileVerdict {
  return {
    ok: false,
    problems: [{ code, level: "file", line: 0, rule, sentence }],
    problemCount: 1,
    senderKey: null,
    contentSha256: sha256,
    normalisedSha256: sha256,
    partKeys: [],
    batches: [],
    statements: [],
  };
}
