/** The way to the database that the indexer and the queries share. */
@NullMarked
package org.antiphon.discovery.store;

import org.jspecify.annotations.NullMarked;
