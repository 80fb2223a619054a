import { failureOf, type Failure, type Track } from "@antiphon/client";
import type { Range } from "../route";
import { Store } from "../store";

const TYPING_PAUSE_MS = 180;

export type FeedRequest =
  | { readonly kind: "trending"; readonly range: Range }
  | { readonly kind: "search"; readonly query: string };

export interface Page {
  readonly data: readonly Track[];
  readonly nextPageToken: string;
}

export type FetchPage = (request: FeedRequest, pageToken: string, signal: AbortSignal) => Promise<Page>;

export interface FeedState {
  readonly request: FeedRequest;
  readonly status: "loading" | "ready" | "failed";
  /** What was found last; it stays while the next answer is on its way, so that the page does not flicker. */
  readonly tracks: readonly Track[];
  readonly nextPageToken: string;
  readonly failure?: Failure | undefined;
}

/** The list on the page: a new request cancels the one before, and a search waits until the typing pauses. */
export class Feed extends Store<FeedState> {
  readonly #fetchPage: FetchPage;
  #running = new AbortController();
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(fetchPage: FetchPage, request: FeedRequest) {
    super({ request, status: "loading", tracks: [], nextPageToken: "" });
    this.#fetchPage = fetchPage;
  }

  show(request: FeedRequest): void {
    this.#stop();
    this.update({ request, status: "loading", failure: undefined });
    if (request.kind === "search") {
      this.#typing = setTimeout(() => void this.#load([], ""), TYPING_PAUSE_MS);
    } else {
      void this.#load([], "");
    }
  }

  retry(): void {
    const { tracks, nextPageToken } = this.state;
    this.#reload(nextPageToken === "" ? [] : tracks, nextPageToken);
  }

  more(): void {
    this.#reload(this.state.tracks, this.state.nextPageToken);
  }

  #reload(before: readonly Track[], pageToken: string): void {
    this.#stop();
    this.update({ status: "loading", failure: undefined });
    void this.#load(before, pageToken);
  }

  #stop(): void {
    clearTimeout(this.#typing);
    this.#running.abort();
    this.#running = new AbortController();
  }

  async #load(before: readonly Track[], pageToken: string): Promise<void> {
    const { signal } = this.#running;
    try {
      const page = await this.#fetchPage(this.state.request, pageToken, signal);
      if (!signal.aborted) {
        this.update({ status: "ready", tracks: [...before, ...page.data], nextPageToken: page.nextPageToken });
      }
    } catch (error) {
      if (!signal.aborted) {
        this.update({ status: "failed", tracks: before, nextPageToken: pageToken, failure: failureOf(error) });
      }
    }
  }
}
