/** Real parts for the tests of every service. */
@NullMarked
package org.antiphon.server.testing;

import org.jspecify.annotations.NullMarked;
