/** Leave to read audio, as discovery nodes sign it. */
@NullMarked
package org.antiphon.content.grant;

import org.jspecify.annotations.NullMarked;
