export { createBankReaders, FormatUnknown } from "./in-process.ts";
export { ReaderFailed, ReaderStopped } from "./job.ts";
export { threadedReaders, type ThreadOptions } from "./threaded.ts";
