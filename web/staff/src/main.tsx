import "./policy.ts";
import "@fontsource-variable/inter";
import "@mantine/core/styles.css";
import "./app.css";
import "./parts/parts.css";
import "./parts/table.css";
import "./shell/shell.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queries } from "./api.ts";
import { locales } from "./format.ts";
import { nonce } from "./policy.ts";
import { router } from "./router.tsx";
import { keptLook } from "./shell/kept.ts";
import "./shell/wire.ts";
import { firstLanguage, speak } from "./texts/i18n.ts";
import { cssVariables, theme } from "./theme.ts";

const look = keptLook();
const language = look.language ?? firstLanguage(navigator.languages);
document.documentElement.lang = locales[language];
document.documentElement.dataset["density"] = look.density ?? "comfortable";
await speak(language);

createRoot(document.querySelector("#app")!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
