import type { Track } from "@antiphon/client";
import { formatPlays, formatTime } from "../format";
import { Cover } from "../ui/Cover";
import { Bars, PauseIcon, PlayIcon } from "../ui/Icons";

/** What the player does with the row's track. */
export type RowState = "other" | "playing" | "paused" | "loading" | "failed";

interface Props {
  readonly track: Track;
  readonly rank: number;
  readonly state: RowState;
  readonly onPlay: () => void;
}

export function TrackRow({ track, rank, state, onPlay }: Props) {
  const artist = track.user?.name || track.user?.handle || "Unknown artist";
  const heard = state === "playing" || state === "loading";
  const plays = formatPlays(track.playCount);
  const time = formatTime(track.duration);
  return (
    <li>
      <button
        type="button"
        class={`row ${state}`}
        aria-label={`${heard ? "Pause" : "Play"} ${track.title} by ${artist}, ${time}, ${plays}`}
        aria-current={state === "other" ? undefined : "true"}
        onClick={onPlay}
      >
        <span class="row-rank">{state === "playing" ? <Bars /> : rank}</span>
        <span class="row-cover">
          <Cover track={track} size={56} />
          <span class="row-play">{heard ? <PauseIcon /> : <PlayIcon />}</span>
        </span>
        <span class="row-text">
          <span class="row-title">{track.title}</span>
          <span class="row-artist">
            {artist}
            <span class="row-plays-inline"> · {plays}</span>
          </span>
        </span>
        <span class="row-genre">{track.genre}</span>
        <span class="row-plays">{plays}</span>
        <span class="row-time">{time}</span>
      </button>
    </li>
  );
}
