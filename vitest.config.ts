import { defineConfig } from "vitest/config";

const everywhere = {
  exclude: ["**/node_modules/**", "**/dist/**"],
  pool: "forks" as const,
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
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
