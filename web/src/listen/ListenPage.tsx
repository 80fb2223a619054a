import { failureText } from "../api";
import type { Player } from "../player/player";
import { formatRoute, RANGES, type Range } from "../route";
import { useStore } from "../store";
import { Notice } from "../ui/Notice";
import type { Feed, FeedRequest, FeedState } from "./feed";
import { TrackList, TrackListSkeleton } from "./TrackList";

const RANGE_NAMES: Record<Range, string> = { week: "This week", month: "This month", allTime: "All time" };

interface Props {
  readonly feed: Feed;
  readonly player: Player;
}

export function ListenPage({ feed, player }: Props) {
  const state = useStore(feed, (whole) => whole);
  return (
    <main id="main" class="page" tabIndex={-1}>
      <Heading request={state.request} />
      <p class="visually-hidden" role="status">
        {announcement(state)}
      </p>
      <Tracks feed={feed} state={state} player={player} />
    </main>
  );
}

function Heading({ request }: { readonly request: FeedRequest }) {
  if (request.kind === "search") {
    return (
      <header class="heading">
        <h1>
          Results for <em>{request.query}</em>
        </h1>
      </header>
    );
  }
  return (
    <header class="heading">
      <h1>Trending</h1>
      <nav class="ranges" aria-label="Window of time">
        {RANGES.map((range) => (
          <a
            key={range}
            href={formatRoute({ page: "listen", range, query: "" })}
            aria-current={range === request.range ? "page" : undefined}
          >
            {RANGE_NAMES[range]}
          </a>
        ))}
      </nav>
    </header>
  );
}

function Tracks({ feed, state, player }: Props & { readonly state: FeedState }) {
  const { tracks, status, failure, nextPageToken, request } = state;
  if (tracks.length === 0 && status === "loading") {
    return <TrackListSkeleton />;
  }
  return (
    <>
      {tracks.length > 0 && <TrackList tracks={tracks} stale={status === "loading"} player={player} />}
      {failure !== undefined && (
        <Notice tone="alarm" title="The tracks could not be loaded" onRetry={() => feed.retry()}>
          {failureText(failure)}
        </Notice>
      )}
      {status === "ready" && tracks.length === 0 && <Nothing request={request} />}
      {status === "ready" && nextPageToken !== "" && (
        <button type="button" class="button more" onClick={() => feed.more()}>
          Show more
        </button>
      )}
    </>
  );
}

function Nothing({ request }: { readonly request: FeedRequest }) {
  return request.kind === "search" ? (
    <Notice title="Nothing found">No track or artist matches “{request.query}”.</Notice>
  ) : (
    <Notice title="Nothing here yet">Tracks appear as soon as someone publishes one.</Notice>
  );
}

function announcement({ status, tracks }: FeedState): string {
  return status === "ready" ? `${tracks.length} ${tracks.length === 1 ? "track" : "tracks"}` : "";
}
