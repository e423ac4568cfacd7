/** How many parts a text takes (3GPP TS 23.038): 160 characters alone or 153 joined in GSM-7, 70 or 67 when a character is outside it. */

const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const basic = new Set(BASIC);
/** They take two places each. */
const extended = new Set("^{}\\[~]|€\f");

export function partsOf(text: string): number {
  const characters = Array.from(text);
  const inGsm = characters.every((character) => basic.has(character) || extended.has(character));
  const length = inGsm ? characters.length + characters.filter((each) => extended.has(each)).length : text.length;
  const [alone, joined] = inGsm ? [160, 153] : [70, 67];
  return length <= alone ? 1 : Math.ceil(length / joined);
}
