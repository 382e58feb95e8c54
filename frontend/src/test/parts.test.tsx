import { screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { CloseDialog } from "@/features/case/components/CloseDialog";
import { Timeline } from "@/features/case/components/Timeline";
import { Verbatim } from "@/features/case/components/Verbatim";
import { WhyPanel } from "@/features/case/components/WhyPanel";
import { CustomerPanel } from "@/features/customer/components/CustomerPanel";
import { setLanguage } from "@/lib/i18n";
import { FakeApi } from "@/test/fake/api";
import { idOf } from "@/test/fake/make";
import { show } from "@/test/render";

const alert = () => structuredClone(new FakeApi().find(idOf(3)).alert);
const quiet = { active: null, onActive: () => {}, onPoint: () => {} };

describe("Verbatim", () => {
  it("shows markup as text", () => {
    const comment = "<script>alert(1)</script> {{7*7}} \u202Eà l’envers";
    const { container } = show(<Verbatim comment={comment} language="fr" conditions={[]} {...quiet} />);
    expect(container.querySelector("script")).toBeNull();
    expect(container.querySelector("blockquote")?.textContent).toBe(comment);
  });

  it("cuts a long comment and shows it whole on demand", async () => {
    const comment = "mot ".repeat(2500);
    const { container, user } = show(<Verbatim comment={comment} language="fr" conditions={[]} {...quiet} />);
    const quote = container.querySelector("blockquote") as HTMLElement;
    expect(quote.textContent?.length).toBeLessThan(1300);
    await user.click(screen.getByRole("button", { name: "Tout afficher" }));
    expect(quote.textContent).toBe(comment);
  });

  it("marks words and points to their condition", async () => {
    const onPoint = vi.fn();
    const conditions = alert()
      .triggers.flatMap((trigger) => trigger.conditions)
      .filter(({ field }) => field === "comment");
    const { container, user } = show(
      <Verbatim
        comment={alert().comment}
        language="fr"
        conditions={conditions}
        {...quiet}
        onPoint={onPoint}
      />,
    );
    const marks = [...container.querySelectorAll("mark")].map((mark) => mark.textContent);
    expect(marks).toEqual(["verre1", "coupé1", "être rappelée3"]);
    await user.click(screen.getByRole("button", { name: "Condition 3" }));
    expect(onPoint).toHaveBeenCalledWith(3);
  });
});

describe("WhyPanel", () => {
  it("tells each condition with what it found", () => {
    const { container } = show(
      <WhyPanel alert={alert()} active={null} onActive={() => {}} foldable={false} pointed={null} />,
    );
    const lines = [...container.querySelectorAll("li")].map((line) => line.textContent);
    expect(lines).toEqual([
      "1Le commentaire mentionne verre et coupé",
      "2La note est inférieure à 5 sur 10\u202f:\u00a02",
      "3Le commentaire mentionne être rappeléeRappel demandé",
    ]);
  });

  it("is folded with a count on the phone", async () => {
    const { user } = show(
      <WhyPanel alert={alert()} active={null} onActive={() => {}} foldable pointed={null} />,
    );
    expect(screen.queryByRole("list")).toBeNull();
    await user.click(screen.getByRole("button", { name: /3 conditions réunies/ }));
    expect(screen.getAllByRole("listitem")).toHaveLength(3);
  });
});

describe("Timeline", () => {
  it("tells people, mails and notes in both languages", async () => {
    const { events } = new FakeApi().find(idOf(3));
    const deliveries = { sent: 3, failed: 1, unknown: 0, pending: 2 };
    const { container } = show(
      <Timeline alert={alert()} name="x" timeline={{ items: events, deliveries }} />,
    );
    const text = () => container.textContent?.replace(/[\u00a0\u202f]/g, " ");
    expect(text()).toContain("Alerte ouverte, 3 e-mails envoyés, 1 en échec, 2 en attente");
    expect(text()).toContain("Vous avez appelé : sans réponse, message laissé");
    expect(text()).toContain("Note interne de Claire");
    await setLanguage("en", { keep: false });
    expect(await screen.findByText(/Internal note by Claire/)).toBeVisible();
    await setLanguage("fr", { keep: false });
  });
});

describe("CloseDialog", () => {
  const dialog = (may = alert()) => {
    const onConfirm = vi.fn();
    const onCancel = vi.fn();
    const shown = show(
      <CloseDialog
        alert={may}
        name="Solange Marchetti"
        next={undefined}
        onCancel={onCancel}
        onConfirm={onConfirm}
        onLogCall={() => {}}
      />,
    );
    return { ...shown, onConfirm, onCancel };
  };

  it("asks for the note its reason needs", async () => {
    const { user, onConfirm } = dialog();
    await screen.findByRole("dialog");
    await user.keyboard("2{Control>}{Enter}{/Control}");
    expect(screen.getByText("Ce motif demande une note.")).toBeVisible();
    await user.type(screen.getByRole("textbox"), "Bon de 20 €, 3 envois");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(onConfirm).toHaveBeenCalledExactlyOnceWith({
      reason: "gesture",
      note: "Bon de 20 €, 3 envois",
      openNext: true,
    });
  });

  it("figures choose, but not while writing the note", async () => {
    const { user, onConfirm } = dialog();
    await screen.findByRole("dialog");
    await user.keyboard("4");
    expect(screen.getByRole("radio", { name: /Sans réponse après/ })).toBeChecked();
    await user.type(screen.getByRole("textbox"), "1");
    expect(screen.getByRole("radio", { name: /Sans réponse après/ })).toBeChecked();
    await user.click(screen.getByRole("button", { name: /^Clore/ }));
    expect(onConfirm).toHaveBeenCalledOnce();
  });

  it("keeps the text when cancelled", async () => {
    const first = dialog();
    await screen.findByRole("dialog");
    await first.user.type(screen.getByRole("textbox"), "En cours");
    await first.user.keyboard("{Escape}");
    expect(first.onCancel).toHaveBeenCalled();
    first.unmount();
    dialog();
    expect(await screen.findByRole("textbox")).toHaveValue("En cours");
  });

  it("tells the steps that will be skipped, and nothing when none is", async () => {
    const { unmount } = dialog({ ...alert(), assigned_at: null });
    expect(await screen.findByText(/Personne n’a pris ce dossier/)).toBeVisible();
    unmount();
    dialog({ ...alert(), first_contact_at: "2026-11-23T17:00:00Z" });
    await screen.findByRole("dialog");
    expect(screen.queryByText(/Aucun contact abouti/)).toBeNull();
  });
});

describe("CustomerPanel", () => {
  it("offers to call, to write and to copy", () => {
    show(<CustomerPanel alert={alert()} />);
    expect(screen.getByRole("link", { name: "Appeler" })).toHaveAttribute("href", "tel:0639984017");
    expect(screen.getByRole("link", { name: "Écrire" })).toHaveAttribute(
      "href",
      "mailto:solange.marchetti@exemple.fr",
    );
    expect(screen.getByRole("button", { name: "Copier le téléphone" })).toBeVisible();
  });

  it("shows nothing to use when contact data is hidden", () => {
    const masked = alert();
    masked.respondent = {
      ...masked.respondent,
      email: "s•••@exemple.fr",
      phone: null,
      masked: true,
      sight: "hidden",
    };
    show(<CustomerPanel alert={masked} />);
    expect(screen.queryByRole("link")).toBeNull();
    expect(screen.queryByRole("button")).toBeNull();
    expect(within(document.body).getByText(/Coordonnées masquées/)).toBeVisible();
  });
});
