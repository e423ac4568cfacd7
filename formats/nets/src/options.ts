import type { KidAgreement } from "@kvitt/values";

/** What the receiver knows of itself. Everything may be left out: then what needs it is not checked. */
export interface CheckOptions {
  /** The receiver's customer unit ID, eight digits: another's file is `NOT_FOR_US`. */
  readonly recipient?: string;
  /** The KID agreement of each payee account. */
  readonly agreements?: ReadonlyMap<string, KidAgreement>;
  /** Whether a payee account belongs to the receiver: others are `ACCOUNT_UNKNOWN`. */
  readonly accountIsOurs?: (account: string) => boolean;
  /** The most problems to list; 1,000 if left out. */
  readonly mostListed?: number;
  /**
   * Receives the file without its line breaks, for hashing: `outer` are the transmission's own two records,
   * `assignments` all between them. The bytes are valid during the call only. Of a file that is refused for its line
   * lengths not all bytes come.
   */
  readonly onNormalised?: (bytes: Uint8Array, part: "outer" | "assignments") => void;
}
