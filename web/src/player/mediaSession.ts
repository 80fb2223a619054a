import type { Player } from "./player";

/** Lets the keys of a keyboard or headset and the lock screen of a phone control the player. */
export function connectMediaSession(player: Player): void {
  const session = navigator.mediaSession;
  if (session === undefined) {
    return;
  }
  session.setActionHandler("play", () => player.toggle());
  session.setActionHandler("pause", () => player.toggle());
  session.setActionHandler("nexttrack", () => player.next());
  session.setActionHandler("previoustrack", () => player.previous());
  session.setActionHandler("seekto", ({ seekTime }) => player.seek(seekTime ?? 0));
  let shown: unknown;
  player.subscribe(({ track }) => {
    if (track !== undefined && track !== shown) {
      shown = track;
      const cover = track.artwork?.medium;
      session.metadata = new MediaMetadata({
        title: track.title,
        artist: track.user?.name ?? "",
        artwork: cover ? [{ src: cover, sizes: "480x480" }] : [],
      });
    }
  });
}
