import type { Track } from "@antiphon/client";
import { useStore } from "../store";
import type { Player, PlayerState } from "../player/player";
import { TrackRow, type RowState } from "./TrackRow";

interface Props {
  readonly tracks: readonly Track[];
  readonly stale: boolean;
  readonly player: Player;
}

/** Rows that play; the arrow keys go from one to the next. */
export function TrackList({ tracks, stale, player }: Props) {
  const playing = useStore(player, ({ track }) => track?.id);
  const status = useStore(player, (state) => state.status);
  const choose = (position: number) => {
    if (tracks[position]?.id === playing) {
      player.toggle();
    } else {
      player.play(tracks, position);
    }
  };
  return (
    <ol class={stale ? "tracks stale" : "tracks"} aria-busy={stale} onKeyDown={moveFocus}>
      {tracks.map((track, position) => (
        <TrackRow
          key={track.id.toString()}
          track={track}
          rank={position + 1}
          state={track.id === playing ? rowState(status) : "other"}
          onPlay={() => choose(position)}
        />
      ))}
    </ol>
  );
}

/** Grey rows while the first answer is on its way. */
export function TrackListSkeleton() {
  return (
    <ol class="tracks skeleton" aria-hidden="true">
      {Array.from({ length: 8 }, (_, position) => (
        <li key={position} style={{ "--position": String(position) }}>
          <span class="skeleton-cover" />
          <span class="skeleton-lines" />
        </li>
      ))}
    </ol>
  );
}

function rowState(status: PlayerState["status"]): RowState {
  return status === "idle" ? "other" : status;
}

function moveFocus(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) {
    return;
  }
  const rows = [...event.currentTarget.querySelectorAll("button")];
  const next = rows[rows.indexOf(document.activeElement as HTMLButtonElement) + step];
  if (next !== undefined) {
    event.preventDefault();
    next.focus();
  }
}
