/** Histories of a chain that never was, and the databases they end up in. */
@NullMarked
package org.antiphon.discovery.testing;

import org.jspecify.annotations.NullMarked;
