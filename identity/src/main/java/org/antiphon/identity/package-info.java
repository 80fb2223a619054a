@NullMarked
package org.antiphon.identity;

import org.jspecify.annotations.NullMarked;
