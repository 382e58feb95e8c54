import type { Problem } from "@/api/problem";

/** What every dialog of a command on many cases is given. */
export interface Asked {
  count: number;
  command: { busy: boolean; problem: Problem | null; forget: () => void };
  onSend: (args: object) => void;
  onCancel: () => void;
}
