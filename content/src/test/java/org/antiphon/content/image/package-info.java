@NullMarked
package org.antiphon.content.image;

import org.jspecify.annotations.NullMarked;
