import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** The tokens of the product's look, light and dark, as custom properties; everything else is made from them. */

const fjord: MantineColorsTuple = [
  "#e9f6f7",
  "#d2ebed",
  "#a4d6da",
  "#73c1c7",
  "#4fb8c1",
  "#2d9ea8",
  "#17828b",
  "#0f6b73",
  "#0b565d",
  "#073f44",
];

export const theme = createTheme({
  primaryColor: "fjord",
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  // Whoever asks their system for calm gets no fading dialogs either (2.3.3).
  respectReducedMotion: true,
  colors: { fjord },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace",
  fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  lineHeights: { md: "1.45" },
  defaultRadius: 6,
  cursorType: "pointer",
  headings: { fontWeight: "650", sizes: { h1: { fontSize: "1.25rem" }, h2: { fontSize: "1rem" } } },
  components: {
    Button: { defaultProps: { size: "sm" } },
    // What lies behind a dialog is still there, only quieter.
    Modal: { defaultProps: { overlayProps: { backgroundOpacity: 0.4 }, radius: 8 } },
  },
});

type Token =
  | "paper"
  | "surface"
  | "line"
  | "ink"
  | "muted"
  | "accent"
  | "onAccent"
  | "off"
  | "settled"
  | "due"
  | "overdue"
  | "held";

const light: Record<Token, string> = {
  paper: "#FBFAF8",
  surface: "#FFFFFF",
  line: "#E6E3DD",
  ink: "#1C2024",
  muted: "#5E6670",
  accent: "#0F6B73",
  onAccent: "#FFFFFF",
  off: "#EEEBE5",
  settled: "#2B7A4B",
  due: "#8A6100",
  overdue: "#B23A2E",
  held: "#5B4B9A",
};

const dark: Record<Token, string> = {
  paper: "#121416",
  surface: "#1A1D20",
  line: "#2C3136",
  ink: "#ECEDEE",
  muted: "#A3ABB3",
  accent: "#4FB8C1",
  onAccent: "#0B1A1B",
  off: "#262B2F",
  settled: "#5CC48A",
  due: "#E0B04A",
  overdue: "#F0887C",
  held: "#A99BE8",
};

function properties(tokens: Record<Token, string>): Record<string, string> {
  const own = Object.entries(tokens).map(([name, value]) => [`--kv-${name}`, value]);
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    "--mantine-color-body": tokens.paper,
    "--mantine-color-text": tokens.ink,
    "--mantine-color-dimmed": tokens.muted,
    "--mantine-color-default": tokens.surface,
    "--mantine-color-default-color": tokens.ink,
    "--mantine-color-default-hover": `color-mix(in srgb, ${tokens.accent} 8%, ${tokens.surface})`,
    "--mantine-color-default-border": tokens.line,
    "--mantine-color-anchor": tokens.accent,
    "--mantine-color-error": tokens.overdue,
    "--mantine-color-placeholder": tokens.muted,
    // What may not be pressed yet is quiet and still read.
    "--mantine-color-disabled": tokens.off,
    "--mantine-color-disabled-color": tokens.muted,
    "--mantine-color-disabled-border": tokens.line,
  };
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: properties(light),
  dark: properties(dark),
});
