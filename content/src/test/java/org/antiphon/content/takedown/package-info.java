@NullMarked
package org.antiphon.content.takedown;

import org.jspecify.annotations.NullMarked;
