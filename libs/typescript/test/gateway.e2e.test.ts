import { describe, expect, it } from "vitest";
import { createClient, encodeHashId, failureOf, SearchSort, TimeRange } from "../src/index.js";

const url = process.env["ANTIPHON_URL"];

// Runs against a gateway with at least one track: ANTIPHON_URL=http://127.0.0.1:8080 npm test
describe.skipIf(url === undefined)("a running gateway", () => {
  const client = createClient(url ?? "");

  it("gives trending tracks whose artist and audio are there", async () => {
    const { data } = await client.tracks.listTrendingTracks({ time: TimeRange.ALL_TIME, pageSize: 1 });
    const track = data[0];
    expect(track?.user?.handle).toBeTruthy();
    const audio = await fetch(`${url}/v1/tracks/${encodeHashId(track?.id ?? 0n)}/stream?skip_play_count=true`, {
      headers: { Range: "bytes=0-99" },
    });
    expect(audio.status).toBe(206);
    expect((await audio.arrayBuffer()).byteLength).toBe(100);
  });

  it("finds a track by its title", async () => {
    const newest = await client.tracks.searchTracks({ sortMethod: SearchSort.RECENT, pageSize: 1 });
    const title = newest.data[0]?.title ?? "";
    const found = await client.tracks.searchTracks({ query: title });
    expect(found.data.map((track) => track.title)).toContain(title);
  });

  it("gives the reason of a failure", async () => {
    const failure = await client.users.getUserByHandle({ handle: "nobody.has.this.handle" }).catch(failureOf);
    expect(failure).toMatchObject({ status: "NOT_FOUND", reason: "USER_NOT_FOUND" });
  });
});
