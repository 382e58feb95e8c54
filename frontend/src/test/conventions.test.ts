import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = new URL("../", import.meta.url).pathname;
const files = globSync("**/*.{ts,tsx,css}", { cwd: root })
  .filter((path) => !path.endsWith("schema.d.ts"))
  .map((path) => ({ path, text: readFileSync(root + path, "utf8") }));
const parts = files.filter(
  ({ path }) => path.endsWith(".tsx") && !path.includes(".test.") && !path.startsWith("test/"),
);

/** Words written straight into JSX, or into an attribute that people read or hear. */
function literals(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const read = /^(aria-label|aria-description|title|placeholder|alt|label)$/;
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      if (read.test(node.name.getText()) && /\p{L}/u.test(node.initializer.text))
        found.push(node.initializer.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  // Key caps are the same in every language.
  return found.filter((words) => !/^[A-Z]$/.test(words));
}

describe("conventions", () => {
  it("no text outside the translation files", () => {
    expect(
      parts.flatMap(({ path, text }) => literals(path, text).map((words) => `${path}: ${words}`)),
    ).toEqual([]);
  });

  it("the search for literal text finds it", () => {
    expect(literals("x.tsx", "<p title='Bonjour'>Salut {name}</p>")).toEqual(["Bonjour", "Salut"]);
  });

  it("files stay under 250 lines", () => {
    const long = files.filter(({ path, text }) => !path.startsWith("test/") && text.split("\n").length > 250);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it("features meet in the app only", () => {
    const crossing = files.flatMap(({ path, text }) => {
      const own = /^features\/(\w+)\//.exec(path)?.[1];
      const others = [...text.matchAll(/from "@\/features\/(\w+)\//g)].map((match) => match[1]);
      const app = /from "@\/app\//.test(text) && !path.startsWith("app/") && !path.startsWith("test/");
      const bad = own ? others.filter((other) => other !== own) : [];
      return [
        ...bad.map((other) => `${path} imports ${other}`),
        ...(app && path !== "main.tsx" ? [`${path} imports app`] : []),
      ];
    });
    expect(crossing).toEqual([]);
  });

  it("shared parts know no feature", () => {
    const shared = files.filter(({ path }) => /^(lib|api|components)\//.test(path));
    expect(shared.filter(({ text }) => text.includes("@/features/")).map(({ path }) => path)).toEqual([]);
  });

  it("colours come from the tokens", () => {
    const css = files.filter(({ path }) => path.endsWith(".css") && !path.includes("/theme/"));
    const own = css.flatMap(({ path, text }) =>
      (text.match(/(?<!%23|\w)#[0-9a-f]{3,8}\b/gi) ?? []).map((hex) => `${path} ${hex}`),
    );
    expect(own.filter((entry) => !/#(fff|000)$/i.test(entry))).toEqual([]);
  });
});
