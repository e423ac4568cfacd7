import type { BankFileReader } from "../../banking/index.ts";

/** The types that the port's methods are written in, by the port itself. */
export type { BankFileReader, FileChunks, FileVerdict } from "../../banking/index.ts";

type Items<T> = T extends AsyncIterable<infer Item> ? Item : never;

export type ReaderOptions = Parameters<BankFileReader["validate"]>[1];
export type IncomingPayment = Items<ReturnType<BankFileReader["payments"]>>[number];
export type IncomingStatement = Items<ReturnType<BankFileReader["statements"]>>;
