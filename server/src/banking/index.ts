export { addBankAccount, listBankAccounts, type NewBankAccount } from "./accounts.ts";
export { bankingChecks } from "./checks.ts";
export { bankingErrors } from "./errors.ts";
export { listBankFiles, newestSettlement } from "./file-store.ts";
export { importFile, postFile, releaseFile, tryImport, type ImportInput, type ImportResult, type ImportStep } from "./import-file.ts";
export type { BankFileReader, FileChunks, FileFormat, FileProblem, FileVerdict } from "./ports.ts";
export type { BankAccount, BankFile, DetailSource, FileChannel, FileState, FileTotals, ProofSource } from "./types.ts";
