/** The rows of the token's chain. */
@NullMarked
package org.antiphon.discovery.network.model;

import org.jspecify.annotations.NullMarked;
