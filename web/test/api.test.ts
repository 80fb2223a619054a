// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { explainStream, failureText, streamUrl } from "../src/api";
import { track } from "./builders";

describe("a stream that does not play", () => {
  afterEach(() => vi.unstubAllGlobals());

  const explained = (answer: () => Promise<Response>) => {
    vi.stubGlobal("fetch", vi.fn(answer));
    return explainStream(track(1));
  };

  it("is explained by the gateway's own text", async () => {
    const error = { status: "NOT_FOUND", message: "track_id: 1 has no audio to play" };
    await expect(explained(async () => Response.json({ error }, { status: 404 }))).resolves.toBe(error.message);
  });

  it("is explained by the status of an answer that is not the gateway's", async () => {
    await expect(explained(async () => new Response("<html>", { status: 502 }))).resolves.toBe("The gateway answered 502.");
  });

  it("is the browser's fault when the audio is there", async () => {
    const text = await explained(async () => new Response("a", { status: 206 }));
    expect(text).toBe("This browser could not play the audio.");
  });

  it("is not there when nobody answers", async () => {
    await expect(explained(() => Promise.reject(new TypeError("down")))).resolves.toBe("The audio can't be reached.");
  });

  it("is asked about without counting as a play", async () => {
    await explained(async () => new Response("a"));
    expect(vi.mocked(fetch).mock.calls[0]?.[0]).toBe(`${streamUrl(track(1))}?skip_play_count=true`);
  });
});

describe("the text of a failure", () => {
  it("is the gateway's own", () => {
    expect(failureText({ status: "NOT_FOUND", reason: "TRACK_NOT_FOUND", message: "track_id: 9" })).toBe("track_id: 9");
  });

  it("says so when the gateway did not answer", () => {
    const text = failureText({ status: "UNKNOWN", message: "Failed to fetch" });
    expect(text).toBe("The gateway does not answer as it should: Failed to fetch");
  });
});
