/** What a browser sent, as far as sign-in needs it. */
export type Browser = {
  readonly cookies: string | undefined;
  readonly userAgent: string | undefined;
  readonly address: string;
};

/** A step of signing in: the cookies to set, and what comes next. */
export type Step<Next extends string = string> = { readonly next: Next; readonly setCookies: readonly string[] };
