import type { FileVerdict, IncomingStatement, ReaderOptions } from "./port-types.ts";
import type { OcrColumns } from "../../partners/nets/index.ts";
import type { PaymentColumns } from "./payment-columns.ts";

/** What a thread is asked to do with a file. */
export type Call = "validate" | "payments" | "statements" | "describe";

/** To the thread. A job's number tells its messages from those of a job given up. */
export type Request =
  | {
      readonly type: "job";
      readonly job: number;
      readonly call: Call;
      readonly options: ReaderOptions;
      readonly ahead: number;
    }
  | { readonly type: "bytes"; readonly job: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: "end"; readonly job: number }
  /** An item was used: another may be made. */
  | { readonly type: "more"; readonly job: number };

/** One step of a file's payments or statements. */
export type Item =
  | { readonly type: "ocr"; readonly block: OcrColumns }
  | { readonly type: "payments"; readonly columns: PaymentColumns }
  | { readonly type: "statement"; readonly statement: IncomingStatement };

/** What a job comes to: the verdict, the description, or nothing when its items were all. */
export type Outcome = FileVerdict | string | undefined;

/** From the thread. */
export type Answer =
  /** Bytes were used: as many more may come. */
  | { readonly type: "took"; readonly job: number; readonly length: number }
  | { readonly type: "item"; readonly job: number; readonly item: Item }
  | { readonly type: "done"; readonly job: number; readonly outcome: Outcome }
  | { readonly type: "failed"; readonly job: number; readonly message: string; readonly code: string | undefined };
