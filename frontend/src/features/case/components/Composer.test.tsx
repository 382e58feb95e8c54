import { screen, waitFor } from "@testing-library/react";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useNotices } from "@/lib/notices";
import { FakeApi, problem } from "@/test/fake/api";
import { idOf } from "@/test/fake/make";
import { claire } from "@/test/fake/people";
import { serve, show } from "@/test/render";
import { useAlert } from "../api/useAlert";
import { Composer } from "./Composer";

let api: FakeApi;
const server = serve(() => api);
const id = idOf(3);
beforeAll(() => server.listen());
afterAll(() => server.close());
beforeEach(() => {
  api = new FakeApi();
});

/** The composer with what the case pane gives it. */
function Part() {
  const { data } = useAlert(id);
  const notice = useNotices().find(({ alertId }) => alertId === id);
  return (
    <>
      {data && <Composer alert={data} name="x" />}
      {notice && (
        <button type="button" onClick={notice.retry}>{`${notice.action} ${notice.problem.code}`}</button>
      )}
    </>
  );
}

const posts = () => api.calls.filter((call) => call.startsWith("POST"));

describe("Composer", () => {
  it("adds a note once, even on a double click, and empties the box", async () => {
    const { user } = show(<Part />, api);
    const text = await screen.findByLabelText("Texte de la note");
    await user.type(text, "Lot retiré");
    await user.dblClick(screen.getByRole("button", { name: /Ajouter la note/ }));
    await waitFor(() => expect(text).toHaveValue(""));
    expect(posts()).toHaveLength(1);
    expect(api.find(id).events.at(-1)).toMatchObject({ type: "noted", data: { text: "Lot retiré" } });
  });

  it("says why an empty note is not sent", async () => {
    const { user } = show(<Part />, api);
    await user.click(await screen.findByRole("button", { name: /Ajouter la note/ }));
    expect(screen.getByText(/Écrivez la note/)).toBeVisible();
    expect(posts()).toEqual([]);
  });

  it("keeps the draft over a remount", async () => {
    const { user, unmount } = show(<Part />, api);
    await user.type(await screen.findByLabelText("Texte de la note"), "À finir");
    unmount();
    show(<Part />, api);
    expect(await screen.findByLabelText("Texte de la note")).toHaveValue("À finir");
    expect(screen.getByText("Brouillon enregistré")).toBeVisible();
  });

  it("logs a call with its outcome", async () => {
    const { user } = show(<Part />, api);
    await user.click(await screen.findByRole("tab", { name: "Consigner un appel" }));
    await user.click(screen.getByRole("button", { name: /Consigner/ }));
    expect(screen.getByText("Choisissez un résultat.")).toBeVisible();
    await user.click(screen.getByLabelText("Client joint"));
    await user.keyboard("{Control>}{Enter}{/Control}");
    await user.click(screen.getByRole("button", { name: /Consigner/ }));
    await waitFor(() => expect(api.find(id).alert.status).toBe("contacted"));
  });

  it("keeps the text on a conflict and sends it on the case as it is now", async () => {
    const { user } = show(<Part />, api);
    const text = await screen.findByLabelText("Texte de la note");
    await user.type(text, "Ma note");
    api.act(api.find(id), "noted", claire, { text: "avant vous" });
    await user.click(screen.getByRole("button", { name: /Ajouter la note/ }));
    const retry = await screen.findByRole("button", { name: "note stale_version" });
    expect(text).toHaveValue("Ma note");
    await user.click(retry);
    await waitFor(() => expect(api.find(id).events.at(-1)?.data.text).toBe("Ma note"));
    expect(new Set(api.keys).size).toBe(2);
  });

  it("sends the same key again after a failure", async () => {
    let failures = 1;
    api.override = ({ method }) =>
      method === "POST" && failures-- > 0 ? problem(503, "unavailable") : undefined;
    const { user } = show(<Part />, api);
    await user.type(await screen.findByLabelText("Texte de la note"), "Ma note");
    await user.click(screen.getByRole("button", { name: /Ajouter la note/ }));
    await user.click(await screen.findByRole("button", { name: "note unavailable" }));
    await waitFor(() => expect(api.keys).toHaveLength(2));
    expect(new Set(api.keys).size).toBe(1);
  });

  it("is replaced by a sentence for who may only read", async () => {
    api.find(id).alert.may = [];
    show(<Part />, api);
    expect(await screen.findByText(/lire ce dossier/)).toBeVisible();
  });
});
