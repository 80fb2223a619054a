/** Pictures in the sizes in which they are shown, made when first asked for. */
@NullMarked
package org.antiphon.content.image;

import org.jspecify.annotations.NullMarked;
