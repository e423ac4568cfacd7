// What the linter holds: strict typed TypeScript, and the bans a reader would otherwise have to carry in the head.
// A ban's message says what to use instead. Import directions between our own folders are in dependency-rules.mjs.

import tseslint from "typescript-eslint";

const TESTS = ["**/*.test.ts", "**/*.contract.ts"];
/** The only folder that may read a clock, roll dice or wait; everything else is handed the time, the id, the next step. */
const PLATFORM = "server/src/platform/**";
/** A simulator moves its own clock; only the file that starts it may begin from the machine's. */
const SIMULATOR_ENTRY = "simulators/*/src/main.ts";
/** Measuring and running checks is about the machine's time, not the business's. */
const TOOLS = ["**/bench/**", "scripts/**"];

const TIME = "Time comes from outside: take `asOf` or platform's clock as a parameter.";
const CHANCE = "Chance comes from outside: take platform's ids or random source as a parameter.";
const WAITING = "Nothing waits on the wall clock here: use a job, a schedule, or the moved clock of the test.";
const FLOATS = "A float cannot hold money. Read digits with the money parser of @kvitt/values.";
const RAW_SQL =
  "SEC-08: SQL is never built from strings. Use the sql template with parameters; its fragments nest, sql.ref and sql.table hold names.";

const clockGlobals = [
  { name: "setTimeout", message: WAITING },
  { name: "setInterval", message: WAITING },
  { name: "setImmediate", message: WAITING },
  { name: "performance", message: TIME },
];
const floatGlobals = [{ name: "parseFloat", message: FLOATS }];

const clockProperties = [
  { object: "Date", property: "now", message: TIME },
  { object: "process", property: "hrtime", message: TIME },
  { object: "Temporal", property: "Now", message: TIME },
  { object: "Math", property: "random", message: CHANCE },
  { object: "crypto", property: "randomUUID", message: CHANCE },
  { object: "globalThis", property: "setTimeout", message: WAITING },
  { object: "globalThis", property: "setInterval", message: WAITING },
];
const floatProperties = [{ object: "Number", property: "parseFloat", message: FLOATS }];

const clockSyntax = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: TIME },
  { selector: "CallExpression[callee.name='Date']", message: TIME },
];
const STATEMENT = "/\\b(select\\s[^]*\\bfrom|insert\\s+into|update\\s+\\S+\\s+set|delete\\s+from)\\b/i";
const sqlSyntax = [
  { selector: "MemberExpression[object.name='sql'][property.name='raw']", message: RAW_SQL },
  {
    selector: `:not(TaggedTemplateExpression) > TemplateLiteral[expressions.length>0] > TemplateElement[value.raw=${STATEMENT}]`,
    message: RAW_SQL,
  },
  { selector: `BinaryExpression[operator='+'] > Literal[value=${STATEMENT}]`, message: RAW_SQL },
];
const moneySyntax = [
  {
    selector: "Identifier[name=/Minor$/] > TSTypeAnnotation > TSNumberKeyword",
    message: "Minor units are bigint: the type keeps money and counts apart.",
  },
  {
    selector: ":matches(TSPropertySignature, PropertyDefinition)[key.name=/Minor$/] > TSTypeAnnotation TSNumberKeyword",
    message: "Minor units are bigint: the type keeps money and counts apart.",
  },
];

