@NullMarked
package org.antiphon.identity.plays;

import org.jspecify.annotations.NullMarked;
