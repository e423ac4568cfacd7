/**
 * What the lockfile and the repository must not carry (SEC-50, SEC-90, SEC-91), as pure functions from text to complaints.
 */

/** One entry of `packages` in a lockfile of version 3; the fields the rules look at. */
export interface LockEntry {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  link?: boolean;
  dev?: boolean;
  devOptional?: boolean;
}

export interface Lockfile {
  lockfileVersion: number;
  packages: Record<string, LockEntry>;
}

/** Packages the product may bring at run time, at most (SEC-91). */
export const RUNTIME_PACKAGES_LIMIT = 250;

/**
 * Licences that may come in. The permissive ones and, by file, MPL-2.0 (its duty ends at the file it covers, which we do not
 * change). CC-BY-3.0 is the holiday data's and OFL-1.1 the typeface's:
 * their notices stand in the packages themselves.
 */
export const ALLOWED_LICENCES: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC-BY-3.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "OFL-1.1",
  "PSF-2.0",
  "PostgreSQL",
  "Python-2.0",
  "Unlicense",
]);

/**
 * Tools that judge in tests and never leave with the product: free of charge, not open. Each by name, so that no other comes in with them.
 */
export const JUDGES: ReadonlySet<string> = new Set(["node_modules/saxon-js", "node_modules/xslt3"]);

/** SEC-90: version 3, sha512 on every package, no git or http source, no host name anywhere. */
export function lockfileProblems(lock: Lockfile): string[] {
  const version = lock.lockfileVersion === 3 ? [] : [`lockfile version is ${lock.lockfileVersion}, not 3`];
  return [
    ...version,
    ...foreignPackages(lock).flatMap(([path, entry]) => entryProblems(path, entry)),
    ...linkProblems(lock),
  ];
}

function entryProblems(path: string, entry: LockEntry): string[] {
  const problems: string[] = [];
  if (entry.integrity?.startsWith("sha512-") !== true) problems.push(`${path} has no sha512`);
  if (entry.resolved !== undefined) problems.push(`${path} names where it came from: ${entry.resolved}`);
  return problems;
}

/** A link may lead into the repository only. */
function linkProblems(lock: Lockfile): string[] {
  return Object.entries(lock.packages)
    .filter(([, entry]) => entry.link === true)
    .filter(([, entry]) => !/^[a-z][\w-]*(\/[\w-]+)*$/.test(entry.resolved ?? ""))
    .map(([path, entry]) => `${path} links outside the repository: ${entry.resolved ?? "nowhere"}`);
}

/** Every package that somebody else wrote, development tools included. */
export function foreignPackages(lock: Lockfile): [path: string, entry: LockEntry][] {
  return Object.entries(lock.packages).filter(([path, entry]) => path.includes("node_modules/") && entry.link !== true);
}

/** SEC-91: what `npm ci --omit=dev` may bring, once per name and version. Platform variants count, as a reviewer must look at each. */
export function runtimePackages(lock: Lockfile): string[] {
  const names = foreignPackages(lock)
    .filter(([, entry]) => entry.dev !== true && entry.devOptional !== true)
    .map(([path, entry]) => `${path.split("node_modules/").at(-1) ?? path}@${entry.version ?? "?"}`);
  return [...new Set(names)].sort();
}

/** SEC-91: packages whose licence is missing or not on the list. Of `A OR B` one must be allowed, of `A AND B` each. */
export function licenceProblems(lock: Lockfile): string[] {
  return foreignPackages(lock)
    .filter(([path, entry]) => !licenceAllowed(entry.license ?? "") && !(entry.dev === true && JUDGES.has(path)))
    .map(([path, entry]) => `${path}: ${entry.license ?? "no licence named"}`);
}

function licenceAllowed(expression: string): boolean {
  const bare = expression.replace(/[()]/g, "");
  return bare.split(" OR ").some((choice) => choice.split(" AND ").every((part) => ALLOWED_LICENCES.has(part.trim())));
}

/** Shapes of secrets. Each is a form that nothing but a secret has, so that a hit is never argued about. */
const SECRETS: readonly [name: string, shape: RegExp][] = [
  ["a private key", /-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY/],
  ["a cloud access key", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,})/],
  ["an npm token", /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=/],
  ["a Stripe key", /\b[sr]k_(?:live|test)_[A-Za-z0-9]{20,}/],
  ["a Slack token", /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ["a signed token", /\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}/],
  [
    "a password in an address",
    /\b(?:postgres(?:ql)?|https?|amqps?|redis):\/\/[^\s:/@"'`${}]+:[^\s:/@"'`${}]{8,}@(?!localhost|127\.0\.0\.1)/,
  ],
];

/** SEC-50: lines that hold a secret. The secret itself is not repeated in the complaint. */
export function secretsIn(path: string, text: string): string[] {
  return text
    .split("\n")
    .flatMap((line, index) =>
      SECRETS.filter(([, shape]) => shape.test(line)).map(([name]) => `${path}:${index + 1} holds ${name}`),
    );
}
