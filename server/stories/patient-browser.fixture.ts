/** A browser without script, as far as paying takes one: opens pages, reads what they show, posts their forms, and follows where they lead. */

export type Page = {
  /** Where the browser stands now, after redirects within the pay page. */
  readonly url: string;
  readonly status: number;
  /** What a person reads: no markup, spaces as one. */
  readonly words: string;
  readonly html: string;
  /** Where the pay page leads to that is not the pay page. */
  readonly leadsTo: string | null;
};

type Form = { readonly action: string; readonly fields: ReadonlyMap<string, string> };

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const unescaped = (text: string): string => text.replace(/&(#?\w+);/g, (all, name: string) => ENTITIES[name] ?? all);

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : unescaped(found);
};

function wordsOf(html: string): string {
  const body = html.slice(Math.max(0, html.indexOf("<body"))).replace(/<(script|style)[\s\S]*?<\/\1>/g, " ");
  return unescaped(body.replace(/<[^>]+>/g, " "))
    .replace(/[\s\u00A0\u202F]+/g, " ")
    .trim();
}

/** The forms of a page, each once for every button that sends it. */
function formsOf({ html }: Page): Form[] {
  return [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].flatMap(([markup]) => {
    const action = attribute(markup, "action")!;
    const inputs = [...markup.matchAll(/<input\b[^>]*>/g)].flatMap(([tag]): [string, string][] => {
      const name = attribute(tag, "name");
      return name === undefined ? [] : [[name, attribute(tag, "value") ?? ""]];
    });
    const buttons = [...markup.matchAll(/<button\b[^>]*>/g)].map(([tag]): [string, string][] => {
      const name = attribute(tag, "name");
      return name === undefined ? [] : [[name, attribute(tag, "value") ?? ""]];
    });
    return buttons.map((button) => ({ action, fields: new Map([...inputs, ...button]) }));
  });
}

const FORM = { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" } as const;

async function load(url: string, init: RequestInit = {}): Promise<Page> {
  const home = new URL(url).origin;
  let answer = await fetch(url, { ...init, redirect: "manual" });
  let here = url;
  for (let next = answer.headers.get("location"); next !== null; next = answer.headers.get("location")) {
    await answer.arrayBuffer();
    const target = new URL(next, here);
    if (target.origin !== home) return { url: here, status: answer.status, words: "", html: "", leadsTo: target.href };
    here = target.href;
    answer = await fetch(here, { redirect: "manual" });
  }
  const html = await answer.text();
  return { url: here, status: answer.status, html, words: wordsOf(html), leadsTo: null };
}

export const openPage = (url: string): Promise<Page> => load(url);

/** Follows the page's own link whose address holds this. */
export async function follow(page: Page, part: string): Promise<Page> {
  const target = [...page.html.matchAll(/<a\b[^>]*>/g)]
    .map(([tag]) => attribute(tag, "href"))
    .find((href) => href?.includes(part));
  if (target === undefined) throw new Error(`No link leads to ${part}: ${page.words}`);
  return load(new URL(target, page.url).href);
}

/**
 * Presses a button of the page: the form whose address holds `to` and whose button carries `name=value` where one is named, filled in with what was typed.
 */
export async function press(
  page: Page,
  to: string,
  button: Readonly<Record<string, string>> = {},
  typed: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const carries = ({ fields }: Form) => Object.entries(button).every(([name, value]) => fields.get(name) === value);
  const form = formsOf(page).find((each) => each.action.includes(to) && carries(each));
  if (!form) throw new Error(`No such button towards ${to}: ${page.words}`);
  const body = new URLSearchParams([...new Map([...form.fields, ...Object.entries(typed)])]);
  const { origin } = new URL(page.url);
  return load(new URL(form.action, page.url).href, { method: "POST", headers: { ...FORM, origin }, body });
}
