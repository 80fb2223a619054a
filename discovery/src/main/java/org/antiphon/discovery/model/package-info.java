/** The rows of the index, as the rules read and write them. */
@NullMarked
package org.antiphon.discovery.model;

import org.jspecify.annotations.NullMarked;
