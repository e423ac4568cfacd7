/** Reed-Solomon codes over GF(256) as QR symbols use them (ISO/IEC 18004, annex A): polynomial x^8 + x^4 + x^3 + x^2 + 1, generator 2. */

const POLYNOMIAL = 0x11d;

const exponents: number[] = [];
const logarithms: number[] = [];
for (let power = 0, value = 1; power < 255; power++) {
  exponents[power] = value;
  logarithms[value] = power;
  value = value < 128 ? value << 1 : (value << 1) ^ POLYNOMIAL;
}

function times(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  return exponents[(logarithms[a]! + logarithms[b]!) % 255]!;
}

/** (x - 1)(x - 2)(x - 4)... of a degree; highest power first, without its leading 1. */
function generator(degree: number): number[] {
  let product = [1];
  for (let root = 0; root < degree; root++) {
    const factor = exponents[root]!;
    product = [...product, 0].map((coefficient, at) => coefficient ^ times(product[at - 1] ?? 0, factor));
  }
  return product.slice(1);
}

/** The error correction codewords of a block of data codewords: the remainder of its division. */
export function correctionOf(data: readonly number[], count: number): number[] {
  const divisor = generator(count);
  let remainder = divisor.map(() => 0);
  for (const codeword of data) {
    const factor = codeword ^ remainder[0]!;
    remainder = divisor.map((coefficient, at) => (remainder[at + 1] ?? 0) ^ times(coefficient, factor));
  }
  return remainder;
}
