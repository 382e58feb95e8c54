import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import type { ReactNode } from "react";
import { createApi } from "@/api/client";
import { ApiContext } from "@/api/context";
import { cssVariablesResolver, theme } from "@/app/theme/theme";
import { openDrafts } from "@/lib/drafts";
import { MeContext } from "@/lib/me";
import { ZoneContext } from "@/lib/zone";
import { FakeApi } from "./fake/api";

/** A server that answers from the fake API. Start it in `beforeAll`, stop it in `afterAll`. */
export function serve(api: () => FakeApi) {
  return setupServer(
    http.all("*/v1/*", async ({ request }) => {
      const text = await request.text();
      const { status, body } = api().handle({
        method: request.method,
        url: new URL(request.url),
        // Parts of files are bytes.
        body: text && !request.headers.get("content-type")?.includes("octet") ? JSON.parse(text) : null,
        key: request.headers.get("idempotency-key"),
      });
      if (status === 204) return new HttpResponse(null, { status });
      return status === 0 ? HttpResponse.error() : HttpResponse.json(body as object, { status });
    }),
  );
}

/** Renders a part of the product as a signed-in person sees it. */
export function show(part: ReactNode, api = new FakeApi()) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const httpApi = createApi({
    baseUrl: "http://boucle.test",
    token: async () => "token",
    renewed: async () => null,
  });
  openDrafts(api.me.id);
  const wrap = (content: ReactNode) => (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} env="test">
      <QueryClientProvider client={client}>
        <ApiContext value={httpApi}>
          <MeContext value={api.me}>
            <ZoneContext value={api.me.tenant.zone}>{content}</ZoneContext>
          </MeContext>
        </ApiContext>
      </QueryClientProvider>
    </MantineProvider>
  );
  const shown = render(wrap(part));
  return {
    ...shown,
    client,
    api,
    user: userEvent.setup(),
    again: (next: ReactNode) => shown.rerender(wrap(next)),
  };
}
