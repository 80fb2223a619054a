// @vitest-environment happy-dom
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { App } from "../src/App";
import { Monitor } from "../src/health/monitor";
import { Feed, type FetchPage } from "../src/listen/feed";
import { Player } from "../src/player/player";
import { FakeAudio, track } from "./builders";

const TRACKS = [track(1, { title: "Salt Meridian", playCount: 1200, duration: 61 }), track(2)];

describe("the site", () => {
  const fetchPage = vi.fn<FetchPage>();
  let audio: FakeAudio;

  beforeEach(() => {
    fetchPage.mockReset().mockResolvedValue({ data: TRACKS, nextPageToken: "" });
    document.body.innerHTML = "<div id=app></div>";
    history.replaceState(null, "", "#/");
    audio = new FakeAudio();
    const player = new Player(audio.asElement(), { url: ({ id }) => `/stream/${id}`, explain: () => Promise.resolve("no audio") });
    render(<App feed={new Feed(fetchPage, { kind: "trending", range: "week" })} player={player} monitor={new Monitor()} />, root());
  });
  afterEach(() => {
    render(null, root());
    vi.unstubAllGlobals();
  });

  it("lists tracks with title, artist, plays and length", async () => {
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    expect(rows()[0]?.getAttribute("aria-label")).toBe("Play Salt Meridian by Night Ferry, 1:01, 1.2K plays");
  });

  it("plays the row that is clicked, and pauses it when clicked again", async () => {
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    rows()[1]?.click();
    await vi.waitFor(() => expect(rows()[1]?.classList).toContain("playing"));
    expect(audio.src).toBe("/stream/2");
    rows()[1]?.click();
    await vi.waitFor(() => expect(rows()[1]?.classList).toContain("paused"));
  });

  it("moves between rows by the arrow keys", async () => {
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    rows()[0]?.focus();
    rows()[0]?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
    expect(document.activeElement).toBe(rows()[1]);
  });

  it("stops and starts by the space bar, but not while one types", async () => {
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    rows()[0]?.click();
    await vi.waitFor(() => expect(find(".player")).toBeTruthy());
    await vi.waitFor(() => {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: " ", bubbles: true }));
      expect(audio.paused).toBe(true);
    });
    find("input[type=search]").dispatchEvent(new KeyboardEvent("keydown", { key: " ", bubbles: true }));
    expect(audio.paused).toBe(true);
  });

  it("searches what is typed and puts it into the address", async () => {
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    fetchPage.mockResolvedValue({ data: [], nextPageToken: "" });
    const field = find<HTMLInputElement>("input[type=search]");
    field.value = "zzz";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await vi.waitFor(() => expect(find(".notice").textContent).toContain("Nothing found"));
    expect(location.hash).toBe("#/?q=zzz");
    expect(fetchPage.mock.lastCall?.[0]).toEqual({ kind: "search", query: "zzz" });
  });

  it("shows the text of a failure and tries again", async () => {
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    fetchPage.mockRejectedValueOnce(new Error("connection refused"));
    location.hash = "#/?range=month";
    await vi.waitFor(() => expect(find("[role=alert]").textContent).toContain("connection refused"));
    find<HTMLButtonElement>("[role=alert] button").click();
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
  });

  it("shows the health of an ill service with its reason, also from an answer of 503", async () => {
    const services = [
      { name: "content", state: "degraded", components: [{ name: "disk", state: "degraded", reason: "1 GiB left" }] },
      { name: "gateway", state: "healthy", components: [] },
    ];
    vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ services }, { status: 503 })));
    location.hash = "#/health";
    await vi.waitFor(() => expect(find(".summary").textContent).toBe("1 of 2 services needs attention: content."));
    expect(find(".component-reason").textContent).toBe("1 GiB left");
  });

  it("says that the health could not be read", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    location.hash = "#/health";
    await vi.waitFor(() => expect(find("[role=alert]").textContent).toContain("Failed to fetch"));
  });
});

function root(): HTMLElement {
  return find("#app");
}

function find<T extends HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (found === null) {
    throw new Error(`${selector} is not on the page`);
  }
  return found;
}

function rows(): HTMLButtonElement[] {
  return [...document.querySelectorAll<HTMLButtonElement>(".row")];
}
