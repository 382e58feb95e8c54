import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach, beforeAll, vi } from "vitest";
import { needTexts, startI18n } from "@/lib/i18n";

beforeAll(async () => {
  await startI18n("fr");
  await needTexts("bulk");
  await needTexts("manage");
  await needTexts("sources");
  await needTexts("entry");
  await needTexts("admin");
});

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});

// Parts of a browser that the test document lacks.
Object.assign(window, {
  matchMedia: (media: string) => ({
    media,
    // The tests run as on a wide screen with a mouse.
    matches: /min-width/.test(media),
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
    addListener: vi.fn(),
    removeListener: vi.fn(),
  }),
  ResizeObserver: class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
});
Element.prototype.scrollIntoView = () => {};
Object.defineProperty(document, "fonts", {
  value: { addEventListener: vi.fn(), removeEventListener: vi.fn(), ready: Promise.resolve() },
});
