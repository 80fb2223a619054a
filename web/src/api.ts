import { createClient, encodeHashId, failureOfBody, TimeRange, type Failure, type Track } from "@antiphon/client";
import type { FeedRequest, Page } from "./listen/feed";
import type { Range } from "./route";

const PAGE_SIZE = 25;
const TIME_RANGES: Record<Range, TimeRange> = {
  week: TimeRange.WEEK,
  month: TimeRange.MONTH,
  allTime: TimeRange.ALL_TIME,
};

const client = createClient(location.origin, { timeoutMs: 10_000 });

export function fetchPage(request: FeedRequest, pageToken: string, signal: AbortSignal): Promise<Page> {
  const page = { pageSize: PAGE_SIZE, pageToken };
  return request.kind === "search"
    ? client.tracks.searchTracks({ query: request.query, ...page }, { signal })
    : client.tracks.listTrendingTracks({ time: TIME_RANGES[request.range], ...page }, { signal });
}

export function streamUrl(track: Track): string {
  return `/v1/tracks/${encodeHashId(track.id)}/stream`;
}

/** Why an audio element could not play a stream: it only says that it could not, the gateway says why. */
export async function explainStream(track: Track): Promise<string> {
  try {
    const headers = { Range: "bytes=0-0" };
    const answer = await fetch(`${streamUrl(track)}?skip_play_count=true`, { headers });
    if (answer.ok) {
      return "This browser could not play the audio.";
    }
    const failure = failureOfBody(await answer.json().catch(() => undefined));
    return failure?.message ?? `The gateway answered ${answer.status}.`;
  } catch {
    return "The audio can't be reached.";
  }
}

/** A failure in words for the listener. */
export function failureText(failure: Failure): string {
  return failure.reason === undefined ? `The gateway does not answer as it should: ${failure.message}` : failure.message;
}
