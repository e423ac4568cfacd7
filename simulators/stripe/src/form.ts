/** The wire's form encoding: `line_items[0][price_data][currency]=nok` is a tree. */

export type FormTree = { [name: string]: string | FormTree };

const DEEPEST = 10;

/** A tree of texts; lists are objects with the keys 0, 1, 2 and so on, and `expand[]=a` counts them itself. Null when it is no such form. */
export function formTree(encoded: string): FormTree | null {
  const root: FormTree = emptyTree();
  for (const [key, value] of new URLSearchParams(encoded)) {
    const path = pathOf(key);
    if (path === null || path.length > DEEPEST || !place(root, path, value)) return null;
  }
  return root;
}

function emptyTree(): FormTree {
  return Object.create(null) as FormTree;
}

function pathOf(key: string): string[] | null {
  const found = /^([a-z0-9_]+)((?:\[[a-zA-Z0-9_-]*\])*)$/.exec(key);
  if (found === null) return null;
  return [found[1]!, ...[...found[2]!.matchAll(/\[([^\]]*)\]/g)].map(([, part]) => part!)];
}

function place(root: FormTree, path: readonly string[], value: string): boolean {
  let node = root;
  for (const [index, part] of path.entries()) {
    const name = part === "" ? String(Object.keys(node).length) : part;
    if (index === path.length - 1) {
      node[name] = value;
      return true;
    }
    const next = (node[name] ??= emptyTree());
    if (typeof next === "string") return false;
    node = next;
  }
  return false;
}

/** The values of a list in a tree, in order. */
export function listOf(tree: string | FormTree | undefined): readonly (string | FormTree)[] {
  return tree === undefined || typeof tree === "string" ? [] : Object.values(tree);
}
