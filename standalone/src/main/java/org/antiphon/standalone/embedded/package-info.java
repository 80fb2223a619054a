/** The real parts that need no set-up: PostgreSQL, the development chain, secrets on disk. */
@NullMarked
package org.antiphon.standalone.embedded;

import org.jspecify.annotations.NullMarked;
