@NullMarked
package org.antiphon.helm;

import org.jspecify.annotations.NullMarked;
