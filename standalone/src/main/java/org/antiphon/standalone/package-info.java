/** Everything in one JVM over embedded parts, and the command line. */
@NullMarked
package org.antiphon.standalone;

import org.jspecify.annotations.NullMarked;
