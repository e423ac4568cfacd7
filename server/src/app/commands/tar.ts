/** An archive of files by POSIX 1003.1 (ustar), written a file at a time. */

const BLOCK = 512;
const LONGEST_NAME = 100;

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, "0")}\0`;

/** The header of a regular file that its owner may read and write; it has no date, so that the same files are the same archive. */
function header(name: string, byteLength: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, "utf8");
  block.write(octal(0o600, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(byteLength, 12), 124);
  block.write(octal(0, 12), 136);
  block.write(" ".repeat(8), 148);
  block.write("0", 156);
  block.write("ustar\0" + "00", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

/** A file of the archive. Throws for a name that is too long. */
export function tarFile(name: string, bytes: Uint8Array): Buffer {
  if (Buffer.byteLength(name) > LONGEST_NAME) throw new Error("A name in an archive has at most 100 bytes");
  const padding = Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK);
  return Buffer.concat([header(name, bytes.length), bytes, padding]);
}

/** What stands at the end of an archive. */
export const tarEnd = Buffer.alloc(2 * BLOCK);
