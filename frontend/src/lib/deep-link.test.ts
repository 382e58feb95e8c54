import { describe, expect, it } from "vitest";
import { referenceInPath, safePath } from "./deep-link";

describe("safePath", () => {
  it.each(["/", "/alerts/abc", "/inbox/mine?place=p1", "/a//b"])("keeps %s", (path) => {
    expect(safePath(path)).toBe(path);
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "alerts/1",
    "",
    null,
    undefined,
    { path: "/x" },
    "/signed-in?code=1",
  ])("refuses %j", (path) => {
    expect(safePath(path)).toBe("/");
  });
});

describe("referenceInPath", () => {
  it("names the case of a mail's link", () => {
    expect(referenceInPath("/alerts/a7k3qf2abcdefghijklmnopqr")).toBe("A-7K3QF2");
    expect(referenceInPath("/inbox/mine/a7k3qf2abcdefghijklmnopqr?place=x")).toBe("A-7K3QF2");
  });

  it("says nothing of another page", () => {
    expect(referenceInPath("/inbox/mine")).toBeNull();
    expect(referenceInPath("/alerts/<script>")).toBeNull();
  });
});
