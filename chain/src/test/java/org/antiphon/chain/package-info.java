@NullMarked
package org.antiphon.chain;

import org.jspecify.annotations.NullMarked;
