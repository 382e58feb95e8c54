import { MantineProvider } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/Button";
import { Empty } from "@/components/ui/Empty";
import { IconAlertCircle } from "@/components/ui/Icons";
import { cssVariablesResolver, theme } from "./theme/theme";

/** The one page shown when /config.json is missing or unusable. */
export function ConfigError() {
  const { t } = useTranslation();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <main style={{ display: "grid", minHeight: "100%" }}>
        <Empty icon={IconAlertCircle} title={t("config.title")} as="h1">
          <p>{t("config.text")}</p>
          <p style={{ marginTop: 16 }}>
            <Button onClick={() => window.location.reload()}>{t("config.reload")}</Button>
          </p>
        </Empty>
      </main>
    </MantineProvider>
  );
}
