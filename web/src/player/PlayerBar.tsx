import { useEffect } from "preact/hooks";
import { formatTime } from "../format";
import { useStore } from "../store";
import { Cover } from "../ui/Cover";
import { NextIcon, PauseIcon, PlayIcon, PreviousIcon, VolumeIcon } from "../ui/Icons";
import type { Player, PlayerState } from "./player";

interface Props {
  readonly player: Player;
}

interface PartProps extends Props {
  readonly state: PlayerState;
}

/** Stands at the foot of every page once something was chosen. The space bar starts and stops it from anywhere. */
export function PlayerBar({ player }: Props) {
  const state = useStore(player, (whole) => whole);
  useEffect(() => {
    const toggle = (event: KeyboardEvent) => {
      if (event.key === " " && !isControl(event.target) && player.state.track !== undefined) {
        event.preventDefault();
        player.toggle();
      }
    };
    addEventListener("keydown", toggle);
    return () => removeEventListener("keydown", toggle);
  }, [player]);
  if (state.track === undefined) {
    return null;
  }
  return (
    <section class="player" aria-label="Player">
      <Playing state={state} />
      <Controls player={player} state={state} />
      <Seek player={player} state={state} />
      <Volume player={player} state={state} />
    </section>
  );
}

function Playing({ state: { track, status, message } }: Pick<PartProps, "state">) {
  if (track === undefined) {
    return null;
  }
  return (
    <div class="player-track">
      <Cover key={track.id.toString()} track={track} size={52} />
      <div class="player-text">
        <strong>{track.title}</strong>
        {status === "failed" ? (
          <span class="player-error" role="alert">
            {message || "The track could not be played."}
          </span>
        ) : (
          <span>{track.user?.name || track.user?.handle}</span>
        )}
      </div>
    </div>
  );
}

function Controls({ player, state: { status } }: PartProps) {
  const heard = status === "playing" || status === "loading";
  return (
    <div class="player-controls">
      <button type="button" class="icon-button previous" aria-label="Previous track" onClick={() => player.previous()}>
        <PreviousIcon />
      </button>
      <button
        type="button"
        class={`play-button ${status}`}
        aria-label={heard ? "Pause" : "Play"}
        onClick={() => player.toggle()}
      >
        {heard ? <PauseIcon /> : <PlayIcon />}
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label="Next track"
        disabled={!player.hasNext}
        onClick={() => player.next()}
      >
        <NextIcon />
      </button>
    </div>
  );
}

function Seek({ player, state: { elapsed, duration } }: PartProps) {
  return (
    <div class="player-seek">
      <span class="time">{formatTime(elapsed)}</span>
      <input
        type="range"
        aria-label="Position"
        aria-valuetext={`${formatTime(elapsed)} of ${formatTime(duration)}`}
        min={0}
        max={Math.max(duration, 1)}
        step={1}
        value={elapsed}
        style={{ "--share": share(elapsed, duration) }}
        onInput={(event) => player.seek(event.currentTarget.valueAsNumber)}
      />
      <span class="time">{formatTime(duration)}</span>
    </div>
  );
}

function Volume({ player, state: { volume } }: PartProps) {
  return (
    <label class="player-volume">
      <VolumeIcon width="20" height="20" />
      <input
        type="range"
        aria-label="Volume"
        aria-valuetext={`${Math.round(volume * 100)} %`}
        min={0}
        max={1}
        step={0.05}
        value={volume}
        style={{ "--share": share(volume, 1) }}
        onInput={(event) => player.setVolume(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}

function share(part: number, whole: number): string {
  return `${whole > 0 ? Math.min(100, (part / whole) * 100) : 0}%`;
}

/** Controls have a use of their own for the space bar. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a, button, input, select, textarea") !== null;
}