const pool = {
  group: ["pg", "pg-copy-streams", "pg-pool", "pg-cursor", "postgres"],
  message:
    "SEC-03: the database is reached through withTenant of platform's database, never by a connection of one's own.",
};
const signIn = [
  {
    group: ["better-auth/plugins/*", "!better-auth/plugins/two-factor", "@better-auth/*"],
    message: "SEC-20: better-auth's core and two-factor only.",
  },
  {
    regex: "^better-auth/plugins$",
    allowImportNames: ["twoFactor"],
    message: "SEC-20: better-auth's core and two-factor only.",
  },
];
const cryptoPackages = {
  group: [
    "crypto-js",
    "bcrypt",
    "bcryptjs",
    "argon2",
    "scrypt-js",
    "tweetnacl",
    "node-forge",
    "elliptic",
    "jsonwebtoken",
    "jose",
    "uuid",
    "nanoid",
    "libsodium-*",
    "sodium-native",
    "@noble/*",
    "@node-rs/*",
    "openpgp",
  ],
  message: "SEC-52: node:crypto only; no crypto packages.",
};
const xmlPackages = {
  group: ["fast-xml-parser", "xmldom", "@xmldom/xmldom", "libxmljs", "libxmljs2", "xml2js"],
  message: "SEC-64: saxes reads, libxml2-wasm checks. The others change amounts or trust what they are given.",
};
const timerModules = {
  group: ["node:timers", "node:timers/promises", "timers", "timers/promises", "node:perf_hooks"],
  message: WAITING,
};
const randomNames = {
  group: ["node:crypto", "crypto"],
  importNames: ["randomUUID", "randomBytes", "randomInt", "getRandomValues"],
  message: CHANCE,
};
const everywhereBanned = [...signIn, cryptoPackages, xmlPackages];

const restrictedImports = (...patterns) => ["error", { patterns }];

export default tseslint.config(
  { ignores: ["**/node_modules/**", "**/dist/**", "coverage/**", "**/.kvitt/**", "clients/**"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [...tseslint.configs.strictTypeChecked],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // bigint and number read the same in a sentence as a string does; objects and undefined do not.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Handlers and ports are async by contract, also where one implementation has nothing to wait for.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      // Under noUncheckedIndexedAccess, `!` is the honest word for an index the line above has bounded.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/unbound-method": ["error", { ignoreStatic: true }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrorsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "no-restricted-globals": ["error", ...clockGlobals, ...floatGlobals],
      "no-restricted-properties": ["error", ...clockProperties, ...floatProperties],
      "no-restricted-syntax": ["error", ...clockSyntax, ...sqlSyntax, ...moneySyntax],
      "no-restricted-imports": restrictedImports(pool, ...everywhereBanned, timerModules, randomNames),
    },
  },
  {
    // Screens run in a browser, on its clock, and make the keys of their own acts.
    files: ["web/staff/**"],
    languageOptions: { parserOptions: { project: "./web/staff/tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "no-restricted-globals": ["error", ...floatGlobals],
      "no-restricted-properties": ["error", ...floatProperties],
      "no-restricted-syntax": ["error", ...moneySyntax],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: TESTS,
    rules: {
      // A test may make an id that nobody compares.
      "no-restricted-imports": restrictedImports(pool, ...everywhereBanned, timerModules),
    },
  },
  {
    files: ["server/testkit/**", "server/vitest.*.ts"],
    rules: { "no-restricted-imports": restrictedImports(...everywhereBanned, timerModules) },
  },
  {
    files: [SIMULATOR_ENTRY],
    rules: {
      "no-restricted-globals": ["error", ...floatGlobals],
      "no-restricted-properties": ["error", ...floatProperties],
      "no-restricted-syntax": ["error", ...sqlSyntax, ...moneySyntax],
    },
  },
  {
    files: [PLATFORM],
    rules: {
      "no-restricted-globals": ["error", ...floatGlobals],
      "no-restricted-properties": ["error", ...floatProperties],
      "no-restricted-syntax": ["error", ...moneySyntax],
      "no-restricted-imports": restrictedImports(...everywhereBanned),
      // Platform opens and closes what its database room makes, so the rest of platform may know the types.
      "@typescript-eslint/no-restricted-imports": restrictedImports({ ...pool, allowTypeImports: true }),
    },
  },
  {
    files: ["server/src/platform/database/**"],
    rules: { "@typescript-eslint/no-restricted-imports": "off" },
  },
  {
    files: TOOLS,
    rules: {
      "no-restricted-globals": ["error", ...floatGlobals],
      "no-restricted-properties": ["error", ...floatProperties],
      "no-restricted-syntax": ["error", ...moneySyntax],
      "no-restricted-imports": restrictedImports(...everywhereBanned),
    },
  },
);
