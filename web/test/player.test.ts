import { beforeEach, describe, expect, it, vi } from "vitest";
import { Player } from "../src/player/player";
import { FakeAudio, track } from "./builders";

const QUEUE = [track(1), track(2), track(3)];

describe("the player", () => {
  let audio: FakeAudio;
  let player: Player;
  const explain = vi.fn(() => Promise.resolve("track_id: 1 has no audio to play"));

  beforeEach(() => {
    audio = new FakeAudio();
    player = new Player(audio.asElement(), { url: ({ id }) => `/stream/${id}`, explain });
  });

  it("plays the chosen track of the queue", () => {
    player.play(QUEUE, 1);
    expect(audio.src).toBe("/stream/2");
    expect(player.state).toMatchObject({ status: "playing", track: QUEUE[1], duration: 100 });
  });

  it("pauses and goes on", () => {
    player.play(QUEUE, 0);
    player.toggle();
    expect(player.state.status).toBe("paused");
    expect(audio.paused).toBe(true);
    player.toggle();
    expect(player.state.status).toBe("playing");
  });

  it("does nothing before a track was chosen", () => {
    player.toggle();
    player.next();
    expect(audio.src).toBe("");
    expect(player.state.status).toBe("idle");
  });

  it("waits for the listener when the browser forbids sound", async () => {
    audio.refusal = new DOMException("no gesture", "NotAllowedError");
    player.play(QUEUE, 0);
    await vi.waitFor(() => expect(player.state.status).toBe("paused"));
  });

  it("goes on with the next track at the end of one, and rests at the end of the queue", () => {
    player.play(QUEUE, 1);
    audio.emit("ended");
    expect(audio.src).toBe("/stream/3");
    expect(player.hasNext).toBe(false);
    audio.emit("ended");
    expect(player.state).toMatchObject({ status: "paused", track: QUEUE[2] });
  });

  it("goes back to the start of a track, and from there to the one before", () => {
    player.play(QUEUE, 1);
    audio.currentTime = 20;
    player.previous();
    expect(audio.currentTime).toBe(0);
    player.previous();
    expect(audio.src).toBe("/stream/1");
  });

  it.each([
    [-5, 0],
    [30, 30],
    [1000, 100],
  ])("seeks to %d within the track's length as %d", (wanted, reached) => {
    player.play(QUEUE, 0);
    player.seek(wanted);
    expect(audio.currentTime).toBe(reached);
    expect(player.state.elapsed).toBe(reached);
  });

  it("trusts the audio's length more than the catalogue's", () => {
    player.play(QUEUE, 0);
    audio.duration = 98.5;
    audio.emit("durationchange");
    expect(player.state.duration).toBe(98.5);
  });

  it("tells why a track can't be played, and tries again", async () => {
    player.play(QUEUE, 0);
    audio.emit("error");
    await vi.waitFor(() => expect(player.state.message).toBe("track_id: 1 has no audio to play"));
    expect(player.state.status).toBe("failed");
    player.toggle();
    expect(player.state).toMatchObject({ status: "playing", message: "" });
  });

  it("does not blame the next track for the fault of the one before", async () => {
    let tell: (text: string) => void = () => {};
    explain.mockReturnValueOnce(new Promise((resolve) => (tell = resolve)));
    player.play(QUEUE, 0);
    audio.emit("error");
    player.next();
    tell("late");
    await Promise.resolve();
    expect(player.state).toMatchObject({ status: "playing", message: "", track: QUEUE[1] });
  });
});
