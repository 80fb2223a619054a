@NullMarked
package org.antiphon.content;

import org.jspecify.annotations.NullMarked;
