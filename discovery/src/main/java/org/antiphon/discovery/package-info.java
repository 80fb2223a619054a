/** The index of the chain and the queries over it. */
@NullMarked
package org.antiphon.discovery;

import org.jspecify.annotations.NullMarked;
