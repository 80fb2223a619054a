@NullMarked
package org.antiphon.content.media;

import org.jspecify.annotations.NullMarked;
