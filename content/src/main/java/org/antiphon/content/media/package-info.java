/** ffmpeg and ffprobe as child processes: probing, transcoding and pictures. */
@NullMarked
package org.antiphon.content.media;

import org.jspecify.annotations.NullMarked;
