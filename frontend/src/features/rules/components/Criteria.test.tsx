import { screen, within } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { fields, keywordLists } from "@/test/fake/rules";
import { show } from "@/test/render";
import { type Editing, EditingContext } from "../criteria/editing";
import { type Criteria, opened, written } from "../criteria/tree";
import { CriteriaGroup } from "./CriteriaGroup";

let last: Criteria;

function Editor({ start, ...more }: { start: object } & Partial<Editing>) {
  const [criteria, setCriteria] = useState(() => opened(start));
  last = criteria;
  const editing: Editing = {
    fields,
    lists: keywordLists,
    places: [
      { value: "p-net", label: "France", depth: 0 },
      { value: "g-drive", label: "Magasins avec drive", block: "Groupes" },
    ],
    names: () => undefined,
    scoreMax: 10,
    faults: new Map(),
    showMissing: false,
    readOnly: false,
    change: setCriteria,
    ...more,
  };
  return (
    <EditingContext value={editing}>
      <CriteriaGroup group={criteria} path={[]} />
    </EditingContext>
  );
}

const low = { field: "score", operator: "<", value: 5 };
const one = (rule: object) => ({ combinator: "and", rules: [rule] });
const rules = () => written(last).rules;
const line = (number: string) => within(screen.getByRole("group", { name: `Condition ${number}` }));

describe("the criteria editor", () => {
  it("says and between the lines, or when one is enough, and keeps the criteria", async () => {
    const { user, container } = show(<Editor start={{ combinator: "and", rules: [low, low] }} />);
    const between = () => container.querySelector("p")?.textContent;
    expect(between()).toBe("et");
    await user.click(screen.getByRole("radio", { name: "Au moins une (ou)" }));
    expect(between()).toBe("ou");
    expect(written(last)).toMatchObject({ combinator: "or", rules: [low, low] });
    await user.click(screen.getByRole("radio", { name: "Aucune (ni)" }));
    expect(written(last)).toMatchObject({ combinator: "or", not: true });
  });

  it("shows a score with its scale, or says that each has its own", () => {
    const first = show(<Editor start={one(low)} />);
    expect(screen.getByLabelText("Valeur, sur 10")).toHaveValue(5);
    first.unmount();
    show(<Editor start={one(low)} scoreMax={null} />);
    expect(screen.getByText("sur son échelle")).toBeVisible();
  });

  it("takes words one by one, several at once, and back", async () => {
    const { user } = show(<Editor start={one({ field: "comment", operator: "mentions", value: "verre" })} />);
    const words = screen.getByLabelText("Mots");
    await user.type(words, "lame{Enter}lame,éclat;");
    expect(rules()[0]).toMatchObject({ value: { words: ["verre", "lame", "éclat"] } });
    await user.click(words);
    await user.paste("moisi\nrance, ver");
    expect(rules()[0]).toMatchObject({
      value: { words: ["verre", "lame", "éclat", "moisi", "rance", "ver"] },
    });
    await user.type(words, "{Backspace}{Backspace}");
    await user.click(screen.getByRole("button", { name: "Retirer lame" }));
    expect(rules()[0]).toMatchObject({ value: { words: ["verre", "éclat", "moisi"] } });
  });

  it("takes exceptions, forms and a language", async () => {
    const { user } = show(<Editor start={one({ field: "comment", operator: "mentions", value: "verre" })} />);
    await user.type(screen.getByLabelText("Sauf ces mots"), "verre d’eau{Enter}");
    await user.click(screen.getByRole("switch", { name: "Toutes les formes" }));
    await user.selectOptions(screen.getByLabelText("Langue du commentaire"), "fr");
    expect(rules()[0]).toMatchObject({
      value: { words: ["verre"], except: ["verre d’eau"], inflected: true, language: "fr" },
    });
  });

  it("names a list that is gone, and lets it go", async () => {
    const mention = { words: ["a"], lists: ["kl-gone"], except: [], inflected: false, language: null };
    const { user } = show(<Editor start={one({ field: "comment", operator: "mentions", value: mention })} />);
    expect(screen.getByText("Liste supprimée")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Retirer la liste" }));
    expect(rules()[0]).toMatchObject({ value: { words: ["a"], lists: [] } });
  });

  it("writes a date, a range, a flag and a weekday", async () => {
    const start = {
      combinator: "and",
      rules: [
        { field: "submitted_at", operator: ">=", value: null },
        { field: "score", operator: "between", value: [null, null] },
        { field: "contact_requested", operator: "=", value: true },
        { field: "submitted_at.weekday", operator: "=", value: null },
      ],
    };
    const { user } = show(<Editor start={start} />);
    await user.type(line("1").getByLabelText("Valeur"), "2026-11-01");
    await user.type(line("2").getByLabelText("De"), "2");
    await user.type(line("2").getByLabelText("À, sur 10"), "4");
    await user.selectOptions(line("3").getByLabelText("Valeur"), "Non");
    await user.selectOptions(line("4").getByLabelText("Valeur"), "samedi");
    expect(rules()).toMatchObject([
      { value: "2026-11-01" },
      { value: [2, 4] },
      { value: false },
      { value: 6 },
    ]);
  });

  it("asks for the name of a question that the catalogue does not list", async () => {
    const { user } = show(<Editor start={one(low)} />);
    await user.selectOptions(line("1").getByLabelText("Champ"), "answer.");
    await user.type(line("1").getByLabelText("Nom de la question"), "attente");
    expect(rules()[0]).toMatchObject({ field: "answer.attente" });
  });

  it("keeps a field and an operator that it does not know", () => {
    show(<Editor start={one({ field: "futur", operator: "resembles", value: "x" })} />);
    expect(line("1").getByLabelText("Champ")).toHaveValue("futur");
    expect(line("1").getByLabelText("Comparaison")).toHaveValue("resembles");
  });

  it("puts a fault at its condition, and joins it to its control", () => {
    const faults = new Map([["0", { value: "Cette liste n’existe plus." }]]);
    show(<Editor start={one(low)} faults={faults} />);
    const value = screen.getByLabelText("Valeur, sur 10");
    expect(value).toHaveAttribute("aria-invalid", "true");
    expect(value).toHaveAccessibleDescription("Cette liste n’existe plus.");
  });

  it("draws two boxes and indents what is deeper", () => {
    const deep = { combinator: "or", rules: [one(one(low))] };
    const { container } = show(<Editor start={{ combinator: "and", rules: [low, deep] }} />);
    const groups = [...container.querySelectorAll("fieldset[aria-label]")];
    expect(groups.map((group) => group.hasAttribute("data-boxed"))).toEqual([true, true, false, false]);
  });

  it("offers nothing to press to who may only read", () => {
    show(<Editor start={{ combinator: "and", rules: [low, one(low)] }} readOnly />);
    expect(screen.queryAllByRole("button")).toEqual([]);
    for (const control of screen.getAllByRole("combobox")) expect(control).toBeDisabled();
  });
});
