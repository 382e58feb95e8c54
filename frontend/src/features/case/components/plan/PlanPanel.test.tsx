import { screen, waitFor } from "@testing-library/react";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FakeApi, problem } from "@/test/fake/api";
import { idOf } from "@/test/fake/make";
import { serve, show } from "@/test/render";
import { useAlert } from "../../api/useAlert";
import { useAct } from "../../api/useTreat";
import { PlanPanel } from "./PlanPanel";

let api: FakeApi;
const server = serve(() => api);
const id = idOf(3);
beforeAll(() => server.listen());
afterAll(() => server.close());
beforeEach(() => {
  api = new FakeApi();
});

/** The panel with what the case pane gives it. */
function Part() {
  const { data } = useAlert(id);
  const command = useAct();
  if (!data?.plan) return null;
  const target = { id, name: "x", version: data.version };
  return (
    <PlanPanel
      alert={data}
      plan={data.plan}
      command={command}
      onSend={(args) => command.run(target, args)}
      onClose={() => {}}
    />
  );
}

describe("PlanPanel", () => {
  it("takes a comment only where the action allows one", async () => {
    const { user } = show(<Part />, api);
    await screen.findByLabelText(/^Commentaire/);
    await user.click(screen.getByRole("button", { name: "Écrire au client" }));
    expect(screen.queryByLabelText(/^Commentaire/)).toBeNull();
    await user.click(screen.getByRole("button", { name: "Déclarer à la qualité" }));
    await user.click(screen.getByLabelText(/Déclaré/));
    await user.click(screen.getByRole("button", { name: /Enregistrer/ }));
    expect(screen.getByText("Cette action demande un commentaire.")).toBeVisible();
    expect(screen.getByText(/Le plan se clôt/)).toBeVisible();
    expect(api.calls.filter((call) => call.endsWith("/actions"))).toEqual([]);
  });

  it("keeps a refusal in its place, with what was typed", async () => {
    api.override = ({ url }) =>
      url.pathname.endsWith("/actions") ? problem(422, "comment_required") : undefined;
    const { user } = show(<Part />, api);
    await user.click(await screen.findByLabelText(/Joint, toujours mécontent/));
    await user.type(screen.getByLabelText(/^Commentaire/), "Rappeler jeudi");
    await user.click(screen.getByRole("button", { name: /Enregistrer/ }));
    expect(await screen.findByText(/Rien n’a été enregistré/)).toBeVisible();
    expect(screen.getByLabelText(/^Commentaire/)).toHaveValue("Rappeler jeudi");
    expect(screen.getByLabelText(/Joint, toujours mécontent/)).toBeChecked();
  });

  it("an action that is over moves up and cannot be chosen again", async () => {
    const { user } = show(<Part />, api);
    await user.click(await screen.findByLabelText(/Joint, toujours mécontent/));
    await user.click(screen.getByRole("button", { name: /Enregistrer/ }));
    await waitFor(() => expect(screen.getByRole("tab", { name: /Actions 2 sur 4/ })).toBeVisible());
    expect(screen.queryByLabelText(/Joint, toujours mécontent/)).toBeNull();
    expect(screen.queryByRole("button", { name: "Appeler le client" })).toBeNull();
  });

  it("a closed plan is read only and says so", async () => {
    const { alert } = api.find(id);
    Object.assign(alert.plan ?? {}, { closed_at: alert.created_at, exit_state: "solved", may_act: false });
    const { user } = show(<Part />, api);
    await user.click(await screen.findByRole("tab", { name: /Actions/ }));
    expect(screen.getByText(/Ce plan est clos/)).toBeVisible();
    expect(screen.queryByRole("button", { name: /Enregistrer/ })).toBeNull();
  });
});
