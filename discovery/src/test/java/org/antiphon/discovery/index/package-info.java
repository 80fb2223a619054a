@NullMarked
package org.antiphon.discovery.index;

import org.jspecify.annotations.NullMarked;
