import type { Track } from "@antiphon/client";
import { useState } from "preact/hooks";
import { pictures } from "./pictures";

interface Props {
  readonly track: Track;
  readonly size: number;
}

/** The artwork from the first node that has it; a colour of the track's own when there is none. */
export function Cover({ track, size }: Props) {
  const urls = pictures(track.artwork);
  const [missing, setMissing] = useState(0);
  const url = urls[missing];
  const hue = Number((track.id * 47n) % 360n);
  return (
    <span class="cover" style={{ "--hue": String(hue), "--size": `${size}px` }}>
      {url === undefined ? (
        <span class="cover-letter">{track.title.slice(0, 1)}</span>
      ) : (
        <img
          key={url}
          src={url}
          alt=""
          width={size}
          height={size}
          loading="lazy"
          decoding="async"
          onError={() => setMissing(missing + 1)}
        />
      )}
    </span>
  );
}
