import { useEffect, useState } from "preact/hooks";

/** A value that changes over time and tells those who look at it. */
export class Store<T> {
  #state: T;
  readonly #listeners = new Set<(state: T) => void>();

  constructor(initial: T) {
    this.#state = initial;
  }

  get state(): T {
    return this.#state;
  }

  protected update(change: Partial<T>): void {
    this.#state = { ...this.#state, ...change };
    this.#listeners.forEach((listener) => listener(this.#state));
  }

  /** Calls the listener at each change until the returned function is called. */
  subscribe(listener: (state: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** The part of a store that a component shows; it is drawn again only when this part changes. */
export function useStore<T, P>(store: Store<T>, select: (state: T) => P): P {
  const [part, setPart] = useState(() => select(store.state));
  useEffect(() => {
    const look = () => setPart(() => select(store.state));
    look();
    return store.subscribe(look);
  }, [store]);
  return part;
}
