import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Code, ConnectError } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient, failureOf, TimeRange, TrackService, UploadService, UploadStatus } from "../src/index.js";
import { ErrorInfoSchema } from "../src/gen/google/rpc/error_details_pb.js";

const NOT_FOUND = { reason: "TRACK_NOT_FOUND", domain: "antiphon" };

let server: Server;
let url: string;
let seenContentType: string | undefined;
let searchWasCancelled: Promise<void>;

beforeAll(async () => {
  let cancelled: () => void;
  searchWasCancelled = new Promise((resolve) => (cancelled = resolve));
  const handler = connectNodeAdapter({
    routes: (router) => {
      router.service(TrackService, {
        listTrendingTracks: ({ time }) => ({ data: [{ id: 7n, title: TimeRange[time] }], nextPageToken: "next" }),
        getTrack: ({ trackId }) => {
          const detail = { desc: ErrorInfoSchema, value: NOT_FOUND };
          throw new ConnectError(`track_id: ${trackId} is unknown`, Code.NotFound, undefined, [detail]);
        },
        searchTracks: (_request, context) =>
          new Promise((_resolve, reject) => {
            context.signal.addEventListener("abort", () => {
              cancelled();
              reject(new ConnectError("cancelled", Code.Canceled));
            });
          }),
      });
      router.service(UploadService, {
        async *watchUpload({ id }) {
          yield { upload: { id, status: UploadStatus.BUSY } };
          yield { upload: { id, status: UploadStatus.DONE } };
        },
      });
    },
  });
  server = createServer((request, response) => {
    seenContentType = request.headers["content-type"];
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("the client over gRPC-Web", () => {
  it("reads a page", async () => {
    const page = await createClient(url).tracks.listTrendingTracks({ time: TimeRange.MONTH, pageSize: 1 });
    expect(page.data.map(({ id, title }) => ({ id, title }))).toEqual([{ id: 7n, title: "MONTH" }]);
    expect(page.nextPageToken).toBe("next");
    expect(seenContentType).toBe("application/grpc-web+proto");
  });

  it("takes an address that ends in a slash", async () => {
    const page = await createClient(`${url}/`).tracks.listTrendingTracks({});
    expect(page.data).toHaveLength(1);
  });

  it("carries the reason of a failure", async () => {
    const failure = await createClient(url).tracks.getTrack({ trackId: 9n }).catch(failureOf);
    expect(failure).toEqual({ status: "NOT_FOUND", reason: "TRACK_NOT_FOUND", message: "track_id: 9 is unknown" });
  });

  it("streams an upload's states until it is done", async () => {
    const states = [];
    for await (const { upload } of createClient(url).uploads.watchUpload({ id: "u1" })) {
      states.push(upload?.status);
    }
    expect(states).toEqual([UploadStatus.BUSY, UploadStatus.DONE]);
  });

  it("cancels the call on the server when the caller aborts", async () => {
    const abort = new AbortController();
    const search = createClient(url, { fetch: abortOnceSent(abort) }).tracks.searchTracks({ query: "x" }, { signal: abort.signal });
    await expect(search).rejects.toSatisfy((error) => failureOf(error).status === "CANCELED");
    await searchWasCancelled;
  });

  it("fails within its deadline", async () => {
    const search = createClient(url, { timeoutMs: 50 }).tracks.searchTracks({ query: "x" });
    await expect(search).rejects.toSatisfy((error) => failureOf(error).status === "DEADLINE_EXCEEDED");
  });

  it("says that nobody answers", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const failure = await createClient(`http://127.0.0.1:${port}`).tracks.listTrendingTracks({}).catch(failureOf);
    expect(failure).not.toHaveProperty("reason");
  });
});

/** Aborts when the server has the request, so that the abort reaches a call in flight. */
function abortOnceSent(abort: AbortController): typeof fetch {
  return (input, init) => {
    server.once("request", () => abort.abort());
    return fetch(input, init);
  };
}
