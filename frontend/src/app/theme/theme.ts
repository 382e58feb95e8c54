import { type CSSVariablesResolver, createTheme } from "@mantine/core";
import { tokenVariables } from "./tokens";

const aliases = {
  "--mantine-color-text": "var(--c-text)",
  "--mantine-color-body": "var(--c-surface)",
  "--mantine-color-dimmed": "var(--c-text-3)",
  "--mantine-color-error": "var(--c-late)",
  "--mantine-color-placeholder": "var(--c-text-3)",
  "--mantine-color-anchor": "var(--c-accent)",
  "--mantine-color-default": "var(--c-surface)",
  "--mantine-color-default-hover": "var(--c-hover)",
  "--mantine-color-default-color": "var(--c-text)",
  "--mantine-color-default-border": "var(--c-border)",
  "--mantine-primary-color-filled": "var(--c-accent-solid)",
};

/** Puts the colour tokens on the page and points Mantine's own variables at them. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...tokenVariables("light"), ...aliases },
  dark: { ...tokenVariables("dark"), ...aliases },
});

export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 8, dark: 7 },
  colors: {
    petrol: [
      "#EAF5F7",
      "#D5EAEE",
      "#AAD5DD",
      "#7FC0CB",
      "#57ACBA",
      "#3597A8",
      "#248697",
      "#1A7585",
      "#0B5D6C",
      "#084A56",
    ],
  },
  fontFamily: "'Inter Variable', 'Inter Stand-in', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, monospace",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "17px", xl: "20px" },
  lineHeights: { xs: "16px", sm: "18px", md: "20px", lg: "24px", xl: "28px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "10px", xl: "12px" },
  defaultRadius: "sm",
  shadows: {
    sm: "0 8px 28px rgb(10 16 19 / 0.18)",
    md: "0 8px 28px rgb(10 16 19 / 0.18)",
    xl: "0 16px 48px rgb(10 16 19 / 0.28)",
  },
  respectReducedMotion: true,
  focusRing: "auto",
  components: {
    Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 120 } } },
    // Inside their region of the page, not at its end: that is where a screen reader looks for them.
    Combobox: { defaultProps: { withinPortal: false } },
    Menu: {
      defaultProps: {
        shadow: "sm",
        transitionProps: { duration: 120 },
        withInitialFocusPlaceholder: false,
        withinPortal: false,
      },
    },
  },
});
