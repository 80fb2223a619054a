/** Benchmarks that measure Antiphon beside its peer or the machine's limit in the same run. */
@NullMarked
package org.antiphon.bench;

import org.jspecify.annotations.NullMarked;
