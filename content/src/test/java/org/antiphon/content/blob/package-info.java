@NullMarked
package org.antiphon.content.blob;

import org.jspecify.annotations.NullMarked;
