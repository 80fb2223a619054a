import { Store } from "../store";
import { readHealth, type ServiceReport } from "./health";

const EVERY_MS = 5_000;
const TIMEOUT_MS = 10_000;

export interface MonitorState {
  /** What was told last; stays while the gateway does not answer. */
  readonly services: readonly ServiceReport[];
  readonly checkedAt: Date | undefined;
  /** Why the last check failed; empty when it did not. */
  readonly problem: string;
}

/** Asks for the health document again and again while someone looks at it. */
export class Monitor extends Store<MonitorState> {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watching = false;

  constructor() {
    super({ services: [], checkedAt: undefined, problem: "" });
  }

  /** Checks now and from then on, until the returned function is called. */
  watch(): () => void {
    this.#watching = true;
    void this.#round();
    return () => {
      this.#watching = false;
      clearTimeout(this.#timer);
    };
  }

  async check(): Promise<void> {
    try {
      // An ill service makes the answer a 503, with the same document.
      const answer = await fetch("/health_check", { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) });
      const services = readHealth(await answer.json());
      this.update({ services, checkedAt: new Date(), problem: "" });
    } catch (error) {
      this.update({ problem: error instanceof Error ? error.message : String(error) });
    }
  }

  async #round(): Promise<void> {
    if (!document.hidden) {
      await this.check();
    }
    if (this.#watching) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#round(), EVERY_MS);
    }
  }
}
