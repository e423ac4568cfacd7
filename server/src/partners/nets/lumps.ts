/** A lump sum of the file: payments of one assignment that stand on the bank statement as one amount. */
export type Lump = { readonly batchKey: string; readonly account: string; readonly settledOn: string };

/**
 * Names lumps `<settledOn>-<partial settlement>-<serial number>`. When another assignment of the file has taken that
 * name, `-a<assignment>` follows it, counted from 1 in file order, so that every key stands once in a file. Ask in file
 * order: then the check and the reading give the same names.
 */
export class LumpNames {
  readonly #owners = new Map<string, number>();

  /** The key of a lump of the assignment with this index (from 0). */
  of(assignment: number, settledOn: string, partialSettlement: number, serialNumber: number): string {
    const plain = `${settledOn}-${partialSettlement}-${String(serialNumber).padStart(5, "0")}`;
    const owner = this.#owners.get(plain) ?? assignment;
    this.#owners.set(plain, owner);
    return owner === assignment ? plain : `${plain}-a${assignment + 1}`;
  }
}
