import type { Alert, Person, TimelineItem } from "@/api/types";
import { type FakeAnswer, type FakeApi, type FakeInput, problem } from "./api";
import { matching } from "./listing";
import type { Kept } from "./make";
import { NOW } from "./people";

interface Outcome {
  id: string;
  outcome: string;
  detail: string;
}

interface Order {
  id: string;
  command: string;
  ids: string[];
  args: Record<string, unknown>;
  items: Outcome[];
  undo: boolean;
  /** How many cases a look at the job finds done; all of them at once for a few. */
  done: number;
  /** Versions of the cases as the order left them. */
  left: Map<string, number>;
}

const AT_ONCE = 50;
const reversible = ["take", "assign", "close", "hold", "spam"];
const ok = (body: unknown, status = 200): FakeAnswer => ({ status, body });

/** Commands on many cases, their jobs, taking them back, and the next case. */
export class FakeBulk {
  orders: Order[] = [];
  /** What was asked, the last one at the end. */
  readonly asked: Record<string, unknown>[] = [];

  constructor(private readonly api: FakeApi) {}

  handle({ method, url, body }: FakeInput): FakeAnswer | null {
    const path = url.pathname;
    if (path === "/v1/alerts/next") return ok({ alert: this.next() });
    const job = this.orders.find(({ id }) => path === `/v1/jobs/${id}`);
    if (job) return ok(this.view(job, true));
    const undone = this.orders.find(({ id }) => path === `/v1/alerts/bulk/${id}/undo`);
    if (undone) return ok(this.view(this.takeBack(undone), false));
    if (path !== "/v1/alerts/bulk" || method !== "POST" || !body) return null;
    this.asked.push(body);
    const filter = body.filter as Record<string, unknown> | undefined;
    const wanted = new URLSearchParams(
      Object.entries(filter ?? {}).map(([name, value]) => [name, String(value)]),
    );
    const ids = (body.ids as string[]) ?? matching(this.api.listing(), wanted).map(({ id }) => id);
    if (body.preview) return ok({ preview: { count: ids.length, more: false } });
    const order: Order = {
      id: `j${"abcdefghijklmnop".slice(this.orders.length)}${"q".repeat(this.orders.length)}`,
      command: String(body.command),
      ids,
      args: body.args as Record<string, unknown>,
      items: [],
      undo: false,
      done: ids.length > AT_ONCE ? 0 : ids.length,
      left: new Map(),
    };
    if (order.command === "close" && order.args.reason === "called" && !order.args.note) {
      return problem(422, "note_required");
    }
    this.orders.push(order);
    order.items = ids.map((id) => this.one(order, id));
    return ok(this.view(order, false), ids.length > AT_ONCE ? 202 : 200);
  }

  private self(): Person {
    return { id: this.api.me.id, name: this.api.me.name };
  }

  private one(order: Order, id: string): Outcome {
    const kept = this.api.cases.find(({ alert }) => alert.id === id);
    const refused = kept ? this.refusal(kept.alert, order.command) : "not_found";
    if (!kept || refused) return { id, outcome: refused ?? "not_found", detail: "" };
    this.api.act(kept, ...this.event(order));
    order.left.set(id, kept.alert.version);
    return { id, outcome: "done", detail: "" };
  }

  private refusal(alert: Alert, command: string): string | null {
    if (command !== "note" && alert.status === "closed") return "already_closed";
    if (command === "take" && alert.owner) return "already_taken";
    if (command === "resume" && !alert.hold) return "not_held";
    return null;
  }

  private event({ command, args }: Order): [TimelineItem["type"], Person, TimelineItem["data"]] {
    const self = this.self();
    switch (command) {
      case "take":
        return ["taken", self, {}];
      case "assign":
        return args.to
          ? ["assigned", self, { to: { id: args.to, name: String(args.to) }, from: null }]
          : ["unassigned", self, {}];
      case "close":
        return ["closed", self, { reason: { id: args.reason, label: "Motif" }, note: args.note ?? null }];
      case "hold":
        return ["held", self, { ...args, until: args.until ? `${args.until}:00+01:00` : null }];
      case "note":
        return ["noted", self, { text: args.text }];
      case "spam":
        return ["spammed", self, {}];
      default:
        return ["resumed", self, {}];
    }
  }

  private takeBack(order: Order): Order {
    const back: Order = {
      ...order,
      id: `${order.id.slice(0, -1)}z`,
      undo: true,
      left: new Map(),
      done: order.ids.length,
    };
    back.items = order.items
      .filter(({ outcome }) => outcome === "done")
      .map(({ id }) => {
        const kept = this.api.find(id);
        if (kept.alert.version !== order.left.get(id)) return { id, outcome: "changed_since", detail: "" };
        this.restore(kept, order.command);
        return { id, outcome: "done", detail: "" };
      });
    this.orders.push(back);
    return back;
  }

  private restore(kept: Kept, command: string): void {
    const self = this.self();
    if (command === "close") this.api.act(kept, "reopened", self, {});
    else if (command === "hold") this.api.act(kept, "resumed", self, {});
    else if (command === "spam") this.api.act(kept, "unspammed", self, {});
    else this.api.act(kept, "unassigned", self, {});
  }

  private view(order: Order, looked: boolean): object {
    if (looked) order.done = Math.min(order.ids.length, order.done + Math.ceil(order.ids.length / 2));
    const over = order.done >= order.ids.length;
    const done = order.items.filter(({ outcome }) => outcome === "done").length;
    const undoable = !order.undo && reversible.includes(order.command) && done > 0;
    return {
      id: order.id,
      kind: "bulk",
      status: over ? "done" : "running",
      progress: { done: order.done, total: order.ids.length },
      created_at: new Date(NOW).toISOString(),
      ended_at: over ? new Date(NOW).toISOString() : null,
      by: this.self(),
      asked: {},
      result: over
        ? {
            command: order.command,
            done,
            failed: order.items.length - done,
            items: order.items,
            undo_until: undoable ? new Date(NOW + 600_000).toISOString() : null,
          }
        : null,
      error: null,
    };
  }

  private next(): Alert | null {
    const wanted = new URLSearchParams({ section: "unassigned" });
    const [first] = matching(this.api.listing(), wanted);
    if (!first) return null;
    const kept = this.api.find(first.id);
    this.api.act(kept, "taken", this.self());
    return structuredClone(kept.alert);
  }
}
