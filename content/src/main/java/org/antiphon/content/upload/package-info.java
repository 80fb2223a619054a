/** Uploads as resources with a state, and the work done on them. */
@NullMarked
package org.antiphon.content.upload;

import org.jspecify.annotations.NullMarked;
