/** The right to hear a track, as content nodes check it. */
@NullMarked
package org.antiphon.discovery.stream;

import org.jspecify.annotations.NullMarked;
