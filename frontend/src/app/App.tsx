import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { createApi } from "@/api/client";
import { ApiContext } from "@/api/context";
import type { Session } from "@/features/session/api/session";
import { SessionContext } from "@/features/session/context";
import type { Config } from "@/lib/config";
import { ConfigContext } from "./config";
import { createQueryClient } from "./query-client";
import { createAppRouter } from "./router";
import { cssVariablesResolver, theme } from "./theme/theme";

export function App({ config, session }: { config: Config; session: Session }) {
  const [queryClient] = useState(createQueryClient);
  const [router] = useState(() => createAppRouter());
  const [api] = useState(() =>
    createApi({ baseUrl: config.api, token: session.token, renewed: session.renewed }),
  );
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <ConfigContext value={config}>
        <SessionContext value={session}>
          <QueryClientProvider client={queryClient}>
            <ApiContext value={api}>
              <RouterProvider router={router} />
            </ApiContext>
          </QueryClientProvider>
        </SessionContext>
      </ConfigContext>
    </MantineProvider>
  );
}
