@NullMarked
package org.antiphon.discovery;

import org.jspecify.annotations.NullMarked;
