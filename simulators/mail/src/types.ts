/** What the mail sink knows of. */

export type Attachment = { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array };

export type Mail = {
  /** Our number of it, from 1. */
  readonly no: number;
  readonly atMs: number;
  /** Empty for a bounce. */
  readonly envelopeFrom: string;
  readonly to: readonly string[];
  /** The header, without its angle brackets. */
  readonly messageId: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
  readonly raw: Uint8Array;
  /** The connection was encrypted. */
  readonly secure: boolean;
};

/** A bounce, ready to be laid where bounces are looked for. */
export type Bounce = { readonly name: string; readonly to: string; readonly bytes: Uint8Array };

/** `nonsense` greets with something that is no mail server's word. */
export type ConnectFault = { readonly do: "nonsense" } | { readonly do: "drop" };
/** 550 5.1.1 is nobody there, 451 4.7.1 is greylisting. */
export type RefusalFault = { readonly do: "refuse"; readonly code: number; readonly status: string };
/** `drop` after: the mail is in the box, and nobody was told. */
export type DataFault =
  | RefusalFault
  | { readonly do: "drop"; readonly when: "before" | "after" }
  | { readonly do: "delay"; readonly ms: number };
/** Taken, and sent back later: 5.x is a failure, 4.x a delay. */
export type BounceFault = { readonly do: "bounce"; readonly status: string; readonly afterSeconds: number };

/** `match.to` is an address or, with `*` at its end, the beginning of some. Skips `skip` matches, then fires `times` times (1 when left out). */
export type Rule = { readonly times?: number | undefined; readonly skip?: number | undefined } & (
  | { readonly on: "connect"; readonly fault: ConnectFault }
  | {
      readonly on: "recipient";
      readonly match?: { readonly to?: string | undefined } | undefined;
      readonly fault: RefusalFault;
    }
  | {
      readonly on: "data";
      readonly match?: { readonly to?: string | undefined } | undefined;
      readonly fault: DataFault;
    }
  | {
      readonly on: "mail";
      readonly match?: { readonly to?: string | undefined } | undefined;
      readonly fault: BounceFault;
    }
);
