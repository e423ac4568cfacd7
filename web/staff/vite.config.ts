import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The server hands out `dist` under its own headers; nothing is inlined, since the policy allows no inline script (SEC-60). */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: "dist",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    reportCompressedSize: true,
  },
});
