/** Blobs on disk, verified leaf by leaf whenever they are read. */
@NullMarked
package org.antiphon.content.blob;

import org.jspecify.annotations.NullMarked;
