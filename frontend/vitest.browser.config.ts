import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vite.config.ts";

export default mergeConfig(
  base,
  defineConfig({
    test: {
      environment: "node",
      include: ["tests/browser/**/*.test.ts"],
      globalSetup: ["tests/browser/server.ts"],
      testTimeout: 30_000,
      hookTimeout: 60_000,
      // One browser at a time: the machines that run this have few cores.
      fileParallelism: false,
      // A busy machine can paint late; a fault of ours fails every time.
      retry: 2,
    },
  }),
);
