import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Feed, type FeedRequest, type Page } from "../src/listen/feed";
import { track } from "./builders";

const WEEK: FeedRequest = { kind: "trending", range: "week" };

/** A fetch whose answers the test gives when it wants to. */
class Answers {
  readonly calls: { request: FeedRequest; pageToken: string; signal: AbortSignal; give: (page: Page) => void; refuse: (error: unknown) => void }[] = [];

  readonly fetch = (request: FeedRequest, pageToken: string, signal: AbortSignal): Promise<Page> =>
    new Promise((give, refuse) => this.calls.push({ request, pageToken, signal, give, refuse }));

  get last() {
    const call = this.calls.at(-1);
    if (call === undefined) {
      throw new Error("nothing was asked for");
    }
    return call;
  }
}

describe("the feed", () => {
  let answers: Answers;
  let feed: Feed;

  const settle = () => vi.advanceTimersByTimeAsync(0);
  const ids = () => feed.state.tracks.map(({ id }) => Number(id));

  beforeEach(() => {
    vi.useFakeTimers();
    answers = new Answers();
    feed = new Feed(answers.fetch, WEEK);
  });
  afterEach(() => vi.useRealTimers());

  it("shows trending tracks at once", async () => {
    feed.show(WEEK);
    expect(feed.state.status).toBe("loading");
    answers.last.give({ data: [track(1)], nextPageToken: "" });
    await settle();
    expect(feed.state.status).toBe("ready");
    expect(ids()).toEqual([1]);
  });

  it("asks once when letters follow quickly", async () => {
    for (const query of ["s", "sa", "salt"]) {
      feed.show({ kind: "search", query });
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(answers.calls).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(500);
    expect(answers.calls.map(({ request }) => request)).toEqual([{ kind: "search", query: "salt" }]);
  });

  it("cancels the request before and ignores its late answer", async () => {
    feed.show(WEEK);
    const former = answers.last;
    feed.show({ kind: "trending", range: "month" });
    expect(former.signal.aborted).toBe(true);
    answers.last.give({ data: [track(2)], nextPageToken: "" });
    former.give({ data: [track(1)], nextPageToken: "" });
    await settle();
    expect(ids()).toEqual([2]);
  });

  it("does not show a cancelled request as a failure", async () => {
    feed.show(WEEK);
    const former = answers.last;
    feed.show({ kind: "search", query: "salt" });
    former.refuse(new DOMException("aborted", "AbortError"));
    await settle();
    expect(feed.state.status).toBe("loading");
    expect(feed.state.failure).toBeUndefined();
  });

  it("keeps what was found until the next answer is there", async () => {
    feed.show(WEEK);
    answers.last.give({ data: [track(1)], nextPageToken: "" });
    await settle();
    feed.show({ kind: "search", query: "salt" });
    expect(ids()).toEqual([1]);
    expect(feed.state.status).toBe("loading");
  });

  it("appends the next page", async () => {
    feed.show(WEEK);
    answers.last.give({ data: [track(1)], nextPageToken: "two" });
    await settle();
    feed.more();
    expect(answers.last.pageToken).toBe("two");
    answers.last.give({ data: [track(2)], nextPageToken: "" });
    await settle();
    expect(ids()).toEqual([1, 2]);
    expect(feed.state.nextPageToken).toBe("");
  });

  it("tells why it failed, and tries again", async () => {
    feed.show(WEEK);
    answers.last.refuse(new TypeError("Failed to fetch"));
    await settle();
    expect(feed.state).toMatchObject({ status: "failed", tracks: [], failure: { message: "Failed to fetch" } });
    feed.retry();
    answers.last.give({ data: [track(1)], nextPageToken: "" });
    await settle();
    expect(feed.state.failure).toBeUndefined();
    expect(ids()).toEqual([1]);
  });

  it("keeps the first page when the second fails, and tries the second again", async () => {
    feed.show(WEEK);
    answers.last.give({ data: [track(1)], nextPageToken: "two" });
    await settle();
    feed.more();
    answers.last.refuse(new Error("broken"));
    await settle();
    expect(ids()).toEqual([1]);
    feed.retry();
    expect(answers.last.pageToken).toBe("two");
  });
});
