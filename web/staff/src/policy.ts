import { setNonce } from "get-nonce";

/** The nonce of this answer's policy, for the style elements of the UI library (SEC-60). */
export const nonce = document.querySelector<HTMLMetaElement>('meta[name="kvitt-nonce"]')?.content ?? "";
setNonce(nonce);

type PolicyFactory = {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string; createScriptURL(url: string): string },
  ): unknown;
};

/** The one Trusted Types policy: text that holds no markup, and scripts of our own host. Anything else is refused (SEC-60). */
const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
factory?.createPolicy("default", {
  createHTML(text) {
    if (text.includes("<")) throw new TypeError("Markup is never made from text here");
    return text;
  },
  createScriptURL(url) {
    if (new URL(url, location.origin).origin !== location.origin) throw new TypeError("Scripts come from our own host");
    return url;
  },
});
