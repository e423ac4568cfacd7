export {
  digestLeavesOn,
  digestSetting,
  digestWeek,
  setDigestSetting,
  weekDigest,
  type DigestToSend,
} from "./digest.ts";
export {
  setSentRow as setDigestSent,
  type Digest,
  type DigestFigures,
  type DigestMessage,
  type DigestReader,
  type DigestSetting,
} from "./store.ts";
