import type { Track } from "@antiphon/client";
import { Store } from "../store";

/** After so many seconds, "previous" goes to the start of the track instead of to the one before. */
const RESTART_AFTER_SECONDS = 3;

export interface PlayerState {
  readonly queue: readonly Track[];
  readonly position: number;
  readonly track: Track | undefined;
  readonly status: "idle" | "loading" | "playing" | "paused" | "failed";
  /** Seconds played of the track. */
  readonly elapsed: number;
  /** Seconds that the track has. */
  readonly duration: number;
  readonly volume: number;
  /** Why the track could not be played. */
  readonly message: string;
}

export interface Source {
  url(track: Track): string;
  /** Why a track could not be played, in words. */
  explain(track: Track): Promise<string>;
}

/** Plays a queue through one audio element, whose events are the only truth about what is heard. */
export class Player extends Store<PlayerState> {
  readonly #audio: HTMLAudioElement;
  readonly #source: Source;

  constructor(audio: HTMLAudioElement, source: Source) {
    super({
      queue: [],
      position: -1,
      track: undefined,
      status: "idle",
      elapsed: 0,
      duration: 0,
      volume: audio.volume,
      message: "",
    });
    this.#audio = audio;
    this.#source = source;
    this.#listen();
  }

  get hasNext(): boolean {
    return this.state.position + 1 < this.state.queue.length;
  }

  play(queue: readonly Track[], position: number): void {
    const track = queue[position];
    if (track === undefined) {
      return;
    }
    this.update({ queue, position, track, status: "loading", elapsed: 0, duration: track.duration, message: "" });
    this.#audio.src = this.#source.url(track);
    this.#start();
  }

  toggle(): void {
    const { status, queue, position } = this.state;
    if (status === "failed") {
      this.play(queue, position);
    } else if (status === "paused") {
      this.#start();
    } else if (status !== "idle") {
      this.#audio.pause();
    }
  }

  next(): void {
    this.play(this.state.queue, this.state.position + 1);
  }

  previous(): void {
    if (this.#audio.currentTime > RESTART_AFTER_SECONDS || this.state.position === 0) {
      this.seek(0);
    } else {
      this.play(this.state.queue, this.state.position - 1);
    }
  }

  seek(seconds: number): void {
    const elapsed = Math.min(Math.max(0, seconds), this.state.duration);
    this.#audio.currentTime = elapsed;
    this.update({ elapsed });
  }

  setVolume(volume: number): void {
    this.#audio.volume = Math.min(Math.max(0, volume), 1);
    this.update({ volume: this.#audio.volume });
  }

  #start(): void {
    // A start that is overtaken by the next one or forbidden by the browser shows in the element's events.
    this.#audio.play().catch(() => {
      if (this.#audio.paused && this.state.status === "loading") {
        this.update({ status: "paused" });
      }
    });
  }

  #listen(): void {
    const audio = this.#audio;
    audio.addEventListener("playing", () => this.update({ status: "playing" }));
    audio.addEventListener("waiting", () => this.update({ status: "loading" }));
    audio.addEventListener("pause", () => {
      if (!audio.ended && audio.error === null) {
        this.update({ status: "paused" });
      }
    });
    audio.addEventListener("timeupdate", () => this.update({ elapsed: audio.currentTime }));
    audio.addEventListener("durationchange", () => {
      if (Number.isFinite(audio.duration)) {
        this.update({ duration: audio.duration });
      }
    });
    audio.addEventListener("ended", () => (this.hasNext ? this.next() : this.update({ status: "paused" })));
    audio.addEventListener("error", () => void this.#fail());
  }

  async #fail(): Promise<void> {
    const { track } = this.state;
    if (track === undefined) {
      return;
    }
    this.update({ status: "failed", message: "" });
    const message = await this.#source.explain(track);
    if (this.state.track === track && this.state.status === "failed") {
      this.update({ message });
    }
  }
}
