/** What arbitration has taken down, followed on the token's chain. */
@NullMarked
package org.antiphon.content.takedown;

import org.jspecify.annotations.NullMarked;
