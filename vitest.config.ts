import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const everywhere = {
  exclude: ["**/node_modules/**", "**/dist/**"],
  pool: "forks" as const,
  // A worker reads a module once for all its files; reading them anew for each took a seventh of the run. No test replaces a module.
  isolate: false,
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    // Walks wait for the browser and the database as often as they compute: two side by side fill two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          ...everywhere,
          name: "pure",
          include: ["{values,formats,simulators,scripts,web}/**/*.test.ts", "server/src/markets/**/*.test.ts"],
        },
      },
      {
        test: {
          ...everywhere,
          name: "server",
          include: ["{server,cli,bench}/**/*.test.ts"],
          exclude: [...everywhere.exclude, "server/src/markets/**"],
          globalSetup: ["server/vitest.global.ts"],
        },
      },
    ],
  },
});
