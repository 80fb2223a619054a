@NullMarked
package org.antiphon.contracts;

import org.jspecify.annotations.NullMarked;
