import type { Track, User } from "@antiphon/client";

/** A track that can be shown and played. */
export function track(id: number, fields: Partial<Track> = {}): Track {
  const user = { id: 7n, handle: "night_ferry", name: "Night Ferry" } as User;
  return { id: BigInt(id), title: `Track ${id}`, user, genre: "Techno", duration: 100, playCount: 0, ...fields } as Track;
}

/** An audio element that does what it is told at once and makes no sound. */
export class FakeAudio extends EventTarget {
  src = "";
  currentTime = 0;
  duration = Number.NaN;
  volume = 1;
  paused = true;
  ended = false;
  error: unknown = null;
  refusal: Error | undefined;

  play(): Promise<void> {
    if (this.refusal !== undefined) {
      return Promise.reject(this.refusal);
    }
    this.paused = false;
    this.emit("playing");
    return Promise.resolve();
  }

  pause(): void {
    this.paused = true;
    this.emit("pause");
  }

  emit(type: string): void {
    this.dispatchEvent(new Event(type));
  }

  asElement(): HTMLAudioElement {
    return this as unknown as HTMLAudioElement;
  }
}
