/** From blocks of the chain to rows of the index. */
@NullMarked
package org.antiphon.discovery.index;

import org.jspecify.annotations.NullMarked;
